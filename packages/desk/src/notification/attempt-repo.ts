import type { TestPage } from "@stanch/model/contact";
import { providerChannel } from "@stanch/model/channel";
import type { ProviderAttempt } from "@stanch/model/provider";
import type { Tx } from "../tables.ts";

const MOST = 200;

/** Test pages since an instant, newest first, each with the last reason why it did not arrive. */
export async function readTestPages(tx: Tx, since: string): Promise<TestPage[]> {
  const rows = await tx
    .selectFrom("notice")
    .select((from) => [
      "id",
      "to_name",
      "channel",
      "to_address",
      "created_at",
      "state",
      "acknowledged_at",
      from
        .selectFrom("notice_attempt")
        .select("detail")
        .whereRef("notice_attempt.notice_id", "=", "notice.id")
        .where("ok", "=", false)
        .orderBy("at", "desc")
        .orderBy("seq", "desc")
        .limit(1)
        .as("detail"),
    ])
    .where("purpose", "=", "test-page")
    .where("created_at", ">=", since)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .limit(MOST)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.to_name,
    channel: row.channel,
    address: row.to_address,
    at: row.created_at,
    state: row.state,
    ...(row.acknowledged_at === null ? {} : { acknowledgedAt: row.acknowledged_at }),
    ...(row.detail === null || row.state !== "failed" ? {} : { detail: row.detail }),
  }));
}

/** The last tries of providers, newest first. */
export async function readProviderAttempts(tx: Tx): Promise<ProviderAttempt[]> {
  const rows = await tx
    .selectFrom("notice_attempt")
    .innerJoin("notice", "notice.id", "notice_attempt.notice_id")
    .select([
      "notice_attempt.at",
      "notice_attempt.provider",
      "notice_attempt.ok",
      "notice_attempt.detail",
      "notice_attempt.message_id",
      "notice.channel",
      "notice.to_address",
    ])
    .where("notice.channel", "in", providerChannel.options)
    .orderBy("notice_attempt.at", "desc")
    .orderBy("notice_attempt.seq", "desc")
    .limit(MOST)
    .execute();
  return rows.map((row) => ({
    at: row.at,
    provider: row.provider,
    channel: providerChannel.parse(row.channel),
    address: row.to_address,
    ok: row.ok,
    detail: row.detail,
    ...(row.message_id === null ? {} : { messageId: row.message_id }),
  }));
}
