import { foldedLines, type LineCursor, refuse } from "./line-cursor.ts";

const DOUBLE = 34;
const SINGLE = 39;
const BACKSLASH = 92;

/** True for the two quotes. */
export const isQuote = (unit: number): boolean => unit === DOUBLE || unit === SINGLE;

/** Where the quotes that open at `from` close, or -1. */
export function closingQuote(text: string, from: number, to: number): number {
  if (text.charCodeAt(from) === SINGLE) {
    for (let at = text.indexOf("'", from + 1); at >= 0 && at < to; at = text.indexOf("'", at + 2)) {
      if (text.charCodeAt(at + 1) !== SINGLE) return at;
    }
    return -1;
  }
  for (let at = from + 1; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit === BACKSLASH) at++;
    else if (unit === DOUBLE) return at;
  }
  return -1;
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\", '"': '"', "/": "/", n: "\n", t: "\t", r: "\r" };

/** What stands between two quotes on one line. */
export function quotedText(text: string, from: number, close: number): string {
  const inner = text.slice(from + 1, close);
  if (text.charCodeAt(from) === SINGLE) return inner.includes("'") ? inner.replaceAll("''", "'") : inner;
  return inner.includes("\\") ? inner.replace(/\\(.)/gs, (_, one: string) => escapes[one] ?? refuse()) : inner;
}

/**
 * A quoted scalar that opens at `from` on the current line and may close on a later one, all of them indented deeper than
 * `parent`. Leaves the cursor on the line of its last quote, and answers the place behind that too.
 */
export function quotedScalar(cursor: LineCursor, from: number, parent: number): { value: string; behind: number } {
  const { text } = cursor;
  let close = closingQuote(text, from, cursor.end);
  if (close < 0) close = closingQuote(text, from, text.length);
  if (close < 0) refuse();
  if (close < cursor.end) return { value: quotedText(text, from, close), behind: close + 1 };
  while (close > cursor.end) {
    const found = text.indexOf("\n", cursor.end + 1);
    let at = cursor.end + 1;
    cursor.end = found < 0 ? text.length : found;
    cursor.line++;
    const start = at;
    while (at < cursor.end && text.charCodeAt(at) === 32) at++;
    if (at < cursor.end && at - start <= parent) refuse();
  }
  const inner = text.slice(from + 1, close);
  const folded = foldedLines(inner);
  if (text.charCodeAt(from) === SINGLE) return { value: folded.replaceAll("''", "'"), behind: close + 1 };
  return { value: inner.includes("\\") ? refuse() : folded, behind: close + 1 };
}
