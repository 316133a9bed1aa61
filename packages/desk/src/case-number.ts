import { sql } from "kysely";
import type { Unit } from "./unit-of-work.ts";

export type NumberKind = "REQ" | "SEC" | "ARC";

/**
 * The next number of its kind in the year of `unit.now`; gaps only where a unit of work failed.
 *
 * @example await nextNumber(unit, "SEC") // "SEC-2026-0001"
 */
export async function nextNumber(unit: Unit, kind: NumberKind): Promise<string> {
  const year = Number(unit.now.slice(0, 4));
  const row = await unit.tx
    .insertInto("counter")
    .values({ kind, year, last: 1 })
    .onConflict((conflict) => conflict.columns(["kind", "year"]).doUpdateSet({ last: sql<number>`counter.last + 1` }))
    .returning("last")
    .executeTakeFirstOrThrow();
  return `${kind}-${year}-${String(row.last).padStart(4, "0")}`;
}
