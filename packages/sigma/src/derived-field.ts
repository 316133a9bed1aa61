import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { syscallName } from "@stanch/model/data/linux-syscall";

const text = (event: LogEvent, name: string): string | undefined => {
  const value = event.fields?.[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
};

const integrity: Readonly<Record<string, string>> = {
  "S-1-16-0": "Untrusted",
  "S-1-16-4096": "Low",
  "S-1-16-8192": "Medium",
  "S-1-16-8448": "Medium",
  "S-1-16-12288": "High",
  "S-1-16-16384": "System",
};

/** Kernel names of registry hives, and how Sysmon writes them. */
function targetObject(event: LogEvent): string | undefined {
  const key = text(event, "ObjectName");
  if (key === undefined) return undefined;
  const hive = key.replace(/^\\REGISTRY\\MACHINE\\/i, "HKLM\\").replace(/^\\REGISTRY\\USER\\/i, "HKU\\");
  const value = text(event, "ObjectValueName");
  return value === undefined || value === "" ? hive : `${hive}\\${value}`;
}

const registryEvents: Readonly<Record<string, string>> = {
  "%%1904": "SetValue",
  "%%1905": "SetValue",
  "%%1906": "DeleteValue",
};

/** What an EXECVE record says was run: its arguments with a blank between them. */
function execve(event: LogEvent): string | undefined {
  if (text(event, "type")?.toUpperCase() !== "EXECVE") return undefined;
  const words: string[] = [];
  for (let at = 0; at < 256; at++) {
    const word = text(event, `a${at}`);
    if (word === undefined) break;
    words.push(word);
  }
  return words.length === 0 ? undefined : words.join(" ");
}

function syscall(event: LogEvent): string | undefined {
  const written = text(event, "syscall");
  if (written === undefined || !/^\d+$/.test(written)) return written;
  return syscallName(written, text(event, "arch") ?? "c000003e") ?? written;
}

/** Whom an audited process runs as: by name in enriched records, else only root can be told. */
function auditUser(event: LogEvent): string | undefined {
  const name = text(event, "UID");
  if (name !== undefined && name !== "" && name !== "unset") return name;
  return text(event, "uid") === "0" ? "root" : undefined;
}

function requestPath(event: LogEvent): string | undefined {
  return event["url.original"]?.split(/[?#]/, 1)[0];
}

function uri(event: LogEvent): string | undefined {
  const path = event["url.path"];
  const query = event["url.query"];
  return path === undefined ? query : query === undefined ? path : `${path}?${query}`;
}

/** Web rules look for paths in `cs-uri-query` as well, as servers other than IIS write one request line. */
function request(event: LogEvent): FieldValue | undefined {
  const whole = event["url.original"] ?? uri(event);
  const query = event["url.query"];
  return whole === undefined || query === undefined ? (whole ?? query) : [query, whole];
}

function extension(event: LogEvent): string | undefined {
  const path = event["url.path"] ?? requestPath(event);
  return path === undefined ? undefined : /\.([A-Za-z0-9]{1,12})$/.exec(path)?.[1];
}

function outgoing(event: LogEvent): string | undefined {
  const ends = [event["destination.ip"], event["destination.address"], event["source.ip"]];
  if (ends.every((end) => end === undefined)) return undefined;
  return /accept|listen|bind|inbound/.test(event["event.action"] ?? "") ? "false" : "true";
}

function initiated(event: LogEvent): string | undefined {
  const direction = text(event, "Direction");
  return direction === "%%14593" ? "true" : direction === "%%14592" ? "false" : undefined;
}

/** Fields that no log writes but that follow from what it writes; named `=name` in the alias tables. */
export const derivedFields: Readonly<Record<string, (event: LogEvent) => FieldValue | undefined>> = {
  integrityLevel: (event) => integrity[text(event, "MandatoryLabel") ?? ""],
  initiated,
  targetObject,
  registryEvent: (event) => registryEvents[text(event, "OperationType") ?? ""],
  execve,
  syscall,
  auditUser,
  path: requestPath,
  uri,
  request,
  extension,
  outgoing,
};
