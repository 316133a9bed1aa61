/** A text as Typst gets it: whole, or in pieces between which a line may break. */
export type Soft = string | string[];

const longestRun = 14;

/**
 * A function that makes any text fit for paper. What the font cannot draw, and what steers the eye instead of being seen
 * (controls, bidirectional marks, zero-width characters, private use, lone surrogates), becomes its code: `‹U+202E›`. Runs
 * without a place to break are cut into pieces, so that the longest line wraps without a character being added.
 *
 * @example paperText(fontCoverage())("a\u001b[31m") // "a‹U+1B›[31m"
 */
export function paperText(covered: Uint8Array): (text: string) => Soft {
  return (text) => soft(shown(text, covered));
}

function shown(text: string, covered: Uint8Array): string {
  let out = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    out += covered[code] === 1 && !steers(code) ? character : `‹U+${code.toString(16).toUpperCase().padStart(2, "0")}›`;
  }
  return out;
}

/** Characters that are obeyed rather than seen. */
function steers(code: number): boolean {
  return (
    code < 0x20 ||
    (code >= 0x7f && code < 0xa0) ||
    code === 0xad ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    (code >= 0xd800 && code <= 0xf8ff) ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    code === 0xfeff ||
    (code >= 0xe_0000 && code <= 0xe_0fff)
  );
}

const breakAfter = /[/\\?&=;,.:_|+%)\]}>-]/;

function soft(text: string): Soft {
  if (!/[!-~]{15}/.test(text)) return text;
  const pieces: string[] = [];
  let piece = "";
  let run = 0;
  for (const character of text) {
    piece += character;
    run = character === " " || character > "~" ? 0 : run + 1;
    const natural = run > 4 && breakAfter.test(character);
    if (natural || run >= longestRun) {
      pieces.push(piece);
      piece = "";
      run = 0;
    }
  }
  if (piece !== "") pieces.push(piece);
  return pieces.length === 1 ? text : pieces;
}
