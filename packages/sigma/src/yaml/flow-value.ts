import type { JsonValue } from "@stanch/model/canonical-json";
import { type LineCursor, passSpaces, refuse } from "./line-cursor.ts";
import { type Place, putMember } from "./map-member.ts";
import { coreScalar } from "./plain-scalar.ts";
import { closingQuote, isQuote, quotedText } from "./quoted-scalar.ts";

const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_MAP = 123;
const CLOSE_MAP = 125;

/** What a plain text inside brackets may be made of here; anything that could mean more is refused. */
const flowPlain = /[^\s,[\]{}:#&*!|>'"%@`?<~-][^,[\]{}:#\n]*/y;

/** A list or map in brackets on one line; answers the place behind it too. */
export function flowValue(cursor: LineCursor, from: number, place: Place): { value: JsonValue; behind: number } {
  const reading = { cursor, at: from };
  const value = anyValue(reading, place);
  return { value, behind: reading.at };
}

interface Reading {
  readonly cursor: LineCursor;
  at: number;
}

function anyValue(reading: Reading, place: Place): JsonValue {
  if (place.depth > 60 || ++reading.cursor.nodes > 1_000_000) refuse();
  const first = reading.cursor.text.charCodeAt(reading.at);
  if (first === OPEN_LIST) return flowList(reading, place);
  if (first === OPEN_MAP) return flowMap(reading, place);
  return isQuote(first) ? quoted(reading) : coreScalar(plain(reading));
}

function flowList(reading: Reading, place: Place): JsonValue {
  const items: JsonValue[] = [];
  if (step(reading) === CLOSE_LIST) return closed(reading, items);
  for (;;) {
    items.push(anyValue(reading, { ...place, depth: place.depth + 1 }));
    const next = here(reading);
    if (next === CLOSE_LIST) return closed(reading, items);
    if (next !== COMMA) refuse();
    step(reading);
  }
}

function flowMap(reading: Reading, place: Place): JsonValue {
  const map: Record<string, JsonValue> = {};
  if (step(reading) === CLOSE_MAP) return closed(reading, map);
  for (;;) {
    const key = isQuote(reading.cursor.text.charCodeAt(reading.at)) ? quoted(reading) : coreScalar(plain(reading));
    const { text } = reading.cursor;
    if (typeof key !== "string" || text.charCodeAt(reading.at) !== COLON || text.charCodeAt(reading.at + 1) !== 32) {
      refuse();
    }
    step(reading);
    putMember(reading.cursor, map, key, place, (inner) => anyValue(reading, inner));
    const next = here(reading);
    if (next === CLOSE_MAP) return closed(reading, map);
    if (next !== COMMA) refuse();
    step(reading);
  }
}

/** The next character that is no space. */
function here(reading: Reading): number {
  reading.at = passSpaces(reading.cursor, reading.at);
  return reading.cursor.text.charCodeAt(reading.at);
}

function step(reading: Reading): number {
  reading.at++;
  return here(reading);
}

function closed<T>(reading: Reading, value: T): T {
  reading.at++;
  return value;
}

function quoted(reading: Reading): string {
  const { text, end } = reading.cursor;
  const close = closingQuote(text, reading.at, end);
  if (close < 0) refuse();
  const value = quotedText(text, reading.at, close);
  reading.at = close + 1;
  return value;
}

function plain(reading: Reading): string {
  flowPlain.lastIndex = reading.at;
  const found = flowPlain.exec(reading.cursor.text)?.[0];
  // What spaces before a bracket mean, readers do not agree on.
  if (found === undefined || found.endsWith(" ")) refuse();
  reading.at += found.length;
  return found;
}
