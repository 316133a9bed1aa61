import { filetimeMicros } from "../evtx/filetime.ts";

/** A program that Windows checked for compatibility: its path and when the file last changed. */
export interface ShimEntry {
  readonly path: string;
  readonly modified: number | undefined;
}

const most = 4096;

/** Windows 8 to 11: entries with a mark of their own, one behind the other. */
function marked(data: Buffer, start: number): ShimEntry[] {
  const entries: ShimEntry[] = [];
  for (let at = start; at + 14 <= data.length && entries.length < most;) {
    const mark = data.toString("latin1", at, at + 4);
    if (mark !== "10ts" && mark !== "00ts") break;
    const size = data.readUInt32LE(at + 8);
    const length = data.readUInt16LE(at + 12);
    const end = at + 14 + length;
    if (end + 8 > data.length) break;
    // Windows 8 has more between path and time; the path and the change of the file are what matters.
    const time = mark === "10ts" ? end : end + 10;
    const known =
      time + 8 <= data.length ? filetimeMicros(data.readUInt32LE(time), data.readUInt32LE(time + 4)) : undefined;
    entries.push({ path: data.toString("utf16le", at + 14, end), modified: known });
    at += 12 + size;
  }
  return entries;
}

/** Windows 7: a table of places; 32 bytes an entry, or 48 on 64-bit machines. */
function tabled(data: Buffer): ShimEntry[] {
  const count = Math.min(data.readUInt32LE(4), most);
  const wide = data.length >= 0x80 + 16 && data.readUInt32LE(0x80 + 4) === 0;
  const entries: ShimEntry[] = [];
  for (let index = 0; index < count; index++) {
    const at = 0x80 + index * (wide ? 48 : 32);
    if (at + (wide ? 48 : 32) > data.length) break;
    const length = data.readUInt16LE(at);
    const place = data.readUInt32LE(at + (wide ? 8 : 4));
    const time = at + (wide ? 16 : 8);
    if (place + length > data.length) continue;
    const modified = filetimeMicros(data.readUInt32LE(time), data.readUInt32LE(time + 4));
    entries.push({ path: data.toString("utf16le", place, place + length), modified });
  }
  return entries;
}

/** Reads the value `AppCompatCache`; nothing where the bytes are of a kind that is not known. */
export function shimCache(data: Buffer): ShimEntry[] {
  if (data.length < 0x90) return [];
  const head = data.readUInt32LE(0);
  if (head === 0xbadc_0fee) return tabled(data);
  return marked(data, head >= 0x30 && head <= 0x80 ? head : 0x80);
}
