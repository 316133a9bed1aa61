import type { ReportModel } from "./report-model.ts";

/**
 * One CSV cell. A value that a spreadsheet would run as a formula gets an apostrophe in front and so stays text; controls other than
 * line feeds become spaces.
 *
 * Source: RFC 4180; OWASP "CSV Injection": cells that begin with = + - @ tab or carriage return, full-width forms included.
 * @example csvCell("=1+1") === "'=1+1"
 */
export function csvCell(value: string | number | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "number") return String(value);
  const plain = value.toWellFormed().replaceAll(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g, " ");
  const guarded = /^[\s'"]*[=+\-@|%＝＋－＠]/.test(plain) || /^[\t\r\n]/.test(value) ? `'${plain}` : plain;
  return /[",\n;]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

function csv(head: readonly string[], rows: readonly (readonly (string | number | undefined)[])[]): string {
  // The mark tells spreadsheets that the text is UTF-8; without it Chinese turns to noise.
  return `\uFEFF${[head, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

/** Indicators for machines: raw values, never defanged. */
export function indicatorsCsv({ indicators }: ReportModel): string {
  return csv(
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
  return csv(
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
