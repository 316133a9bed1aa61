import assert from "node:assert/strict";
import { test } from "node:test";
import { migrate } from "@stanch/store/migrate";
import { sql } from "kysely";
import { deskMigrations } from "../src/migrations/desk-migrations.ts";
import { engines } from "./engines.testkit.ts";

const id = (number: number): string => `70000000-0000-4000-8000-00000000000${number}`;

for (const { name, open } of await engines()) {
  test(`${name}: notices and attempts of an older installation come through the upgrade, and new channels are taken`, async () => {
    await using records = await open();
    const before = deskMigrations.findIndex((one) => one.name === "desk-0005-contact");
    assert.ok(before > 0);
    await migrate(records, deskMigrations.slice(0, before));
    const notice = (one: string, channel: string) =>
      sql`insert into notice (id, purpose, to_name, to_part, to_address, channel, subject, body, link, language, attachments, from_name,
        state, created_at, token_nonce, token_hash)
        values (${one}::uuid, 'person', 'n', '', 'a', ${channel}, 's', 'b', 'none', 'zh', '[]', 'f', 'sent', now(), 'n', ${one})`.execute(
        records.db,
      );
    const attempt = (one: string, detail: string) =>
      sql`insert into notice_attempt (id, notice_id, at, ok, provider, detail)
        values (${one}::uuid, ${id(1)}::uuid, '2026-01-01T00:00:00Z', false, 'smtp', ${detail})`.execute(records.db);
    await notice(id(1), "mail");
    await attempt(id(2), "first");
    await assert.rejects(notice(id(3), "sms"));
    await migrate(records, deskMigrations);
    await notice(id(3), "sms");
    await assert.rejects(notice(id(4), "pigeon"));
    await attempt(id(5), "second");
    const kept = await records.db
      .selectFrom("notice_attempt")
      .select(["detail", "message_id"])
      .orderBy("seq")
      .execute();
    assert.deepEqual(
      kept.map((one) => one.detail),
      ["first", "second"],
    );
    await assert.rejects(records.db.deleteFrom("notice_attempt").execute(), "attempts stay append-only");
  });
}
