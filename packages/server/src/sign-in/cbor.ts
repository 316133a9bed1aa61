/** What an authenticator says in CBOR: numbers, bytes, texts, truths, lists and maps. */
export type Cbor = number | boolean | null | string | Uint8Array | readonly Cbor[] | CborMap;
export type CborMap = ReadonlyMap<number | string, Cbor>;

/** Bytes that are not CBOR in the form that authenticators must keep to. */
export class CborError extends Error {}

/** CTAP2 allows four levels. */
const DEEPEST = 4;

/** Position in bytes that came from outside; nothing is read that is not there. */
interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

function take(reader: Reader, size: number): Uint8Array {
  const end = reader.at + size;
  if (end > reader.bytes.length) throw new CborError("ends early");
  const part = reader.bytes.subarray(reader.at, end);
  reader.at = end;
  return part;
}

/** The number beside a type. Only the shortest form is right, or one key could be written in two ways. */
function argument(reader: Reader, info: number): number {
  if (info < 24) return info;
  if (info > 26) throw new CborError("a number of more than 32 bits, or a length that is not said");
  const size = 1 << (info - 24);
  let value = 0;
  for (const byte of take(reader, size)) value = value * 256 + byte;
  const least = size === 1 ? 24 : 256 ** (size / 2);
  if (value < least) throw new CborError("a number that is not in its shortest form");
  return value;
}

function readMap(reader: Reader, size: number, depth: number): CborMap {
  const map = new Map<number | string, Cbor>();
  for (let entry = 0; entry < size; entry++) {
    const key = readItem(reader, depth + 1);
    if (typeof key !== "number" && typeof key !== "string") throw new CborError("a key that is no number and no text");
    if (map.has(key)) throw new CborError("a key twice");
    map.set(key, readItem(reader, depth + 1));
  }
  return map;
}

function readList(reader: Reader, size: number, depth: number): readonly Cbor[] {
  const list: Cbor[] = [];
  for (let entry = 0; entry < size; entry++) list.push(readItem(reader, depth + 1));
  return list;
}

function readText(reader: Reader, size: number): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(take(reader, size));
  } catch (error) {
    throw error instanceof CborError ? error : new CborError("a text that is not UTF-8");
  }
}

function simple(info: number): Cbor {
  if (info === 20 || info === 21) return info === 21;
  if (info === 22) return null;
  throw new CborError("a value that authenticators do not use");
}

function readItem(reader: Reader, depth: number): Cbor {
  if (depth > DEEPEST) throw new CborError("too deep");
  const first = take(reader, 1)[0] ?? 0;
  const type = first >> 5;
  if (type === 7) return simple(first & 31);
  const value = argument(reader, first & 31);
  if (type === 0) return value;
  if (type === 1) return -1 - value;
  if (type === 2) return take(reader, value);
  if (type === 3) return readText(reader, value);
  if (type === 4) return readList(reader, value, depth);
  if (type === 5) return readMap(reader, value, depth);
  throw new CborError("a tag");
}

/**
 * Reads one item from the front of bytes that came from outside. Source: RFC 8949; CTAP 2.2, section 8 (canonical form), without the
 * order of keys: shortest numbers, lengths said, no tags, no key twice, no fractions, at most four levels.
 *
 * @returns the item, and where it ends
 * @throws CborError when the bytes are anything else
 * @example readCbor(Uint8Array.of(0xa1, 0x01, 0x02)) // { value: Map { 1 => 2 }, end: 3 }
 */
export function readCbor(bytes: Uint8Array): { readonly value: Cbor; readonly end: number } {
  const reader: Reader = { bytes, at: 0 };
  const value = readItem(reader, 0);
  return { value, end: reader.at };
}
