import type { LogEvent } from "@stanch/model/log-event";
import type { LineFormat, LineReader, ReadContext } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { openInnerLines } from "../../generic/inner-line/inner-line.ts";
import { readStamp, stamp } from "../../generic/stamp/stamp.ts";

const line =
  /^(?<date>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)) (?<stream>stdout|stderr) (?<tag>[PF])(?::\S+)? (?<text>.*)$/s;

function reader({ clock, host, sink }: ReadContext): LineReader {
  const read = openInnerLines();
  return {
    line(text) {
      const groups = line.exec(text)?.groups;
      if (groups === undefined || !readStamp(text, 0, clock)) return sink.unparsed();
      const event: LogEvent = {
        time: stamp.time,
        digits: stamp.digits,
        basis: stamp.basis,
        offset: -1,
        record: 0,
        "event.module": "containerd",
      };
      if (stamp.nanos > 0) event.nanos = stamp.nanos;
      if (host !== undefined) event["host.name"] = host;
      read(groups["text"] ?? "", event);
      event.fields = { ...event.fields, stream: groups["stream"] ?? "-", tag: groups["tag"] ?? "F" };
      sink.event(event);
    },
    end() {},
  };
}

/** Container logs as containerd and CRI-O write them for Kubernetes; partial lines (`P`) stay events of their own. */
export const criLog: LineFormat = {
  id: "containerd-cri",
  names: { zh: "containerd/CRI 容器日志", en: "containerd and CRI-O container log" },
  family: "service",
  modules: ["containerd"],
  references: ["https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md"],
  by: "line",
  splittable: true,
  sniff: (sample) => Math.round(shareOf(sample, (text) => line.test(text)) * 99),
  open: reader,
};
