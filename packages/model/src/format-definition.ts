import { z } from "zod";
import { text } from "./text.ts";

/** What a marked part of a line says. `any`: whatever stands there, not kept. */
export const fieldRoles = [
  "time",
  "host",
  "address",
  "port",
  "user",
  "program",
  "pid",
  "level",
  "action",
  "message",
  "any",
] as const;
export const fieldRole = z.enum(fieldRoles);
export type FieldRole = z.infer<typeof fieldRole>;

/**
 * A format a person defined from examples. A pattern is a line with its parts named: `[%{time}] %{host} login of %{user} from
 * %{address}: %{message}`; everything else stands there literally, a run of white space for any run of it. `%{own name}` keeps a part
 * under a name of its own; `%%` is a per cent sign.
 */
export const formatDefinition = z.object({
  /** Kebab-case; what `sources.json` says and `event.module`. */
  id: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
    .min(2)
    .max(60),
  names: text,
  patterns: z.array(z.string().min(3).max(2000)).min(1).max(20),
  /** Lines it was made from. */
  examples: z.array(z.string().max(4000)).max(20).default([]),
  /** Words in a line that say that something was refused. */
  refused: z.array(z.string().min(2).max(200)).max(20).default([]),
});
export type FormatDefinition = z.infer<typeof formatDefinition>;

/** A file of definitions, as it is exported and given to the command line. */
export const formatDefinitionFile = z.object({ version: z.literal(1), formats: z.array(formatDefinition).max(200) });
export type FormatDefinitionFile = z.infer<typeof formatDefinitionFile>;

interface Part {
  /** Literal text that must stand before the field; white space in it is any white space. */
  readonly before: string;
  /** Undefined for the end of the line. */
  readonly field: string | undefined;
}

/** A pattern ready to be compared with lines. */
export type LinePattern = readonly Part[];

/** What is wrong with a pattern. */
export type PatternFault = "no-field" | "unclosed" | "adjacent" | "no-time" | "twice";

const fieldName = /^[A-Za-z][\w.-]{0,59}$/;

/** Reads a pattern; the fault when it is none. Two fields need something between them, or nobody could say where one ends. */
export function linePattern(pattern: string): LinePattern | PatternFault {
  const parts: Part[] = [];
  const seen = new Set<string>();
  let before = "";
  for (let at = 0; at < pattern.length; at++) {
    if (pattern.startsWith("%%", at)) {
      before += "%";
      at++;
    } else if (pattern.startsWith("%{", at)) {
      const end = pattern.indexOf("}", at);
      const field = end < 0 ? "" : pattern.slice(at + 2, end);
      if (!fieldName.test(field)) return "unclosed";
      if (parts.length > 0 && before === "") return "adjacent";
      if (field !== "any" && seen.has(field)) return "twice";
      seen.add(field);
      parts.push({ before, field });
      before = "";
      at = end;
    } else before += pattern[at] ?? "";
  }
  if (parts.length === 0) return "no-field";
  if (!seen.has("time")) return "no-time";
  parts.push({ before, field: undefined });
  return parts;
}

const isSpace = (code: number): boolean => code === 32 || code === 9;

/** The end of `literal` standing at `at`, or -1. A run of white space stands for any run. */
function endOf(line: string, at: number, literal: string): number {
  let place = at;
  for (let index = 0; index < literal.length; index++) {
    const code = literal.charCodeAt(index);
    if (!isSpace(code)) {
      if (line.charCodeAt(place++) !== code) return -1;
      continue;
    }
    if (!isSpace(line.charCodeAt(place))) return -1;
    while (isSpace(line.charCodeAt(place))) place++;
    while (isSpace(literal.charCodeAt(index + 1))) index++;
  }
  return place;
}

