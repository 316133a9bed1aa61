import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { openPostgresRecords } from "@stanch/store/postgres-records";
import { postgresFolder, startPostgres } from "@stanch/store/postgres-server.testkit";
import { sql } from "kysely";
import { pino } from "pino";
import { type Centre, type CentreOptions, openCentre } from "../src/centre.ts";

/** A running centre in a folder of its own, gone with the test. */
export interface TestCentre extends AsyncDisposable {
  readonly centre: Centre;
  readonly url: string;
  readonly data: string;
  /** Lines of the log so far. */
  readonly log: readonly string[];
  /** Closes and opens it again on the same folder. */
  readonly again: () => Promise<Centre>;
}

/** Opens a centre on a free port. */
export async function testCentre(change: Partial<CentreOptions> = {}): Promise<TestCentre> {
  const home = await mkdtemp(path.join(tmpdir(), "stanch-centre-"));
  const data = path.join(home, "data");
  const log: string[] = [];
  const options: CentreOptions = {
    data,
    port: 0,
    database: "",
    log: pino({ level: "info" }, { write: (line: string) => void log.push(line) }),
    ...change,
  };
  let centre = await openCentre(options);
  return {
    get centre() {
      return centre;
    },
    get url() {
      return centre.url;
    },
    data,
    log,
    again: async () => {
      await centre.close();
      centre = await openCentre(options);
      return centre;
    },
    [Symbol.asyncDispose]: async () => {
      await centre.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** A kind of database to run a test on; each opening is a fresh one. */
export interface Engine {
  readonly name: string;
  readonly open: () => Promise<TestCentre>;
}

/** The embedded database, and PostgreSQL where it is installed. */
export async function engines(): Promise<Engine[]> {
  const embedded: Engine = { name: "PGlite", open: () => testCentre() };
  const bin = postgresFolder();
  if (bin === undefined) {
    test("PostgreSQL", { skip: "skipped: no PostgreSQL (initdb) found" }, () => undefined);
    return [embedded];
  }
  const server = await startPostgres(bin);
  after(() => server.stop());
  let last = 0;
  const open = async (): Promise<TestCentre> => {
    const name = `centre_${++last}`;
    await using owner = await openPostgresRecords({ url: server.url });
    await sql.raw(`create database ${name}`).execute(owner.db);
    return testCentre({ database: server.url.replace(/\/postgres$/, `/${name}`) });
  };
  return [embedded, { name: "PostgreSQL", open }];
}
