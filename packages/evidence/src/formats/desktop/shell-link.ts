import type { FieldValue } from "@stanch/model/event-line";
import { filetimeMicros, filetimeText } from "../evtx/filetime.ts";

/** What a shortcut says: where it leads and how. */
export interface ShellLink {
  readonly target: string | undefined;
  readonly arguments: string | undefined;
  readonly workingDirectory: string | undefined;
  readonly machine: string | undefined;
  /** When the target last changed, microseconds since 1970. */
  readonly written: number | undefined;
  readonly fields: Record<string, FieldValue>;
  /** Bytes it takes. */
  readonly size: number;
}

/** Size and class of every shortcut's head. */
export const linkMagic = Buffer.from("4c0000000114020000000000c000000000000046", "hex");

const text = (bytes: Buffer, at: number): string | undefined => {
  if (at <= 0 || at >= bytes.length) return undefined;
  const end = bytes.indexOf(0, at);
  const found = bytes.toString("latin1", at, end < 0 ? bytes.length : end);
  return found === "" ? undefined : found;
};

function wideText(bytes: Buffer, at: number): string | undefined {
  if (at <= 0 || at + 2 > bytes.length) return undefined;
  const found = bytes.toString("utf16le", at).replace(/\0.*$/s, "");
  return found === "" ? undefined : found;
}

/** Path of the target in the part that says where it lies: on a local drive, or on a share. */
function locationOf(info: Buffer): string | undefined {
  if (info.length < 28) return undefined;
  const unicode = info.readUInt32LE(4) >= 0x24 && info.length >= 0x24;
  const base = (unicode ? wideText(info, info.readUInt32LE(28)) : undefined) ?? text(info, info.readUInt32LE(16));
  const suffix =
    (unicode ? wideText(info, info.readUInt32LE(32)) : undefined) ?? text(info, info.readUInt32LE(24)) ?? "";
  if (base !== undefined) return base + suffix;
  const network = info.readUInt32LE(20);
  if (network <= 0 || network + 12 > info.length) return undefined;
  const share = text(info, network + info.readUInt32LE(network + 8));
  return share === undefined ? undefined : suffix === "" ? share : `${share}\\${suffix}`;
}

interface Strings {
  readonly values: Readonly<Record<string, string>>;
  readonly next: number;
}

const names = ["name", "relative_path", "working_directory", "arguments", "icon"] as const;

function stringsOf(bytes: Buffer, start: number, flags: number): Strings {
  const values: Record<string, string> = {};
  let at = start;
  for (const [bit, name] of names.entries()) {
    if ((flags & (4 << bit)) === 0 || at + 2 > bytes.length) continue;
    const count = bytes.readUInt16LE(at);
    const end = at + 2 + ((flags & 0x80) === 0 ? count : 2 * count);
    if (end > bytes.length) break;
    values[name] = bytes.toString((flags & 0x80) === 0 ? "latin1" : "utf16le", at + 2, end);
    at = end;
  }
  return { values, next: at };
}

/** Name of the machine on which the target was, from the blocks at the end. */
function machineOf(bytes: Buffer, start: number): readonly [machine: string | undefined, end: number] {
  let machine: string | undefined;
  let at = start;
  while (at + 8 <= bytes.length) {
    const size = bytes.readUInt32LE(at);
    if (size < 8 || at + size > bytes.length) break;
    if (bytes.readUInt32LE(at + 4) === 0xa000_0003 && size >= 32) machine = text(bytes.subarray(0, at + 32), at + 16);
    at += size;
  }
  return [machine, at];
}

/** Reads the shortcut at the beginning of `bytes`; undefined when there is none. Source: [MS-SHLLINK]. */
export function shellLink(bytes: Buffer): ShellLink | undefined {
  if (bytes.length < 76 || bytes.compare(linkMagic, 0, 20, 0, 20) !== 0) return undefined;
  const flags = bytes.readUInt32LE(20);
  let at = 76;
  if ((flags & 1) !== 0 && at + 2 <= bytes.length) at += 2 + bytes.readUInt16LE(at);
  let target: string | undefined;
  if ((flags & 2) !== 0 && at + 4 <= bytes.length) {
    const size = bytes.readUInt32LE(at);
    target = locationOf(bytes.subarray(at, Math.min(at + size, bytes.length)));
    at += Math.max(size, 4);
  }
  const { values, next } = stringsOf(bytes, at, flags);
  const [machine, end] = machineOf(bytes, next);
  const fields: Record<string, FieldValue> = { ...values, target_size: bytes.readUInt32LE(52) };
  for (const [name, place] of [
    ["target_created", 28],
    ["target_accessed", 36],
    ["target_written", 44],
  ] as const) {
    const [low, high] = [bytes.readUInt32LE(place), bytes.readUInt32LE(place + 4)];
    if (filetimeMicros(low, high) !== undefined) fields[name] = filetimeText(low, high);
  }
  return {
    target: target ?? values["relative_path"],
    arguments: values["arguments"],
    workingDirectory: values["working_directory"],
    machine,
    written: filetimeMicros(bytes.readUInt32LE(44), bytes.readUInt32LE(48)),
    fields,
    size: Math.min(Math.max(end, 76), bytes.length),
  };
}
