import type { ByteFormat, ByteInput, ReadContext } from "../../format.ts";
import { utmpEvent, type UtmpPlace } from "./utmp-event.ts";
import { isEmpty, isRecord, type UtmpLayout, utmpLayout, utmpRecord } from "./utmp-layout.ts";

const block = 1 << 16;
/** An empty record is a slot that was never used; a long run of them is what a crash left, and says nothing. */
const mostBlanks = 64;
const named = /(?:^|[\\/._-])([uwb]tmp)x?(?![a-z])/i;

function moduleOf(path: string): UtmpPlace["module"] {
  const name = named.exec(path.slice(path.lastIndexOf("/") + 1))?.[1]?.toLowerCase();
  return name === "btmp" || name === "utmp" ? name : "wtmp";
}

interface Reading {
  readonly context: ReadContext;
  readonly module: UtmpPlace["module"];
  record: number;
  /** Empty records one behind the other. */
  blanks: number;
}

/** Bytes after a broken record until one that is whole: a copy cut out of a running file may be out of step. */
function resync(bytes: Uint8Array, form: UtmpLayout): number {
  for (let at = 4; at + form.size <= bytes.length && at <= 4 * form.size; at += 4) {
    if (isRecord(bytes.subarray(at), form)) return at;
  }
  return Math.min(form.size, bytes.length);
}

function broken(reading: Reading, from: number, size: number): void {
  reading.record++;
  reading.context.sink.unparsed();
  reading.context.sink.damage({ from, to: from + size, code: "E_RECORD_BROKEN", detail: "utmp" });
}

function readRecord(reading: Reading, bytes: Uint8Array, offset: number, form: UtmpLayout): number {
  const { context, module } = reading;
  const part = bytes.subarray(0, form.size);
  const blank = isEmpty(part);
  reading.blanks = blank ? reading.blanks + 1 : 0;
  if (blank && reading.blanks > mostBlanks) {
    reading.record++;
    context.sink.skip("blank");
    return form.size;
  }
  if (blank || isRecord(part, form)) {
    reading.record++;
    const place = { offset, record: reading.record, module, host: context.host };
    context.sink.event(utmpEvent(utmpRecord(part, form), place));
    return form.size;
  }
  const size = resync(bytes, form);
  broken(reading, offset, size);
  return size;
}

function tail(reading: Reading, bytes: Uint8Array, offset: number): void {
  if (bytes.length === 0 || isEmpty(bytes)) return;
  reading.context.sink.damage({ from: offset, to: offset + bytes.length, code: "E_TRUNCATED", detail: "utmp" });
}

/** Log-in records of Linux: who is or was logged in, since when, from where; and, in `btmp`, who was refused. */
export const utmp: ByteFormat = {
  by: "bytes",
  id: "utmp",
  names: { zh: "登录记录（utmp/wtmp/btmp）", en: "Log-in records (utmp, wtmp, btmp)" },
  family: "unix",
  modules: ["utmp", "wtmp", "btmp"],
  references: ["https://man7.org/linux/man-pages/man5/utmp.5.html"],
  sniff({ bytes, name }): number {
    if (bytes.length < 384) return 0;
    const found = utmpLayout(bytes);
    if (found === undefined) return 0;
    if (found.share > 0.9) return 97;
    return named.test(name) || found.share > 0.6 ? 80 : 0;
  },
  read(input: ByteInput, context: ReadContext): void {
    const reading: Reading = { context, module: moduleOf(context.path), record: 0, blanks: 0 };
    const form = utmpLayout(Buffer.from(input.read(0, block)))?.layout;
    if (form === undefined) {
      if (input.size > 0) context.sink.damage({ from: 0, to: input.size, code: "E_HEADER_BROKEN", detail: "utmp" });
      return;
    }
    for (let at = 0; at < input.size;) {
      const bytes = Buffer.from(input.read(at, block));
      const last = at + bytes.length >= input.size;
      let used = 0;
      // A broken record looks ahead: away from the end of the file, it is asked with the bytes that follow.
      const ahead = last ? 0 : 5 * form.size;
      while (used + form.size + ahead <= bytes.length)
        used += readRecord(reading, bytes.subarray(used), at + used, form);
      if (last) {
        tail(reading, bytes.subarray(used), at + used);
        return;
      }
      at += used;
    }
  },
};
