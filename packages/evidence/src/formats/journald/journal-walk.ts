import type { Damage } from "@stanch/model/sources";
import { type JournalFile, objectType } from "./journal-file.ts";

const aligned = (value: number): number => value + ((8 - (value % 8)) % 8);

/** Places of the entries that the chain of entry arrays names. A chain that loops or leads outside ends there. */
function chained(file: JournalFile): Set<number> {
  const found = new Set<number>();
  const seen = new Set<number>();
  const width = file.header.compact ? 4 : 8;
  for (let at = file.header.entryArray; at !== 0 && !seen.has(at);) {
    seen.add(at);
    const array = file.object(at);
    if (array?.type !== objectType.entryArray) break;
    const count = Math.floor((array.size - 24) / width);
    for (let index = 0; index < count; index++) {
      const place = at + 24 + index * width;
      const entry = width === 4 ? Number(file.bytes(place, 4).readUInt32LE()) : file.long(place);
      if (entry === 0) break;
      found.add(entry);
    }
    at = file.long(at + 16);
  }
  return found;
}

const step = 4096;
const zeros = Buffer.alloc(step);

/** Where the bytes from `from` on are no longer all zero; steps only over whole pages, of which new files have thousands. */
function afterBlank(file: JournalFile, from: number, end: number): number {
  let at = from;
  while (at + step <= end && file.bytes(at, step).equals(zeros)) at += step;
  return Math.min(at, end);
}

/** The next place, eight bytes aligned, at which an object and one behind it can lie. */
function resume(file: JournalFile, from: number, end: number): number {
  for (let at = from; at < end; at += 8) {
    if (at % step === 0) at = afterBlank(file, at, end);
    const object = file.object(at);
    if (object === undefined) continue;
    const next = aligned(at + object.size);
    if (next >= end || file.object(next) !== undefined) return at;
  }
  return end;
}

function isBlank(file: JournalFile, from: number, to: number): boolean {
  const at = afterBlank(file, from, to);
  if (at === to) return true;
  const blank = file.bytes(at, Math.min(step, to - at)).every((byte) => byte === 0);
  return blank && to - at <= step;
}

/**
 * Places of all entries, in the order of the file: every object is gone through, so that entries count that the file was
 * closed too early to list; and where objects are damaged, the lists lead across.
 */
export function entryPlaces(file: JournalFile, damage: (damage: Damage) => void): number[] {
  const found: number[] = [];
  const end = file.size;
  let torn = false;
  for (let at = file.header.headerSize; at < end;) {
    const object = file.object(at);
    if (object !== undefined) {
      if (object.type === objectType.entry) found.push(at);
      at = aligned(at + object.size);
      continue;
    }
    const next = resume(file, at + 8, end);
    // The space behind the last object was reserved and never written.
    if (!isBlank(file, at, next)) {
      torn = true;
      damage({ from: at, to: next, code: "E_RECORD_BROKEN", detail: "journal object" });
    }
    at = next;
  }
  if (!torn && found.length >= file.header.entries) return found;
  const all = new Set(found);
  for (const place of chained(file)) if (file.object(place)?.type === objectType.entry) all.add(place);
  return [...all].sort((a, b) => a - b);
}
