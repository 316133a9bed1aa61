import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { openPostgresRecords } from "@stanch/store/postgres-records";
import { postgresFolder, startPostgres } from "@stanch/store/postgres-server.testkit";
import fc from "fast-check";
import type { ChildOrder } from "./desk-child.ts";
import { type MailServer, mailServer } from "./mail-server.testkit.ts";

/*
 * Real processes under kill -9 at random moments: no page is lost, what is repeated carries the same key, and two processes on one
 * PostgreSQL never both escalate. `STANCH_LONG_RUNS=1000` for the long run.
 */
const kills = Number(process.env["STANCH_LONG_RUNS"] ?? 8);
const seed = Number(process.env["STANCH_SEED"] ?? 20_260_301);
const child = fileURLToPath(new URL("./desk-child.ts", import.meta.url));
const home = mkdtempSync(path.join(tmpdir(), "stanch-kill-"));
after(() => rmSync(home, { recursive: true, force: true }));

interface Page {
  readonly number: string;
  readonly key: string;
  readonly to: string;
  readonly id: string;
  readonly state: string;
}

interface Life {
  readonly process: ChildProcess;
  readonly ready: Promise<void>;
  readonly numbers: string[];
  readonly pages: Page[];
  readonly complaints: () => string;
  /** Ended, and all that it had said is read: a process may be gone while its last words are still in the pipe. */
  readonly closed: Promise<unknown>;
}

function begin(order: ChildOrder): Life {
  const server = spawn(process.execPath, [child, JSON.stringify(order)], { stdio: ["ignore", "pipe", "pipe"] });
  const [numbers, pages]: [string[], Page[]] = [[], []];
  let complaints = "";
  server.stderr.on("data", (bytes: Buffer) => void (complaints += bytes.toString()));
  const ready = new Promise<void>((resolve, reject) => {
    let rest = "";
    server.stdout.on("data", (bytes: Buffer) => {
      const lines = (rest + bytes.toString()).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const said = JSON.parse(line) as { ready?: true; number?: string; pages?: Page[] };
        if (said.ready === true) resolve();
        if (said.number !== undefined) numbers.push(said.number);
        pages.push(...(said.pages ?? []));
      }
    });
    server.once("exit", () => reject(new Error(`it does not start: ${complaints}`)));
  });
  const closed = new Promise((resolve) => server.once("close", resolve));
  return { process: server, ready, numbers, pages, complaints: () => complaints, closed };
}

const addresses = ["p0@centre.test", "p1@centre.test", "p2@centre.test"];
const messageId = (raw: string): string => /^Message-ID:\s*<([^@>]+)@/im.exec(raw)?.[1] ?? "";

/** Everybody of the chain of every acknowledged request was told, by one page each, whatever died in between. */
function check(accepted: readonly string[], pages: readonly Page[], smtp: MailServer): void {
  const sent = smtp.mails
    .filter(({ to }) => to.some((one) => addresses.includes(one)))
    .map(({ raw }) => messageId(raw));
  const seen = new Set(sent);
  for (const number of accepted) {
    for (const to of addresses) {
      const mine = pages.filter((page) => page.number === number && page.to === to);
      assert.equal(mine.length, 1, `${number} ${to}: ${mine.length} pages, seed ${seed}`);
      assert.ok(seen.has(mine[0]?.id ?? ""), `${number} ${to} never left, seed ${seed}`);
    }
  }
  const known = new Set(pages.map(({ id }) => id));
  assert.deepEqual(
    [...seen].filter((id) => !known.has(id)),
    [],
    "nothing leaves that does not stand in the records",
  );
}

async function killed(records: string, name: string): Promise<void> {
  await using smtp = await mailServer();
  const base = { records, blobs: path.join(home, `${name}-blobs`), smtp: smtp.port, scale: 60, epoch: Date.now() };
  const accepted: string[] = [];
  const moments = fc.sample(fc.integer({ min: 0, max: 1500 }), { seed, numRuns: kills });
  for (const [round, moment] of moments.entries()) {
    const life = begin({ ...base, drain: false });
    // Every third life is killed while it still begins; the first has to prepare the chain.
    if (round % 3 !== 2) await life.ready;
    else life.ready.catch(() => undefined);
    await sleep(moment);
    life.process.kill("SIGKILL");
    await life.closed;
    accepted.push(...life.numbers);
  }
  const last = begin({ ...base, drain: true });
  await last.ready;
  await last.closed;
  assert.equal(last.process.exitCode, 0, last.complaints());
  assert.ok(accepted.length >= kills / 2, `only ${accepted.length} requests were taken: seed ${seed}`);
  check(accepted, last.pages, smtp);
}

test(`PGlite: a process killed ${kills} times loses no page, and what is repeated carries the same key`, () =>
  killed(path.join(home, "pglite"), "pglite"));

const bin = postgresFolder();
if (bin === undefined) test("PostgreSQL", { skip: "skipped: no PostgreSQL (initdb) found" }, () => undefined);
else {
  const server = await startPostgres(bin);
  after(() => server.stop());
  const database = async (name: string): Promise<string> => {
    await using owner = await openPostgresRecords({ url: server.url });
    await sql.raw(`create database ${name}`).execute(owner.db);
    return server.url.replace(/\/postgres$/, `/${name}`);
  };
  test(`PostgreSQL: a process killed ${kills} times loses no page, and what is repeated carries the same key`, async () =>
    killed(await database("killed"), "postgres"));

  test("PostgreSQL: two processes at once never both escalate: every page is one, and leaves once", async () => {
    await using smtp = await mailServer();
    const records = await database("two");
    const base = { records, blobs: path.join(home, "two"), smtp: smtp.port, scale: 60, epoch: Date.now() };
    const one = begin({ ...base, drain: false });
    await one.ready;
    const two = begin({ ...base, drain: false });
    await two.ready;
    await sleep(5000);
    for (const life of [one, two]) life.process.kill("SIGTERM");
    await Promise.all([one.closed, two.closed]);
    const drains = [begin({ ...base, drain: true }), begin({ ...base, drain: true })];
    await Promise.all(drains.map((drain) => drain.closed));
    const pages = drains[0]?.pages ?? [];
    const accepted = [...one.numbers, ...two.numbers];
    assert.ok(one.numbers.length > 3 && two.numbers.length > 3, `${one.numbers.length} and ${two.numbers.length}`);
    check(accepted, pages, smtp);
    const sent = smtp.mails.map(({ raw }) => messageId(raw));
    assert.equal(sent.length, new Set(sent).size, "nobody died: no mail left twice");
  });
}
