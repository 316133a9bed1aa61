import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, test } from "node:test";
import { deskMigrations } from "@stanch/desk/migrations/desk-migrations";
import { journalEntry } from "@stanch/model/journal";
import { verifyJournal } from "@stanch/model/journal-chain";
import { type Migration, migrate } from "@stanch/store/migrate";
import { openPgliteRecords } from "@stanch/store/pglite-records";
import { openPostgresRecords } from "@stanch/store/postgres-records";
import { postgresFolder, startPostgres } from "@stanch/store/postgres-server.testkit";
import type { Records } from "@stanch/store/records";
import { sql, type Transaction } from "kysely";
import { columnsOf, orderedTables, seeAll, undisturbed } from "../src/backup/table-rows.ts";
import { authMigrations } from "../src/sign-in/auth-migration.ts";
import { testCentre } from "./centre.testkit.ts";
import { administrator, client, person } from "./client.testkit.ts";
import { fullCase } from "./full-case.testkit.ts";

/** A schema that was current once: so many steps of each area. */
interface Version {
  readonly auth: number;
  readonly desk: number;
}

const newest: Version = { auth: authMigrations.length, desk: deskMigrations.length };
const versions: readonly Version[] = [
  ...deskMigrations.map((_, desk) => ({ ...newest, desk })),
  ...authMigrations.map((_, auth) => ({ ...newest, auth })),
];

async function bring(records: Records, { auth, desk }: Version): Promise<void> {
  const areas: (readonly Migration[])[] = [authMigrations.slice(0, auth), deskMigrations.slice(0, desk)];
  for (const steps of areas) await migrate(records, steps);
}

/** Values as the database writes them as text. */
type Row = Readonly<Record<string, string | null>>;
type Rows = ReadonlyMap<string, readonly Row[]>;

async function rowsIn(tx: Transaction<unknown>, tables: readonly string[]): Promise<Map<string, Row[]>> {
  const all = new Map<string, Row[]>();
  for (const table of tables) {
    const columns = await columnsOf(tx, table);
    const texts = sql.join(columns.map((name) => sql`${sql.ref(name)}::text`));
    const { rows } = await sql<{
      row: (string | null)[];
    }>`select to_jsonb(array[${texts}]) as row from ${sql.table(table)}`.execute(tx);
    const named = rows.map(({ row }) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])));
    all.set(table, named);
  }
  return all;
}

async function insert(tx: Transaction<unknown>, table: string, rows: readonly Row[]): Promise<void> {
  const columns = (await columnsOf(tx, table)).filter((name) => Object.hasOwn(rows[0] ?? {}, name));
  if (rows.length === 0) return;
  const { rows: types } = await sql<{ name: string; type: string }>`select attname as name,
    format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = ${table}::regclass`.execute(tx);
  const typeOf = new Map(types.map(({ name, type }) => [name, type]));
  const into = sql.join(columns.map((name) => sql.ref(name)));
  const values = sql.join(columns.map((name) => sql`(one->>${sql.lit(name)})::${sql.raw(typeOf.get(name) ?? "text")}`));
  await sql`insert into ${sql.table(table)} (${into}) overriding system value
    select ${values} from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as one on conflict do nothing`.execute(
    tx,
  );
}

/** One of everything, as a centre of today writes it. */
async function rowsOfToday(): Promise<{ rows: Rows; incident: string }> {
  await using of = await testCentre();
  const admin = await administrator(of);
  const officer = await person(() => of.url, admin, "赵值班", "duty-officer", "handler");
  const { ids } = await fullCase(
    client(() => of.url),
    officer,
    "青山医院",
  );
  await of.centre.close();
  await using records = await openPgliteRecords({ folder: `${of.data}/records` });
  const rows = await records.db.transaction().execute(async (tx) => {
    await seeAll(tx);
    return rowsIn(tx, await orderedTables(tx));
  });
  return { rows, incident: ids["incident"] ?? "" };
}

/** What of these rows the tables of this schema can hold; answers what it holds then. */
function fill(records: Records, today: Rows): Promise<Rows> {
  return records.db.transaction().execute(async (tx) => {
    await seeAll(tx);
    const tables = await orderedTables(tx);
    await undisturbed(tx, async () => {
      for (const table of tables) await insert(tx, table, today.get(table) ?? []);
    });
    return rowsIn(tx, tables);
  });
}

