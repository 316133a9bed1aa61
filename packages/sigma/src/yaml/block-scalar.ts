import { isRestEmpty, type LineCursor, nextLine, refuse, SPACE } from "./line-cursor.ts";

const FOLDED = 62;
const MINUS = 45;

interface BlockLine {
  /** Where its content begins; its end when it is blank. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

/**
 * A literal or folded block whose header stands at `from` on the current line; its lines are indented deeper than `parent`.
 * Leaves the cursor on the line behind it.
 *
 * Source: YAML 1.2.2, section 8.1 "Block Scalar Styles".
 */
export function blockScalar(cursor: LineCursor, from: number, parent: number): string {
  const { text } = cursor;
  const strip = text.charCodeAt(from + 1) === MINUS;
  if (!isRestEmpty(cursor, from + (strip ? 2 : 1))) refuse();
  const { lines, indent } = blockLines(cursor, parent);
  const folded = text.charCodeAt(from) === FOLDED;
  const value = folded ? foldedBlock(text, lines, indent) : literalBlock(text, lines, indent);
  return strip ? value : `${value}\n`;
}

/** The lines of a block up to its last one with content. */
function blockLines(cursor: LineCursor, parent: number): { lines: BlockLine[]; indent: number } {
  const { text } = cursor;
  const lines: BlockLine[] = [];
  let indent = -1;
  let filled = 0;
  let longestBlank = 0;
  for (let start = cursor.end + 1; start < text.length; start = cursor.end + 1) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    let at = start;
    while (at < end && text.charCodeAt(at) === SPACE) at++;
    const depth = at - start;
    if (at === end) longestBlank = Math.max(longestBlank, depth);
    else {
      if (depth <= parent || (indent >= 0 && depth < indent)) break;
      if (indent < 0) {
        indent = depth;
        if (longestBlank > indent) refuse();
      }
      longestBlank = 0;
      filled = lines.length + 1;
    }
    lines.push({ at, start, end });
    cursor.end = end;
    cursor.line++;
  }
  // Blank lines behind the content that are longer than its indentation belong to it; a block without content has rules of its own.
  if (indent < 0 || longestBlank > indent) refuse();
  nextLine(cursor);
  if (cursor.indent > parent) refuse();
  lines.length = filled;
  return { lines, indent };
}

function literalBlock(text: string, lines: readonly BlockLine[], indent: number): string {
  let value = "";
  let joint = "";
  for (const { start, end } of lines) {
    value += joint + (end - start > indent ? text.slice(start + indent, end) : "");
    joint = "\n";
  }
  return value;
}

/** Blocks with lines indented deeper than the first are not folded there: they are left to the reader of all of YAML. */
function foldedBlock(text: string, lines: readonly BlockLine[], indent: number): string {
  let value = "";
  let joint = "";
  for (const { at, start, end } of lines) {
    if (at - start > indent) refuse();
    if (at === end) {
      if (joint === "\n") value += "\n";
      else joint = "\n";
    } else {
      value += joint + text.slice(at, end);
      joint = " ";
    }
  }
  return value;
}
