/** A place in a YAML text, line by line: blank lines and comments are passed over. */
export interface LineCursor {
  readonly text: string;
  /** Where the content of the current line begins, after its indentation. */
  at: number;
  /** Where the current line ends: its line feed, or the end of the text. */
  end: number;
  /** Spaces before the content; -1 behind the last line. */
  indent: number;
  /** Number of the current line, from 1. */
  line: number;
  nodes: number;
}

/** Thrown where a text leaves the subset; whoever reads all of YAML reads it then. */
export const beyondSubset = new Error("not in the subset");

/** @throws beyondSubset, always. */
export function refuse(): never {
  throw beyondSubset;
}

export const SPACE = 32;
export const HASH = 35;

/** A cursor on the first line with content; the text begins on line `line` of its file. */
export function lineCursor(text: string, line: number): LineCursor {
  const cursor: LineCursor = { text, at: 0, end: -1, indent: 0, line: line - 1, nodes: 0 };
  nextLine(cursor);
  return cursor;
}

/** Goes to the next line with content. */
export function nextLine(cursor: LineCursor): void {
  const { text } = cursor;
  let start = cursor.end + 1;
  for (; start < text.length; cursor.line++) {
    let at = start;
    while (text.charCodeAt(at) === SPACE) at++;
    const first = text.charCodeAt(at);
    const found = text.indexOf("\n", at);
    const end = found < 0 ? text.length : found;
    if (at < end && first !== HASH) {
      cursor.line++;
      cursor.at = at;
      cursor.end = end;
      cursor.indent = at - start;
      return;
    }
    start = end + 1;
  }
  cursor.at = cursor.end = text.length;
  cursor.indent = -1;
}

/** The first place from `at` on that is no space. */
export function passSpaces({ text }: LineCursor, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at++;
  return at;
}

/** True when nothing but spaces or a comment stands behind a value that ends at `from`. */
export function isRestEmpty(cursor: LineCursor, from: number): boolean {
  const at = passSpaces(cursor, from);
  return at >= cursor.end || (at > from && cursor.text.charCodeAt(at) === HASH);
}

/** Leaves a value that ends at `from` on the current line. */
export function finishLine(cursor: LineCursor, from: number): void {
  if (!isRestEmpty(cursor, from)) refuse();
  nextLine(cursor);
}

/**
 * Joins the lines of a flow scalar: one line feed is a space, of more the first is lost.
 *
 * Source: YAML 1.2.2, section 6.5 "Line folding".
 */
export function foldedLines(source: string): string {
  if (!source.includes("\n")) return source;
  const lines = source.split("\n");
  const last = lines.length - 1;
  let folded = trimEnd(lines[0] ?? "");
  let joint = " ";
  for (let at = 1; at <= last; at++) {
    const trimmed = trimStart(lines[at] ?? "");
    const content = at === last ? trimmed : trimEnd(trimmed);
    if (content === "" && at < last) {
      if (joint === "\n") folded += joint;
      else joint = "\n";
    } else {
      folded += joint + content;
      joint = " ";
    }
  }
  return folded;
}

/** Spaces only: `String.trim` takes more away than YAML does. */
export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === SPACE) end--;
  return end === text.length ? text : text.slice(0, end);
}

function trimStart(text: string): string {
  let start = 0;
  while (text.charCodeAt(start) === SPACE) start++;
  return start === 0 ? text : text.slice(start);
}
