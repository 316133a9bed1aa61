import type { RuleSourceLine } from "@stanch/model/rule-choice";
import { type Insertable, type Selectable, sql } from "kysely";
import type { BookSource } from "../ports.ts";
import type { Tx } from "../tables.ts";
import type { Chosen } from "./rule-choice.ts";
import type { RuleChoiceTable, RuleSourceTable } from "./rule-choice-table.ts";

/** All that was chosen for everybody and for one customer, in its order, up to an instant. */
export async function readChosen(
  tx: Tx,
  { customer, until }: { readonly customer: string | null | undefined; readonly until?: string },
): Promise<Chosen[]> {
  let query = tx
    .selectFrom("rule_choice")
    .selectAll()
    .where((is) =>
      is.or([
        is("customer_id", "is", null),
        ...(customer === null || customer === undefined ? [] : [is("customer_id", "=", customer)]),
      ]),
    )
    .orderBy("seq");
  if (until !== undefined) query = query.where("at", "<=", until);
  return (await query.execute()).map(({ customer_id, by_name, ...row }) => ({
    ...row,
    customer: customer_id,
    byName: by_name,
  }));
}

/** Whose filter this is; undefined when there never was one. */
export async function readFilter(tx: Tx, id: string): Promise<{ readonly customer: string | null } | undefined> {
  return tx
    .selectFrom("rule_choice")
    .select("customer_id as customer")
    .where("id", "=", id)
    .where("kind", "=", "filter")
    .executeTakeFirst();
}

/** What is chosen at one moment is written one after another, so that the order of the lines is that of the decisions. */
export async function lockChoices(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('rule_choice'))`.execute(tx);
}

export async function insertChoice(tx: Tx, row: Insertable<RuleChoiceTable>): Promise<void> {
  await tx.insertInto("rule_choice").values(row).execute();
}

function lineOf(row: Selectable<RuleSourceTable>): RuleSourceLine {
  const { id, name, sha256, size, documents, rejected, licence, by_name: byName, at } = row;
  return { id, name, sha256, size: Number(size), documents, rejected, licence, byName, at };
}

/** Sources in use, by name. */
export async function readSources(tx: Tx): Promise<RuleSourceLine[]> {
  const rows = await tx.selectFrom("rule_source").selectAll().where("removed_at", "is", null).orderBy("name").execute();
  return rows.map(lineOf);
}

/** Sources that were in use at an instant. */
export async function sourcesAt(tx: Tx, until: string): Promise<BookSource[]> {
  return tx
    .selectFrom("rule_source")
    .select(["name", "sha256"])
    .where("at", "<=", until)
    .where((is) => is.or([is("removed_at", "is", null), is("removed_at", ">", until)]))
    .orderBy("name")
    .execute();
}

export async function insertSource(tx: Tx, row: Insertable<RuleSourceTable>): Promise<void> {
  await tx.insertInto("rule_source").values(row).execute();
}

/** Answers the name of the source that was taken out of use; undefined when it was not in use. */
export async function removeSource(
  tx: Tx,
  id: string,
  end: { readonly removed_at: string; readonly removed_by: string; readonly removed_reason: string },
): Promise<string | undefined> {
  const row = await tx
    .updateTable("rule_source")
    .set(end)
    .where("id", "=", id)
    .where("removed_at", "is", null)
    .returning("name")
    .executeTakeFirst();
  return row?.name;
}
