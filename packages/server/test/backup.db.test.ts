import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { verifyJournal } from "@stanch/model/journal-chain";
import { openPgliteRecords } from "@stanch/store/pglite-records";
import { openPostgresRecords } from "@stanch/store/postgres-records";
import { postgresFolder, startPostgres } from "@stanch/store/postgres-server.testkit";
import type { Records } from "@stanch/store/records";
import { sql } from "kysely";
import { pack } from "tar-stream";
import { checkBackup } from "../src/backup/archive-reader.ts";
import { ArchiveWriter } from "../src/backup/archive-writer.ts";
import { backup } from "../src/backup/backup.ts";
import type { BackupManifest } from "../src/backup/backup-manifest.ts";
import { restore } from "../src/backup/restore.ts";
import { orderedTables, rowTexts, seeAll } from "../src/backup/table-rows.ts";
import { ended, giveEvidence } from "./case.testkit.ts";
import { type TestCentre, testCentre } from "./centre.testkit.ts";
import { administrator, client, nextCode, person } from "./client.testkit.ts";
import { fullCase } from "./full-case.testkit.ts";
import { intrusionLog } from "./intrusion.testkit.ts";

const home = mkdtempSync(path.join(tmpdir(), "stanch-backup-"));
after(() => rmSync(home, { recursive: true, force: true }));
const bin = postgresFolder();
const server = bin === undefined ? undefined : await startPostgres(bin);
after(() => server?.stop());

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

let last = 0;
/** The address of a new, empty database; undefined for the embedded one. */
async function databaseOf(engine: string): Promise<string | undefined> {
  if (engine === "PGlite" || server === undefined) return undefined;
  const name = `backup_${++last}`;
  await using owner = await openPostgresRecords({ url: server.url });
  await sql.raw(`create database ${name}`).execute(owner.db);
  return server.url.replace(/\/postgres$/, `/${name}`);
}

const opened = (data: string, database: string | undefined): Promise<Records> =>
  database === undefined
    ? openPgliteRecords({ folder: path.join(data, "records") })
    : openPostgresRecords({ url: database });

/** Every row of every table, sorted, as text. */
async function rowsOf(data: string, database: string | undefined): Promise<Record<string, string[]>> {
  await using records = await opened(data, database);
  return await records.db.transaction().execute(async (tx) => {
    await seeAll(tx);
    const all: Record<string, string[]> = {};
    for (const table of await orderedTables(tx)) {
      const rows: string[] = [];
      for await (const texts of rowTexts(tx, table)) rows.push(...texts);
      all[table] = rows.sort();
    }
    return all;
  });
}

/** What guards the tables: policies, triggers and constraints as they are switched. */
async function guardsOf(data: string, database: string | undefined): Promise<unknown> {
  await using records = await opened(data, database);
  const { rows } = await sql`
    select 'trigger' as kind, tgrelid::regclass::text as name, tgname as more, tgenabled::text as how
      from pg_trigger where not tgisinternal
    union all select 'constraint', conrelid::regclass::text, conname, concat(condeferrable, condeferred, convalidated)
      from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
    union all select 'table', oid::regclass::text, '', concat(relrowsecurity, relforcerowsecurity)
      from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
    order by 1, 2, 3`.execute(records.db);
  return rows;
}

const routes =
  bin === undefined
    ? [["PGlite", "PGlite"]]
    : [
        ["PGlite", "PostgreSQL"],
        ["PostgreSQL", "PGlite"],
        ["PostgreSQL", "PostgreSQL"],
        ["PGlite", "PGlite"],
      ];
if (bin === undefined) test("PostgreSQL", { skip: "skipped: no PostgreSQL (initdb) found" }, () => undefined);

