import { incidentId } from "@stanch/model/ids";
import type { JournalEntry } from "@stanch/model/journal";
import type { SearchAnswer } from "@stanch/model/search";
import { sql } from "kysely";
import { searchWords } from "../search-text.ts";
import type { Tx } from "../tables.ts";
import { journalSearchText } from "./journal-text.ts";
import { searchGrams } from "./search-grams.ts";

/** Lines looked at one by one, from the newest: what is common is found there without the index, whose lists would be long. */
const WALKED = 10_000;

interface Place {
  readonly incident_id: string;
  readonly seq: number;
}

interface Row extends Place {
  readonly number: string;
  readonly organisation: string;
  readonly hash: string;
  readonly line: string;
}

async function places(tx: Tx, text: string, most: number): Promise<readonly Place[]> {
  const words = searchWords(text);
  const recent =
    await sql<Place>`select incident_id, seq from desk_search_recent(${words}::text[], ${WALKED}, ${most})`.execute(tx);
  if (recent.rows.length >= most) return recent.rows;
  const grams = [...new Set(words.flatMap(searchGrams))];
  const all = sql<Place>`select incident_id, seq from desk_search_all(${words}::text[], ${grams}::integer[], ${most})`;
  return (await all.execute(tx)).rows;
}

/** Lines of journals that hold every word, the newest first. */
export async function findLines(tx: Tx, text: string, most: number): Promise<SearchAnswer["lines"]> {
  const found = await places(tx, text, most);
  const ids = found.map((one) => one.incident_id);
  const seqs = found.map((one) => one.seq);
  const { rows } = await sql<Row>`select j.incident_id, j.seq, i.number, i.organisation, j.hash, j.line
    from unnest(${ids}::uuid[], ${seqs}::integer[]) with ordinality as f (incident_id, seq, place)
    join journal j on j.incident_id = f.incident_id and j.seq = f.seq join incident i on i.id = j.incident_id
    order by f.place`.execute(tx);
  return rows.map(({ incident_id: incident, number, organisation, hash, line }) => ({
    incident: incidentId.parse(incident),
    number,
    organisation,
    entry: { ...(JSON.parse(line) as Omit<JournalEntry, "hash">), hash },
  }));
}

/** Makes some cases findable that were there before lines were; answers how many it took. */
export async function indexOlder(tx: Tx, most: number): Promise<number> {
  const { rows } = await sql<{ incident_id: string }>`delete from journal_search_todo where incident_id in
    (select incident_id from journal_search_todo limit ${most} for update skip locked) returning incident_id`.execute(
    tx,
  );
  for (const { incident_id: incident } of rows) {
    const lines = await tx
      .selectFrom("journal")
      .select(["seq", "recorded_at", "line"])
      .where("incident_id", "=", incident)
      .execute();
    const entries = lines.map(({ seq, recorded_at, line }) => {
      const search = journalSearchText(JSON.parse(line) as JournalEntry);
      return { incident_id: incident, seq, recorded_at, search, grams: searchGrams(search) };
    });
    if (entries.length > 0)
      await tx
        .insertInto("journal_search")
        .values(entries)
        .onConflict((one) => one.doNothing())
        .execute();
  }
  return rows.length;
}
