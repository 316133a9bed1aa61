import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { setKind } from "../auth/auth-message.ts";
import { setSource } from "../auth/remote.ts";

/** Values that the kernel writes in hexadecimal when they hold blanks or quotes. */
const encoded =
  /^(?:a\d+(?:\[\d+\])?|proctitle|cmd|comm|exe|cwd|name|path|acct|data|key|dir|file|watch|saddr|terminal|tty)$/;
const token = /(?:^|[\s,{(])([A-Za-z][\w-]*(?:\[\d+\])?)=(?:"([^"]*)"|'([^']*)'|\{ ([^}]*) \}|([^\s,'")]*))/g;
const longest = 32_768;

function decodeHex(value: string): string {
  const text = Buffer.from(value, "hex").toString("utf8");
  return text.replace(/\0+$/, "").replaceAll("\0", " ");
}

/** `key=value` pairs of one audit record as they are written, quotes gone, hexadecimal text decoded. */
export function auditFields(body: string): Record<string, string> {
  const fields: Record<string, string> = {};
  const seen = body.length > longest ? body.slice(0, longest) : body;
  for (const match of seen.replace("\u001d", " ").matchAll(token)) {
    const name = match[1] ?? "";
    if (name === "msg" && match[3] !== undefined) {
      Object.assign(fields, auditFields(match[3]));
      continue;
    }
    const bare = match[5];
    const value = match[2] ?? match[3] ?? match[4] ?? bare ?? "";
    const isHex =
      bare !== undefined && name !== "saddr" && encoded.test(name) && bare.length >= 2 && bare.length % 2 === 0;
    fields[name] ??= isHex && /^[\dA-F]+$/.test(bare) && !/^a\d$/.test(name) ? decodeHex(value) : value;
  }
  return fields;
}

const unset = new Set(["?", "", "(null)", "(none)", "4294967295", "-1", "unset"]);

function known(value: FieldValue | undefined): string | undefined {
  return typeof value === "string" && !unset.has(value) ? value : undefined;
}

/** AVC and AppArmor say in words what was denied. */
const denied = /\bavc: +denied +\{ ([^}]*) \}|apparmor="DENIED"/i;

/** Reads a record `audit(…): key=value …` out of the kernel's or the audit daemon's log into an event. */
export function readAudit(body: string, event: LogEvent): void {
  const at = body.indexOf("): ");
  const fields = auditFields(at < 0 ? body : body.slice(at + 3));
  event["event.module"] = "auditd";
  event.fields = fields;
  if (denied.test(body)) setKind(event, "intrusion_detection", "access_denied", "failure");
  else setKind(event, "process", "audit_record", "unknown");
  common(fields, event);
}

/** Fields every kind of record may have, by their ECS names. */
export function common(fields: Readonly<Record<string, FieldValue>>, event: LogEvent): void {
  const pid = Number(fields["pid"]);
  if (fields["pid"] !== undefined && Number.isSafeInteger(pid)) event["process.pid"] = pid;
  const parent = Number(fields["ppid"]);
  if (fields["ppid"] !== undefined && Number.isSafeInteger(parent)) event["process.parent.pid"] = parent;
  const exe = known(fields["exe"]);
  if (exe !== undefined) event["process.executable"] = exe;
  const name = known(fields["comm"]) ?? exe?.slice(exe.lastIndexOf("/") + 1);
  if (name !== undefined) event["process.name"] = name;
  const folder = known(fields["cwd"]);
  if (folder !== undefined) event["process.working_directory"] = folder;
  const user = known(fields["acct"]) ?? known(fields["AUID"]) ?? known(fields["UID"]);
  if (user !== undefined) event["user.name"] = user;
  const id = known(fields["auid"]) ?? known(fields["uid"]);
  if (id !== undefined) event["user.id"] = id;
  const session = known(fields["ses"]);
  if (session !== undefined) event["session.id"] = session;
  const host = known(fields["addr"]) ?? known(fields["hostname"]);
  if (host !== undefined) setSource(event, host);
  const rule = known(fields["key"]);
  if (rule !== undefined) event["rule.name"] = rule;
}
