import type { TimelineFilter } from "@stanch/model/timeline";

/** The fields a query may name, in ECS words, and the part of the filter each fills. */
export const queryFields = {
  "host.name": "host",
  "user.name": "user",
  "source.ip": "address",
  "event.module": "module",
  "event.action": "action",
  "event.outcome": "outcome",
  rule: "rule",
  "log.file.path": "path",
  "event.id": "ids",
} as const;
export type QueryField = keyof typeof queryFields;

const short: Readonly<Record<string, QueryField>> = {
  host: "host.name",
  user: "user.name",
  ip: "source.ip",
  address: "source.ip",
  module: "event.module",
  action: "event.action",
  outcome: "event.outcome",
  path: "log.file.path",
  file: "log.file.path",
  id: "event.id",
};

const outcomes: ReadonlySet<string> = new Set(["success", "failure", "unknown"]);

/** One word of a query: a field with its value, or free text. */
export interface QueryTerm {
  readonly field?: QueryField;
  readonly value: string;
}

const pattern = /(?:([\w.]+):)?(?:"((?:[^"\\]|\\.)*)"|(\S+))/g;

function fieldOf(name: string | undefined): QueryField | undefined {
  if (name === undefined) return undefined;
  return Object.hasOwn(queryFields, name) ? (name as QueryField) : Object.hasOwn(short, name) ? short[name] : undefined;
}

/**
 * Reads a query: `source.ip:203.0.113.9 outcome:failure "accepted"`. An unknown field is free text, as it stands.
 */
export function parseTerms(query: string): QueryTerm[] {
  return [...query.matchAll(pattern)].map((match) => {
    const value = match[2]?.replace(/\\(.)/g, "$1") ?? match[3] ?? "";
    const field = fieldOf(match[1]);
    if (field === undefined) return { value: match[1] === undefined ? value : `${match[1]}:${value}` };
    return field === "event.outcome" && !outcomes.has(value) ? { value: `${match[1]}:${value}` } : { field, value };
  });
}

function quote(value: string): string {
  return value !== "" && /^[^\s":]+$/.test(value) ? value : `"${value.replace(/["\\]/g, "\\$&")}"`;
}

/** Writes terms so that {@link parseTerms} reads the same. */
export function writeTerms(terms: readonly QueryTerm[]): string {
  return terms
    .map(({ field, value }) =>
      field === undefined ? quote(value) : `${field}:${/^[^\s"]+$/.test(value) ? value : quote(value)}`,
    )
    .join(" ");
}

/** What the address of a timeline page says. */
export interface TimelineSearch {
  readonly q?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly order?: "newest" | undefined;
  readonly event?: string | undefined;
}

/** Reads the search part of an address; what is malformed is dropped, never an error. */
export function readSearch(raw: Readonly<Record<string, unknown>>): TimelineSearch {
  const text = (key: string) => {
    const value = raw[key];
    return typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;
  };
  const instant = (key: string) => {
    const value = text(key);
    return value !== undefined && !Number.isNaN(Date.parse(value)) ? value : undefined;
  };
  const event = text("event");
  return {
    q: text("q"),
    from: instant("from"),
    to: instant("to"),
    order: raw["order"] === "newest" ? "newest" : undefined,
    event: event !== undefined && /^[0-9a-f]{16}-[0-9a-z.]+$/.test(event) ? event : undefined,
  };
}

/** The filter that a search asks for. */
export function filterOf(search: TimelineSearch): TimelineFilter {
  const lists: Record<string, string[]> = {};
  const words: string[] = [];
  for (const { field, value } of parseTerms(search.q ?? "")) {
    if (field === undefined) words.push(value);
    else (lists[queryFields[field]] ??= []).push(value);
  }
  return {
    ...(lists as Omit<TimelineFilter, "from" | "to" | "text">),
    ...(words.length === 0 ? {} : { text: words.join(" ").slice(0, 500) }),
    ...(search.from === undefined ? {} : { from: search.from }),
    ...(search.to === undefined ? {} : { to: search.to }),
  };
}

/** Adds a term unless it is there. */
export function withTerm(query: string | undefined, term: QueryTerm): string {
  const terms = parseTerms(query ?? "");
  const there = terms.some((one) => one.field === term.field && one.value === term.value);
  return writeTerms(there ? terms : [...terms, term]);
}

/** Removes the term at a place; undefined when nothing is left. */
export function withoutTerm(query: string | undefined, at: number): string | undefined {
  const text = writeTerms(parseTerms(query ?? "").filter((_, index) => index !== at));
  return text === "" ? undefined : text;
}
