import type { ByteInput, EventSink } from "../../format.ts";

/** One captured packet. `bytes` is valid until the next one. */
export interface Packet {
  /** Offset of its record in the file. */
  readonly offset: number;
  /** Microseconds since 1970, and nanoseconds beyond them. */
  readonly time: number;
  readonly nanos: number;
  readonly digits: 6 | 9;
  /** Link type. Source: https://www.tcpdump.org/linktypes.html */
  readonly link: number;
  readonly bytes: Buffer;
  /** Length on the wire; the capture may hold less. */
  readonly length: number;
}

type OnPacket = (packet: Packet) => void;
const largest = 16 << 20;
const block = 1 << 20;

/** Reads forward through a file in large blocks. */
class Window {
  readonly #input: ByteInput;
  #base = 0;
  #bytes: Buffer = Buffer.alloc(0);

  constructor(input: ByteInput) {
    this.#input = input;
  }

  /** `length` bytes from `at`, or undefined when the file ends before. */
  at(at: number, length: number): Buffer | undefined {
    if (at + length > this.#input.size) return undefined;
    const inside = at - this.#base;
    if (inside < 0 || inside + length > this.#bytes.length) {
      this.#bytes = Buffer.from(this.#input.read(at, Math.max(block, length)));
      this.#base = at;
    }
    const from = at - this.#base;
    return from + length <= this.#bytes.length ? this.#bytes.subarray(from, from + length) : undefined;
  }
}

const u32 = (bytes: Buffer, at: number, little: boolean): number =>
  little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
const u16 = (bytes: Buffer, at: number, little: boolean): number =>
  little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);

const magics: ReadonlyMap<number, readonly [little: boolean, nano: boolean]> = new Map([
  [0xa1b2_c3d4, [false, false]],
  [0xd4c3_b2a1, [true, false]],
  [0xa1b2_3c4d, [false, true]],
  [0x4d3c_b2a1, [true, true]],
]);
const section = 0x0a0d_0d0a;

/** `pcap`, `pcapng`, or undefined. */
export function captureKind(bytes: Uint8Array): "pcap" | "pcapng" | undefined {
  if (bytes.length < 24) return undefined;
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, 24);
  const magic = head.readUInt32BE(0);
  if (magics.has(magic)) return "pcap";
  const order = head.readUInt32BE(8);
  return magic === section && (order === 0x1a2b_3c4d || order === 0x4d3c_2b1a) ? "pcapng" : undefined;
}

function lost(sink: EventSink, from: number, to: number, detail: string): void {
  if (to > from) sink.damage({ from, to, code: "E_TRUNCATED", detail });
}

function readPcap(input: ByteInput, sink: EventSink, onPacket: OnPacket): void {
  const window = new Window(input);
  const head = window.at(0, 24);
  if (head === undefined) return lost(sink, 0, input.size, "capture header");
  const [little, nano] = magics.get(head.readUInt32BE(0)) ?? [true, false];
  const link = u32(head, 20, little) & 0xffff;
  for (let at = 24; at < input.size;) {
    const record = window.at(at, 16);
    const size = record === undefined ? 0 : u32(record, 8, little);
    if (record === undefined || size > largest) return lost(sink, at, input.size, "packet");
    const fraction = u32(record, 4, little);
    const time = u32(record, 0, little) * 1e6 + Math.floor(nano ? fraction / 1000 : fraction);
    const length = u32(record, 12, little);
    const bytes = window.at(at + 16, size);
    if (bytes === undefined) return lost(sink, at, input.size, "packet");
    onPacket({ offset: at, time, nanos: nano ? fraction % 1000 : 0, digits: nano ? 9 : 6, link, bytes, length });
    at += 16 + size;
  }
}

interface Interface {
  readonly link: number;
  /** Time units a second. */
  readonly units: number;
  readonly offset: number;
}