for (const [from = "", to = ""] of routes) {
  test(`a centre comes back from its backup as it was, from ${from} to ${to}`, async () => {
    const database = await databaseOf(from);
    const file = path.join(home, `${from}-${to}.tar`);
    await using of = await testCentre({ database: database ?? "" });
    const admin = await administrator(of);
    const url = (): string => of.url;
    const officer = await person(url, admin, "赵值班", "duty-officer", "handler");
    const hostile = "'; drop table journal; -- \\N \"(),{}\u0001\n\t\\. 止血";
    const made = await fullCase(client(url), officer, hostile);
    const params = { incident: made.ids["incident"] ?? "" };
    const evidence = await giveEvidence(officer, params.incident, "auth.log", Buffer.from(intrusionLog(Date.now())));
    const run = await officer.call("investigation.create", { params, body: { evidence: [evidence] } });
    await ended(officer, params.incident, run.id);
    const journal = await officer.call("incident.journal", { params });
    if (database === undefined) await of.centre.close();
    const { manifest, fingerprint } = await backup({ data: of.data, file, database });
    if (database !== undefined) await of.centre.close();
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.ok(manifest.entries.some(({ name }) => name.startsWith("events/")));
    assert.deepEqual(manifest.damaged, []);

    const target = await databaseOf(to);
    const data = path.join(home, `${from}-${to}`);
    await restore({ file, data, database: target, key: fingerprint });
    const before = await rowsOf(of.data, database);
    assert.deepEqual(await rowsOf(data, target), before);
    assert.ok((before["journal"]?.length ?? 0) > 10);
    assert.deepEqual(await guardsOf(data, target), await guardsOf(of.data, database));
    for (const name of ["signing-key.pem", "secret", "push-key.json"])
      assert.deepEqual(readFileSync(path.join(data, name)), readFileSync(path.join(of.data, name)));

    await using again = await testCentre({ data, database: target ?? "" });
    const back = client(() => again.url);
    await back.call("session.signIn", { body: { email: officer.email, password: officer.password } });
    assert.equal((await back.call("session.totp", { body: { code: nextCode(officer.totpUri) } })).state, "ready");
    const kept = await back.call("incident.journal", { params });
    assert.deepEqual(kept, journal);
    assert.equal(verifyJournal(kept, hashOf), undefined);
    await back.call("advice.create", { params, body: { body: "继续", channel: "page" } });
    const found = await back.call("timeline.search", {
      params,
      body: { filter: {}, limit: 5, order: "oldest" },
    });
    assert.equal(found.total, 46);
    await assert.rejects(restore({ file, data }), { code: "E_RESTORE_TAKEN" });
  });
}

/** A case with one of everything; the centre is closed then. */
async function oneCase(of: TestCentre): Promise<void> {
  const officer = await person(() => of.url, await administrator(of), "钱处置", "duty-officer", "handler");
  await fullCase(
    client(() => of.url),
    officer,
    "甲",
  );
  await of.centre.close();
}

test("a backup in which anything was changed brings nothing back", async () => {
  await using of = await testCentre();
  await oneCase(of);
  const file = path.join(home, "whole.tar");
  const { manifest } = await backup({ data: of.data, file });
  const bytes = readFileSync(file);
  const data = path.join(home, "none");
  const refused = async (changed: Buffer, code: string, key?: string): Promise<void> => {
    const other = path.join(home, "changed.tar");
    writeFileSync(other, changed);
    await assert.rejects(restore({ file: other, data, key }), { code });
    assert.deepEqual([existsSync(data), readdirSync(home).filter((name) => name.includes(".restoring-"))], [false, []]);
  };
  let seed = 7;
  for (let turn = 0; turn < 200; turn++) {
    seed = (seed * 48_271) % 2_147_483_647;
    const changed = Buffer.from(bytes);
    const at = seed % changed.length;
    changed[at] = (changed[at] ?? 0) ^ (1 << (turn % 8));
    const other = path.join(home, "bit.tar");
    writeFileSync(other, changed);
    // Padding between entries, and fields of the tar that nobody reads, carry nothing.
    const told = await checkBackup(other).catch((error: unknown) => error);
    if (told instanceof Error) assert.ok("code" in told && told.code === "E_BACKUP_BROKEN", told.message);
    else assert.deepEqual(told, manifest);
  }
  await refused(bytes.subarray(0, bytes.length - 4096), "E_BACKUP_BROKEN");
  await refused(Buffer.alloc(0), "E_BACKUP_BROKEN");
  await refused(Buffer.from("no tar at all"), "E_BACKUP_BROKEN");
  await refused(bytes, "E_BACKUP_KEY", "00".repeat(32));
  for (const name of ["../secret", "/etc/passwd", "blobs/../../x", "records/journal/000001.jsonl"])
    await refused(await tarOf({ name }), "E_BACKUP_BROKEN");
  await refused(await tarOf({ name: "keys/secret", type: "symlink", linkname: "/etc/passwd" }), "E_BACKUP_BROKEN");
});

