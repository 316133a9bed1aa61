import type { Rating } from "@stanch/model/rating";
import type { Insertable } from "kysely";
import type { Tx } from "../tables.ts";
import type { RatingTable } from "./rating-table.ts";

/** Ratings of an incident in the order of writing. */
export async function readRatings(tx: Tx, incident: string, request?: string): Promise<Rating[]> {
  const rows = await tx
    .selectFrom("rating")
    .innerJoin("request", "request.id", "rating.request_id")
    .select(["rating.request_id", "rating.seq", "rating.stars", "rating.words", "rating.by_name", "rating.at"])
    .select("request.number")
    .where("rating.incident_id", "=", incident)
    .$if(request !== undefined, (query) => query.where("rating.request_id", "=", request ?? ""))
    .orderBy("rating.at")
    .orderBy("rating.request_id")
    .orderBy("rating.seq")
    .execute();
  const last = new Map(rows.map((row) => [row.request_id, row.seq]));
  return rows.map((row) => ({
    stars: row.stars,
    words: row.words,
    by: row.by_name,
    at: row.at,
    request: row.number,
    replaced: last.get(row.request_id) !== row.seq,
  }));
}

export async function insertRating(tx: Tx, row: Insertable<RatingTable>): Promise<void> {
  await tx.insertInto("rating").values(row).execute();
}
