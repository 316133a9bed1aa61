/** How one machine lays out its log-in records. Source: glibc, `bits/utmp.h`; utmp(5). */
export interface UtmpLayout {
  readonly size: 384 | 400;
  readonly little: boolean;
  readonly session: number;
  readonly seconds: number;
  readonly address: number;
}

const layout = (size: 384 | 400, little: boolean): UtmpLayout =>
  size === 384
    ? { size, little, session: 336, seconds: 340, address: 348 }
    : { size, little, session: 336, seconds: 344, address: 360 };

/** x86 and x86_64; aarch64 and other 64-bit machines; the same with the bytes the other way round. */
const layouts: readonly UtmpLayout[] = [layout(384, true), layout(400, true), layout(400, false), layout(384, false)];

/** One record as it lies in the file. */
export interface UtmpRecord {
  readonly type: number;
  readonly pid: number;
  readonly line: string;
  readonly id: string;
  readonly user: string;
  readonly host: string;
  readonly termination: number;
  readonly exit: number;
  readonly session: number;
  readonly seconds: number;
  readonly micros: number;
  /** Address as text, when there is one. */
  readonly address: string | undefined;
}

const utf8 = new TextDecoder("utf-8");

function text(bytes: Uint8Array, offset: number, size: number): string {
  let end = offset;
  while (end < offset + size && bytes[end] !== 0) end++;
  return utf8.decode(bytes.subarray(offset, end));
}

function addressText(bytes: Uint8Array, offset: number): string | undefined {
  const part = bytes.subarray(offset, offset + 16);
  if (part.every((byte) => byte === 0)) return undefined;
  if (part.subarray(4).every((byte) => byte === 0)) return part.subarray(0, 4).join(".");
  const mapped = part.subarray(0, 10).every((byte) => byte === 0) && part[10] === 0xff && part[11] === 0xff;
  if (mapped) return part.subarray(12).join(".");
  const groups: string[] = [];
  for (let at = 0; at < 16; at += 2) groups.push((((part[at] ?? 0) << 8) | (part[at + 1] ?? 0)).toString(16));
  return shortest(groups);
}

/** The way RFC 5952 writes an IPv6 address. */
function shortest(groups: readonly string[]): string {
  let best = { from: 0, length: 1 };
  for (let from = 0; from < 8; from++) {
    let length = 0;
    while (from + length < 8 && groups[from + length] === "0") length++;
    if (length > best.length) best = { from, length };
  }
  if (best.length < 2) return groups.join(":");
  return `${groups.slice(0, best.from).join(":")}::${groups.slice(best.from + best.length).join(":")}`;
}

const integer = (view: DataView, at: number, wide: boolean, little: boolean): number =>
  wide ? Number(view.getBigInt64(at, little)) : view.getInt32(at, little);

/** Decodes the record at the beginning of `bytes`, which hold at least one. */
export function utmpRecord(bytes: Uint8Array, { size, little, session, seconds, address }: UtmpLayout): UtmpRecord {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = size === 400;
  return {
    type: view.getInt16(0, little),
    pid: view.getInt32(4, little),
    line: text(bytes, 8, 32),
    id: text(bytes, 40, 4),
    user: text(bytes, 44, 32),
    host: text(bytes, 76, 256),
    termination: view.getInt16(332, little),
    exit: view.getInt16(334, little),
    session: integer(view, session, wide, little),
    seconds: integer(view, seconds, wide, little),
    micros: integer(view, seconds + (wide ? 8 : 4), wide, little),
    address: addressText(bytes, address),
  };
}

const latest = Date.UTC(2100, 0, 1) / 1000;
const clean = (value: string): boolean => !/[\u0000-\u001f\u007f\ufffd]/.test(value);

/** Whether bytes can be a record: everything is in its range. An empty record is not one. */
export function isRecord(bytes: Uint8Array, form: UtmpLayout): boolean {
  const { size, little } = form;
  if (bytes.length < size || bytes[2] !== 0 || (little && (bytes[1] !== 0 || bytes[3] !== 0))) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, size);
  const type = view.getInt16(0, little);
  if (type < 0 || type > 9 || view.getInt32(4, little) < 0) return false;
  const wide = size === 400;
  const seconds = integer(view, form.seconds, wide, little);
  const micros = integer(view, form.seconds + (wide ? 8 : 4), wide, little);
  // Numbers are asked before texts: garbage is refused at once.
  if (seconds < 0 || seconds > latest || micros < 0 || micros > 999_999) return false;
  const record = utmpRecord(bytes, form);
  if (!clean(record.line) || !clean(record.user) || !clean(record.host)) return false;
  // A slot that is free again still says when that happened.
  return type === 0 ? seconds > 1e8 : record.line !== "" || record.user !== "";
}

export const isEmpty = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

/** The layout that explains most of the records, and which share of those that are not empty it explains. */
export function utmpLayout(bytes: Uint8Array): { readonly layout: UtmpLayout; readonly share: number } | undefined {
  let best: { layout: UtmpLayout; share: number } | undefined;
  for (const form of layouts) {
    let asked = 0;
    let held = 0;
    let typed = 0;
    for (let at = 0; at + form.size <= bytes.length && asked < 64; at += form.size) {
      const part = bytes.subarray(at, at + form.size);
      if (isEmpty(part)) continue;
      asked++;
      if (!isRecord(part, form)) continue;
      held++;
      if (part[0] !== 0 || part[1] !== 0) typed++;
    }
    const share = asked === 0 ? 0 : held / asked;
    if (typed > 0 && share > (best?.share ?? 0)) best = { layout: form, share };
  }
  return best;
}
