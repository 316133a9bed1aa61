/** Characters that would steer a screen instead of being read: controls but tab and newline, and marks that turn the direction of text. */
const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** The same as they stand in JSON: escaped or as they are. */
const inJson = /\\u00[01][0-9a-f]|\\[bfr]|[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/i;

function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  return `⟨${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}

/**
 * Text in which steering characters are seen and no longer obeyed.
 *
 * @example visibleText("\u001b[31mred\u202e") === "␛[31mred⟨202E⟩"
 */
export function visibleText(text: string): string {
  return text.replace(steering, shown);
}

/** Reads JSON of the centre; every text in it is visible text. Undefined for what is no JSON. */
export function readVisibleJson(json: string): unknown {
  try {
    return inJson.test(json)
      ? JSON.parse(json, (_, value: unknown) => (typeof value === "string" ? visibleText(value) : value))
      : JSON.parse(json);
  } catch {
    return undefined;
  }
}
