import type { EcsFields, EventLine, FieldValue, TimeBasis } from "./event-line.ts";

/**
 * An event as it travels inside one process: what a format's parser makes and Sigma, threads and stores read.
 *
 * Parsers build it as **one object literal per kind of line**, so that V8 gives each kind one hidden class; a field that is
 * unknown is left out or undefined. It never crosses a worker border: there, columns do.
 *
 * @example
 * const event: LogEvent = { time: 1772331247000000, digits: 0, basis: "stated", offset: 2018, record: 19,
 *   "event.module": "sshd", "event.category": "authentication", "event.action": "ssh_login", "event.outcome": "failure",
 *   "source.ip": "203.0.113.9", message: "Failed password for root from 203.0.113.9 port 40022 ssh2" };
 */
export interface LogEvent extends EcsFields {
  /** Microseconds since 1970-01-01T00:00:00Z, an integer; undefined when the record has no time. */
  time: number | undefined;
  /** Nanoseconds beyond `time`, 0–999; only where the source states more than microseconds. */
  nanos?: number;
  /** Fraction digits the source states: 0–9. */
  digits: number;
  basis: TimeBasis;
  /** Byte offset in the unpacked source file; the reader sets it. */
  offset: number;
  /** Record number from 1; the reader sets it. */
  record: number;
  /** Distinguishes several events of one record (offset alone would collide); absent for the first. */
  part?: number;
  fields?: Record<string, FieldValue> | undefined;
}

/** The identity of the source file an event came from. */
export interface EventSource {
  /** 16 hex digits: SHA-256 over evidence hash, NUL, logical path. */
  readonly key: string;
  /** Logical path, `/`-separated; members of archives as `outer.tar.gz!/inner.log`. */
  readonly path: string;
}

/** `event.id` of a record: the same on every machine, for every worker count and file order. */
export function eventId(sourceKey: string, offset: number, part?: number): string {
  const id = `${sourceKey}-${offset.toString(36)}`;
  return part === undefined ? id : `${id}.${part.toString(36)}`;
}

/** Microseconds (and nanoseconds beyond them) to RFC 3339 UTC with exactly `digits` fraction digits. */
export function formatInstant(time: number, digits: number, nanos = 0): string {
  const seconds = Math.floor(time / 1e6);
  const base = new Date(seconds * 1000).toISOString().slice(0, 19);
  if (digits === 0) return `${base}Z`;
  const fraction = String(time - seconds * 1e6).padStart(6, "0") + String(nanos).padStart(3, "0");
  return `${base}.${fraction.slice(0, digits)}Z`;
}

const internal = new Set(["time", "nanos", "digits", "basis", "offset", "record", "part", "fields"]);

/** The public line of an event: see {@link EventLine}. */
export function toEventLine(event: LogEvent, source: EventSource): EventLine {
  const line: Record<string, unknown> = {};
  if (event.time !== undefined) line["@timestamp"] = formatInstant(event.time, event.digits, event.nanos);
  line["event.id"] = eventId(source.key, event.offset, event.part);
  for (const [name, value] of Object.entries(event)) {
    if (!internal.has(name) && value !== undefined && value !== "") line[name] = value;
  }
  line["log.file.path"] = source.path;
  line["log.offset"] = event.offset;
  line["log.record"] = event.record;
  line["stanch.time"] = event.basis;
  if (event.fields !== undefined) line["fields"] = event.fields;
  return line as EventLine;
}
