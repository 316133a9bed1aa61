import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import type { LineFormat, LineReader, ReadContext, Sample } from "../../../format.ts";
import { hostPath } from "../state/host-path.ts";

const section = /^\[(Unit|Service|Timer|Install|Socket|Path|Mount|Automount|Swap|Slice|Scope|Target)\]\s*$/;
const setting = /^([A-Za-z][A-Za-z0-9]{1,63})\s*=\s*(.*)$/;
const comment = /^\s*[#;]/;
const maxSettings = 500;
const longestValue = 8192;
/** A unit of more than this many characters is no unit: the rest is left out of the event. */
const largestUnit = 1 << 20;

interface Unit {
  readonly offset: number;
  readonly record: number;
  readonly fields: Record<string, FieldValue>;
  size: number;
}

function unitEvent({ offset, record, fields }: Unit, { host, path }: ReadContext): LogEvent {
  const command = fields["ExecStart"] ?? fields["ExecStartPre"] ?? fields["ExecStartPost"] ?? fields["ExecStop"];
  const user = fields["User"];
  const name = path.slice(path.lastIndexOf("/") + 1);
  return {
    time: undefined,
    digits: 0,
    basis: "none",
    offset,
    record,
    "event.module": "systemd-unit",
    "event.category": "configuration",
    "event.action": "service_entry",
    "event.outcome": "unknown",
    "host.name": host,
    "user.name": typeof user === "string" ? user : undefined,
    "file.path": hostPath(path),
    "service.name": name === "" ? undefined : name,
    "process.command_line": commandOf(command),
    message: typeof fields["Description"] === "string" ? fields["Description"] : name,
    fields,
  };
}

/** The command without the marks before it (`-`, `@`, `+`, `!`); of several the first. */
function commandOf(value: FieldValue | undefined): string | undefined {
  const first = Array.isArray(value) ? value.find((one) => one !== "") : value;
  return typeof first === "string" && first !== "" ? first.replace(/^[-@:+!]+/, "") : undefined;
}

function put(fields: Record<string, FieldValue>, name: string, value: string): void {
  const known = fields[name];
  if (known === undefined) {
    if (Object.keys(fields).length < maxSettings) fields[name] = value;
  } else if (!Array.isArray(known)) fields[name] = [String(known), value];
  else if (known.length < maxSettings) fields[name] = [...known, value];
}

function openUnit(context: ReadContext): LineReader {
  const { sink } = context;
  let unit: Unit | undefined;
  let last = "";
  let continued = false;
  const joins = (): void => sink.skip("joined");
  return {
    line(text, offset, record) {
      if (continued && unit !== undefined) {
        const before = unit.fields[last];
        const more = ` ${text.slice(0, longestValue).replace(/\\$/, "").trim()}`;
        if (typeof before === "string" && before.length < 65_536) unit.fields[last] = before + more;
        continued = text.endsWith("\\");
        return joins();
      }
      if (text.trim() === "") return sink.skip("blank");
      if (comment.test(text)) return sink.skip("comment");
      const match = setting.exec(text);
      if (match === null && !section.test(text)) return sink.unparsed();
      const first = unit === undefined;
      unit ??= { offset, record, fields: {}, size: 0 };
      if (match !== null) {
        last = match[1] ?? "";
        continued = text.endsWith("\\");
        const value = (match[2] ?? "").slice(0, longestValue).replace(/\\$/, "").trim();
        unit.size += value.length + last.length;
        if (unit.size <= largestUnit) put(unit.fields, last, value);
      }
      if (!first) joins();
    },
    end() {
      if (unit !== undefined) sink.event(unitEvent(unit, context));
    },
  };
}

function sniff(sample: Sample): number {
  const lines = sample.lines.filter((line) => line.trim() !== "" && !comment.test(line));
  if (lines.length === 0 || !lines.some((line) => section.test(line))) return 0;
  const fit = lines.filter((line) => section.test(line) || setting.test(line) || /^\s/.test(line)).length;
  return fit >= lines.length * 0.8 ? 93 : 0;
}

/** A unit of systemd: service, timer, socket, path or a drop-in; one event a file, with everything it sets. */
export const systemdUnit: LineFormat = {
  id: "systemd-unit",
  names: { zh: "systemd 单元文件", en: "systemd unit" },
  family: "unix",
  modules: ["systemd-unit"],
  references: ["systemd.unit(5)", "systemd.service(5)", "systemd.timer(5)"],
  by: "line",
  splittable: false,
  sniff,
  open: openUnit,
};
