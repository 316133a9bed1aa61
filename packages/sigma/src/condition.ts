import { allOf, anyOf, type Expr } from "./expr.ts";
import { RuleFault } from "./fault.ts";
import { sigmaText } from "./sigma-text.ts";
import { CASED, fitsPattern, textPattern } from "./text-pattern.ts";

/** Gives the compiled search identifiers of a rule. */
export interface Identifiers {
  readonly names: readonly string[];
  get(name: string): Expr | undefined;
}

interface Word {
  readonly text: string;
  readonly at: number;
}

interface Reading {
  readonly words: readonly Word[];
  readonly known: Identifiers;
  next: number;
  depth: number;
}

const deepest = 64;

/**
 * Compiles a condition. `not` binds tightest, then `and`, then `or`; `1 of`, `any of` and `all of` take `them` or a pattern
 * with `*`. Identifiers that start with `_` are outside `them` and outside patterns that do not name the underscore.
 *
 * Source: Sigma specification 2.1, "Condition". @throws RuleFault
 * @example compileCondition("1 of sel_* and not filter", identifiers)
 */
export function compileCondition(text: string, known: Identifiers): Expr {
  const words = wordsOf(text);
  if (words.length === 0) throw new RuleFault("conditionEmpty");
  const reading: Reading = { words, known, next: 0, depth: 0 };
  const expr = readOr(reading);
  const rest = words[reading.next];
  if (rest !== undefined) throw unexpected(rest);
  return expr;
}

function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  const token = /\s*(?:([()])|([\w*.$@-]+|[^\s()|]+)|(\|))/gy;
  let end = 0;
  for (const match of text.matchAll(token)) {
    if (match[3] !== undefined) throw new RuleFault("aggregation");
    end = match.index + match[0].length;
    const word = match[1] ?? match[2] ?? "";
    words.push({ text: word, at: end - word.length + 1 });
  }
  if (text.slice(end).trim() !== "") throw new RuleFault("condition", { at: end + 1, detail: text.slice(end).trim() });
  return words;
}

const unexpected = (word: Word | undefined): RuleFault =>
  new RuleFault("condition", {
    at: word?.at ?? 0,
    detail: word === undefined ? "unfinished" : `"${word.text}" is not expected`,
  });

const isWord = (reading: Reading, text: string): boolean => {
  const word = reading.words[reading.next]?.text;
  return word !== undefined && word.toLowerCase() === text && !reading.known.names.includes(word);
};

function readOr(reading: Reading): Expr {
  const items = [readAnd(reading)];
  while (isWord(reading, "or")) {
    reading.next++;
    items.push(readAnd(reading));
  }
  return anyOf(items);
}

function readAnd(reading: Reading): Expr {
  const items = [readNot(reading)];
  while (isWord(reading, "and")) {
    reading.next++;
    items.push(readNot(reading));
  }
  return allOf(items);
}

function readNot(reading: Reading): Expr {
  if (!isWord(reading, "not")) return readOne(reading);
  if (++reading.depth > deepest) throw new RuleFault("nesting");
  reading.next++;
  const item = readNot(reading);
  reading.depth--;
  return { kind: "not", item };
}

function readOne(reading: Reading): Expr {
  const word = reading.words[reading.next++];
  if (word === undefined || word.text === ")") throw unexpected(word);
  if (word.text === "(") return readGroup(reading);
  const of = reading.words[reading.next];
  if (/^(?:1|any|all)$/i.test(word.text) && of?.text.toLowerCase() === "of") {
    reading.next++;
    return readQuantity(reading, word.text.toLowerCase() === "all");
  }
  const expr = reading.known.get(word.text);
  if (expr !== undefined) return expr;
  if (/^(?:and|or|not|of)$/i.test(word.text) || word.text.includes("*")) throw unexpected(word);
  throw new RuleFault("identifier", { name: word.text });
}

function readGroup(reading: Reading): Expr {
  if (++reading.depth > deepest) throw new RuleFault("nesting");
  const inner = readOr(reading);
  const close = reading.words[reading.next++];
  if (close?.text !== ")") throw unexpected(close);
  reading.depth--;
  return inner;
}

function readQuantity(reading: Reading, all: boolean): Expr {
  const word = reading.words[reading.next++];
  if (word === undefined || word.text === "(" || word.text === ")") throw unexpected(word);
  const names = chosen(reading.known.names, word.text);
  if (names.length === 0) throw new RuleFault("pattern", { name: word.text });
  const items = names.flatMap((name) => reading.known.get(name) ?? []);
  return all ? allOf(items) : anyOf(items);
}

function chosen(names: readonly string[], pattern: string): string[] {
  const them = pattern.toLowerCase() === "them";
  const hidden = pattern.startsWith("_");
  const wanted = textPattern(sigmaText(them ? "*" : pattern), CASED);
  return names.filter((name) => (hidden || !name.startsWith("_")) && fitsPattern(wanted, name));
}
