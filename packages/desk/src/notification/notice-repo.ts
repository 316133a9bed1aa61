import { sql } from "kysely";
import type { Selectable } from "kysely";
import { incidentId, noticeId } from "@stanch/model/ids";
import type { Notice } from "@stanch/model/handling";
import type { NoticeTable } from "../handling-tables.ts";
import type { Tx } from "../tables.ts";

export type NoticeRow = Selectable<NoticeTable>;

async function attemptsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Notice["attempts"]>> {
  const byNotice = new Map<string, Notice["attempts"]>();
  if (ids.length === 0) return byNotice;
  const rows = await tx
    .selectFrom("notice_attempt")
    .selectAll()
    .where("notice_id", "in", ids)
    .orderBy("at")
    .orderBy("seq")
    .execute();
  for (const { notice_id, at, ok, provider, detail } of rows) {
    const list = byNotice.get(notice_id) ?? [];
    list.push({ at, ok, provider, detail });
    byNotice.set(notice_id, list);
  }
  return byNotice;
}

function shown(row: NoticeRow, incident: string, attempts: Notice["attempts"]): Notice {
  return {
    id: noticeId.parse(row.id),
    incidentId: incidentId.parse(incident),
    to: { name: row.to_name, part: row.to_part, address: row.to_address },
    channel: row.channel,
    subject: row.subject,
    body: row.body,
    from: row.from_name,
    state: row.state,
    createdAt: row.created_at,
    attempts,
    ...(row.sent_at === null ? {} : { sentAt: row.sent_at }),
    ...(row.acknowledged_at === null ? {} : { acknowledgedAt: row.acknowledged_at }),
    ...(row.acknowledged_by === null ? {} : { acknowledgedBy: row.acknowledged_by }),
  };
}

/** Notices of an incident in the order they were written. */
export async function readNotices(tx: Tx, incident: string): Promise<Notice[]> {
  const rows = await tx
    .selectFrom("notice")
    .selectAll()
    .where("incident_id", "=", incident)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  const attempts = await attemptsOf(
    tx,
    rows.map((row) => row.id),
  );
  return rows.map((row) => shown(row, incident, attempts.get(row.id) ?? []));
}

export async function insertNotice(
  tx: Tx,
  row: Omit<NoticeRow, "attachments" | "tries" | "sent_at" | "acknowledged_at" | "acknowledged_by" | "next_at"> & {
    readonly attachments: string;
    readonly next_at: string | null;
    readonly sent_at: string | null;
  },
): Promise<void> {
  await tx.insertInto("notice").values(row).execute();
}

export async function readNotice(
  tx: Tx,
  key: { readonly id: string } | { readonly hash: string },
): Promise<NoticeRow | undefined> {
  const query = tx.selectFrom("notice").selectAll();
  return ("id" in key ? query.where("id", "=", key.id) : query.where("token_hash", "=", key.hash))
    .forUpdate()
    .executeTakeFirst();
}

/** Notices of a request that becomes part of an incident. */
export async function moveNotices(tx: Tx, request: string, incident: string): Promise<NoticeRow[]> {
  return tx
    .updateTable("notice")
    .set({ incident_id: incident })
    .where("request_id", "=", request)
    .returningAll()
    .execute();
}

/** Takes due notices for one attempt each; `until` is when they are free again if this process dies. */
export async function leaseDue(tx: Tx, now: string, until: string, most: number): Promise<NoticeRow[]> {
  const due = await tx
    .selectFrom("notice")
    .select("id")
    .where("state", "=", "queued")
    .where("next_at", "<=", now)
    .orderBy("next_at")
    .limit(most)
    .forUpdate()
    .skipLocked()
    .execute();
  if (due.length === 0) return [];
  return tx
    .updateTable("notice")
    .set({ next_at: until, tries: sql<number>`tries + 1` })
    .where(
      "id",
      "in",
      due.map((row) => row.id),
    )
    .returningAll()
    .execute();
}

export async function insertAttempt(
  tx: Tx,
  row: {
    readonly id: string;
    readonly notice_id: string;
    readonly at: string;
    readonly ok: boolean;
    readonly provider: string;
    readonly detail: string;
    readonly message_id?: string | null;
  },
): Promise<void> {
  await tx.insertInto("notice_attempt").values(row).execute();
}

export async function updateNotice(
  tx: Tx,
  id: string,
  set: Partial<Pick<NoticeRow, "state" | "next_at" | "tries" | "sent_at" | "acknowledged_at" | "acknowledged_by">>,
): Promise<void> {
  await tx.updateTable("notice").set(set).where("id", "=", id).execute();
}

/** When messages left for an address of a channel after an instant, in milliseconds since 1970. */
export async function readSent(
  tx: Tx,
  to: { readonly channel: NoticeRow["channel"]; readonly address: string; readonly since: string },
): Promise<number[]> {
  const rows = await tx
    .selectFrom("notice_attempt")
    .innerJoin("notice", "notice.id", "notice_attempt.notice_id")
    .select("notice_attempt.at")
    .where("notice.channel", "=", to.channel)
    .where("notice.to_address", "=", to.address)
    .where("notice_attempt.ok", "=", true)
    .where("notice_attempt.at", ">", to.since)
    .execute();
  return rows.map(({ at }) => Date.parse(at));
}

/** How many receipts one mailbox got after an instant; what follows a plus sign names no other mailbox. */
export async function countReceipts(tx: Tx, mailbox: string, since: string): Promise<number> {
  const row = await tx
    .selectFrom("notice_attempt")
    .innerJoin("notice", "notice.id", "notice_attempt.notice_id")
    .select(({ fn }) => fn.countAll<string>().as("count"))
    .where("notice.purpose", "=", "receipt")
    .where(sql<boolean>`lower(regexp_replace(notice.to_address, '[+][^@]*@', '@')) = ${mailbox}`)
    .where("notice_attempt.ok", "=", true)
    .where("notice_attempt.at", ">", since)
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

/** The case that a notice is about: its number, and its level once it has one. */
export async function readNoticeCase(
  tx: Tx,
  notice: Pick<NoticeRow, "incident_id" | "request_id">,
): Promise<{ readonly number: string; readonly level: number | null }> {
  const { incident_id: incident, request_id: request } = notice;
  if (incident !== null) {
    const row = await tx
      .selectFrom("incident")
      .select(["number", "level"])
      .where("id", "=", incident)
      .executeTakeFirst();
    if (row !== undefined) return row;
  }
  if (request === null) return { number: "", level: null };
  const row = await tx.selectFrom("request").select("number").where("id", "=", request).executeTakeFirst();
  return { number: row?.number ?? "", level: null };
}

/** The notice that a provider took: by its own id (the key that was sent), or by the id that the provider gave it. */
export async function readProviderNotice(tx: Tx, provider: string, key: string): Promise<NoticeRow | undefined> {
  const attempt = await tx
    .selectFrom("notice_attempt")
    .select("notice_id")
    .where("provider", "=", provider)
    .where((by) => by.or([by("message_id", "=", key), by(sql<string>`notice_id::text`, "=", key)]))
    .orderBy("at", "desc")
    .executeTakeFirst();
  return attempt === undefined ? undefined : readNotice(tx, { id: attempt.notice_id });
}
