import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { addMeaning } from "../../evtx/windows-event.ts";
import { table } from "../../../table.ts";

const element = /<(\w+)((?:\s+\w+=(?:"[^"]*"|'[^']*'))*)\s*(?:\/>|>([^<]*)<\/\1>)/g;
const attribute = /(\w+)=(?:"([^"]*)"|'([^']*)')/g;
const entity = /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi;
const named: Readonly<Record<string, string>> = table({ lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" });

function plain(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(entity, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return named[name.toLowerCase()] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0x10_ffff ? whole : String.fromCodePoint(code);
  });
}

/** The record's names and values as the reader of Windows event logs gives them; undefined for what is no event. */
function fieldsOf(xml: string): Record<string, FieldValue> | undefined {
  if (!xml.startsWith("<Event>") && !xml.startsWith("<Event ")) return undefined;
  const fields: Record<string, FieldValue> = {};
  const put = (name: string, value: string): void => {
    if (name !== "__proto__" && value !== "") fields[name] ??= value;
  };
  for (const [, tag = "", attributes = "", text = ""] of xml.matchAll(element)) {
    const pairs = [...attributes.matchAll(attribute)].map(
      (one) => [one[1] ?? "", plain(one[2] ?? one[3] ?? "")] as const,
    );
    if (tag === "Data") {
      put(pairs.find(([name]) => name === "Name")?.[1] ?? "Data", plain(text));
      continue;
    }
    for (const [name, value] of pairs) put(`${tag}_${name}`, value);
    put(tag, plain(text));
  }
  return fields;
}

/** Sysmon states its own time, in UTC and finer than syslog does. */
function setTime(event: LogEvent, stated: FieldValue | undefined): void {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/.exec(typeof stated === "string" ? stated : "");
  const millis = match === null ? Number.NaN : Date.parse(`${match[1]}Z`);
  if (match === null || Number.isNaN(millis)) return;
  event.time = millis * 1000 + Number((match[2] ?? "").padEnd(6, "0").slice(0, 6));
  event.digits = Math.min(6, match[2]?.length ?? 0);
  event.basis = "stated";
}

/**
 * Messages of Sysmon for Linux: one event in XML each, with the names of Sysmon.
 *
 * Source: Sysinternals, SysmonForLinux, README, "Viewing events".
 */
export function sysmonMessage(message: string, event: LogEvent): void {
  const fields = fieldsOf(message);
  if (fields === undefined) return;
  const code = Number(fields["EventID"]);
  if (Number.isInteger(code)) fields["EventID"] = code;
  fields["Channel"] ??= "Linux-Sysmon/Operational";
  event["event.module"] = "sysmon";
  event["event.code"] = String(fields["EventID"] ?? "") || undefined;
  event["event.provider"] = String(fields["Provider_Name"] ?? "Linux-Sysmon");
  event.fields = fields;
  setTime(event, fields["TimeCreated_SystemTime"]);
  addMeaning(event, fields, "Linux-Sysmon/Operational", code);
}
