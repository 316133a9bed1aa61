import type { JournalEntry } from "@stanch/model/journal";
import { searchText } from "../search-text.ts";

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const instant = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/;
/** Nobody looks for what stands further back; the line itself is kept whole. */
const LONGEST = 20_000;

function* texts(value: unknown): Generator<string> {
  if (typeof value === "string") {
    if (!uuid.test(value) && !instant.test(value)) yield value;
  } else if (typeof value === "object" && value !== null) {
    for (const inner of Object.values(value)) yield* texts(inner);
  }
}

/**
 * The words of a line as a search finds them: who did it and every text of its data, without ids and instants.
 *
 * @example journalSearchText({ actor: { name: "Zhao", … }, data: { body: "挖矿" }, … }) // "zhao\n挖矿"
 */
export function journalSearchText(entry: Pick<JournalEntry, "actor" | "data">): string {
  return searchText([entry.actor.name, ...texts(entry.data)]).slice(0, LONGEST);
}
