import type { FieldValue } from "@stanch/model/event-line";
import { formatInstant, type LogEvent } from "@stanch/model/log-event";
import { ecsAliases } from "./data/ecs-alias.ts";
import { ecsReaders } from "./data/ecs-reader.ts";
import { derivedFields } from "./derived-field.ts";
import { type EventClass, eventClass, renamedFields } from "./event-class.ts";

const internal = new Set(["time", "nanos", "digits", "basis", "offset", "record", "part", "fields"]);

/** Reads one field of an event of a known class; {@link fieldValue} is this with the class worked out. */
export type FieldReader = (event: LogEvent, events: EventClass) => FieldValue | undefined;

/** An inherited member of the fields' object is not a field. */
function own(event: LogEvent, name: string): FieldValue | undefined {
  const { fields } = event;
  if (fields === undefined) return undefined;
  const value: unknown = fields[name];
  if (value === undefined || typeof value === "function" || name === "__proto__") return undefined;
  return value as FieldValue;
}

type Source = (event: LogEvent) => FieldValue | undefined;

function sourceReader(source: string): Source {
  if (source.startsWith("=")) return derivedFields[source.slice(1)] ?? (() => undefined);
  if (source.startsWith(".")) return (event) => own(event, source.slice(1));
  return ecsReader(source);
}

function ecsReader(name: string): Source {
  if (internal.has(name)) return () => undefined;
  if (Object.hasOwn(ecsReaders, name))
    return (ecsReaders as Readonly<Record<string, Source>>)[name] ?? (() => undefined);
  // An object has no inherited member of such a name, and asking whether it is its own costs more than the value.
  const plain = !(name in Object.prototype);
  return (event) => {
    const known = plain || Object.hasOwn(event, name);
    return known ? ((event as unknown as Record<string, unknown>)[name] as FieldValue | undefined) : undefined;
  };
}

const derivedAlias = (event: LogEvent, alias: string): FieldValue | undefined =>
  alias.startsWith("=") ? derivedFields[alias.slice(1)]?.(event) : own(event, alias);

/** Where a record does not say what a web server could have said, W3C's logs have a dash. */
const dashed = new Set(["cs-method", "cs-uri-stem", "cs-username", "cs-user-agent", "cs-referer"]);

/** A record in W3C's own words says itself what it has; of others all that was logged is in their ECS fields. */
function dashOf(event: LogEvent): string | undefined {
  if (event["event.category"] !== "web" || event["event.action"] !== "http_request") return undefined;
  return own(event, "c-ip") === undefined && own(event, "cs-method") === undefined ? "-" : undefined;
}

function sourcesOf(field: string): Source[] {
  const plain = field.includes(".") || field === "message" ? [ecsReader(field)] : [];
  const aliases = Object.hasOwn(ecsAliases, field) ? (ecsAliases[field] ?? []) : [];
  const instant: Source = (event) => (event.time === undefined ? undefined : formatInstant(event.time, 6));
  return [
    ...plain,
    ...aliases.map(sourceReader),
    ...(dashed.has(field) ? [dashOf] : []),
    ...(field === "@timestamp" ? [instant] : []),
  ];
}

/** Made once for a field name; reading then does no look-up that is not needed. */
export function fieldReader(field: string): FieldReader {
  const sources = sourcesOf(field);
  const renamed = renamedFields.has(field);
  const widened = field === "cs-uri-query" ? derivedFields["request"] : undefined;
  const whole: FieldReader = (event, events) => {
    if (event.fields !== undefined) {
      const value = own(event, field);
      if (value !== undefined) {
        const wide = widened !== undefined && events.categories.has("webserver") ? widened(event) : undefined;
        return wide === undefined ? value : ([value, wide].flat() as FieldValue);
      }
      const alias = renamed && Object.hasOwn(events.aliases, field) ? events.aliases[field] : undefined;
      const other = alias === undefined ? undefined : derivedAlias(event, alias);
      if (other !== undefined) return other;
    }
    for (let at = 0; at < sources.length; at++) {
      const found = (sources[at] as Source)(event);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const [only] = sources;
  if (sources.length > 1) return whole;
  if (only === undefined) return (event, events) => (event.fields === undefined ? undefined : whole(event, events));
  return (event, events) => (event.fields === undefined ? only(event) : whole(event, events));
}

const readers = new Map<string, FieldReader>();

/**
 * The value of a field as a Sigma rule names it: the record's own name first, then the name its class keeps the data under
 * (`Image` of Security 4688 is `NewProcessName`), then the ECS field. `undefined` means that the event has no such field.
 *
 * @example fieldValue(event, "cs-method") // "POST", from http.request.method
 */
export function fieldValue(event: LogEvent, field: string): FieldValue | undefined {
  let reader = readers.get(field);
  if (reader === undefined) {
    if (readers.size > 10_000) readers.clear();
    readers.set(field, (reader = fieldReader(field)));
  }
  return reader(event, eventClass(event));
}

const housekeeping = /^(?:event\.|log\.|host\.)|^message$/;
const told = new Map<string, boolean>();

/** Whether a property of an event is part of what its record says. */
function isTold(name: string): boolean {
  let verdict = told.get(name);
  if (verdict === undefined) {
    if (told.size > 10_000) told.clear();
    told.set(name, (verdict = !internal.has(name) && !housekeeping.test(name)));
  }
  return verdict;
}

function collect(into: string[], value: unknown, least: number): void {
  if (typeof value === "string") {
    if (value.length >= least) into.push(value);
  } else if (typeof value === "number" || typeof value === "boolean") collect(into, String(value), least);
  else if (Array.isArray(value)) for (const one of value) collect(into, one, least);
}

/**
 * The texts in which keywords are looked for: the message, and every value the event has.
 *
 * @param least texts shorter than this are left out, as no keyword can stand in them.
 */
export function messageTexts(event: LogEvent, least = 0): string[] {
  const texts: string[] = [];
  collect(texts, event.message, least);
  for (const name in event)
    if (isTold(name)) collect(texts, (event as unknown as Record<string, unknown>)[name], least);
  for (const name in event.fields) collect(texts, event.fields[name], least);
  return texts;
}
