import type { FieldValue } from "@stanch/model/event-line";

/** How a Zeek file separates and marks what it writes; from its header. */
export interface ZeekMarks {
  readonly separator: string;
  readonly setSeparator: string;
  readonly empty: string;
  readonly unset: string;
}

/** Undoes `\xHH`, with which Zeek writes separators and unprintable bytes; runs of them are UTF-8 where they can be. */
export function unescaped(text: string): string {
  if (!text.includes("\\x")) return text;
  return text.replaceAll(/(?:\\x[0-9a-fA-F]{2})+/g, (run) =>
    Buffer.from(run.replaceAll("\\x", ""), "hex").toString("utf8"),
  );
}

function scalar(text: string, type: string): string | number | boolean {
  if (type === "bool") return text === "T" || text === "1";
  if (
    type === "count" ||
    type === "int" ||
    type === "port" ||
    type === "double" ||
    type === "interval" ||
    type === "time"
  ) {
    const number = Number(text);
    // A count beyond 2^53 keeps its digits as text.
    return text === "" || Number.isNaN(number) || (!text.includes(".") && !Number.isSafeInteger(number))
      ? text
      : number;
  }
  return unescaped(text);
}

/** One value of a Zeek ASCII log with its type; undefined when the field is unset. Source: Zeek, `src/threading/formatters/Ascii.cc`. */
export function zeekValue(text: string, type: string, marks: ZeekMarks): FieldValue | undefined {
  if (text === marks.unset) return undefined;
  const inner = /^(?:set|vector|list|table)\[(.*)\]$/.exec(type)?.[1];
  if (inner === undefined) return text === marks.empty ? "" : scalar(text, type);
  if (text === marks.empty) return [];
  return text.split(marks.setSeparator).map((part) => (part === marks.unset ? null : scalar(part, inner)));
}
