import { incidentId, requestId } from "@stanch/model/ids";
import type { Mail } from "@stanch/model/mail";
import { type Insertable, type Selectable, sql } from "kysely";
import { type Page, pageSize } from "../page.ts";
import type { Tx } from "../tables.ts";
import type { BoxPlace } from "./imap-box.ts";
import type { MailTable } from "./mail-table.ts";

export type MailRow = Selectable<MailTable>;

function mailOf(row: MailRow & { readonly incident_id: string | null }): Mail {
  return {
    id: row.id,
    kind: row.kind,
    fromName: row.from_name,
    fromAddress: row.from_address,
    subject: row.subject,
    body: row.body,
    attachments: row.attachments,
    receivedAt: row.received_at,
    sha256: row.sha256,
    size: Number(row.size),
    ...(row.sent_at === null ? {} : { sentAt: row.sent_at }),
    ...(row.request_id === null ? {} : { requestId: requestId.parse(row.request_id) }),
    ...(row.incident_id === null ? {} : { incidentId: incidentId.parse(row.incident_id) }),
  };
}

const incidentOf = sql<string | null>`(select incident_id from request where id = mail.request_id)`.as("incident_id");

export async function readMails(tx: Tx, filter: { readonly request?: string | undefined } & Page): Promise<Mail[]> {
  let query = tx
    .selectFrom("mail")
    .selectAll("mail")
    .select(incidentOf)
    .limit(filter.limit ?? pageSize);
  query =
    filter.request === undefined
      ? query.orderBy("received_at", "desc").orderBy("id", "desc")
      : query.where("request_id", "=", filter.request).orderBy("received_at").orderBy("id");
  if (filter.before !== undefined) {
    query = query.where(
      sql<boolean>`(received_at, id) < (select received_at, id from mail m where m.id = ${filter.before}::uuid)`,
    );
  }
  return (await query.execute()).map(mailOf);
}

export async function readMailRow(tx: Tx, by: { readonly id: string } | { readonly sha256: string }) {
  const query = tx.selectFrom("mail").selectAll();
  return ("id" in by ? query.where("id", "=", by.id) : query.where("sha256", "=", by.sha256)).executeTakeFirst();
}

export async function insertMail(tx: Tx, row: Insertable<MailTable>): Promise<void> {
  await tx.insertInto("mail").values(row).execute();
}

/** The request of the newest mail with one of these ids. */
export async function requestOfMessages(tx: Tx, ids: readonly string[]): Promise<string | undefined> {
  if (ids.length === 0) return undefined;
  const row = await tx
    .selectFrom("mail")
    .select("request_id")
    .where("message_id", "in", ids)
    .where("request_id", "is not", null)
    .orderBy("received_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.request_id ?? undefined;
}

/** The request that a notice of ours was about. */
export async function requestOfNotices(tx: Tx, ids: readonly string[]): Promise<string | undefined> {
  if (ids.length === 0) return undefined;
  const row = await tx
    .selectFrom("notice")
    .select(
      sql<string | null>`coalesce(request_id, (select id from request
        where incident_id = (select coalesce(merged_into, id) from incident where id = notice.incident_id)
        order by proof_at, received_at limit 1))`.as("request"),
    )
    .where("id", "in", ids)
    .limit(1)
    .executeTakeFirst();
  return row?.request ?? undefined;
}

/** The same words from the same sender since an instant. */
export async function requestOfWords(tx: Tx, hash: string, since: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom("mail")
    .select("request_id")
    .where("words_hash", "=", hash)
    .where("received_at", ">=", since)
    .where("request_id", "is not", null)
    .orderBy("received_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.request_id ?? undefined;
}

/** A request by its number, or by that of its incident, that this sender has to do with: as its contact, or as who wrote before. */
export async function requestOfNumbers(
  tx: Tx,
  numbers: readonly string[],
  address: string,
): Promise<string | undefined> {
  if (numbers.length === 0 || address === "") return undefined;
  const row = await tx
    .selectFrom("request")
    .select("request.id")
    .where(
      sql<boolean>`(number = any(${numbers}::text[])
        or incident_id in (select coalesce(merged_into, id) from incident where number = any(${numbers}::text[])))`,
    )
    .where(
      sql<boolean>`(lower(form->'contact'->>'email') = ${address}
        or exists (select from mail where mail.request_id = request.id and mail.from_address = ${address}))`,
    )
    .orderBy("proof_at")
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

/** How many requests this sender made by mail since an instant, and the newest of them. */
export async function requestsOfSender(tx: Tx, address: string, since: string) {
  const rows = await tx
    .selectFrom("mail")
    .select("request_id")
    .where("from_address", "=", address)
    .where("kind", "=", "request")
    .where("received_at", ">=", since)
    .orderBy("received_at", "desc")
    .limit(100)
    .execute();
  return { count: rows.length, newest: rows[0]?.request_id ?? undefined };
}

export async function readBox(tx: Tx, account: string) {
  return tx.selectFrom("mail_box").selectAll().where("account", "=", account).executeTakeFirst();
}

/** Holds the box for this unit: of two processes only one goes on. */
export async function moveBox(tx: Tx, account: string, place: BoxPlace): Promise<void> {
  const row = { account, uid_validity: place.uidValidity, last_uid: place.lastUid };
  await tx
    .insertInto("mail_box")
    .values(row)
    .onConflict((conflict) => conflict.column("account").doUpdateSet(row))
    .execute();
}

export async function markBox(
  tx: Tx,
  account: string,
  state: {
    readonly last_ok?: string;
    readonly failing_since: string | null;
    readonly failure: string | null;
    readonly told: boolean;
  },
): Promise<void> {
  await tx
    .insertInto("mail_box")
    .values({ account, uid_validity: "", last_uid: 0, ...state })
    .onConflict((conflict) => conflict.column("account").doUpdateSet(state))
    .execute();
}
