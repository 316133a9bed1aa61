const slots = 8192;
const longest = 96;
const cache: string[] = Array.from({ length: slots }, () => "");

function same(known: string, view: DataView, offset: number, units: number): boolean {
  if (known.length !== units) return false;
  for (let i = 0; i < units; i++) {
    if (known.charCodeAt(i) !== view.getUint16(offset + 2 * i, true)) return false;
  }
  return true;
}

/**
 * Decodes `units` UTF-16LE code units. Short texts come from a small cache, since logs repeat computer names, accounts and
 * paths all the time: no allocation, and equal texts are one string object. The caller has checked the bounds.
 *
 * @example utf16Text(chunk.bytes, chunk.view, 512, 8) // "Security"
 */
export function utf16Text(bytes: Buffer, view: DataView, offset: number, units: number): string {
  if (units === 0) return "";
  if (units > longest) return bytes.toString("utf16le", offset, offset + 2 * units);
  let hash = units;
  for (let i = 0; i < units; i++) hash = (Math.imul(hash, 31) + view.getUint16(offset + 2 * i, true)) | 0;
  const slot = (hash ^ (hash >>> 13)) & (slots - 1);
  const known = cache[slot] ?? "";
  if (same(known, view, offset, units)) return known;
  const text = bytes.toString("utf16le", offset, offset + 2 * units);
  cache[slot] = text;
  return text;
}

/** The same for a byte range: an odd last byte and trailing NULs are not part of the text. */
export function utf16Range(bytes: Buffer, view: DataView, offset: number, size: number): string {
  let units = size >> 1;
  while (units > 0 && view.getUint16(offset + 2 * units - 2, true) === 0) units--;
  return utf16Text(bytes, view, offset, units);
}
