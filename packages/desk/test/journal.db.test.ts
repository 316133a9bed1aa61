import assert from "node:assert/strict";
import { createHash, createPublicKey, verify } from "node:crypto";
import { test } from "node:test";
import { sql } from "kysely";
import type { JournalEntry } from "@stanch/model/journal";
import { type JournalHead, verifyJournal } from "@stanch/model/journal-chain";
import { withScope } from "@stanch/store/with-scope";
import { openCase } from "./case.testkit.ts";
import { testDesk, type TestDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Reads a signed note as a stranger would, with nothing but the public key. */
function headOf(note: string, publicKey: Uint8Array): JournalHead {
  const [, text = "", name, signed = ""] = /^([^]*?\n)\n— (\S+) (\S+)\n$/.exec(note) ?? [];
  assert.equal(name, "centre.test");
  const bytes = Buffer.from(signed, "base64");
  const keyId = createHash("sha256").update("centre.test\n").update(Uint8Array.of(1)).update(publicKey).digest();
  assert.deepEqual(bytes.subarray(0, 4), keyId.subarray(0, 4));
  const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), publicKey]);
  const key = createPublicKey({ key: der, format: "der", type: "spki" });
  assert.ok(verify(null, Buffer.from(text), key, bytes.subarray(4)), "the signature holds");
  const [, size, root = ""] = text.split("\n");
  return { seq: Number(size), hash: Buffer.from(root, "base64").toString("hex") };
}

async function someCase(desk: TestDesk): Promise<string> {
  const officer = await desk.person("赵值班", "duty-officer");
  const { incident } = await openCase(desk, officer);
  const params = { incident };
  const body = { body: "半个字 \ud83d 与 \u0000? 之外的内容".replace("\u0000", "") };
  await desk.call("incident.note", officer, { params, body });
  await desk.call("incident.contact", officer, { params, body: { person: "赵", how: "电话" } });
  return incident;
}

const staff = { tenant: null, staff: true, actor: "staff:x" };

for (const engine of await engines()) {
  test(`nobody changes a journal, on ${engine.name}`, async () => {
    await using desk = await testDesk({}, engine.open);
    const incident = await someCase(desk);
    const { records } = desk.options;
    const tables = [
      "journal",
      "journal_checkpoint",
      "custody",
      "decision",
      "determination",
      "notice_attempt",
      "archive",
      "access_log",
    ];
    for (const table of tables) {
      for (const statement of [sql`delete from ${sql.table(table)}`, sql`update ${sql.table(table)} set at = now()`]) {
        await assert.rejects(
          withScope(records, staff, (tx) => statement.execute(tx)),
          /permission denied|append-only|column/,
          table,
        );
      }
      await assert.rejects(
        sql`delete from ${sql.table(table)}`.execute(records.db),
        /append-only/,
        `${table} by its owner`,
      );
      await assert.rejects(
        sql`truncate ${sql.table(table)} cascade`.execute(records.db),
        /append-only/,
        `${table} by its owner`,
      );
    }
    for (const table of ["incident", "request", "notice", "evidence", "measure", "report"]) {
      await assert.rejects(
        withScope(records, staff, (tx) => sql`delete from ${sql.table(table)}`.execute(tx)),
        /permission denied/,
        table,
      );
    }
    assert.equal(
      (await records.db.selectFrom("journal").select("seq").where("incident_id", "=", incident).execute()).length > 4,
      true,
    );
  });
}

test("a checkpoint, signed, shows what was changed or cut off behind the database's back", async () => {
  await using desk = await testDesk();
  const incident = await someCase(desk);
  const { records, signer } = desk.options;
  const reader = await desk.person("读者", "duty-officer");
  const read = (): Promise<JournalEntry[]> => desk.call("incident.journal", reader, { params: { incident } });
  const notes = await records.db
    .selectFrom("journal_checkpoint")
    .select("note")
    .where("incident_id", "=", incident)
    .execute();
  const heads = notes.map(({ note }) => headOf(note, signer.publicKey));
  const journal = await read();
  assert.ok(heads.length > 0);
  assert.equal(verifyJournal(journal, sha256, heads), undefined);
  // The owner of the database can do what the program cannot.
  await sql`alter table journal disable trigger all`.execute(records.db);
  const rewrite = (from: string, to: string) =>
    sql`update journal set line = replace(line, ${from}, ${to}) where seq = 2 and line like ${`%${from}%`} returning seq`.execute(
      records.db,
    );
  assert.equal((await rewrite("王芳", "王方")).rows.length, 1);
  assert.deepEqual(verifyJournal(await read(), sha256, heads), { kind: "changed", seq: 2 });
  assert.equal((await rewrite("王方", "王芳")).rows.length, 1);
  assert.equal(verifyJournal(await read(), sha256, heads), undefined);
  await sql`alter table journal_checkpoint disable trigger all`.execute(records.db);
  await sql`delete from journal_checkpoint`.execute(records.db);
  await sql`delete from journal where seq = ${journal.length}`.execute(records.db);
  assert.equal(verifyJournal(await read(), sha256, heads)?.kind, "truncated");
});

test("two writers at once leave one chain", async () => {
  await using desk = await testDesk();
  const officer = await desk.person("赵值班", "duty-officer");
  const { incident } = await openCase(desk, officer);
  const params = { incident };
  const notes = Array.from({ length: 20 }, (_, at) =>
    desk.call("incident.note", officer, { params, body: { body: `第 ${at} 条` } }),
  );
  await Promise.all(notes);
  const journal = await desk.call("incident.journal", officer, { params });
  assert.equal(verifyJournal(journal, sha256), undefined);
  assert.equal(journal.filter((entry) => entry.kind === "note.written").length, 20);
});

test("the order of writing never goes back, even when the machine's clock does", async () => {
  await using desk = await testDesk();
  const officer = await desk.person("赵值班", "duty-officer");
  const { incident } = await openCase(desk, officer);
  desk.pass(-600);
  await desk.call("incident.note", officer, { params: { incident }, body: { body: "时钟倒退" } });
  assert.equal(
    verifyJournal(await desk.call("incident.journal", officer, { params: { incident } }), sha256),
    undefined,
  );
});
