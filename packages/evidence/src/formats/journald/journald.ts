import type { ByteFormat, ByteInput, ReadContext } from "../../format.ts";
import { EntryReader } from "./journal-entry.ts";
import { openJournalEvents } from "./journal-event.ts";
import { JournalFile, journalMagic } from "./journal-file.ts";
import { entryPlaces } from "./journal-walk.ts";

/**
 * Journal files of systemd, compressed by any of its three ways, regular or compact, closed or not: `journalctl` is not
 * needed, and a file that it refuses is read as far as it goes.
 */
export const journald: ByteFormat = {
  by: "bytes",
  id: "journald",
  names: { zh: "systemd 日志文件（journal）", en: "systemd journal file" },
  family: "unix",
  modules: ["sshd", "sudo", "systemd", "kernel", "cron"],
  references: ["https://systemd.io/JOURNAL_FILE_FORMAT/"],
  sniff({ bytes }): number {
    return bytes.length >= 8 && journalMagic.compare(bytes, 0, 8) === 0 ? 100 : 0;
  },
  read(input: ByteInput, context: ReadContext): void {
    const { sink } = context;
    const file = new JournalFile(input);
    if (journalMagic.compare(file.bytes(0, 8)) !== 0 && input.size > 0) {
      sink.damage({ from: 0, to: Math.min(272, input.size), code: "E_HEADER_BROKEN", detail: "journal" });
    }
    const reader = new EntryReader(file);
    const eventOf = openJournalEvents();
    let record = 0;
    for (const offset of entryPlaces(file, sink.damage)) {
      const entry = reader.read(offset);
      record++;
      const size = file.object(offset)?.size ?? 16;
      if (entry === undefined || (entry.fields.size === 0 && entry.lost > 0)) {
        sink.unparsed();
        sink.damage({ from: offset, to: offset + size, code: "E_RECORD_BROKEN", detail: "journal entry" });
        continue;
      }
      if (entry.lost > 0) {
        const detail = `${entry.lost} fields of the entry cannot be read`;
        sink.damage({ from: offset, to: offset + size, code: "E_RECORD_BROKEN", detail });
      }
      sink.event(eventOf(entry.fields, { offset, record, realtime: entry.realtime, host: context.host }));
    }
  },
};
