import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { sql } from "kysely";
import { jobsContract } from "./jobs-contract.testkit.ts";
import { openPostgresRecords } from "./postgres-records.ts";
import { postgresFolder, startPostgres } from "./postgres-server.testkit.ts";
import { recordsContract } from "./records-contract.testkit.ts";

const bin = postgresFolder();

if (bin === undefined) {
  describe("PostgreSQL", () => it("records", { skip: "skipped: no PostgreSQL (initdb) found" }, () => undefined));
} else {
  const server = await startPostgres(bin);
  after(() => server.stop());

  const database = async (name: string): Promise<string> => {
    await using records = await openPostgresRecords({ url: server.url });
    await sql.raw(`create database ${name}`).execute(records.db);
    return server.url.replace(/\/postgres$/, `/${name}`);
  };
  recordsContract("PostgreSQL", async () => openPostgresRecords({ url: await database("records") }));
  jobsContract("PostgreSQL", async () => openPostgresRecords({ url: await database("jobs") }));

  describe("a PostgreSQL that is not there", () => {
    it("is said in the words of the catalogue", async () => {
      await assert.rejects(openPostgresRecords({ url: "postgres://stanch@127.0.0.1:1/none" }), {
        code: "E_STORE_UNAVAILABLE",
      });
    });
  });
}
