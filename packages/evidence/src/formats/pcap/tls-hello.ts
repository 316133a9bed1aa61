import { createHash } from "node:crypto";

/** What a client says when it begins a TLS session. */
export interface TlsHello {
  readonly serverName: string | undefined;
  /** MD5 over version, ciphers, extensions, groups and formats, as JA3 has it. */
  readonly ja3: string;
  readonly alpn: readonly string[];
}

/** Values that clients mix in at random say nothing. Source: RFC 8701. */
const isGrease = (value: number): boolean => (value & 0x0f0f) === 0x0a0a && value >> 8 === (value & 0xff);

function pairs(bytes: Buffer, from: number, to: number): number[] {
  const list: number[] = [];
  for (let at = from; at + 2 <= Math.min(to, bytes.length); at += 2) {
    const value = bytes.readUInt16BE(at);
    if (!isGrease(value)) list.push(value);
  }
  return list;
}

interface Parts {
  name: string | undefined;
  readonly extensions: number[];
  groups: number[];
  formats: number[];
  alpn: string[];
}

function extension(parts: Parts, type: number, body: Buffer): void {
  if (!isGrease(type)) parts.extensions.push(type);
  if (type === 0 && body.length >= 5) {
    const name = body.toString("latin1", 5, 5 + body.readUInt16BE(3));
    if (/^[\w.-]{1,253}$/.test(name)) parts.name = name;
  } else if (type === 10) parts.groups = pairs(body, 2, body.length);
  else if (type === 11) parts.formats = [...body.subarray(1)];
  else if (type === 16) {
    for (let at = 2; at < body.length;) {
      const size = body[at] ?? 0;
      parts.alpn.push(body.toString("latin1", at + 1, at + 1 + size).replace(/[^!-~]/g, "."));
      at += 1 + size;
    }
  }
}

/** Reads a ClientHello; undefined when the bytes are none, or when its end is missing. Source: RFC 8446, 4.1.2. */
export function tlsHello(bytes: Buffer): TlsHello | undefined {
  if (bytes.length < 48 || bytes[0] !== 0x16 || bytes[1] !== 3 || bytes[5] !== 1) return undefined;
  let at = 43;
  at += 1 + (bytes[at] ?? 0);
  if (at + 2 > bytes.length) return undefined;
  const ciphers = pairs(bytes, at + 2, at + 2 + bytes.readUInt16BE(at));
  at += 2 + bytes.readUInt16BE(at);
  at += 1 + (bytes[at] ?? 0);
  if (at + 2 > bytes.length) return undefined;
  const end = at + 2 + bytes.readUInt16BE(at);
  if (end > bytes.length) return undefined;
  const parts: Parts = { name: undefined, extensions: [], groups: [], formats: [], alpn: [] };
  for (at += 2; at + 4 <= end;) {
    const size = bytes.readUInt16BE(at + 2);
    extension(parts, bytes.readUInt16BE(at), bytes.subarray(at + 4, Math.min(at + 4 + size, end)));
    at += 4 + size;
  }
  const lists = [ciphers, parts.extensions, parts.groups, parts.formats].map((list) => list.join("-"));
  const ja3 = createHash("md5")
    .update(`${bytes.readUInt16BE(9)},${lists.join(",")}`)
    .digest("hex");
  return { serverName: parts.name, ja3, alpn: parts.alpn };
}
