import type { JsonValue } from "@stanch/model/canonical-json";
import { blockScalar } from "./block-scalar.ts";
import { flowValue } from "./flow-value.ts";
import {
  beyondSubset,
  finishLine,
  isRestEmpty,
  type LineCursor,
  lineCursor,
  nextLine,
  passSpaces,
  refuse,
  SPACE,
} from "./line-cursor.ts";
import { type Place, putMember } from "./map-member.ts";
import { commentStart, coreScalar, isPlainStart, keyColon, plainScalar } from "./plain-scalar.ts";
import { closingQuote, isQuote, quotedScalar, quotedText } from "./quoted-scalar.ts";

/** A YAML document as plain data, and the lines its keys stand on. */
export interface YamlTree {
  readonly data: JsonValue;
  readonly lines: Record<string, number>;
}

/** Tabs, carriage returns and byte order marks have rules of their own. */
const special = /[\t\r\u0000\ufeff]/;
const deepest = 60;
const mostNodes = 1_000_000;
const longestKey = 1000;

/**
 * The documents of a YAML text, when it keeps to what rules are written in: block maps and lists, plain and quoted scalars,
 * literal and folded blocks, comments, lists and maps in brackets on one line. `undefined` for anything else, mistakes included:
 * whoever reads all of YAML says what it is. What is read here is read the same there, many times slower.
 *
 * @example plainTrees("a: 1\n---\nb: [x, y]")?.map((one) => one.data) // [{ a: 1 }, { b: ["x", "y"] }]
 */
export function plainTrees(text: string): YamlTree[] | undefined {
  if (special.test(text) || !text.isWellFormed()) return undefined;
  try {
    return partsOf(text).map(({ part, line }) => treeOf(part, line));
  } catch (error) {
    if (error === beyondSubset) return undefined;
    throw error;
  }
}

const marker = /^(?:---|\.\.\.)(?:[ \n]|$)/m;

/** The text between lines of `---`. */
function partsOf(text: string): { part: string; line: number }[] {
  if (!marker.test(text)) return [{ part: text, line: 1 }];
  const parts: { part: string; line: number }[] = [];
  let line = 1;
  for (const part of text.split(/^---[ ]*(?:\n|$)/m)) {
    if (marker.test(part)) refuse();
    parts.push({ part, line });
    line += part.split("\n").length;
  }
  // Before the first marker there may be nothing but comments.
  const first = parts[0];
  if (first !== undefined && lineCursor(first.part, 1).indent < 0) parts.shift();
  return parts;
}

function treeOf(text: string, line: number): YamlTree {
  const cursor = lineCursor(text, line);
  if (cursor.indent !== 0) refuse();
  const colon = keyEnd(cursor, cursor.at);
  if (colon < 0) refuse();
  const lines: Record<string, number> = {};
  const data = blockMap(cursor, { from: cursor.at, colon, indent: 0 }, { path: "", depth: 0, lines });
  if (cursor.indent >= 0) refuse();
  return { data, lines };
}

/** Where the key that begins at a place ends: its colon; -1 when none begins there. */
function keyEnd(cursor: LineCursor, from: number): number {
  const { text, end } = cursor;
  if (isQuote(text.charCodeAt(from))) {
    const close = closingQuote(text, from, end);
    if (close < 0 || text.charCodeAt(close + 1) !== 58) return -1;
    return close + 2 >= end || text.charCodeAt(close + 2) === SPACE ? close + 1 : -1;
  }
  if (!isPlainStart(cursor, from)) return -1;
  const colon = keyColon(text, from, end);
  return colon > commentStart(text, from, end) ? -1 : colon;
}

function keyText({ text }: LineCursor, from: number, colon: number): string {
  if (colon - from > longestKey || text.charCodeAt(colon - 1) === SPACE) refuse();
  if (isQuote(text.charCodeAt(from))) return quotedText(text, from, colon - 1);
  const key = coreScalar(text.slice(from, colon));
  return typeof key === "string" ? key : refuse();
}

