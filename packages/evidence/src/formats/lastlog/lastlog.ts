import type { LogEvent } from "@stanch/model/log-event";
import type { ByteFormat, ByteInput, ReadContext } from "../../format.ts";
import { isAddress, plainAddress } from "../generic/address/address.ts";

/** Seconds of 32 or 64 bits, then terminal and host. Source: glibc, `bits/utmp.h` (`struct lastlog`). */
interface Layout {
  readonly size: 292 | 296;
  readonly wide: boolean;
  readonly little: boolean;
}
interface Entry {
  readonly seconds: number;
  readonly line: string;
  readonly host: string;
}

const layouts: readonly Layout[] = [
  { size: 292, wide: false, little: true },
  { size: 296, wide: true, little: true },
  { size: 292, wide: false, little: false },
  { size: 296, wide: true, little: false },
];
const latest = Date.UTC(2100, 0, 1) / 1000;
const earliest = Date.UTC(1990, 0, 1) / 1000;
const isEmpty = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);
const utf8 = new TextDecoder("utf-8");

/** Text up to its NUL; undefined when something stands behind that, or when it is no text. */
function text(bytes: Uint8Array, offset: number, size: number): string | undefined {
  let end = offset;
  while (end < offset + size && bytes[end] !== 0) end++;
  const value = utf8.decode(bytes.subarray(offset, end));
  return /[\u0000-\u001f\u007f\ufffd]/.test(value) ? undefined : value;
}

function entryAt(bytes: Uint8Array, at: number, { size, wide, little }: Layout): Entry | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, size);
  const seconds = wide ? Number(view.getBigInt64(0, little)) : view.getInt32(0, little);
  const start = at + (wide ? 8 : 4);
  const line = text(bytes, start, 32);
  const host = text(bytes, start + 32, 256);
  if (seconds < earliest || seconds > latest || line === undefined || line === "" || host === undefined)
    return undefined;
  return { seconds, line, host };
}

/** The layout under which everything in the sample that is not empty is a record. */
function layoutOf(bytes: Uint8Array): { readonly layout: Layout; readonly share: number } | undefined {
  let best: { layout: Layout; share: number } | undefined;
  for (const layout of layouts) {
    let asked = 0;
    let held = 0;
    for (let at = 0; at + layout.size <= bytes.length; at += layout.size) {
      if (isEmpty(bytes.subarray(at, at + layout.size))) continue;
      asked++;
      if (entryAt(bytes, at, layout) !== undefined) held++;
    }
    if (held > 0 && held / asked > (best?.share ?? 0)) best = { layout, share: held / asked };
  }
  return best;
}

function lastlogEvent(entry: Entry, uid: number, offset: number, record: number, owner: string | undefined): LogEvent {
  const { seconds, line, host } = entry;
  const event: LogEvent = {
    time: seconds * 1e6,
    digits: 0,
    basis: "stated",
    offset,
    record,
    "event.module": "lastlog",
    "event.category": "authentication",
    "event.action": "last_logon",
    "event.outcome": "success",
    "user.id": String(uid),
    "session.id": line,
    fields: { uid, line, host },
    message: host === "" ? `uid ${uid} ${line}` : `uid ${uid} ${line} ${host}`,
  };
  if (owner !== undefined) event["host.name"] = owner;
  const plain = plainAddress(host);
  if (isAddress(plain)) event["source.ip"] = plain;
  else if (plain !== "" && !plain.startsWith(":")) event["source.address"] = plain;
  return event;
}

/** Layout by the first records: the beginning of the file may be empty for hundreds of accounts. */
function findLayout(input: ByteInput): Layout | undefined {
  const step = 292 * 296;
  for (let at = 0; at < input.size; at += step) {
    const bytes = input.read(at, step);
    const found = isEmpty(bytes) ? undefined : layoutOf(bytes);
    if (found !== undefined) return found.layout;
  }
  return undefined;
}

function readAll(input: ByteInput, { sink, host }: ReadContext, layout: Layout): void {
  const { size } = layout;
  const block = size * 1024;
  let record = 0;
  for (let base = 0; base < input.size; base += block) {
    const bytes = input.read(base, block);
    if (isEmpty(bytes)) continue;
    for (let at = 0; at < bytes.length; at += size) {
      const part = bytes.subarray(at, at + size);
      if (isEmpty(part)) continue;
      const entry = part.length === size ? entryAt(bytes, at, layout) : undefined;
      record++;
      if (entry !== undefined) sink.event(lastlogEvent(entry, (base + at) / size, base + at, record, host));
      else {
        sink.unparsed();
        sink.damage({ from: base + at, to: base + at + part.length, code: "E_RECORD_BROKEN", detail: "lastlog" });
      }
    }
  }
}

/** The last log-in of each account, by its number. Accounts that never logged in have no record. */
export const lastlog: ByteFormat = {
  by: "bytes",
  id: "lastlog",
  names: { zh: "最近登录（lastlog）", en: "Last log-ins (lastlog)" },
  family: "unix",
  modules: ["lastlog"],
  references: ["https://man7.org/linux/man-pages/man8/lastlog.8.html"],
  sniff({ bytes, name, size }): number {
    const called = /(?:^|[._-])lastlog(?![a-z\d])/i.test(name);
    const found = bytes.length < 292 ? undefined : layoutOf(bytes);
    if (found === undefined) return called && size > 0 && size % 292 === 0 && isEmpty(bytes) ? 60 : 0;
    if (found.share === 1) return called ? 98 : size % found.layout.size === 0 ? 85 : 0;
    return called ? 80 : 0;
  },
  read(input: ByteInput, context: ReadContext): void {
    const layout = findLayout(input);
    if (layout !== undefined) readAll(input, context, layout);
    else if (input.size > 0 && !isEmpty(input.read(0, 1 << 16))) {
      context.sink.damage({ from: 0, to: input.size, code: "E_HEADER_BROKEN", detail: "lastlog" });
    }
  },
};
