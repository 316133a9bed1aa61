import type { JournalEntry } from "@stanch/model/journal";

/** As much of a text as one line of a list holds. */
const LENGTH = 60;

function* texts(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) yield* texts(inner);
}

const folded = (text: string): string => text.normalize("NFKC").toLowerCase();

/**
 * The piece of a line in which the first word of a query stands; the beginning of its longest text when the word is nowhere (it may be
 * the name of whoever wrote it).
 *
 * @example snippetOf({ body: "主机 web-01 中了木马" }, "木马") // "主机 web-01 中了木马"
 */
export function snippetOf(data: JournalEntry["data"], query: string): string {
  const word = folded(query).trim().split(/\s+/, 1)[0] ?? "";
  const all = [...texts(data)];
  const held = word === "" ? undefined : all.find((text) => folded(text).includes(word));
  const text = (held ?? all.toSorted((a, b) => b.length - a.length)[0] ?? "").replaceAll(/\s+/g, " ");
  // Folding changes the length of few texts; a piece a little beside the word is no harm.
  const at = Math.max(0, folded(text).indexOf(word));
  const chars = Array.from(text);
  const from = Math.min(Math.max(0, at - LENGTH / 3), Math.max(0, chars.length - LENGTH));
  const piece = chars.slice(from, from + LENGTH).join("");
  return `${from > 0 ? "…" : ""}${piece}${from + LENGTH < chars.length ? "…" : ""}`;
}
