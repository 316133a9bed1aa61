import type { LogEvent } from "@stanch/model/log-event";
import type { Clock, LineFormat, LineReader, ReadContext } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { readStamp, stamp } from "../../generic/stamp/stamp.ts";
import { applyRules } from "../message-rule/message-rule.ts";
import { samba } from "./samba.ts";

const looking: Clock = { basis: "zone-assumed", local: () => 0 };
const head =
  /^\[(\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?), +(\d{1,2})(?:,[^\]]{0,120})?\] (\S{1,256}?):(\d{1,6})\((\w{1,128})\)\s*$/;
const longest = 65_536;

function begun(match: RegExpExecArray, offset: number, record: number, host: string | undefined): LogEvent {
  const [, , level = "", file = "", , name = ""] = match;
  return {
    time: stamp.time,
    digits: stamp.digits,
    basis: stamp.basis,
    offset,
    record,
    "event.module": samba.module,
    "event.category": samba.category,
    "event.action": undefined,
    "event.outcome": undefined,
    "host.name": host,
    message: undefined,
    fields: { level, function: name, file },
  };
}

function openSamba({ clock, host, sink }: ReadContext): LineReader {
  let open: LogEvent | undefined;
  const flush = (): void => {
    if (open === undefined) return;
    const message = open.message ?? "";
    if (message !== "" && !applyRules(samba.rules, message, open)) open["event.outcome"] = "unknown";
    sink.event(open);
    open = undefined;
  };
  const joins = (text: string): void => {
    if (open === undefined) return sink.unparsed();
    const message = `${open.message ?? ""} ${text.trim()}`.trim();
    if (message.length <= longest) open.message = message;
    sink.skip("joined");
  };
  return {
    line(text, offset, record) {
      const match = text.length > 1024 ? null : head.exec(text);
      if (match === null || !readStamp(match[1] ?? "", 0, clock)) {
        return /^\s+\S/.test(text) ? joins(text) : text.trim() === "" ? sink.skip("blank") : sink.unparsed();
      }
      flush();
      open = begun(match, offset, record, host);
    },
    end: flush,
  };
}

/** Samba's own log (`log.smbd`): a head with date and place, the message indented below it. */
export const sambaLog: LineFormat = {
  id: "samba",
  names: { zh: "Samba 日志", en: "Samba log" },
  family: "service",
  modules: [samba.module],
  references: ["smb.conf(5): log file, debug timestamp"],
  by: "line",
  splittable: true,
  sniff: (sample) =>
    Math.round(96 * shareOf(sample, (line) => head.test(line.slice(0, 1024)) && readStamp(line, 1, looking))),
  open: openSamba,
};