/** Where `literal` stands next at or behind `from`: start and end; undefined when it does not. */
function find(line: string, from: number, literal: string): readonly [start: number, end: number] | undefined {
  const head = literal.charAt(0);
  const spaced = isSpace(head.charCodeAt(0));
  for (let at = from; at < line.length; at++) {
    if (!spaced) {
      at = line.indexOf(head, at);
      if (at < 0) return undefined;
    } else if (!isSpace(line.charCodeAt(at))) continue;
    const end = endOf(line, at, literal);
    if (end >= 0) return [at, end];
  }
  return undefined;
}

/** Lines are compared up to here, patterns are short: so that no line takes longer than a moment. */
const longest = 16_384;

/** Dates hold blanks and signs of their own: a field of time goes on until what stands behind it leaves a date before it. */
const dateSoFar =
  /\d{2}[:.]\d{2}(?:[:.,]\d+)*(?:\s?(?:Z|UTC|GMT|[AP]M|[+-]\d{2}:?\d{2}))?(?: \d{4})?$|^\d{10,19}(?:\.\d+)?$/i;

function fieldEnd(line: string, from: number, part: Part, next: Part): readonly [number, number] | undefined {
  if (next.before === "") return [line.length, line.length];
  if (next.field === undefined) {
    // The last literal ends the line.
    const tail = next.before.trimEnd();
    const start = line.length - tail.length;
    return start >= from && line.endsWith(tail) ? [start, line.length] : undefined;
  }
  let found = find(line, from, next.before);
  if (part.field !== "time") return found;
  for (let tries = 0; found !== undefined && tries < 8; tries++) {
    if (dateSoFar.test(line.slice(Math.max(from, found[0] - 80), found[0]))) return found;
    found = find(line, found[0] + 1, next.before);
  }
  return undefined;
}

/**
 * What a line says by a pattern: the text of each field; undefined when it does not fit. Takes time linear in the line for each field:
 * no field is tried twice, whatever the line holds.
 *
 * @example matchLine(pattern, "[2026-03-01 02:14:07] web login of eve from 192.0.2.9: no") // Map { "time" => …, "user" => "eve", … }
 */
export function matchLine(pattern: LinePattern, line: string): Map<string, string> | undefined {
  const seen = (line.length > longest ? line.slice(0, longest) : line).trimEnd();
  const found = new Map<string, string>();
  let at = endOf(seen, 0, pattern[0]?.before ?? "");
  if (at < 0) return undefined;
  for (let index = 0; index + 1 < pattern.length; index++) {
    const part = pattern[index];
    const next = pattern[index + 1];
    if (part === undefined || next === undefined) return undefined;
    const end = fieldEnd(seen, at, part, next);
    if (end === undefined) return undefined;
    const value = seen.slice(at, end[0]).trim();
    if (value === "" && part.field !== "message" && part.field !== "any") return undefined;
    if (part.field !== undefined && part.field !== "any") found.set(part.field, value);
    at = end[1];
  }
  return found;
}

/** A part of a sample line that a person named. */
export interface Mark {
  readonly from: number;
  /** End, exclusive. */
  readonly to: number;
  readonly field: string;
}

/** Words that differ from line to line: with digits, or quoted. */
const changing = /[^\s()[\]{}<>"'=,;|]*\d[^\s()[\]{}<>"'=,;|]*/g;

/** Literal text of a pattern; what is bound to change becomes `%{any}`. */
function literalOf(text: string): string {
  return text.replaceAll("%", "%%").replaceAll(changing, "%{any}");
}

/**
 * The pattern that a sample line with marks stands for. Between marks, words with digits in them may be anything.
 *
 * @example patternOf("2026-03-01 02:14:07 job 17 by eve", [{ from: 0, to: 19, field: "time" }, { from: 30, to: 33, field: "user" }])
 * // "%{time} job %{any} by %{user}"
 */
export function patternOf(line: string, marks: readonly Mark[]): string {
  const sorted = [...marks].sort((a, b) => a.from - b.from);
  let pattern = "";
  let at = 0;
  for (const { from, to, field } of sorted) {
    if (from < at || to <= from) continue;
    pattern += `${literalOf(line.slice(at, from))}%{${field}}`;
    at = to;
  }
  return pattern + literalOf(line.slice(at).trimEnd());
}
