/** What a DNS message asks or answers. */
export interface DnsMessage {
  readonly id: number;
  readonly response: boolean;
  readonly code: number;
  readonly name: string;
  readonly type: string;
  readonly answers: readonly string[];
}

const types: Readonly<Record<number, string>> = {
  1: "A",
  2: "NS",
  5: "CNAME",
  6: "SOA",
  12: "PTR",
  15: "MX",
  16: "TXT",
  28: "AAAA",
  33: "SRV",
  35: "NAPTR",
  41: "OPT",
  43: "DS",
  48: "DNSKEY",
  64: "SVCB",
  65: "HTTPS",
  252: "AXFR",
  255: "ANY",
};
const typeName = (type: number): string => types[type] ?? `TYPE${type}`;

interface Name {
  readonly text: string;
  readonly next: number;
}

/** Bytes that would change a line or a name are written as `\DDD`, as in master files. */
const label = (bytes: Buffer): string =>
  bytes.toString("latin1").replace(/[^!-~]|[.\\]/g, (c) => `\\${String(c.charCodeAt(0)).padStart(3, "0")}`);

function nameAt(bytes: Buffer, start: number): Name | undefined {
  const labels: string[] = [];
  let at = start;
  let next = -1;
  for (let steps = 0; steps < 128; steps++) {
    const size = bytes[at];
    if (size === undefined) return undefined;
    if (size === 0) return { text: labels.join("."), next: next < 0 ? at + 1 : next };
    if (size >= 0xc0) {
      if (at + 2 > bytes.length) return undefined;
      if (next < 0) next = at + 2;
      at = bytes.readUInt16BE(at) & 0x3fff;
    } else {
      if (size > 63 || at + 1 + size > bytes.length) return undefined;
      labels.push(label(bytes.subarray(at + 1, at + 1 + size)));
      at += 1 + size;
    }
  }
  return undefined;
}

function data(bytes: Buffer, type: number, at: number, size: number): string | undefined {
  if (type === 1 && size === 4) return [...bytes.subarray(at, at + 4)].join(".");
  if (type === 28 && size === 16) return (bytes.toString("hex", at, at + 16).match(/.{4}/g) ?? []).join(":");
  if (type === 2 || type === 5 || type === 12) return nameAt(bytes, at)?.text;
  if (type === 16) return label(bytes.subarray(at + 1, at + size));
  return undefined;
}

function answers(bytes: Buffer, start: number, count: number): string[] {
  const list: string[] = [];
  let at = start;
  for (let index = 0; index < Math.min(count, 64); index++) {
    const name = nameAt(bytes, at);
    if (name === undefined || name.next + 10 > bytes.length) break;
    const size = bytes.readUInt16BE(name.next + 8);
    const from = name.next + 10;
    if (from + size > bytes.length) break;
    const value = data(bytes, bytes.readUInt16BE(name.next), from, size);
    if (value !== undefined && value !== "") list.push(value);
    at = from + size;
  }
  return list;
}

/** Reads a DNS message; undefined when the bytes are none. Source: RFC 1035, 4. */
export function dnsMessage(bytes: Buffer): DnsMessage | undefined {
  if (bytes.length < 17) return undefined;
  const flags = bytes.readUInt16BE(2);
  if (bytes.readUInt16BE(4) !== 1 || (flags & 0x7800) > 0x2800) return undefined;
  const name = nameAt(bytes, 12);
  if (name === undefined || name.next + 4 > bytes.length) return undefined;
  const response = (flags & 0x8000) !== 0;
  return {
    id: bytes.readUInt16BE(0),
    response,
    code: flags & 15,
    name: name.text,
    type: typeName(bytes.readUInt16BE(name.next)),
    answers: response ? answers(bytes, name.next + 4, bytes.readUInt16BE(6)) : [],
  };
}
