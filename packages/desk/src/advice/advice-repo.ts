import type { Advice } from "@stanch/model/handling";
import { adviceId } from "@stanch/model/ids";
import type { Selectable } from "kysely";
import type { AdviceTable } from "../handling-tables.ts";
import type { Tx } from "../tables.ts";

type Row = Selectable<AdviceTable>;

function adviceOf(row: Row): Advice {
  return {
    id: adviceId.parse(row.id),
    body: row.body,
    channel: row.channel,
    by: row.by_name,
    at: row.at,
    ...(row.read_at === null ? {} : { readAt: row.read_at }),
    ...(row.acted_at === null ? {} : { actedAt: row.acted_at }),
    ...(row.acted_note === null ? {} : { actedNote: row.acted_note }),
  };
}

export async function readAdvice(tx: Tx, incident: string): Promise<Advice[]> {
  const rows = await tx.selectFrom("advice").selectAll().where("incident_id", "=", incident).orderBy("at").execute();
  return rows.map(adviceOf);
}

export async function lockAdvice(tx: Tx, incident: string, id: string): Promise<Advice | undefined> {
  const row = await tx
    .selectFrom("advice")
    .selectAll()
    .where("incident_id", "=", incident)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : adviceOf(row);
}

export async function insertAdvice(
  tx: Tx,
  row: Pick<Row, "id" | "incident_id" | "body" | "channel" | "by_name" | "at">,
): Promise<void> {
  await tx.insertInto("advice").values(row).execute();
}

export async function updateAdvice(
  tx: Tx,
  id: string,
  set: Partial<Pick<Row, "read_at" | "acted_at" | "acted_note">>,
): Promise<void> {
  await tx.updateTable("advice").set(set).where("id", "=", id).execute();
}
