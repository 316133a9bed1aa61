import type { LogEvent } from "@stanch/model/log-event";
import { jsonFormat } from "../../generic/json-format/json-format.ts";
import { isObject, type Json, type JsonObject } from "../../generic/json-format/json-value.ts";
import { type AuditGroup, beginAudit, finishAudit } from "./audit-log.ts";
import { openParents } from "./audit-parent.ts";

const id = /^(\d{9,11})\.(\d{1,9}):(\d+)$/;
const recordType = /^[A-Z][A-Z\d_]*$/;
const mostArguments = 4096;

function strings(value: Json | undefined): string[] {
  if (!Array.isArray(value)) return [];
  const items = (value as readonly Json[]).slice(0, mostArguments);
  return items.flatMap((item) => (typeof item === "string" || typeof item === "number" ? [String(item)] : []));
}

/** Registers are written `0x…`, where the audit daemon's own log has the digits alone. */
const register = (value: string): string => value.replace(/^0x/, "");

/** Adds one record under the names that the audit daemon's log has. */
function add(group: AuditGroup, type: string, record: JsonObject): void {
  const { fields } = group;
  group.types.push(type);
  const list = strings(record["ARGV"]);
  if (type === "PATH") {
    const { name, nametype } = record;
    if (typeof name === "string") group.paths.push({ name, kind: typeof nametype === "string" ? nametype : "UNKNOWN" });
    return;
  }
  if (type === "EXECVE") return void group.args.push(...list);
  if (type === "PROCTITLE") fields["proctitle"] ??= list.join(" ");
  else list.forEach((value, index) => (fields[`a${index}`] ??= register(value)));
  for (const [name, value] of Object.entries(record)) {
    const said = typeof value === "number" ? String(value) : value;
    if (typeof said === "string" && name !== "__proto__") fields[name] ??= said;
  }
}

/** What runs the parent process, as Laurel looked it up when the record was written. */
function setParent(event: LogEvent, record: JsonObject): void {
  const call = record["SYSCALL"];
  const parent = isObject(call) ? call["PPID"] : undefined;
  if (!isObject(parent)) return;
  if (typeof parent["exe"] === "string") event["process.parent.executable"] = parent["exe"];
  if (typeof parent["comm"] === "string") event["process.parent.name"] = parent["comm"];
}

function laurelEvent(record: JsonObject, host: string | undefined): LogEvent {
  const [, seconds = "", fraction = "", serial = ""] = id.exec(String(record["ID"])) ?? [];
  const node = typeof record["NODE"] === "string" ? record["NODE"] : undefined;
  const group = beginAudit({ seconds, fraction, serial, node }, host, -1, 0);
  for (const [type, value] of Object.entries(record)) {
    if (!recordType.test(type) || type === "ID" || type === "NODE") continue;
    for (const one of Array.isArray(value) ? (value as readonly Json[]) : [value])
      if (isObject(one)) add(group, type, one);
  }
  const event = finishAudit(group);
  setParent(event, record);
  event.message ??= event["process.command_line"] ?? event["event.code"];
  return event;
}

/** The audit trail as Laurel writes it: one event a line, as JSON. */
export const laurel = jsonFormat({
  id: "laurel",
  names: { zh: "Linux 审计日志（Laurel JSON）", en: "Linux audit log (Laurel JSON)" },
  family: "unix",
  module: "auditd",
  references: ["https://github.com/threathunters-io/laurel"],
  sure: 98,
  is: (record) => typeof record["ID"] === "string" && id.test(record["ID"]),
  time: () => undefined,
  flat: false,
  splittable: true,
  map(record, event) {
    Object.assign(event, laurelEvent(record, event["host.name"]));
  },
  follow() {
    const parents = openParents();
    return (_record, event) => {
      const { "process.parent.executable": told } = event;
      parents.follow(event);
      if (told !== undefined) event["process.parent.executable"] = told;
    };
  },
});
