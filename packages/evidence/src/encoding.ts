import { isAscii, isUtf8 } from "node:buffer";

/** How the bytes of a text file become characters. `utf-8` falls back line by line to GB18030 or Latin-1 where bytes are no UTF-8. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "latin1" | "binary";

/**
 * Judges the first bytes of a file: text in which encoding, or binary.
 *
 * @example detectEncoding(Buffer.from("中文", "utf16le")) // { encoding: "utf-16le", bom: 0 }
 */
export function detectEncoding(bytes: Uint8Array): { readonly encoding: Encoding; readonly bom: number } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: "utf-8", bom: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: "utf-16le", bom: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: "utf-16be", bom: 2 };
  const wide = wideText(bytes);
  if (wide !== undefined) return { encoding: wide, bom: 0 };
  if (isBinary(bytes)) return { encoding: "binary", bom: 0 };
  return { encoding: isUtf8(wholeCharacters(bytes)) ? "utf-8" : narrowText(bytes), bom: 0 };
}

/** UTF-16 without a mark: nearly every second byte of Western text is NUL. */
function wideText(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const pairs = Math.min(bytes.length, 4096) >> 1;
  if (pairs < 4) return undefined;
  let low = 0;
  let high = 0;
  for (let index = 0; index < pairs; index++) {
    const first = bytes[index * 2] ?? 0;
    const second = bytes[index * 2 + 1] ?? 0;
    if (second === 0 && isPrintable(first)) low++;
    if (first === 0 && isPrintable(second)) high++;
  }
  if (low > pairs * 0.7) return "utf-16le";
  return high > pairs * 0.7 ? "utf-16be" : undefined;
}

function isPrintable(byte: number): boolean {
  return (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13;
}

/** Control bytes make it binary; runs of NUL alone do not, since a crash leaves them in logs. */
function isBinary(bytes: Uint8Array): boolean {
  let control = 0;
  let nul = 0;
  for (const byte of bytes) {
    if (byte === 0) nul++;
    else if ((byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 27) || byte === 127) control++;
  }
  const rest = bytes.length - nul;
  if (bytes.length === 0) return false;
  return control > rest * 0.1 || nul > bytes.length * 0.3;
}

function wholeCharacters(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  for (let back = 1; back <= 3 && back <= end; back++) {
    const byte = bytes[end - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      end -= back;
      break;
    }
  }
  return bytes.subarray(0, end);
}

/** GB18030 or Latin-1, for bytes that are no UTF-8: common Chinese characters stand in pairs of two high bytes. */
export function narrowText(bytes: Uint8Array): "gb18030" | "latin1" {
  let pairs = 0;
  let odd = 0;
  for (let index = 0; index < bytes.length; index++) {
    const lead = bytes[index] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[index + 1] ?? 0;
    if (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1 && trail <= 0xfe) {
      pairs++;
      index++;
    } else if (lead >= 0x81 && lead <= 0xfe && trail >= 0x40 && trail !== 0x7f && trail !== 0xff && trail >= 0x80) {
      pairs += 0.5;
      index++;
    } else odd++;
  }
  return pairs > 0 && pairs >= odd * 4 ? "gb18030" : "latin1";
}

/**
 * The encoding of one line of a file that is `encoding` on the whole: hands and programs of several locales write into one log.
 * A line of Chinese in UTF-8 is not GB18030 by chance, since its characters are of three bytes.
 */
export function lineEncoding(line: Uint8Array, encoding: "utf-8" | "gb18030" | "latin1"): Encoding {
  if (isAscii(line)) return "utf-8";
  if (encoding === "utf-8") return isUtf8(line) ? "utf-8" : narrowText(line);
  if (hasThreeBytes(line) && isUtf8(line)) return "utf-8";
  return encoding === "gb18030" ? narrowText(line) : encoding;
}

function hasThreeBytes(line: Uint8Array): boolean {
  return line.some((byte) => byte >= 0xe2 && byte <= 0xef);
}

const decoders = new Map<string, TextDecoder>();

/** Decodes bytes; what is no character becomes U+FFFD, never an error. */
export function decode(bytes: Uint8Array, encoding: Encoding): string {
  const label = encoding === "binary" || encoding === "latin1" ? "windows-1252" : encoding;
  let decoder = decoders.get(label);
  if (decoder === undefined) {
    decoder = new TextDecoder(label, { ignoreBOM: true });
    decoders.set(label, decoder);
  }
  return decoder.decode(bytes);
}
