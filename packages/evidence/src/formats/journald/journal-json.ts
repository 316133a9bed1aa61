import { jsonFormat } from "../generic/json-format/json-format.ts";
import type { Json, JsonObject } from "../generic/json-format/json-value.ts";
import { addField, type JournalFields } from "./journal-entry.ts";
import { openJournalEvents } from "./journal-event.ts";

/** A value is text, a list of bytes for what is no text, or a list of values for what occurs several times. */
function add(fields: JournalFields, name: string, value: Json): void {
  if (typeof value === "string") addField(fields, name, value);
  else if (Array.isArray(value) && value.every((one) => typeof one === "number")) {
    addField(fields, name, Buffer.from(value).toString("utf8"));
  } else if (Array.isArray(value)) for (const one of value as readonly Json[]) add(fields, name, one);
}

const realtime = (record: JsonObject): number | undefined => {
  const stated = record["__REALTIME_TIMESTAMP"];
  return typeof stated === "string" && /^\d{1,16}$/.test(stated) ? Number(stated) : undefined;
};

/** What `journalctl -o json` writes. */
export const journalJson = jsonFormat({
  id: "journal-json",
  names: { zh: "journalctl JSON 输出", en: "Journal as JSON" },
  family: "unix",
  module: "journald",
  references: ["https://systemd.io/JOURNAL_EXPORT_FORMATS/#journal-json-format"],
  sure: 99,
  flat: false,
  is: (record) => realtime(record) !== undefined && typeof record["__CURSOR"] === "string",
  time: () => undefined,
  map() {},
  follow(context) {
    const eventOf = openJournalEvents();
    return (record, event) => {
      const fields: JournalFields = new Map();
      for (const [name, value] of Object.entries(record))
        if (!name.startsWith("__") && value !== undefined) add(fields, name, value);
      const { offset, record: number } = event;
      const place = { offset, record: number, realtime: realtime(record), host: context.host };
      Object.assign(event, eventOf(fields, place));
    };
  },
});
