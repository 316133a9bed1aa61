import { after, test } from "node:test";
import { sql } from "kysely";
import { openPgliteRecords } from "@stanch/store/pglite-records";
import { openPostgresRecords } from "@stanch/store/postgres-records";
import { postgresFolder, startPostgres } from "@stanch/store/postgres-server.testkit";
import type { DeskOptions } from "../src/desk-options.ts";
import type { DeskTables } from "../src/tables.ts";

/** A database to run a test on; each opening is a fresh one. */
export interface Engine {
  readonly name: string;
  readonly open: () => Promise<DeskOptions["records"]>;
}

/** The embedded database, and PostgreSQL where it is installed. */
export async function engines(): Promise<Engine[]> {
  const embedded: Engine = { name: "PGlite", open: () => openPgliteRecords<DeskTables>() };
  const bin = postgresFolder();
  if (bin === undefined) {
    test("PostgreSQL", { skip: "skipped: no PostgreSQL (initdb) found" }, () => undefined);
    return [embedded];
  }
  const server = await startPostgres(bin);
  after(() => server.stop());
  let last = 0;
  const open = async (): Promise<DeskOptions["records"]> => {
    const name = `desk_${++last}`;
    await using owner = await openPostgresRecords({ url: server.url });
    await sql.raw(`create database ${name}`).execute(owner.db);
    return openPostgresRecords<DeskTables>({ url: server.url.replace(/\/postgres$/, `/${name}`) });
  };
  return [embedded, { name: "PostgreSQL", open }];
}
