import type { CallBack } from "@stanch/model/call-back";
import type { Insertable, Selectable } from "kysely";
import type { Tx } from "../tables.ts";
import type { CallBackTable } from "./call-back-table.ts";

function callBackOf(row: Selectable<CallBackTable>): CallBack {
  const { id, caller, number, person, outcome, note, verified, at } = row;
  const shared = { id, caller, number, person, outcome, note, verified, at, by: row.by_name, onRecord: row.on_record };
  return row.record_name === null ? shared : { ...shared, recordName: row.record_name };
}

/** In the order in which they were made. */
export async function readCallBacks(tx: Tx, incident: string): Promise<CallBack[]> {
  const rows = tx.selectFrom("call_back").selectAll().where("incident_id", "=", incident);
  return (await rows.orderBy("at").orderBy("seq").execute()).map(callBackOf);
}

export async function insertCallBack(tx: Tx, row: Insertable<CallBackTable>): Promise<void> {
  await tx.insertInto("call_back").values(row).execute();
}
