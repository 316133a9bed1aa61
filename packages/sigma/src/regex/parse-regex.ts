import { anyUnit, caseless, type CharSet, notNewline } from "./char-set.ts";
import { bracket, type Cursor, escapedClass, escapedUnit, property } from "./parse-class.ts";
import { type Anchor, RegexFault, type RegexTree } from "./regex-tree.ts";

export interface RegexFlags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
}

interface Reader extends Cursor {
  flags: RegexFlags;
  depth: number;
}

const deepest = 100;
const mostRepeats = 5000;

/**
 * Reads a regular expression of the PCRE subset: literals, classes, groups, alternation, quantifiers (lazy ones mean the same
 * for a yes or no), anchors, look-around, `(?ims)` anywhere. Back-references, recursion, atomic groups and possessive
 * quantifiers cannot run in linear time and are refused.
 *
 * Source: Sigma specification 2.1, "Regular Expressions"; PCRE2, pcre2pattern(3). @throws RegexFault
 */
export function parseRegex(source: string, flags: RegexFlags): RegexTree {
  const reader: Reader = { source, at: 0, flags, depth: 0 };
  const tree = alternatives(reader);
  if (reader.at < source.length) throw new RegexFault("a closing parenthesis too many", reader.at);
  return tree;
}

function alternatives(reader: Reader): RegexTree {
  if (++reader.depth > deepest) throw new RegexFault("nested too deeply", reader.at);
  const before = reader.flags;
  const items: RegexTree[] = [sequence(reader)];
  while (reader.source.charAt(reader.at) === "|") {
    reader.at++;
    items.push(sequence(reader));
  }
  reader.flags = before;
  reader.depth--;
  const only = items[0];
  return items.length === 1 && only !== undefined ? only : { kind: "alt", items };
}

function sequence(reader: Reader): RegexTree {
  const items: RegexTree[] = [];
  for (;;) {
    const char = reader.source.charAt(reader.at);
    if (char === "" || char === "|" || char === ")") break;
    const item = atom(reader, char);
    if (item !== undefined) items.push(quantified(reader, item));
  }
  const only = items[0];
  return items.length === 1 && only !== undefined ? only : { kind: "cat", items };
}

const setOf = (set: CharSet): RegexTree => ({ kind: "set", set });
const anchorOf = (anchor: Anchor): RegexTree => ({ kind: "anchor", anchor });

function unitOf(reader: Reader, unit: number): RegexTree {
  const set = [unit, unit];
  return setOf(reader.flags.ignoreCase ? caseless(set) : set);
}

function atom(reader: Reader, char: string): RegexTree | undefined {
  reader.at++;
  switch (char) {
    case "(":
      return group(reader);
    case "[":
      return setOf(bracket(reader, reader.flags.ignoreCase));
    case ".":
      return setOf(reader.flags.dotAll ? anyUnit : notNewline);
    case "^":
      return anchorOf(reader.flags.multiline ? "lineStart" : "start");
    case "$":
      return anchorOf(reader.flags.multiline ? "lineEnd" : "end");
    case "\\":
      return escape(reader);
    case "*":
    case "+":
    case "?":
      throw new RegexFault("a quantifier has nothing to repeat", reader.at - 1);
    default:
      return unitOf(reader, char.charCodeAt(0));
  }
}

const anchors: Readonly<Record<string, Anchor>> = { b: "word", B: "notWord", A: "start", z: "absoluteEnd", Z: "end" };

function escape(reader: Reader): RegexTree | undefined {
  const letter = reader.source.charAt(reader.at);
  const anchor = Object.hasOwn(anchors, letter) ? anchors[letter] : undefined;
  const set = escapedClass(letter);
  if (anchor !== undefined || set !== undefined) reader.at++;
  if (anchor !== undefined) return anchorOf(anchor);
  if (set !== undefined) return setOf(set);
  if (letter === "p" || letter === "P") {
    reader.at++;
    return setOf(property(reader, letter === "P"));
  }
  if (/[1-9gk]/.test(letter)) throw new RegexFault("back-references are not supported", reader.at);
  if (/[GKXC]/.test(letter)) throw new RegexFault(`\\${letter} is not supported`, reader.at);
  if (letter === "Q") return quoted(reader);
  if (letter === "E") return void reader.at++;
  if (letter !== "R") return unitOf(reader, escapedUnit(reader));
  reader.at++;
  const crlf: RegexTree = { kind: "cat", items: [setOf([13, 13]), setOf([10, 10])] };
  return { kind: "alt", items: [crlf, setOf([10, 13, 0x85, 0x85, 0x2028, 0x2029])] };
}

