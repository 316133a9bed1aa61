import { MANY, ONE, type SigmaText } from "./sigma-text.ts";

/** How texts are made alike before they are compared. Bits may be combined. */
export const CASED = 1;
/** The dashes of `windash` count as one character. */
export const DASHED = 2;

const dashes = /[/–—―]/g;

/**
 * The form in which texts are compared: lower case unless `CASED`, all dashes alike if `DASHED`.
 * Lower case is Unicode's simple one, which keeps the length; the final sigma counts as a sigma, so that a part of a word equals the same part.
 *
 * @example foldText("CMD /C", DASHED) // "cmd -c"
 */
export function foldText(text: string, mode: number): string {
  const folded = (mode & CASED) === 0 ? lowered(text) : text;
  return (mode & DASHED) === 0 ? folded : folded.replace(dashes, "-");
}

const shortText = 48;

function lowered(text: string): string {
  if (text.length <= shortText && isLow(text)) return text;
  // The one letter that JavaScript makes two of.
  const folded = (text.includes("\u0130") ? text.replaceAll("\u0130", "i") : text).toLowerCase();
  return folded.includes("ς") ? folded.replaceAll("ς", "σ") : folded;
}

/** Whether a text is ASCII without capitals, as most short values are: looking costs less than a call. */
function isLow(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 126 || (unit > 64 && unit < 91)) return false;
  }
  return true;
}

export type Shape = "equals" | "startswith" | "endswith" | "contains" | "glob";

/** One value to compare with, already folded. */
export interface TextPattern {
  readonly shape: Shape;
  /** The literal for the plain shapes; for globs the longest literal piece, which a match must contain. */
  readonly text: string;
  /** Pieces between the `*` of a glob; `?` stands as {@link ANY_ONE}. */
  readonly pieces: readonly string[];
  readonly openStart: boolean;
  readonly openEnd: boolean;
}

/** Stands for `?` inside a glob's piece: a code point that text cannot have. */
export const ANY_ONE = "\uffff";

/** @example textPattern(sigmaText("*\\cmd.exe"), 0) // { shape: "endswith", text: "\\cmd.exe", … } */
export function textPattern(source: SigmaText, mode: number): TextPattern {
  const { tokens } = source;
  const openStart = tokens[0] === MANY;
  const openEnd = tokens.length > 0 && tokens.at(-1) === MANY;
  const pieces: string[] = [""];
  for (const token of tokens) {
    if (token === MANY) pieces.push("");
    else pieces[pieces.length - 1] += token === ONE ? ANY_ONE : foldText(token, mode);
  }
  const filled = pieces.filter((piece) => piece !== "");
  const only = filled[0] ?? "";
  const plain = filled.length <= 1 && !only.includes(ANY_ONE);
  if (plain) return { shape: shapeOf(openStart, openEnd), text: only, pieces: [], openStart, openEnd };
  return { shape: "glob", text: longest(filled), pieces: filled, openStart, openEnd };
}

function shapeOf(openStart: boolean, openEnd: boolean): Shape {
  if (openStart) return openEnd ? "contains" : "endswith";
  return openEnd ? "startswith" : "equals";
}

function longest(pieces: readonly string[]): string {
  let best = "";
  for (const piece of pieces) {
    for (const run of piece.split(ANY_ONE)) if (run.length > best.length) best = run;
  }
  return best;
}

/** Whether a text, folded in the pattern's mode, fits. Linear in the text for each piece. */
export function fitsPattern(pattern: TextPattern, text: string): boolean {
  switch (pattern.shape) {
    case "equals":
      return text === pattern.text;
    case "startswith":
      return text.startsWith(pattern.text);
    case "endswith":
      return text.endsWith(pattern.text);
    case "contains":
      return text.includes(pattern.text);
    case "glob":
      return fitsGlob(pattern, text);
  }
}

function fitsGlob({ pieces, openStart, openEnd }: TextPattern, text: string): boolean {
  let from = 0;
  let first = 0;
  let last = pieces.length;
  let end = text.length;
  if (!openStart) {
    const head = pieces[0] ?? "";
    if (!standsAt(text, head, 0)) return false;
    if (last === 1 && !openEnd) return text.length === head.length;
    from = head.length;
    first = 1;
  }
  if (!openEnd && last > first) {
    const tail = pieces[last - 1] ?? "";
    end = text.length - tail.length;
    if (end < from || !standsAt(text, tail, end)) return false;
    last--;
  }
  for (let at = first; at < last; at++) {
    const piece = pieces[at] ?? "";
    const found = findPiece(text, piece, from);
    if (found < 0 || found + piece.length > end) return false;
    from = found + piece.length;
  }
  return true;
}

function standsAt(text: string, piece: string, at: number): boolean {
  if (!piece.includes(ANY_ONE)) return text.startsWith(piece, at);
  if (at + piece.length > text.length) return false;
  for (let i = 0; i < piece.length; i++) {
    const wanted = piece.charCodeAt(i);
    if (wanted !== 0xffff && wanted !== text.charCodeAt(at + i)) return false;
  }
  return true;
}

function findPiece(text: string, piece: string, from: number): number {
  if (!piece.includes(ANY_ONE)) return text.indexOf(piece, from);
  for (let at = from; at + piece.length <= text.length; at++) if (standsAt(text, piece, at)) return at;
  return -1;
}
