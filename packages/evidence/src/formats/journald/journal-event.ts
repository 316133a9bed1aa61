import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import type { JournalFields } from "./journal-entry.ts";
import { openJournalMessages } from "./journal-message.ts";

/** Where an entry stands in its file, and the instant it was written: microseconds since 1970. */
export interface JournalPlace {
  readonly offset: number;
  readonly record: number;
  readonly realtime: number | undefined;
  /** Host of the collection, for entries that name none. */
  readonly host: string | undefined;
}

/** Longer messages are judged by their beginning. */
const longestRead = 65_536;

const first = (fields: JournalFields, ...names: string[]): string | undefined => {
  for (const name of names) {
    const value = fields.get(name);
    const one = Array.isArray(value) ? value[0] : value;
    if (one !== undefined && one !== "") return one;
  }
  return undefined;
};

function whole(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,15}$/.test(text)) return undefined;
  return Number(text);
}

/** `__proto__` would not become a property. */
function plain(fields: JournalFields): Record<string, FieldValue> {
  const out: Record<string, FieldValue> = {};
  for (const [name, value] of fields) out[name === "__proto__" ? "__proto__ " : name] = value;
  return out;
}

function addProcess(event: LogEvent, fields: JournalFields): void {
  const pid = whole(first(fields, "_PID", "SYSLOG_PID"));
  if (pid !== undefined) event["process.pid"] = pid;
  const name = first(fields, "_COMM");
  // What the message says of another program, as sudo does, goes before the program that wrote it.
  if (name !== undefined) event["process.name"] ??= name;
  const executable = first(fields, "_EXE");
  if (executable !== undefined) event["process.executable"] ??= executable;
  const user = first(fields, "_UID");
  if (user !== undefined) event["user.id"] ??= user;
}

/** The name a program goes by in syslog: `sshd`, `sudo`, `kernel`. */
function programOf(fields: JournalFields): string {
  const named = first(fields, "SYSLOG_IDENTIFIER", "_COMM");
  if (named !== undefined) return named;
  return first(fields, "_TRANSPORT") === "kernel" ? "kernel" : "unknown";
}

/**
 * Makes events of journal entries; one for each file, since some programs say in several messages what happened. A message
 * means what the same message means in syslog.
 */
export function openJournalEvents(): (fields: JournalFields, place: JournalPlace) => LogEvent {
  const read = openJournalMessages();
  return (fields, place) => {
    const time = place.realtime;
    const known = time !== undefined && Number.isSafeInteger(time) && time > 0;
    const program = programOf(fields);
    const event: LogEvent = {
      time: known ? time : undefined,
      digits: known ? 6 : 0,
      basis: known ? "stated" : "none",
      offset: place.offset,
      record: place.record,
      "event.module": program,
    };
    const message = first(fields, "MESSAGE");
    if (message !== undefined) {
      event.message = message;
      read(program, message.length > longestRead ? message.slice(0, longestRead) : message, event);
    }
    const host = first(fields, "_HOSTNAME") ?? place.host;
    if (host !== undefined) event["host.name"] = host;
    const severity = whole(first(fields, "PRIORITY"));
    if (severity !== undefined && severity <= 7) event["event.severity"] = severity;
    const unit = first(fields, "_SYSTEMD_UNIT", "UNIT");
    if (unit !== undefined) event["service.name"] = unit;
    addProcess(event, fields);
    event.fields = { ...event.fields, ...plain(fields) };
    return event;
  };
}
