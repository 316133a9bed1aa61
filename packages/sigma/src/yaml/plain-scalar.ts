import type { JsonValue } from "@stanch/model/canonical-json";
import { foldedLines, HASH, type LineCursor, nextLine, refuse, SPACE, trimEnd } from "./line-cursor.ts";

const COLON = 58;

/** Characters that mean something else at the start of a value; the last three do so only before a space. */
const indicators = new Uint8Array(128);
for (const one of ",[]{}#&*!|>'\"%@`") indicators[one.charCodeAt(0)] = 1;
for (const one of "-?:") indicators[one.charCodeAt(0)] = 2;

/** True when a plain text may begin at a place. */
export function isPlainStart({ text, end }: LineCursor, at: number): boolean {
  const first = text.charCodeAt(at);
  const kind = first < 128 ? indicators[first] : 0;
  return kind === 0 || (kind === 2 && at + 1 < end && text.charCodeAt(at + 1) !== SPACE);
}

/** Where a colon ends a plain key between two places, or -1. Looks no further: a text may have no colon at all. */
export function keyColon(text: string, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    if (text.charCodeAt(at) === COLON && (at + 1 >= to || text.charCodeAt(at + 1) === SPACE)) return at;
  }
  return -1;
}

/** Where a comment begins between two places; `to` when none does. */
export function commentStart(text: string, from: number, to: number): number {
  for (let at = from + 1; at < to; at++) {
    if (text.charCodeAt(at) === HASH && text.charCodeAt(at - 1) === SPACE) return at;
  }
  return to;
}

/**
 * A plain scalar that begins at `from` on the current line and goes on over lines indented deeper than `parent`.
 * Leaves the cursor on the line behind it.
 */
export function plainScalar(cursor: LineCursor, from: number, parent: number): JsonValue {
  const { text } = cursor;
  let end = plainEnd(cursor, from);
  let lineEnd = cursor.end;
  nextLine(cursor);
  while (cursor.indent > parent) {
    // A comment ends the scalar: what is indented behind it is an error, which is not ours to name.
    if (text.slice(end, cursor.at).includes("#")) refuse();
    end = plainEnd(cursor, cursor.at);
    lineEnd = cursor.end;
    nextLine(cursor);
  }
  return coreScalar(foldedLines(trimEnd(text.slice(from, Math.min(end, lineEnd)))));
}

function plainEnd(cursor: LineCursor, at: number): number {
  if (!isPlainStart(cursor, at)) refuse();
  const end = commentStart(cursor.text, at, cursor.end);
  if (keyColon(cursor.text, at, end) >= 0) refuse();
  return end;
}

const words: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ...["~", "null", "Null", "NULL"].map((one) => [one, null] as const),
  ...["true", "True", "TRUE"].map((one) => [one, true] as const),
  ...["false", "False", "FALSE"].map((one) => [one, false] as const),
]);
const whole = /^[-+]?[0-9]{1,15}$/;
const fraction = /^[-+]?(?:\.[0-9]{1,15}|[0-9]{1,15}\.[0-9]{0,15})$/;
/** Whatever else may be a number, or the key that merges maps. */
const doubtful =
  /^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|<<)$/;

/**
 * A plain text as the core schema reads it: null, a truth value, a number, or itself. A number keeps its text where that differs.
 *
 * Source: YAML 1.2.2, section 10.3.2 "Tag Resolution".
 */
export function coreScalar(text: string): JsonValue {
  const first = text.charCodeAt(0);
  if (first > 64 && first !== 126 && text.length > 5) return text;
  const word = words.get(text);
  if (word !== undefined) return word;
  if (whole.test(text) || fraction.test(text)) {
    const number = Number(text);
    return String(number) === text ? number : { number, written: text };
  }
  return doubtful.test(text) ? refuse() : text;
}
