/**
 * `npm run bench:desk [-- --users 50 --incidents 20000 --lines 1000000 --seconds 90 --think 2 --engine pglite|postgres]`: a centre over
 * HTTP with years of cases in it, and people who work in it at the same time, each an action and a pause. Once on the embedded database,
 * once on PostgreSQL where it is installed. The cases are written by SQL, their journals chained as the desk does it.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { DeskTables } from "@stanch/desk/tables";
import type { JournalEntry } from "@stanch/model/journal";
import { verifyJournal } from "@stanch/model/journal-chain";
import { openPgliteRecords } from "@stanch/store/pglite-records";
import { openPostgresRecords } from "@stanch/store/postgres-records";
import { postgresFolder, startPostgres } from "@stanch/store/postgres-server.testkit";
import { printTable, quantile, script, withFolder } from "./bench-tools.ts";
import { type Browser, browser, enrol } from "./desk-client.ts";
import { fillDesk } from "./desk-data.ts";
import { work, type Worked } from "./desk-work.ts";
import { pageServer, type PageServer } from "./page-server.ts";

const { values } = parseArgs({
  options: {
    users: { type: "string", default: "50" },
    incidents: { type: "string", default: "20000" },
    lines: { type: "string", default: "1000000" },
    seconds: { type: "string", default: "90" },
    think: { type: "string", default: "2" },
    engine: { type: "string", default: "both" },
  },
});
const amount = { incidents: Number(values.incidents), lines: Number(values.lines) };
const users = Number(values.users);

interface Served {
  readonly url: string;
  readonly firstPassword?: { readonly email: string; readonly password: string };
  readonly memory: () => number;
  readonly stop: () => Promise<void>;
}

async function serve(data: string, database: string): Promise<Served> {
  const server = spawn(process.execPath, [script("serve-once.ts"), data, database], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said = await new Promise<string>((resolve, reject) => {
    server.stdout.once("data", (bytes: Buffer) => resolve(bytes.toString()));
    server.once("exit", (code) => reject(new Error(`it ended with ${code}`)));
  });
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  process.once("exit", () => server.kill("SIGKILL"));
  const status = (): string => readFileSync(`/proc/${server.pid}/status`, "utf8");
  return {
    ...(JSON.parse(said) as Pick<Served, "url" | "firstPassword">),
    memory: () => Number(/^VmRSS:\s+(\d+) kB/m.exec(status())?.[1] ?? 0) / 1024,
    stop: async () => {
      server.kill("SIGTERM");
      await ended;
    },
  };
}

interface Staffed {
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly browsers: readonly Browser[];
}

/** The people, signed in; one of them is paged by every new request. */
async function staff(centre: Served, pages: PageServer): Promise<Staffed> {
  const admin = browser(centre.url, 0);
  const { email = "", password = "" } = centre.firstPassword ?? {};
  await enrol(admin, email, password);
  const smtp = { host: "127.0.0.1", port: pages.port, security: "none", user: "", from: "centre@centre.test" };
  await admin.ask("PUT", "/settings", { smtp });
  const people: Staffed["people"][number][] = [];
  const browsers: Browser[] = [];
  for (let at = 0; at < users; at++) {
    const name = `处置${at}`;
    const form = { name, email: `u${at}@centre.test`, phone: "", roles: ["handler"], language: "zh" };
    const made = await admin.ask<{ staff: { id: string }; oneTimePassword: string }>("POST", "/staff", form);
    const one = browser(centre.url, at + 1);
    await enrol(one, form.email, made.oneTimePassword);
    people.push({ id: made.staff.id, name });
    browsers.push(one);
  }
  const policy = crypto.randomUUID();
  const targets = [{ kind: "staff", id: people[0]?.id }];
  const step = { kind: "page", acknowledged: "next", name: "值班台", targets, delayMinutes: 5 };
  await admin.ask("PUT", `/duty/policies/${policy}`, { name: "bench", repeat: 0, actionMinutes: 15, steps: [step] });
  await admin.ask("PUT", "/settings", { policy });
  admin.close();
  return { people, browsers };
}

