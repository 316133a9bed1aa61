import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import type { LineFormat, LineReader, ReadContext } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { setKind } from "../auth/auth-message.ts";
import { auditFields, common } from "./audit-fields.ts";
import { setAuditMeaning } from "./audit-meaning.ts";
import { openParents } from "./audit-parent.ts";
import { absolutePath, type AuditPath, setSyscallMeaning } from "./audit-syscall.ts";

const head = /^(?:node=(\S+) )?(?:type=(\S*) )?msg=audit\((\d{9,11})\.(\d{1,9}):(\d+)\):/;
/** Records that together tell one system call. */
const joined = new Set(
  "SYSCALL EXECVE CWD PATH PROCTITLE SOCKADDR EOE OBJ_PID IPC BPRM_FCAPS MMAP FD_PAIR AVC SECCOMP NETFILTER_CFG KERN_MODULE".split(
    " ",
  ),
);
const maxOpen = 64;

/** The records of one event of the audit system, gathered. */
export interface AuditGroup {
  readonly event: LogEvent;
  readonly types: string[];
  readonly fields: Record<string, FieldValue>;
  readonly paths: AuditPath[];
  readonly args: string[];
}

/** What names an event: when, which one, on which host. */
export interface AuditStamp {
  readonly seconds: string;
  readonly fraction: string;
  readonly serial: string;
  readonly node: string | undefined;
}

/** An event without records. */
export function beginAudit(at: AuditStamp, host: string | undefined, offset: number, record: number): AuditGroup {
  const digits = at.fraction.padEnd(9, "0");
  const event: LogEvent = {
    time: Number(at.seconds) * 1e6 + Number(digits.slice(0, 6)),
    digits: at.fraction.length,
    basis: "stated",
    offset,
    record,
    "event.module": "auditd",
    "event.code": undefined,
    "event.category": undefined,
    "event.action": undefined,
    "event.outcome": undefined,
    "host.name": at.node ?? host,
  };
  return { event, types: [], fields: {}, paths: [], args: [] };
}

function add(group: AuditGroup, type: string, body: string): void {
  const fields = auditFields(body);
  group.types.push(type);
  if (type === "EXECVE") {
    for (const [name, value] of Object.entries(fields)) {
      if (/^a\d+(?:\[\d+\])?$/.test(name)) group.args.push(decodeArgument(value, body, name));
    }
  } else if (type === "PATH" && fields["name"] !== undefined) {
    group.paths.push({ name: fields["name"], kind: fields["nametype"] ?? fields["objtype"] ?? "UNKNOWN" });
  }
  for (const [name, value] of Object.entries(fields)) {
    if (type === "EXECVE" || (type === "PATH" && name !== "name")) continue;
    group.fields[name] ??= value;
  }
  if (group.event.message === undefined) group.event.message = body.trim().slice(0, 8192) || type;
}

function decodeArgument(value: string, body: string, name: string): string {
  if (body.includes(`${name}="`) || !/^(?:[\dA-F]{2})+$/.test(value)) return value;
  return Buffer.from(value, "hex").toString("utf8");
}

/** The event that gathered records tell. */
export function finishAudit(group: AuditGroup): LogEvent {
  const { event, fields, types, args, paths } = group;
  const type = types.find((name) => name === "SYSCALL") ?? types[0] ?? "";
  event["event.code"] = type === "" ? undefined : type;
  fields["type"] = types.length === 1 ? type : [...new Set(types)];
  args.forEach((value, index) => (fields[`a${index}`] = value));
  if (paths.length > 0) {
    fields["name"] = oneOrAll(paths.map((path) => path.name));
    fields["nametype"] = oneOrAll([...new Set(paths.map((path) => path.kind))]);
  }
  event.fields = fields;
  common(fields, event);
  const path = paths.at(types.includes("EXECVE") ? 0 : -1);
  if (path !== undefined) event["file.path"] = absolutePath(path.name, fields["cwd"]);
  const title = fields["cmd"] ?? fields["proctitle"];
  const line = args.length > 0 ? args.join(" ") : typeof title === "string" ? title : undefined;
  if (line !== undefined && line !== "") event["process.command_line"] = line;
  setKind(event, "process", "audit_record", "unknown");
  setAuditMeaning(event, types);
  if (event["event.action"] === "system_call") setSyscallMeaning(event, paths);
  return event;
}

const oneOrAll = (values: readonly string[]): FieldValue => (values.length === 1 ? (values[0] ?? "") : values);

function openAudit({ sink, host }: ReadContext): LineReader {
  const open = new Map<string, AuditGroup>();
  const parents = openParents();
  const tell = (group: AuditGroup): void => {
    const event = finishAudit(group);
    parents.follow(event);
    sink.event(event);
  };
  const flush = (limit: number): void => {
    for (const [serial, group] of open) {
      if (open.size <= limit) return;
      open.delete(serial);
      tell(group);
    }
  };
  return {
    line(text, offset, record) {
      const match = head.exec(text.slice(0, 512));
      if (match === null || match[2] === "") return sink.unparsed();
      const [found, node, type = "", seconds = "", fraction = "", serial = ""] = match;
      const key = `${seconds}.${fraction}:${serial}`;
      const body = text.slice(found.length + 1);
      const group = open.get(key);
      if (group !== undefined && joined.has(type)) {
        add(group, type, body);
        sink.skip("joined");
        return;
      }
      const begun = beginAudit({ seconds, fraction, serial, node }, host, offset, record);
      add(begun, type === "" ? "UNKNOWN" : type, body);
      if (joined.has(type) && group === undefined) {
        open.set(key, begun);
        flush(maxOpen);
      } else tell(begun);
    },
    end: () => flush(0),
  };
}

/** The audit daemon's log, enriched form too; records of one system call become one event. */
export const auditLog: LineFormat = {
  id: "auditd",
  names: { zh: "Linux 审计日志", en: "Linux audit log" },
  family: "unix",
  modules: ["auditd"],
  references: ["auditd.conf(5)", "Linux Audit: record types", "audit.log enriched format"],
  by: "line",
  splittable: true,
  starts: (line, previous) => head.exec(line)?.[5] !== head.exec(previous)?.[5],
  sniff: (sample) => Math.round(shareOf(sample, (line) => head.test(line.slice(0, 512))) * 95),
  open: openAudit,
};
