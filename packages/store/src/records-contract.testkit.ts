// oxlint-disable max-lines-per-function -- a suite of tests is one function
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import { migrate, type Migration } from "./migrate.ts";
import type { Records, Scope } from "./records.ts";
import { SqlError } from "./sql-error.ts";
import { appendOnly, staffTable, tenantTable } from "./tables.ts";
import { withScope } from "./with-scope.ts";

interface Tables {
  paper: { id: string; tenant: string; body: string; at: string; data: unknown; tags: unknown };
  ledger: { id: number; body: string };
}

const migrations: readonly Migration[] = [
  {
    name: "test-0001",
    sql: [
      `create table paper (id uuid primary key default gen_random_uuid(), tenant uuid, body text not null,
        at timestamptz not null default now(), data jsonb, tags text[]);`,
      tenantTable("paper"),
      "create table ledger (id integer primary key, body text not null);",
      staffTable("ledger"),
      appendOnly("ledger"),
    ],
  },
];

const staff: Scope = { tenant: null, staff: true, actor: "staff:test" };
const customer = (tenant: string): Scope => ({ tenant, staff: false, actor: `customer:${tenant}` });
const nobody: Scope = { tenant: null, staff: false, actor: "public" };
const one = randomUUID();
const other = randomUUID();

/** What every adapter of the records port must do. */
export function recordsContract(name: string, open: () => Promise<Records<Tables>>): void {
  describe(`records: ${name}`, () => {
    let records: Records<Tables>;
    before(async () => {
      records = await open();
      await migrate(records, migrations);
      await withScope(records, staff, async (tx) => {
        for (const tenant of [one, other])
          await tx
            .insertInto("paper")
            .values({ tenant, body: `of ${tenant}` } as never)
            .execute();
        await tx.insertInto("ledger").values({ id: 1, body: "first" }).execute();
      });
    });
    after(() => records.close());

    it("migrates forward once, and refuses another history", async () => {
      assert.deepEqual(await migrate(records, migrations), []);
      const changed = [{ name: "test-0001", sql: ["select 1"] }];
      await assert.rejects(migrate(records, changed), { code: "E_MIGRATION_CHANGED" });
      const older = [{ name: "test-0000", sql: ["select 1"] }];
      await assert.rejects(migrate(records, older), { code: "E_MIGRATION_UNKNOWN" });
      assert.deepEqual(await migrate(records, []), [], "the steps of another area are its own affair");
      const broken = [...migrations, { name: "test-0002", sql: ["create table half (id int);", "nonsense"] }];
      await assert.rejects(migrate(records, broken), SqlError);
      const half = await sql`select to_regclass('half') as found`.execute(records.db);
      assert.deepEqual(half.rows, [{ found: null }]);
    });

    it("shows a customer its own rows, staff all, the public none", async () => {
      const seen = (scope: Scope): Promise<string[]> =>
        withScope(records, scope, async (tx) =>
          (await tx.selectFrom("paper").select("tenant").execute()).map((row) => row.tenant),
        );
      assert.deepEqual(await seen(customer(one)), [one]);
      assert.deepEqual((await seen(staff)).toSorted(), [one, other].toSorted());
      assert.deepEqual(await seen(nobody), []);
    });

    it("refuses a row for another customer, and changes none of its rows", async () => {
      const foreign = { tenant: other, body: "planted" } as never;
      await assert.rejects(
        withScope(records, customer(one), (tx) => tx.insertInto("paper").values(foreign).execute()),
        /row-level security/,
      );
      const changed = await withScope(records, customer(one), (tx) =>
        tx.updateTable("paper").set({ body: "taken" }).where("tenant", "=", other).executeTakeFirst(),
      );
      assert.equal(changed.numUpdatedRows, 0n);
    });

    it("keeps a scope to its transaction: nothing inside can widen it, nothing remains after it", async () => {
      const widen = sql`select set_config('stanch.staff', 'on', true)`;
      const attempt = withScope(records, customer(one), async (tx) => {
        await widen.execute(tx);
        return (await tx.selectFrom("paper").selectAll().execute()).length;
      });
      assert.equal(await attempt.catch(() => 1), 1);
      for (const text of [
        "reset role",
        "set role none",
        "set stanch.staff = 'on'",
        "/* a */ commit",
        "rollback; select 1",
      ])
        await assert.rejects(
          withScope(records, customer(one), (tx) => sql.raw(text).execute(tx)),
          /not allowed inside a scope|cannot insert multiple commands/,
        );
      const left = await sql<{ left: string | null }>`select current_setting('stanch.staff', true) as left`.execute(
        records.db,
      );
      assert.ok([null, ""].includes(left.rows[0]?.left ?? null));
    });

    it("lets nobody change or empty an append-only table, the owner included", async () => {
      const changes = ["update ledger set body = 'x'", "delete from ledger"];
      for (const text of changes)
        await assert.rejects(
          withScope(records, staff, (tx) => sql.raw(text).execute(tx)),
          /permission denied/,
        );
      for (const text of [...changes, "truncate ledger"])
        await assert.rejects(sql.raw(text).execute(records.db), /append-only/);
    });

    it("undoes everything when the work throws, and does not say committed when it was not", async () => {
      const failing = withScope(records, staff, async (tx) => {
        await tx.insertInto("ledger").values({ id: 2, body: "never" }).execute();
        throw new Error("changed my mind");
      });
      await assert.rejects(failing, /changed my mind/);
      const swallowed = withScope(records, staff, async (tx) => {
        await tx.insertInto("ledger").values({ id: 3, body: "never" }).execute();
        await tx
          .insertInto("ledger")
          .values({ id: 1, body: "twice" })
          .execute()
          .catch(() => undefined);
      });
      await assert.rejects(swallowed);
      const rows = await withScope(records, staff, (tx) => tx.selectFrom("ledger").select("id").execute());
      assert.deepEqual(rows, [{ id: 1 }]);
    });

    it("refuses work beside the transaction, which would wait for itself", async () => {
      const nested = withScope(records, staff, () => withScope(records, staff, async () => 1));
      await assert.rejects(nested, /use the transaction/);
    });

    it("brings values back alike", async () => {
      const hostile = `'); drop table paper; -- \u001b[31m<script>“引号” ${"\u{1F480}"}\\`;
      const row = {
        tenant: one,
        body: hostile,
        at: "2024-02-29T23:59:59.123456Z",
        data: { a: [1, null, hostile] },
        tags: ["a,b", "{", hostile],
      };
      const back = await withScope(records, staff, (tx) =>
        tx
          .insertInto("paper")
          .values(row as never)
          .returning(["body", "at", "data", "tags"])
          .executeTakeFirst(),
      );
      assert.deepEqual(back, { body: hostile, at: row.at, data: row.data, tags: row.tags });
      const kinds =
        await sql`select 1::int8 as small, 9007199254740993::int8 as big, 1.10::numeric as exact, true as yes,
        '2024-02-29'::date as day, decode('00ff', 'hex') as bytes, array[1,null] as list, null as nothing`.execute(
          records.db,
        );
      assert.deepEqual(kinds.rows[0], {
        small: 1,
        big: 9007199254740993n,
        exact: "1.10",
        yes: true,
        day: "2024-02-29",
        bytes: new Uint8Array([0, 255]),
        list: [1, null],
        nothing: null,
      });
    });

    it("says in its own words what cannot be stored", async () => {
      const nul = { tenant: one, body: "a\0b" } as never;
      await assert.rejects(
        withScope(records, staff, (tx) => tx.insertInto("paper").values(nul).execute()),
        { code: "E_TEXT_UNSTORABLE" },
      );
    });
  });
}