function tell(engine: string, done: Worked, pages: PageServer, memory: number): void {
  const ms = (value: number): string => value.toFixed(0);
  const row = (name: string, times: readonly number[]): string[] => [
    name,
    String(times.length),
    ...[0.5, 0.95, 0.99].map((share) => ms(quantile(times, share))),
  ];
  const of = (kind: "read" | "write"): number[] =>
    [...done.times].flatMap(([, one]) => (one.kind === kind ? [...one.times] : []));
  const left = done.submitted.flatMap(({ number, at }) => (pages.left.get(number) ?? Number.NaN) - at);
  const rows = [
    ...[...done.times].map(([name, one]) => row(name, one.times)),
    row("all reads (p95 wanted: 150)", of("read")),
    row("all writes (p95 wanted: 300)", of("write")),
    row(
      "request to first page (p99 wanted: 1000)",
      left.filter((one) => !Number.isNaN(one)),
    ),
  ];
  printTable([engine, "count", "p50 ms", "p95 ms", "p99 ms"], rows);
  const lost = left.filter((one) => Number.isNaN(one)).length;
  const rate = (of("read").length + of("write").length) / Number(values.seconds);
  console.log(
    `${users} people, ${rate.toFixed(0)} actions a second, ${done.failed.length} failed, ${lost} pages not seen; ${memory.toFixed(0)} MiB`,
  );
  for (const one of new Set(done.failed)) console.log(`  ${one}`);
}

/** What is asked for seldom: the figures of all years, and one journal from its first line, whose chain must hold. */
async function seldom(one: Browser): Promise<string> {
  const times: number[] = [];
  for (let round = 0; round < 6; round++) {
    const begin = performance.now();
    await one.ask("GET", "/metrics");
    times.push(performance.now() - begin);
  }
  const [last] = await one.ask<{ id: string }[]>("GET", "/incidents?state=not-an-incident&limit=1");
  const journal = await one.ask<JournalEntry[]>("GET", `/incidents/${last?.id}/journal`);
  const fault = verifyJournal(journal, (text) => createHash("sha256").update(text).digest("hex"));
  const chain = fault === undefined ? "its chain holds" : `its chain is broken: ${JSON.stringify(fault)}`;
  return `figures of all cases ${quantile(times, 0.5).toFixed(0)} ms; a journal of ${journal.length} lines: ${chain}`;
}

async function measure(engine: string, folder: string, database: string): Promise<void> {
  const data = join(folder, engine);
  await using pages = await pageServer();
  const first = await serve(data, database);
  const { people, browsers } = await staff(first, pages);
  await first.stop();
  const begun = performance.now();
  {
    await using records =
      database === ""
        ? await openPgliteRecords<DeskTables>({ folder: join(data, "records") })
        : await openPostgresRecords<DeskTables>({ url: database });
    await fillDesk(records, amount, people);
  }
  console.log(
    `${engine}: ${amount.incidents} cases with ${amount.lines} lines written in ${((performance.now() - begun) / 1000).toFixed(0)} s`,
  );
  const centre = await serve(data, database);
  const moved = browsers.map((one) => one.at(centre.url));
  const options = { think: Number(values.think), seconds: Number(values.seconds) };
  const done = await work(moved, options);
  await sleep(3000);
  tell(engine, done, pages, centre.memory());
  if (moved[0] !== undefined) console.log(await seldom(moved[0]));
  for (const one of moved) one.close();
  await centre.stop();
}

await withFolder(async (folder) => {
  if (values.engine !== "postgres") await measure("PGlite", folder, "");
  if (values.engine === "pglite") return;
  const bin = postgresFolder();
  if (bin === undefined) {
    console.log("skipped: no PostgreSQL (initdb) found");
    return;
  }
  await using server = await startPostgres(bin);
  await measure("PostgreSQL", folder, server.url);
});