/** A block on the lines behind the key or dash that stands before `from`. */
function blockBelow(cursor: LineCursor, from: number, parent: number, place: Place): JsonValue {
  const { at, indent, text } = cursor;
  const bare = !isDash(cursor, at) && keyEnd(cursor, at) < 0;
  // Readers do not agree how far a scalar goes that stands below a comment.
  if (bare && text.slice(from, at).includes("#")) refuse();
  return blockAt(cursor, at, indent, parent, place);
}

/** A block whose first line begins at `from`, which is `indent` columns from the left. */
function blockAt(cursor: LineCursor, from: number, indent: number, parent: number, place: Place): JsonValue {
  if (isDash(cursor, from)) return blockList(cursor, from, indent, place);
  const colon = keyEnd(cursor, from);
  if (colon >= 0) return blockMap(cursor, { from, colon, indent }, place);
  return scalar(cursor, from, parent, place);
}

function isDash({ text, end }: LineCursor, at: number): boolean {
  return text.charCodeAt(at) === 45 && (at + 1 >= end || text.charCodeAt(at + 1) === SPACE);
}

/** Where the first key of a map begins and ends. */
interface FirstKey {
  readonly from: number;
  readonly colon: number;
  readonly indent: number;
}

function blockMap(cursor: LineCursor, first: FirstKey, place: Place): JsonValue {
  const { indent } = first;
  const map: Record<string, JsonValue> = {};
  let { from, colon } = first;
  for (;;) {
    const behind = colon + 1;
    putMember(cursor, map, keyText(cursor, from, colon), place, (inner) => memberValue(cursor, behind, indent, inner));
    if (cursor.indent < indent) return map;
    if (cursor.indent > indent) refuse();
    from = cursor.at;
    colon = keyEnd(cursor, from);
    if (colon < 0) refuse();
  }
}

/** The value behind a key's colon. */
function memberValue(cursor: LineCursor, behind: number, indent: number, place: Place): JsonValue {
  if (place.depth > deepest || ++cursor.nodes > mostNodes) refuse();
  if (!isRestEmpty(cursor, behind)) return scalar(cursor, passSpaces(cursor, behind), indent, place);
  nextLine(cursor);
  if (cursor.indent > indent) return blockBelow(cursor, behind, indent, place);
  const list = cursor.indent === indent && isDash(cursor, cursor.at);
  return list ? blockList(cursor, cursor.at, indent, place) : null;
}

function blockList(cursor: LineCursor, start: number, indent: number, place: Place): JsonValue {
  const items: JsonValue[] = [];
  const inner: Place = { ...place, depth: place.depth + 1 };
  let dash = start;
  for (;;) {
    items.push(listItem(cursor, dash, indent, inner));
    if (cursor.indent < indent || (cursor.indent === indent && !isDash(cursor, cursor.at))) return items;
    if (cursor.indent > indent) refuse();
    dash = cursor.at;
  }
}

function listItem(cursor: LineCursor, dash: number, indent: number, place: Place): JsonValue {
  if (place.depth > deepest || ++cursor.nodes > mostNodes) refuse();
  if (isRestEmpty(cursor, dash + 1)) {
    nextLine(cursor);
    return cursor.indent > indent ? blockBelow(cursor, dash + 1, indent, place) : null;
  }
  const from = passSpaces(cursor, dash + 1);
  return blockAt(cursor, from, indent + from - dash, indent, place);
}

/** A scalar, or a list or map in brackets. */
function scalar(cursor: LineCursor, from: number, parent: number, place: Place): JsonValue {
  const first = cursor.text.charCodeAt(from);
  if (isQuote(first)) {
    const { value, behind } = quotedScalar(cursor, from, parent);
    finishLine(cursor, behind);
    return value;
  }
  if (first === 124 || first === 62) return blockScalar(cursor, from, parent);
  if (first === 91 || first === 123) {
    const { value, behind } = flowValue(cursor, from, place);
    finishLine(cursor, behind);
    return value;
  }
  return plainScalar(cursor, from, parent);
}
