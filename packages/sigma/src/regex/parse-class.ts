import {
  blank,
  type CharSet,
  caseless,
  charSet,
  digit,
  negated,
  posix,
  propertySet,
  space,
  wordUnit,
} from "./char-set.ts";
import { RegexFault } from "./regex-tree.ts";

/** A pattern being read. */
export interface Cursor {
  readonly source: string;
  at: number;
}

const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, a: 7, e: 27, v: 11 };
const classes: Readonly<Record<string, CharSet>> = {
  d: digit,
  D: negated(digit),
  w: wordUnit,
  W: negated(wordUnit),
  s: space,
  S: negated(space),
  h: blank,
  H: negated(blank),
  N: negated([10, 10]),
};

/** The class a letter after a backslash stands for. */
export const escapedClass = (letter: string): CharSet | undefined =>
  Object.hasOwn(classes, letter) ? classes[letter] : undefined;

function hex(cursor: Cursor, digits: string | undefined, length: number): number {
  if (digits === undefined) throw new RegexFault("bad hexadecimal escape", cursor.at);
  cursor.at += length;
  const value = Number.parseInt(digits, 16);
  if (value > 0xffff) throw new RegexFault("characters beyond U+FFFF are not supported in escapes", cursor.at);
  return value;
}

/** The character of an escape; the cursor stands after the backslash and is moved behind the escape. */
export function escapedUnit(cursor: Cursor): number {
  const { source } = cursor;
  const letter = source.charAt(cursor.at++);
  if (letter === "") throw new RegexFault("ends with a backslash", cursor.at);
  if (letter === "x") {
    const braced = /^\{([0-9a-f]{1,6})\}/i.exec(source.slice(cursor.at, cursor.at + 10));
    if (braced !== null) return hex(cursor, braced[1], braced[0].length);
    const two = /^[0-9a-f]{1,2}/i.exec(source.slice(cursor.at, cursor.at + 2));
    return two === null ? 0 : hex(cursor, two[0], two[0].length);
  }
  if (letter === "u") return hex(cursor, /^[0-9a-f]{4}/i.exec(source.slice(cursor.at, cursor.at + 4))?.[0], 4);
  if (letter === "c") return source.toUpperCase().charCodeAt(cursor.at++) ^ 64;
  if (letter === "0") {
    const octal = /^[0-7]{0,2}/.exec(source.slice(cursor.at, cursor.at + 2))?.[0] ?? "";
    cursor.at += octal.length;
    return Number.parseInt(`0${octal}`, 8);
  }
  return Object.hasOwn(controls, letter) ? (controls[letter] ?? 0) : letter.charCodeAt(0);
}

/** `\p{L}`, `\PL`; the cursor stands after `\p`. */
export function property(cursor: Cursor, negative: boolean): CharSet {
  const match = /^(?:\{(\^?)([A-Za-z_=]+)\}|([A-Za-z]))/.exec(cursor.source.slice(cursor.at, cursor.at + 50));
  const set = propertySet(match?.[2] ?? match?.[3] ?? "");
  if (match === null || set === undefined) throw new RegexFault("unknown Unicode property", cursor.at);
  cursor.at += match[0].length;
  return negative !== (match[1] === "^") ? negated(set) : set;
}

/** A bracket expression; the cursor stands after `[`. */
export function bracket(cursor: Cursor, ignoreCase: boolean): CharSet {
  const { source } = cursor;
  const opened = cursor.at;
  const negative = source.charAt(cursor.at) === "^";
  if (negative) cursor.at++;
  const pairs: number[] = [];
  for (let first = true; ; first = false) {
    if (cursor.at >= source.length) throw new RegexFault("a bracket is not closed", opened);
    if (source.charAt(cursor.at) === "]" && !first) break;
    member(cursor, pairs);
  }
  cursor.at++;
  const set = charSet(pairs);
  const wide = ignoreCase ? caseless(set) : set;
  return negative ? negated(wide) : wide;
}

function member(cursor: Cursor, pairs: number[]): void {
  const from = item(cursor, pairs);
  const { source } = cursor;
  if (from === undefined || source.charAt(cursor.at) !== "-")
    return void (from !== undefined && pairs.push(from, from));
  const after = source.charAt(cursor.at + 1);
  if (after === "]" || after === "") return void pairs.push(from, from);
  cursor.at++;
  const extra: number[] = [];
  const to = item(cursor, extra);
  if (to === undefined) pairs.push(from, from, 45, 45, ...extra);
  else if (to < from) throw new RegexFault("a range runs backwards", cursor.at);
  else pairs.push(from, to);
}

/** One character, or undefined when it was a class whose members went to `pairs`. */
function item(cursor: Cursor, pairs: number[]): number | undefined {
  const { source } = cursor;
  const named =
    source.charAt(cursor.at) === "[" ? /^\[:(\^?)(\w+):\]/.exec(source.slice(cursor.at, cursor.at + 14)) : null;
  if (named !== null) {
    const set = Object.hasOwn(posix, named[2] ?? "") ? posix[named[2] ?? ""] : undefined;
    if (set === undefined) throw new RegexFault("unknown POSIX class", cursor.at);
    cursor.at += named[0].length;
    pairs.push(...(named[1] === "^" ? negated(set) : set));
    return undefined;
  }
  const char = source.charCodeAt(cursor.at++);
  if (char !== 92) return char;
  const letter = source.charAt(cursor.at);
  if (letter === "b") {
    cursor.at++;
    return 8;
  }
  if (letter === "p" || letter === "P") {
    cursor.at++;
    pairs.push(...property(cursor, letter === "P"));
    return undefined;
  }
  const set = escapedClass(letter);
  if (set === undefined) return escapedUnit(cursor);
  cursor.at++;
  pairs.push(...set);
  return undefined;
}
