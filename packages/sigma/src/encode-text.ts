/** `base64`, `base64offset` and the wide encodings of rule values. Source: Sigma specification 2.1, "Encoding modifiers". */

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** A text's bytes, one character each: UTF-8, or as they are when it already stands for bytes. */
export function bytesOf(text: string, bytes: boolean): string {
  if (bytes) return text;
  let out = "";
  for (const byte of new TextEncoder().encode(text)) out += String.fromCharCode(byte);
  return out;
}

/** UTF-16 code units as bytes, least significant first (`wide`, `utf16le`) or last (`utf16be`). */
export function wideBytes(text: string, bigEndian: boolean): string {
  let out = "";
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const low = String.fromCharCode(unit & 0xff);
    const high = String.fromCharCode(unit >> 8);
    out += bigEndian ? high + low : low + high;
  }
  return out;
}

/** @example base64("foo") // "Zm9v" */
export function base64(bytes: string): string {
  let out = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const word =
      (bytes.charCodeAt(at) << 16) |
      ((left > 1 ? bytes.charCodeAt(at + 1) : 0) << 8) |
      (left > 2 ? bytes.charCodeAt(at + 2) : 0);
    out += alphabet.charAt(word >> 18) + alphabet.charAt((word >> 12) & 63);
    out += left > 1 ? alphabet.charAt((word >> 6) & 63) : "=";
    out += left > 2 ? alphabet.charAt(word & 63) : "=";
  }
  return out;
}

/**
 * What a value looks like inside base64 at each of the three positions it can have, without the characters that its
 * neighbours also decide.
 *
 * @example base64Offsets("foo") // ["Zm9v", "Zvb", "mb2"]
 */
export function base64Offsets(bytes: string): [string, string, string] {
  const starts = [0, 2, 3] as const;
  const shift = (offset: 0 | 1 | 2): string => {
    const encoded = base64("\0".repeat(offset) + bytes).replace(/=+$/, "");
    const loose = (bytes.length + offset) % 3 !== 0;
    return encoded.slice(starts[offset], loose ? encoded.length - 1 : encoded.length);
  };
  return [shift(0), shift(1), shift(2)];
}