function quoted(reader: Reader): RegexTree {
  const end = reader.source.indexOf("\\E", reader.at + 1);
  const text = reader.source.slice(reader.at + 1, end < 0 ? undefined : end);
  reader.at = end < 0 ? reader.source.length : end + 2;
  return { kind: "cat", items: Array.from({ length: text.length }, (_, at) => unitOf(reader, text.charCodeAt(at))) };
}

function group(reader: Reader): RegexTree | undefined {
  const opened = reader.at;
  const rest = reader.source.slice(opened, opened + 64);
  if (!rest.startsWith("?")) return closed(reader, opened);
  if (rest.startsWith("?#")) return comment(reader, opened);
  const look = /^\?(<?)([=!])/.exec(rest);
  if (look !== null) {
    reader.at += look[0].length;
    return { kind: "look", ahead: look[1] === "", negative: look[2] === "!", item: closed(reader, opened) };
  }
  const named = /^\?(?:P?<[A-Za-z_]\w*>|'[A-Za-z_]\w*')/.exec(rest);
  if (named !== null) {
    reader.at += named[0].length;
    return closed(reader, opened);
  }
  const flags = /^\?([a-z]*)(?:-([a-z]+))?([:)])/i.exec(rest);
  if (flags === null) throw new RegexFault(`the group (${rest.slice(0, 3)} is not supported`, opened);
  reader.at += flags[0].length;
  const before = reader.flags;
  reader.flags = changed(changed(before, flags[1] ?? "", true, opened), flags[2] ?? "", false, opened);
  if (flags[3] === ")") return undefined;
  const inner = closed(reader, opened);
  reader.flags = before;
  return inner;
}

function closed(reader: Reader, opened: number): RegexTree {
  const inner = alternatives(reader);
  if (reader.source.charAt(reader.at) !== ")") throw new RegexFault("a parenthesis is not closed", opened);
  reader.at++;
  return inner;
}

function comment(reader: Reader, opened: number): undefined {
  const end = reader.source.indexOf(")", opened);
  if (end < 0) throw new RegexFault("a comment is not closed", opened);
  reader.at = end + 1;
}

function changed(flags: RegexFlags, letters: string, on: boolean, at: number): RegexFlags {
  const next = { ...flags };
  for (const letter of letters) {
    if (letter === "i") next.ignoreCase = on;
    else if (letter === "m") next.multiline = on;
    else if (letter === "s") next.dotAll = on;
    else if (!"uUJn".includes(letter)) throw new RegexFault(`the flag ${letter} is not supported`, at);
  }
  return next;
}

function quantified(reader: Reader, item: RegexTree): RegexTree {
  let tree = item;
  for (let first = true; ; first = false) {
    const bounds = quantifier(reader);
    if (bounds === undefined) return tree;
    if (!first) throw new RegexFault("a quantifier follows a quantifier", reader.at);
    const after = reader.source.charAt(reader.at);
    if (after === "+") throw new RegexFault("possessive quantifiers are not supported", reader.at);
    if (after === "?") reader.at++;
    tree = { kind: "repeat", item, min: bounds[0], max: bounds[1] };
  }
}

function quantifier(reader: Reader): readonly [number, number] | undefined {
  const char = reader.source.charAt(reader.at);
  const simple = { "*": [0, Infinity], "+": [1, Infinity], "?": [0, 1] } as const;
  if (char === "*" || char === "+" || char === "?") {
    reader.at++;
    return simple[char];
  }
  const counted = char === "{" ? /^\{(\d*)(,?)(\d*)\}/.exec(reader.source.slice(reader.at, reader.at + 24)) : null;
  if (counted === null || (counted[1] === "" && counted[3] === "")) return undefined;
  reader.at += counted[0].length;
  const min = Number(counted[1]);
  const max = counted[2] === "" ? min : counted[3] === "" ? Infinity : Number(counted[3]);
  if (max < min) throw new RegexFault("a quantifier runs backwards", reader.at);
  if (min > mostRepeats || (max !== Infinity && max > mostRepeats)) {
    throw new RegexFault(`more than ${mostRepeats} repetitions are not supported`, reader.at);
  }
  return [min, max];
}