/** Everything that makes the schema, as the database tells it. */
async function schemaOf(records: Records): Promise<unknown> {
  const { rows } = await sql`
    select 'column' as kind, concat(table_name, '.', column_name) as name,
        concat_ws(' ', udt_name, is_nullable, column_default, is_identity) as what
      from information_schema.columns where table_schema = 'public'
    union all select 'index', indexname, indexdef from pg_indexes where schemaname = 'public'
    union all select 'policy', concat(tablename, '.', policyname), concat_ws(' ', cmd, roles::text, qual, with_check)
      from pg_policies where schemaname = 'public'
    union all select 'trigger', concat(tgrelid::regclass, '.', tgname), concat(tgenabled, pg_get_triggerdef(oid))
      from pg_trigger where not tgisinternal
    union all select 'constraint', concat(conrelid::regclass, '.', conname), pg_get_constraintdef(oid)
      from pg_constraint where connamespace = 'public'::regnamespace
    union all select 'function', p.oid::regprocedure::text, pg_get_functiondef(p.oid)
      from pg_proc p where pronamespace = 'public'::regnamespace and prokind = 'f' and proname ~ '^(stanch|desk)_'
    union all select 'grant', concat(table_name, ' ', grantee), string_agg(privilege_type, ',' order by privilege_type)
      from information_schema.role_table_grants where table_schema = 'public' and grantee = 'stanch_app'
      group by table_name, grantee
    union all select 'table', relname, concat(relrowsecurity, relforcerowsecurity) from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace
    order by 1, 2, 3`.execute(records.db);
  return rows;
}

const bin = postgresFolder();
const server = bin === undefined ? undefined : await startPostgres(bin);
after(() => server?.stop());
if (bin === undefined) test("PostgreSQL", { skip: "skipped: no PostgreSQL (initdb) found" }, () => undefined);

let last = 0;
async function postgres(url: string): Promise<Records> {
  const name = `upgrade_${++last}`;
  await using owner = await openPostgresRecords({ url });
  await sql.raw(`create database ${name}`).execute(owner.db);
  return openPostgresRecords({ url: url.replace(/\/postgres$/, `/${name}`) });
}

const today = await rowsOfToday();
const engines = [
  // The embedded database takes a second to open: every fourth version, the oldest among them.
  { name: "PGlite", open: () => openPgliteRecords(), versions: versions.filter((_, at) => at % 4 === 0) },
  ...(server === undefined ? [] : [{ name: "PostgreSQL", open: () => postgres(server.url), versions }]),
];

for (const engine of engines) {
  test(`${engine.name}: every earlier schema, with what it held, becomes that of today`, async () => {
    await using fresh = await engine.open();
    await bring(fresh, newest);
    const schema = await schemaOf(fresh);
    for (const version of engine.versions) {
      await using records = await engine.open();
      await bring(records, version);
      const before = await fill(records, today.rows);
      if (version.desk > 0) assert.ok((before.get("journal")?.length ?? 0) > 5);
      await bring(records, newest);
      assert.deepEqual(await schemaOf(records), schema, JSON.stringify(version));
      await records.db.transaction().execute(async (tx) => {
        await seeAll(tx);
        const now = await rowsIn(tx, [...before.keys()]);
        for (const [table, rows] of before) sameRows(table, rows, now.get(table) ?? []);
        const journal = (now.get("journal") ?? []).filter((row) => row["incident_id"] === today.incident);
        if (version.desk > 0) assert.equal(faultOf(journal), undefined, JSON.stringify(version));
      });
    }
  });
}

/** What a row said it still says, in as many rows; an upgrade may fill in what is new. */
function sameRows(table: string, before: readonly Row[], now: readonly Row[]): void {
  assert.equal(now.length, before.length, table);
  const left = [...now];
  for (const row of before) {
    const at = left.findIndex((one) =>
      Object.entries(row).every(([name, value]) => value === null || one[name] === value),
    );
    assert.ok(at >= 0, `${table}: ${JSON.stringify(row)} is not there any more`);
    left.splice(at, 1);
  }
}

/** What is wrong with a journal as it lies in its table. */
function faultOf(rows: readonly Row[]): unknown {
  const entries = rows
    .toSorted((a, b) => Number(a["seq"]) - Number(b["seq"]))
    .map((row) => journalEntry.parse({ ...JSON.parse(String(row["line"])), hash: row["hash"] }));
  assert.ok(entries.length > 5);
  return verifyJournal(entries, (text) => createHash("sha256").update(text).digest("hex"));
}
