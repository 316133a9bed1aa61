import type { ByteFormat, ByteInput, ReadContext, Sample } from "../../format.ts";
import { addField, type JournalFields } from "./journal-entry.ts";
import { openJournalEvents } from "./journal-event.ts";

const block = 1 << 20;
const largest = 64 << 20;
const fieldName = /^[A-Z_][A-Z\d_]{0,63}$/;

/** One field: text on a line, or a name alone and then length and bytes. */
interface Field {
  readonly name: string;
  readonly value: string;
  readonly next: number;
}

/** The field at an offset; `more` when it is not all there yet, undefined when there is none. */
function fieldAt(bytes: Buffer, at: number): Field | "more" | undefined {
  const end = bytes.indexOf(10, at);
  if (end < 0) return "more";
  const equals = bytes.indexOf(0x3d, at);
  if (equals >= 0 && equals < end) {
    return {
      name: bytes.toString("latin1", at, equals),
      value: bytes.toString("utf8", equals + 1, end),
      next: end + 1,
    };
  }
  if (end + 9 > bytes.length) return "more";
  const size = bytes.readUInt32LE(end + 1);
  if (bytes.readUInt32LE(end + 5) !== 0 || size > largest) return undefined;
  if (end + 9 + size >= bytes.length) return "more";
  if (bytes[end + 9 + size] !== 10) return undefined;
  const value = bytes.toString("utf8", end + 9, end + 9 + size);
  return { name: bytes.toString("latin1", at, end), value, next: end + 10 + size };
}

class Reading {
  readonly #context: ReadContext;
  readonly #eventOf = openJournalEvents();
  #fields: JournalFields = new Map();
  #start = 0;
  #record = 0;

  constructor(context: ReadContext) {
    this.#context = context;
  }

  field(name: string, value: string, at: number): void {
    if (this.#fields.size === 0) this.#start = at;
    addField(this.#fields, name, value);
  }

  end(): void {
    if (this.#fields.size === 0) return;
    const time = this.#fields.get("__REALTIME_TIMESTAMP");
    const realtime = typeof time === "string" && /^\d{1,16}$/.test(time) ? Number(time) : undefined;
    const own: JournalFields = new Map([...this.#fields].filter(([name]) => !name.startsWith("__")));
    this.#fields = new Map();
    const place = { offset: this.#start, record: ++this.#record, realtime, host: this.#context.host };
    this.#context.sink.event(this.#eventOf(own, place));
  }

  broken(from: number, to: number): void {
    if (to > from) this.#context.sink.damage({ from, to, code: "E_RECORD_BROKEN", detail: "journal field" });
  }
}

/** Takes whole fields from the bytes; returns how many bytes are done with. */
function take(reading: Reading, bytes: Buffer, base: number, last: boolean): number {
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] === 10) {
      reading.end();
      at++;
      continue;
    }
    const field = fieldAt(bytes, at);
    if (field === "more" && !last) return at;
    if (field === undefined || field === "more" || !fieldName.test(field.name)) {
      const end = bytes.indexOf(10, at);
      const next = end < 0 ? bytes.length : end + 1;
      reading.broken(base + at, base + next);
      at = next;
    } else {
      reading.field(field.name, field.value, base + at);
      at = field.next;
    }
  }
  return at;
}

/** What `journalctl -o export` writes and `systemd-journal-remote` sends. */
export const journalExport: ByteFormat = {
  by: "bytes",
  id: "journal-export",
  names: { zh: "journalctl 导出格式", en: "Journal export format" },
  family: "unix",
  modules: ["sshd", "sudo", "systemd", "kernel", "cron"],
  references: ["https://systemd.io/JOURNAL_EXPORT_FORMATS/"],
  sniff({ bytes }: Sample): number {
    const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4096)).toString("latin1");
    if (!/^\n*__(?:CURSOR|REALTIME_TIMESTAMP|SEQNUM)=/.test(head)) return 0;
    return /^__REALTIME_TIMESTAMP=\d+$/m.test(head) ? 99 : 0;
  },
  read(input: ByteInput, context: ReadContext): void {
    const reading = new Reading(context);
    let rest: Buffer = Buffer.alloc(0);
    for (let at = 0; at < input.size;) {
      const got = input.read(at, block);
      if (got.length === 0) break;
      const bytes = Buffer.concat([rest, got]);
      const base = at - rest.length;
      at += got.length;
      const last = at >= input.size || bytes.length > largest + block;
      rest = Buffer.from(bytes.subarray(take(reading, bytes, base, last)));
    }
    reading.end();
  },
};
