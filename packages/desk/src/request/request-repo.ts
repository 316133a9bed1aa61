import { type Selectable, sql } from "kysely";
import { incidentId, requestId } from "@stanch/model/ids";
import type { Request } from "@stanch/model/request";
import { type Page, pageSize } from "../page.ts";
import { searchCondition } from "../search-condition.ts";
import type { RequestTable } from "../intake-tables.ts";
import type { Tx } from "../tables.ts";

export type RequestRow = Selectable<RequestTable>;

/** What a person sees of a row. */
export function requestOf(row: RequestRow & { readonly incident_number: string | null }): Request {
  return {
    ...row.form,
    id: requestId.parse(row.id),
    number: row.number,
    channel: row.channel,
    proofAt: row.proof_at,
    receivedAt: row.received_at,
    state: row.state,
    ...(row.call === null ? {} : { call: row.call }),
    ...(row.incident_id === null ? {} : { incidentId: incidentId.parse(row.incident_id) }),
    ...(row.incident_number === null ? {} : { incidentNumber: row.incident_number }),
  };
}

function withNumber(tx: Tx) {
  return tx
    .selectFrom("request")
    .selectAll("request")
    .select(sql<string | null>`(select number from incident where id = request.incident_id)`.as("incident_number"));
}

export async function readRequests(
  tx: Tx,
  filter: { readonly state?: string | undefined; readonly text?: string | undefined } & Page,
): Promise<Request[]> {
  let query = withNumber(tx)
    .orderBy("received_at", "desc")
    .orderBy("id", "desc")
    .limit(filter.limit ?? pageSize);
  if (filter.state !== undefined) query = query.where(sql<boolean>`state = ${filter.state}`);
  if (filter.text !== undefined) query = query.where(searchCondition(filter.text, { indexed: true }));
  if (filter.before !== undefined) {
    query = query.where(
      sql<boolean>`(received_at, id) < (select received_at, id from request r where r.id = ${filter.before}::uuid)`,
    );
  }
  return (await query.execute()).map(requestOf);
}

export async function readRequest(tx: Tx, id: string): Promise<Request | undefined> {
  const row = await withNumber(tx).where("request.id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : requestOf(row);
}

/** The first proof first. A fax is dated by the minute, so equal proofs are common: the one that came in first then leads. */
const firstProof = sql`proof_at, received_at, length(number), number`;

/** Requests of an incident, the first proof first. */
export async function readIncidentRequests(tx: Tx, incident: string): Promise<Request[]> {
  const rows = await withNumber(tx).where("incident_id", "=", incident).orderBy(firstProof).execute();
  return rows.map(requestOf);
}

export async function lockRequest(tx: Tx, id: string): Promise<RequestRow | undefined> {
  return tx.selectFrom("request").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
}

export async function readRequestByLink(tx: Tx, hash: string): Promise<RequestRow | undefined> {
  return tx.selectFrom("request").selectAll().where("token_hash", "=", hash).executeTakeFirst();
}

/** A request as it is kept; under row-level security of the caller. */
export async function readRequestRow(tx: Tx, id: string): Promise<RequestRow | undefined> {
  return tx.selectFrom("request").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Requests of one customer, the newest first. */
export async function readCustomerRequests(tx: Tx, customer: string): Promise<RequestRow[]> {
  return tx
    .selectFrom("request")
    .selectAll()
    .where("customer_id", "=", customer)
    .orderBy("received_at", "desc")
    .orderBy("id", "desc")
    .limit(pageSize)
    .execute();
}

/** Requests of an incident as they are kept, held until the unit ends. */
export async function readRequestsOf(tx: Tx, incident: string): Promise<RequestRow[]> {
  const query = tx.selectFrom("request").selectAll().where("incident_id", "=", incident);
  return query.orderBy(firstProof).forUpdate().execute();
}

/** Nonce of the customer's page: that of the request, or of the first of the incident, or of the one that it was merged into. */
export async function readNonce(
  tx: Tx,
  of: { readonly request: string | null; readonly incident: string | null },
): Promise<string | undefined> {
  const query = tx.selectFrom("request").select("token_nonce").orderBy(firstProof);
  const into = sql<boolean>`incident_id = (select coalesce(merged_into, id) from incident where id = ${of.incident}::uuid)`;
  const row = await (of.request === null ? query.where(into) : query.where("id", "=", of.request)).executeTakeFirst();
  return row?.token_nonce;
}

export async function insertRequest(
  tx: Tx,
  row: Pick<
    RequestRow,
    "id" | "number" | "channel" | "proof_at" | "received_at" | "token_nonce" | "token_hash" | "search" | "grams"
  > & { readonly form: string; readonly call: string; readonly actor: string; readonly customer_id: string | null },
): Promise<void> {
  await tx
    .insertInto("request")
    .values({ ...row, state: "new" })
    .execute();
}

export async function updateRequest(
  tx: Tx,
  id: string,
  set: Partial<Pick<RequestRow, "state" | "incident_id" | "customer_id" | "clock_warned">>,
): Promise<void> {
  await tx.updateTable("request").set(set).where("id", "=", id).execute();
}

/** Requests that nobody has taken, whose first warning could be due. */
export async function readWaiting(tx: Tx, proofBefore: string): Promise<RequestRow[]> {
  return tx
    .selectFrom("request")
    .selectAll()
    .where("state", "=", "new")
    .where("proof_at", "<=", proofBefore)
    .where("clock_warned", "<", 100)
    .orderBy("proof_at")
    .limit(200)
    .forUpdate()
    .skipLocked()
    .execute();
}
