import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { openPostgresRecords } from "@stanch/store/postgres-records";
import { postgresFolder, startPostgres } from "@stanch/store/postgres-server.testkit";
import { sql } from "kysely";
import type { ChildOrder, Round } from "./desk-child.ts";
import { type MailServer, mailServer } from "./mail-server.testkit.ts";

/*
 * Real processes under kill -9 while handlers are asked: nobody is passed over, nobody is asked twice, and the emergency team is told of
 * every round in which nobody accepted. `STANCH_LONG_RUNS=1000` for the long run.
 */
const kills = Number(process.env["STANCH_LONG_RUNS"] ?? 4);
const seed = Number(process.env["STANCH_SEED"] ?? 20_260_301);
const child = fileURLToPath(new URL("./desk-child.ts", import.meta.url));
const home = mkdtempSync(path.join(tmpdir(), "stanch-dispatch-"));
after(() => rmSync(home, { recursive: true, force: true }));

function begin(order: ChildOrder) {
  const life = spawn(process.execPath, [child, JSON.stringify(order)], { stdio: ["ignore", "pipe", "pipe"] });
  const numbers: string[] = [];
  const rounds: Round[] = [];
  let [rest, complaints] = ["", ""];
  life.stderr.on("data", (bytes: Buffer) => void (complaints += bytes.toString()));
  let first: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (first = resolve));
  life.stdout.on("data", (bytes: Buffer) => {
    const lines = (rest + bytes.toString()).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const said = JSON.parse(line) as { number?: string; rounds?: Round[] };
      if (said.number !== undefined) {
        numbers.push(said.number);
        first();
      }
      rounds.push(...(said.rounds ?? []));
    }
  });
  const closed = new Promise((resolve) => life.once("close", resolve));
  return { process: life, numbers, rounds, begun, closed, complaints: () => complaints };
}

function check(accepted: readonly string[], rounds: readonly Round[], smtp: MailServer): void {
  const sent = new Set(smtp.mails.map(({ raw }) => /^Message-ID:\s*<([^@>]+)@/im.exec(raw)?.[1] ?? ""));
  assert.deepEqual(
    accepted.filter((number) => !rounds.some((one) => one.number === number)),
    [],
    "a round that was begun is gone",
  );
  for (const { number, state, asked, told } of rounds) {
    const about = `${number}, seed ${seed}`;
    assert.equal(state, "handed-over", about);
    assert.deepEqual(asked.map(([name]) => name).toSorted(), ["李主管", "钱处置"].toSorted(), about);
    assert.ok(
      asked.every(([, outcome]) => outcome === "silent"),
      about,
    );
    const to = told.map(({ purpose, to: address }) => `${purpose} ${address}`).toSorted();
    const expected = ["assignment-offer p1@centre.test", "assignment-offer p2@centre.test"];
    assert.deepEqual(to, [...expected, "dispatch-unfilled p3@centre.test"], about);
    assert.ok(
      told.every(({ id }) => sent.has(id)),
      `${about}: something never left`,
    );
  }
}

async function killed(records: string, name: string): Promise<void> {
  await using smtp = await mailServer();
  const base = { records, blobs: path.join(home, name), smtp: smtp.port, epoch: Date.now(), dispatch: true };
  const order = { ...base, scale: 1200 };
  const accepted: string[] = [];
  const moments = fc.sample(fc.integer({ min: 0, max: 2000 }), { seed, numRuns: kills });
  for (const [round, moment] of moments.entries()) {
    const life = begin({ ...order, drain: false });
    if (round % 3 !== 2) await Promise.race([life.begun, life.closed]);
    await sleep(moment);
    life.process.kill("SIGKILL");
    await life.closed;
    accepted.push(...life.numbers);
  }
  const last = begin({ ...order, drain: true });
  await last.closed;
  assert.equal(last.process.exitCode, 0, last.complaints());
  assert.ok(accepted.length >= kills / 2, `only ${accepted.length} rounds were begun: seed ${seed}`);
  check(accepted, last.rounds, smtp);
}

test(`PGlite: a process killed ${kills} times passes nobody over and asks nobody twice`, () =>
  killed(path.join(home, "pglite"), "pglite-blobs"));

const bin = postgresFolder();
if (bin === undefined) test("PostgreSQL", { skip: "skipped: no PostgreSQL (initdb) found" }, () => undefined);
else {
  const server = await startPostgres(bin);
  after(() => server.stop());
  test(`PostgreSQL: a process killed ${kills} times passes nobody over and asks nobody twice`, async () => {
    await using owner = await openPostgresRecords({ url: server.url });
    await sql.raw("create database dispatching").execute(owner.db);
    await killed(server.url.replace(/\/postgres$/, "/dispatching"), "postgres-blobs");
  });
}