test("a backup that a stranger signed reaches no table but ours", async () => {
  await using of = await testCentre();
  await of.centre.close();
  const file = path.join(home, "own.tar");
  const { manifest, fingerprint } = await backup({ data: of.data, file });
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ type: "spki", format: "der" }).subarray(-32).toString("hex");
  const forged = async (
    change: (own: BackupManifest) => BackupManifest,
    more: Record<string, string>,
  ): Promise<string> => {
    const writer = new ArchiveWriter(path.join(home, "forged.tar"), new Date(0));
    for (const [name, text] of Object.entries(more)) await writer.add(name, text.length, [Buffer.from(text)]);
    const bytes = Buffer.from(JSON.stringify(change({ ...manifest, key: raw, entries: writer.entries })));
    await writer.close({ "manifest.json": bytes, "manifest.sig": sign(null, bytes, privateKey) });
    return path.join(home, "forged.tar");
  };
  const data = path.join(home, "forged");
  const refused = async (change: (own: BackupManifest) => BackupManifest, more: Record<string, string> = {}) => {
    const other = await forged(change, more);
    await assert.rejects(restore({ file: other, data, key: fingerprint }), { code: "E_BACKUP_KEY" });
    await assert.rejects(restore({ file: other, data }), { code: "E_BACKUP_BROKEN" });
    assert.ok(!existsSync(data));
  };
  const target = await databaseOf("PostgreSQL");
  if (target !== undefined) {
    const fault = await forged((own) => own, { "records/staff/000001.jsonl": "7\n" });
    await assert.rejects(restore({ file: fault, data, database: target }), { code: "E_BACKUP_BROKEN" });
    // What failed left nothing behind, so that the right one can follow at once.
    await restore({ file, data, database: target, key: fingerprint });
    await assert.rejects(restore({ file, data: `${data}-2`, database: target }), { code: "E_RESTORE_TAKEN" });
    rmSync(data, { recursive: true });
  }
  const system = { name: "pg_description", columns: ["objoid", "classoid", "objsubid", "description"], rows: 1 };
  const row = `${JSON.stringify("(1,1,1,x)")}\n`;
  await refused((own) => ({ ...own, tables: [...own.tables, system] }), { "records/pg_description/000001.jsonl": row });
  await refused((own) => own, { "records/pg_description/000001.jsonl": row });
  await refused((own) => ({ ...own, tables: own.tables.slice(1) }));
  await refused((own) => ({ ...own, tables: own.tables.map((one) => ({ ...one, name: "journal" })) }));
  await refused((own) => own, { "records/staff/000001.jsonl": `${JSON.stringify("(no row)")}\n` });
});

async function tarOf(header: { name: string; type?: "symlink"; linkname?: string }): Promise<Buffer> {
  const tar = pack();
  if (header.type === undefined) tar.entry(header, "x");
  else tar.entry(header);
  tar.finalize();
  return Buffer.concat(await Array.fromAsync(tar as AsyncIterable<Buffer>));
}

test("while the centre has the embedded database open there is no backup, and none of a folder without one", async () => {
  await using of = await testCentre();
  const file = path.join(home, "open.tar");
  await assert.rejects(backup({ data: of.data, file }), { code: "E_STORE_LOCKED" });
  await assert.rejects(backup({ data: path.join(home, "nowhere"), file }), { code: "E_BACKUP_NONE" });
  assert.ok(!existsSync(file) && !existsSync(`${file}.part`));
  await of.centre.close();
  const nowhere = path.join(home, "no/folder/x.tar");
  await assert.rejects(backup({ data: of.data, file: nowhere }), { code: "E_STORE_DENIED" });
});

test("a blob that rotted on the disk is in the backup as it was found, and named", async () => {
  await using of = await testCentre();
  await oneCase(of);
  const root = path.join(of.data, "blobs/sha256");
  const [part = ""] = readdirSync(root);
  const [name = ""] = readdirSync(path.join(root, part));
  const rotten = path.join(root, part, name);
  rmSync(rotten);
  writeFileSync(rotten, "rotten");
  const file = path.join(home, "rotten.tar");
  assert.deepEqual((await backup({ data: of.data, file })).manifest.damaged, [name]);
  const data = path.join(home, "rotten");
  await restore({ file, data });
  assert.equal(readFileSync(path.join(data, "blobs/sha256", part, name), "utf8"), "rotten");
});
