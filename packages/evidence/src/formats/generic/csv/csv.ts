import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import type { Clock, LineFormat, LineReader, ReadContext, Sample } from "../../../format.ts";
import { readTime } from "../json-format/json-time.ts";
import { applyRoles, findRoles } from "../roles/roles.ts";
import { csvLine } from "./csv-line.ts";

const lookingClock: Clock = { basis: "zone-assumed", local: () => 0 };
const timeName =
  /^(?:@?timestamp|time|date|datetime|date-?time|event ?time|created|logged|ts|start ?time|.*(?:timestamp|date ?time|time ?\(utc\)|date and time|时间|日期).*)$/i;

interface Header {
  readonly names: readonly string[];
  readonly separator: string;
  readonly time: number;
  /** A second column with the time of day, when the first holds the date only. */
  readonly clock: number;
}

/** A header is a line of several names of which one is a time; `#Fields:` may stand before it, as Exchange writes it. */
function headerOf(line: string): Header | undefined {
  const bare = line.replace(/^#Fields: ?/, "");
  if (bare.startsWith("#") || bare.length > 16_384) return undefined;
  const separator = [",", ";", "\t", "|"].find((mark) => bare.split(mark).length > 2);
  if (separator === undefined) return undefined;
  const names = csvLine(bare, separator).map((name) => name.trim());
  if (names.some((name) => name === "" || name.length > 80 || /^\d/.test(name))) return undefined;
  const time = names.findIndex((name) => timeName.test(name));
  if (time < 0) return undefined;
  const clock = /^date$|^日期$/i.test(names[time] ?? "") ? names.findIndex((name) => /^time$|^时间$/i.test(name)) : -1;
  return { names, separator, time, clock };
}

function timeText(header: Header, values: readonly string[]): string {
  const first = values[header.time] ?? "";
  return header.clock < 0 ? first : `${first} ${values[header.clock] ?? ""}`;
}

function csvEvent(header: Header, values: readonly string[], { clock, host }: ReadContext): LogEvent | undefined {
  const event: LogEvent = {
    time: undefined,
    digits: 0,
    basis: "none",
    offset: -1,
    record: 0,
    "event.module": "unknown",
  };
  if (!readTime(timeText(header, values), event, clock)) return undefined;
  const fields: Record<string, FieldValue> = Object.create(null) as Record<string, FieldValue>;
  header.names.forEach((name, index) => {
    const value = values[index];
    if (value !== undefined && value !== "") fields[name] = value;
  });
  if (host !== undefined) event["host.name"] = host;
  applyRoles(findRoles(fields), event);
  event.fields = fields;
  return event;
}

function reader(context: ReadContext): LineReader {
  const { sink } = context;
  let header: Header | undefined;
  return {
    line(text) {
      if (text.startsWith("#Fields:") || header === undefined) {
        const found = headerOf(text);
        if (found !== undefined) {
          header = found;
          return sink.skip("header");
        }
      }
      if (text.startsWith("#")) return sink.skip("comment");
      if (header === undefined) return sink.unparsed();
      const event = csvEvent(header, csvLine(text, header.separator), context);
      if (event === undefined) return sink.unparsed();
      sink.event(event);
    },
    end() {},
  };
}

function sniff(sample: Sample): number {
  const at = sample.lines.findIndex(
    (line) => line.trim() !== "" && (!line.startsWith("#") || line.startsWith("#Fields:")),
  );
  const header = at < 0 || at > 10 ? undefined : headerOf(sample.lines[at] ?? "");
  if (header === undefined) return 0;
  const probe: LogEvent = { time: undefined, digits: 0, basis: "none", offset: 0, record: 0 };
  const rows = sample.lines.slice(at + 1, at + 51).filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const good = rows.filter((line) => {
    const values = csvLine(line, header.separator);
    return (
      Math.abs(values.length - header.names.length) <= 1 && readTime(timeText(header, values), probe, lookingClock)
    );
  });
  return rows.length === 0 ? 0 : Math.round((good.length / rows.length) * 65);
}

/** CSV with a header line and a column that says when. */
export const csv: LineFormat = {
  id: "csv",
  names: { zh: "带时间列的 CSV", en: "CSV with a time column" },
  family: "generic",
  modules: ["unknown"],
  references: ["RFC 4180"],
  by: "line",
  // The header at the beginning names the columns of everything below it.
  splittable: false,
  sniff,
  open: reader,
};
