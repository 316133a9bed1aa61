import { isAscii, isUtf8 } from "node:buffer";
import { readSync } from "node:fs";
import type { Damage } from "@stanch/model/sources";
import { decode, lineEncoding, type Encoding } from "./encoding.ts";

export interface LineRange {
  readonly from: number;
  readonly to: number;
  readonly encoding: Encoding;
}

type OnLine = (text: string, offset: number) => void;
type OnDamage = (damage: Damage) => void;

const blockBytes = 1 << 20;
/** A longer line is kept up to here; the rest is reported as damage. */
const maxLine = 64 << 20;

/**
 * Every line of a byte range, without its terminator (`\n` or `\r\n`), with the offset of its first byte. Memory is one block,
 * or one line where that is longer.
 */
export function eachLine(descriptor: number, range: LineRange, onLine: OnLine, onDamage: OnDamage): void {
  // One line is read alone a thousand times over when events are fetched again.
  let buffer: Buffer = Buffer.allocUnsafe(Math.max(1, Math.min(blockBytes, range.to - range.from)));
  let base = range.from;
  let filled = 0;
  let skipping = false;
  for (;;) {
    const want = Math.min(buffer.length - filled, range.to - base - filled);
    const got = want <= 0 ? 0 : readSync(descriptor, buffer, filled, want, base + filled);
    filled += got;
    const last = got <= 0;
    const end = last && !skipping ? filled : afterLastNewline(buffer.subarray(0, filled), range.encoding);
    if (skipping) {
      const at = afterFirstNewline(buffer.subarray(0, filled), range.encoding);
      const cut = at === 0 ? filled : at;
      onDamage({ from: base, to: base + cut, code: "E_LINE_TOO_LONG" });
      skipping = at === 0;
      if (last) return;
      buffer.copyWithin(0, cut, filled);
      base += cut;
      filled -= cut;
      continue;
    }
    if (end > 0) emitLines(buffer.subarray(0, end), base, range.encoding, onLine, onDamage);
    else if (filled === buffer.length) {
      if (filled < maxLine) buffer = grown(buffer);
      else {
        emitLines(buffer.subarray(0, filled), base, range.encoding, onLine, onDamage);
        base += filled;
        filled = 0;
        skipping = true;
      }
      continue;
    }
    if (last) return;
    buffer.copyWithin(0, end, filled);
    base += end;
    filled -= end;
  }
}

function grown(buffer: Buffer): Buffer {
  const larger = Buffer.allocUnsafe(buffer.length * 4);
  buffer.copy(larger);
  return larger;
}

function afterLastNewline(bytes: Buffer, encoding: Encoding): number {
  if (encoding !== "utf-16le" && encoding !== "utf-16be") return bytes.lastIndexOf(10) + 1;
  const low = encoding === "utf-16le" ? 0 : 1;
  for (let at = (bytes.length >> 1) * 2 - 2; at >= 0; at -= 2) {
    if (bytes[at + low] === 10 && bytes[at + 1 - low] === 0) return at + 2;
  }
  return 0;
}

function afterFirstNewline(bytes: Buffer, encoding: Encoding): number {
  if (encoding !== "utf-16le" && encoding !== "utf-16be") return bytes.indexOf(10) + 1;
  const low = encoding === "utf-16le" ? 0 : 1;
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    if (bytes[at + low] === 10 && bytes[at + 1 - low] === 0) return at + 2;
  }
  return 0;
}

function emitLines(bytes: Buffer, base: number, encoding: Encoding, onLine: OnLine, onDamage: OnDamage): void {
  if (encoding === "utf-16le" || encoding === "utf-16be") {
    return cutText(decode(bytes, encoding), base, 2, onLine, onDamage);
  }
  if (isAscii(bytes)) return cutText(bytes.toString("latin1"), base, 1, onLine, onDamage);
  if (encoding === "utf-8" && isUtf8(bytes)) {
    return cutBeside(bytes.toString("utf8"), bytes, base, onLine, onDamage);
  }
  for (let at = 0; at < bytes.length;) {
    const newline = bytes.indexOf(10, at);
    const end = newline < 0 ? bytes.length : newline;
    const line = bytes.subarray(at, end);
    const own = encoding === "binary" ? encoding : lineEncoding(line, encoding);
    give(decode(line, own), 0, undefined, base + at, 1, onLine, onDamage);
    at = end + 1;
  }
}

/** Text in which every character is `width` bytes. */
function cutText(text: string, base: number, width: number, onLine: OnLine, onDamage: OnDamage): void {
  // Two loops: V8 would move a search made before one loop into it, and search the block again for every line.
  if (text.includes("\0")) cutHoled(text, base, width, onLine, onDamage);
  else cutWhole(text, base, width, onLine);
}

function cutWhole(text: string, base: number, width: number, onLine: OnLine): void {
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline;
    onLine(text.slice(at, end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end), base + at * width);
    at = end + 1;
  }
}

function cutHoled(text: string, base: number, width: number, onLine: OnLine, onDamage: OnDamage): void {
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline;
    give(text, at, end, base + at * width, width, onLine, onDamage);
    at = end + 1;
  }
}

/** Characters are of several bytes, newlines of one: both are searched side by side. */
function cutBeside(text: string, bytes: Buffer, base: number, onLine: OnLine, onDamage: OnDamage): void {
  let byte = 0;
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline;
    give(text, at, end, base + byte, 1, onLine, onDamage);
    at = end + 1;
    byte = bytes.indexOf(10, byte) + 1;
  }
}

/** Hands one line on; a run of NUL bytes before it, as a crash leaves them, is damage and not text. */
function give(
  text: string,
  from: number,
  to: number | undefined,
  offset: number,
  width: number,
  onLine: OnLine,
  onDamage: OnDamage,
): void {
  let end = to ?? text.length;
  if (end > from && text.charCodeAt(end - 1) === 13) end--;
  let start = from;
  while (start < end && text.charCodeAt(start) === 0) start++;
  const lost = (start - from) * width;
  if (lost > 0) onDamage({ from: offset, to: offset + lost, code: "E_NUL_BYTES" });
  onLine(text.slice(start, end), offset + lost);
}
