import { csvText } from "@stanch/model/csv";
import type { ReportModel } from "./report-model.ts";

/** Indicators for machines: raw values, never defanged. */
export function indicatorsCsv({ indicators }: ReportModel): string {
  return csvText(
    ["type", "value", "role", "block", "first", "last", "threads", "events"],
    indicators.map(({ type, value, role, block, first, last, threads, cites }) => [
      type,
      value,
      role,
      block ? "yes" : "no",
      first,
      last,
      threads.join(" "),
      cites.join(" "),
    ]),
  );
}

/** The timeline, every row, with the place of the first cited record. */
export function timelineCsv({ timeline, citations }: ReportModel): string {
  return csvText(
    [
      "time",
      "until",
      "host",
      "account",
      "source",
      "tactic",
      "technique",
      "outcome",
      "count",
      "kind",
      "zh",
      "en",
      "file",
      "record",
      "offset",
    ],
    timeline.map((row) => {
      const place = citations[row.cites[0] ?? ""];
      const { at, until, host, account, source, tactic, technique, outcome, count, kind, text } = row;
      const where = [place?.path, place?.record, place?.offset];
      return [at, until, host, account, source, tactic, technique, outcome, count, kind, text.zh, text.en, ...where];
    }),
  );
}