function interfaceOf(body: Buffer, little: boolean): Interface {
  let units = 1e6;
  let offset = 0;
  for (let at = 8; at + 4 <= body.length;) {
    const code = u16(body, at, little);
    const size = u16(body, at + 2, little);
    if (code === 0 || at + 4 + size > body.length) break;
    const first = body[at + 4] ?? 6;
    if (code === 9 && size >= 1)
      units = (first & 0x80) === 0 ? 10 ** Math.min(first, 18) : 2 ** Math.min(first & 0x7f, 60);
    if (code === 14 && size >= 8) offset = Number(little ? body.readBigInt64LE(at + 4) : body.readBigInt64BE(at + 4));
    at += 4 + size + ((4 - (size % 4)) % 4);
  }
  return { link: u16(body, 0, little), units, offset: Number.isSafeInteger(offset) ? offset : 0 };
}

/** Microseconds and nanoseconds of a count of units; the count has 64 bits. */
function instant(high: number, low: number, { units, offset }: Interface): readonly [time: number, nanos: number] {
  const count = (BigInt(high) << 32n) | BigInt(low);
  const nanos = (count * 1_000_000_000n) / BigInt(units);
  return [Number(nanos / 1000n) + offset * 1e6, Number(nanos % 1000n)];
}

/** State of one section of a pcapng file. */
interface Section {
  little: boolean;
  interfaces: Interface[];
}

function packetOf(type: number, body: Buffer, offset: number, state: Section): Packet | undefined {
  const { little, interfaces } = state;
  if (type === 3) {
    const only = interfaces[0];
    if (only === undefined || body.length < 4) return undefined;
    const length = u32(body, 0, little);
    return { offset, time: -1, nanos: 0, digits: 6, link: only.link, bytes: body.subarray(4, 4 + length), length };
  }
  if (body.length < 20) return undefined;
  const from = interfaces[type === 6 ? u32(body, 0, little) : u16(body, 0, little)];
  const size = u32(body, 12, little);
  if (from === undefined || 20 + size > body.length) return undefined;
  const [time, nanos] = instant(u32(body, 4, little), u32(body, 8, little), from);
  if (!Number.isSafeInteger(time)) return undefined;
  const digits = from.units > 1e6 ? 9 : 6;
  return {
    offset,
    time,
    nanos: digits === 9 ? nanos : 0,
    digits,
    link: from.link,
    bytes: body.subarray(20, 20 + size),
    length: u32(body, 16, little),
  };
}

const isPacket = (type: number): boolean => type === 6 || type === 3 || type === 2;

function readPcapng(input: ByteInput, sink: EventSink, onPacket: OnPacket): void {
  const window = new Window(input);
  const state: Section = { little: true, interfaces: [] };
  for (let at = 0; at < input.size;) {
    const head = window.at(at, 12);
    if (head === undefined) return lost(sink, at, input.size, "block");
    if (head.readUInt32BE(0) === section) {
      state.little = head.readUInt32LE(8) === 0x1a2b_3c4d;
      state.interfaces = [];
    }
    const type = u32(head, 0, state.little);
    const size = u32(head, 4, state.little);
    const whole = size >= 12 && size % 4 === 0 && size <= largest ? window.at(at, size) : undefined;
    if (whole === undefined) return lost(sink, at, input.size, "block");
    const body = whole.subarray(8, size - 4);
    if (type === 1 && body.length >= 8 && state.interfaces.length < 65_536)
      state.interfaces.push(interfaceOf(body, state.little));
    else if (isPacket(type)) {
      const packet = packetOf(type, body, at, state);
      if (packet !== undefined) onPacket(packet);
      else {
        sink.unparsed();
        sink.damage({ from: at, to: at + size, code: "E_RECORD_BROKEN", detail: "packet block" });
      }
    }
    at += size;
  }
}

/** Goes through the packets of a capture of either kind. A packet without a time has the time -1. */
export function eachPacket(input: ByteInput, sink: EventSink, onPacket: OnPacket): void {
  const kind = captureKind(Buffer.from(input.read(0, 24)));
  if (kind === "pcap") readPcap(input, sink, onPacket);
  else if (kind === "pcapng") readPcapng(input, sink, onPacket);
  else lost(sink, 0, input.size, "capture header");
}
