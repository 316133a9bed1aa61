import { closeSync, openSync, readSync } from "node:fs";
import { decode, type Encoding } from "@stanch/evidence/encoding";

/** Longest raw text kept of a record, in bytes. */
const MAX_RAW = 8192;

/** A record of a text file as it stands there, with its neighbours. */
export interface RawLine {
  readonly raw: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * The line at a byte offset, decoded, and up to `around` lines on each side. Nothing is escaped: every output does that for itself.
 *
 * @param file path on this machine; only read
 * @throws what the file system throws
 * @example readRawLine("/case/auth.log", 2018, "utf-8", 3).raw // "Mar  1 02:14:07 web-01 sshd[811]: Failed password …"
 */
export function readRawLine(file: string, offset: number, encoding: Encoding, around = 0): RawLine {
  const descriptor = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(MAX_RAW * (1 + around));
    const back = Math.min(offset, MAX_RAW * around);
    const head = bytes.subarray(0, back);
    const beforeText = decode(head.subarray(0, readSync(descriptor, head, 0, back, offset - back)), encoding);
    const before = around === 0 ? [] : beforeText.split(/\r?\n/).slice(-1 - around, -1);
    const got = readSync(descriptor, bytes, 0, bytes.length, offset);
    const lines = decode(bytes.subarray(0, got), encoding).split(/\r?\n/);
    return {
      raw: (lines[0] ?? "").slice(0, MAX_RAW),
      before,
      after: lines.slice(1, 1 + around).filter((line) => line !== ""),
    };
  } finally {
    closeSync(descriptor);
  }
}
