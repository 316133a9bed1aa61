import type { LineFormat, LineReader, ReadContext } from "../../format.ts";
import { shareOf } from "../../sample.ts";
import { readStamp, stamp } from "../generic/stamp/stamp.ts";
import { addField, type JournalFields } from "./journal-entry.ts";
import { openJournalEvents } from "./journal-event.ts";

const head = /^[A-Z][a-z]{2} (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}) (\S{1,32}) \[(s=[^\]]{1,512})\]$/;
const field = /^ {4}([A-Z_][A-Z0-9_]{0,63})=(.*)$/s;
const maxFields = 1000;

interface Entry {
  readonly offset: number;
  readonly record: number;
  readonly time: number;
  /** The zone was written as its abbreviation, which several zones share. */
  readonly assumed: boolean;
  readonly fields: JournalFields;
  count: number;
}

function openVerbose(context: ReadContext): LineReader {
  const { sink, clock } = context;
  const eventOf = openJournalEvents();
  let open: Entry | undefined;
  const flush = (): void => {
    if (open === undefined) return;
    const { offset, record, time, assumed, fields } = open;
    const event = eventOf(fields, { offset, record, realtime: time, host: context.host });
    if (assumed && event.time !== undefined) event.basis = "zone-assumed";
    sink.event(event);
    open = undefined;
  };
  return {
    line(text, offset, record) {
      const match = text.length > 1024 ? null : head.exec(text);
      const [, date = "", zone = ""] = match ?? [];
      const utc = zone === "UTC" || zone === "GMT";
      if (match !== null && readStamp(utc ? `${date}Z` : date, 0, clock)) {
        flush();
        open = { offset, record, time: stamp.time, assumed: !utc, fields: new Map(), count: 0 };
        return;
      }
      const value = field.exec(text);
      if (open === undefined || (value === null && !text.startsWith("        "))) {
        return text.startsWith("-- ") ? sink.skip("comment") : sink.unparsed();
      }
      if (value !== null && open.count++ < maxFields)
        addField(open.fields, value[1] ?? "", (value[2] ?? "").slice(0, 65_536));
      sink.skip("joined");
    },
    end: flush,
  };
}

/** What `journalctl -o verbose` writes: a line with the instant, then every field of the entry. */
export const journalVerbose: LineFormat = {
  id: "journal-verbose",
  names: { zh: "journalctl 详细输出", en: "Journal, verbose" },
  family: "unix",
  modules: ["journald"],
  references: ["journalctl(1): --output=verbose"],
  by: "line",
  splittable: true,
  sniff: (sample) => Math.round(99 * shareOf(sample, (line) => head.test(line))),
  open: openVerbose,
};
