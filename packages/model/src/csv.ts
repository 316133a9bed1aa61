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

/**
 * A table as CSV, the head first, lines ended by CR LF.
 *
 * @example csvText(["a"], [["=1"]]) === "\uFEFFa\r\n'=1\r\n"
 */
export function csvText(head: readonly string[], rows: readonly (readonly (string | number | undefined)[])[]): string {
  // The mark tells spreadsheets that the text is UTF-8; without it Chinese turns to noise.
  return `\uFEFF${[head, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
}
