/**
 * Text of evidence as a person may safely look at it: control characters become their pictures, and characters that turn the
 * direction of writing or hide are named. Tabs stay.
 *
 * @example visibleText("a\u001b[31mb") // "a␛[31mb"
 */
export function visibleText(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000a-\u001f]/g, (char) => String.fromCharCode(0x2400 + char.charCodeAt(0)))
    .replaceAll("\u007f", "\u2421")
    .replaceAll(
      /[\u0080-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
      (char) => `<U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}>`,
    );
}
