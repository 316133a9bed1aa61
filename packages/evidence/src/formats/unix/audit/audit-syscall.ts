import { syscallName } from "@stanch/model/data/linux-syscall";
import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { setKind } from "../auth/auth-message.ts";
import { socketAddress } from "./audit-address.ts";
import { table } from "../../../table.ts";

/** One PATH record. */
export interface AuditPath {
  readonly name: string;
  /** `NORMAL`, `PARENT`, `CREATE`, `DELETE` or `UNKNOWN`. */
  readonly kind: string;
}

type Fields = Readonly<Record<string, FieldValue>>;

const text = (fields: Fields, name: string): string => {
  const value = fields[name];
  return typeof value === "string" ? value : "";
};

/** The call's name: as enriched records write it, else by number and architecture. */
function callOf(fields: Fields): string {
  const written = text(fields, "SYSCALL") || text(fields, "syscall");
  return /^\d+$/.test(written) ? (syscallName(written, text(fields, "arch")) ?? "") : written.toLowerCase();
}

/** A path as the kernel resolved it: below the working directory unless it is absolute. */
export function absolutePath(name: string, folder: FieldValue | undefined): string {
  if (name.startsWith("/") || typeof folder !== "string" || !folder.startsWith("/")) return name;
  const parts: string[] = [];
  for (const part of `${folder}/${name}`.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

const O_CREAT = 0x40;
const flagsAt: Readonly<Record<string, string>> = table({ open: "a1", openat: "a2", open_by_handle_at: "a2" });

/** Whether an open may create the file; `a1`, `a2` are registers in hexadecimal. Enriched records name the flags. */
function mayCreate(call: string, fields: Fields): boolean {
  if (call === "creat") return true;
  const register = flagsAt[call];
  if (register === undefined) return false;
  const value = text(fields, register);
  return /^[\da-f]{1,16}$/i.test(value) ? (Number.parseInt(value, 16) & O_CREAT) !== 0 : /\bO_CREAT\b/.test(value);
}

/** What the call did to files; false when nothing or when it failed. */
function fileMeaning(event: LogEvent, call: string, fields: Fields, paths: readonly AuditPath[]): boolean {
  const created = paths.findLast((path) => path.kind === "CREATE");
  const deleted = paths.findLast((path) => path.kind === "DELETE");
  const opened = mayCreate(call, fields) ? paths.findLast((path) => path.kind === "NORMAL") : undefined;
  const path = created ?? deleted ?? opened;
  if (path === undefined) return false;
  const renamed = created !== undefined && deleted !== undefined && call.startsWith("rename");
  const folder = created !== undefined && call.startsWith("mkdir");
  const action = renamed
    ? "file_renamed"
    : folder
      ? "folder_created"
      : created !== undefined
        ? "file_created"
        : deleted !== undefined
          ? "file_deleted"
          : "file_written";
  setKind(event, "file", action, "success");
  event["file.path"] = absolutePath(path.name, fields["cwd"]);
  return true;
}

const outward = new Set(["connect", "sendto", "sendmsg", "sendmmsg"]);
const inward = new Set(["accept", "accept4", "recvfrom", "recvmsg"]);

/** What the call did to a connection; a socket that does not wait answers "in progress". */
function socketMeaning(event: LogEvent, call: string, fields: Fields, failed: boolean): boolean {
  const peer = socketAddress(text(fields, "saddr"));
  if (peer === undefined || !(outward.has(call) || inward.has(call))) return false;
  const pending = text(fields, "exit") === "-115" || text(fields, "exit") === "EINPROGRESS";
  if (failed && !pending) return false;
  if (outward.has(call)) {
    setKind(event, "network", call === "connect" ? "connection_started" : "data_sent", pending ? "unknown" : "success");
    event["destination.ip"] = peer.ip;
    event["destination.port"] = peer.port;
  } else {
    setKind(event, "network", call.startsWith("accept") ? "connection_accepted" : "data_received", "success");
    event["source.ip"] = peer.ip;
    event["source.port"] = peer.port;
  }
  return true;
}

/**
 * Says what one system call did, where that is a file or a connection; false when it is neither.
 *
 * @example setSyscallMeaning(event, [{ name: "x.sh", kind: "CREATE" }]) // category "file", action "file_created"
 */
export function setSyscallMeaning(event: LogEvent, paths: readonly AuditPath[]): boolean {
  const fields = event.fields ?? {};
  const call = callOf(fields);
  const failed = text(fields, "success") === "no";
  return (!failed && fileMeaning(event, call, fields, paths)) || socketMeaning(event, call, fields, failed);
}
