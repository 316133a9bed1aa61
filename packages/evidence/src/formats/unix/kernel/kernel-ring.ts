import type { LogEvent } from "@stanch/model/log-event";
import type { Clock, LineFormat } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { readStamp, stamp } from "../../generic/stamp/stamp.ts";
import { kernelMessage } from "./kernel-message.ts";

const looking: Clock = { basis: "zone-assumed", local: () => 0 };
const sinceBoot = /^(?:<\d{1,3}>)?\[ *(\d{1,10}\.\d{6})\](?:\[ *[TC]\d{1,9}\])? ?(.*)$/s;
const dated = /^\[([A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4})\] (.*)$/s;

/** What `dmesg` showed: seconds since boot, or the date it worked out of them (`-T`). */
export const kernelRing: LineFormat = {
  id: "kernel-ring",
  names: { zh: "内核环形缓冲区（dmesg 输出）", en: "kernel ring buffer (dmesg)" },
  family: "unix",
  modules: ["kernel", "auditd", "wireguard"],
  references: ["dmesg(1)"],
  by: "line",
  splittable: true,
  sniff: (sample) =>
    Math.round(
      92 * shareOf(sample, (line) => sinceBoot.test(line) || (dated.test(line) && readStamp(line, 0, looking))),
    ),
  open: ({ clock, host, sink }) => ({
    line(text) {
      const short = text.slice(0, 65_536);
      const ring = sinceBoot.exec(short);
      const match = ring ?? dated.exec(short);
      if (match === null) return sink.unparsed();
      const timed = ring === null && readStamp(match[1] ?? "", 0, clock);
      const message = match[2] ?? "";
      const event: LogEvent = {
        time: timed ? stamp.time : undefined,
        digits: 0,
        basis: timed ? stamp.basis : "none",
        offset: -1,
        record: 0,
        "event.module": "kernel",
        "host.name": host,
        "process.name": "kernel",
        message: message === "" ? undefined : message,
      };
      kernelMessage(message, event);
      const audited = timed ? null : /\baudit\((\d{9,10})\.(\d{1,6}):/.exec(message);
      if (audited !== null) {
        const [, seconds = "", fraction = ""] = audited;
        event.time = Number(seconds) * 1e6 + Number(fraction.padEnd(6, "0"));
        event.digits = fraction.length;
        event.basis = "stated";
      }
      event.fields = { ...event.fields, ...(ring === null ? {} : { since_boot: ring[1] ?? "" }) };
      sink.event(event);
    },
    end() {},
  }),
};
