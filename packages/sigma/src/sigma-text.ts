/** `*`: any run of characters, also none. */
export const MANY = 1;
/** `?`: exactly one character. */
export const ONE = 2;
export type Token = string | typeof MANY | typeof ONE;

/** A string value of a rule: literal pieces and wildcards. */
export interface SigmaText {
  readonly tokens: readonly Token[];
  /** The text as written; undefined once a modifier changed it. */
  readonly raw?: string;
  /** Each character stands for one byte (after `wide` and its like). */
  readonly bytes?: boolean;
}

/**
 * Reads wildcards and escapes: `\*` and `\?` are the characters themselves, `\\` is one backslash, and a backslash before
 * anything else is itself. So `\\*` is a backslash and a wildcard, `\\\*` a backslash and an asterisk.
 *
 * Source: Sigma specification 2.1, "Escaping".
 * @example sigmaText("\\cmd*").tokens // ["\\cmd", MANY]
 */
export function sigmaText(raw: string): SigmaText {
  if (!/[*?\\]/.test(raw)) return { tokens: raw === "" ? [] : [raw], raw };
  const tokens: Token[] = [];
  let literal = "";
  for (let at = 0; at < raw.length; at++) {
    const char = raw.charAt(at);
    const next = raw.charAt(at + 1);
    if (char === "\\" && (next === "*" || next === "?" || next === "\\")) {
      literal += next;
      at++;
    } else if (char === "*" || char === "?") {
      if (literal !== "") tokens.push(literal);
      literal = "";
      tokens.push(char === "*" ? MANY : ONE);
    } else literal += char;
  }
  if (literal !== "") tokens.push(literal);
  return { tokens, raw };
}

/** The text when it has no wildcard, else undefined. */
export function plainText(text: SigmaText): string | undefined {
  if (text.tokens.length === 0) return "";
  const only = text.tokens[0];
  return text.tokens.length === 1 && typeof only === "string" ? only : undefined;
}

/** A text without wildcards, whatever characters it has. */
export const literalText = (text: string, bytes = false): SigmaText => ({
  tokens: text === "" ? [] : [text],
  ...(bytes ? { bytes } : {}),
});

/** With wildcards added where they are missing: `contains` adds both, `startswith` the last, `endswith` the first. */
export function widened(text: SigmaText, start: boolean, end: boolean): SigmaText {
  const tokens: Token[] = [...text.tokens];
  if (start && tokens[0] !== MANY) tokens.unshift(MANY);
  if (end && (tokens.length === 0 || tokens.at(-1) !== MANY)) tokens.push(MANY);
  return { tokens, ...(text.bytes === true ? { bytes: true } : {}) };
}

const placeholder = /%([^%\s]+)%/g;

/** Names of placeholders in the literal pieces. */
export function placeholderNames(text: SigmaText): string[] {
  return text.tokens.flatMap((token) =>
    typeof token === "string" ? [...token.matchAll(placeholder)].map((match) => match[1] ?? "") : [],
  );
}

/** The text with one placeholder replaced everywhere. */
export function withPlaceholder(text: SigmaText, name: string, value: string): SigmaText {
  const inner = sigmaText(value).tokens;
  const tokens: Token[] = [];
  for (const token of text.tokens) {
    if (typeof token !== "string") {
      tokens.push(token);
      continue;
    }
    token.split(`%${name}%`).forEach((piece, at) => {
      if (at > 0) tokens.push(...inner);
      if (piece !== "") tokens.push(piece);
    });
  }
  const raw = text.raw?.replaceAll(`%${name}%`, () => value);
  return { tokens: joined(tokens), ...(raw === undefined ? {} : { raw }) };
}

function joined(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  for (const token of tokens) {
    const last = out.at(-1);
    if (typeof token === "string" && typeof last === "string") out[out.length - 1] = last + token;
    else out.push(token);
  }
  return out;
}
