/**
 * `npm run bench:timeline [-- --events 1000000]`: searches as the console makes them, over a case of a million events; p50 and p95
 * of each kind. Every round asks for other values, so that nothing is answered from memory.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { EventFilter, EventStore } from "@stanch/store/events";
import { openDuckdbEvents } from "@stanch/store/duckdb-events";
import { printTable, quantile, script, withFolder } from "./bench-tools.ts";
import { generateLog } from "./generate.ts";
import { intruder } from "./line-source.ts";
import { addressAt, seeded } from "./random.ts";

const { values } = parseArgs({
  options: { events: { type: "string", default: "1000000" }, rounds: { type: "string", default: "40" } },
});
const wanted = Number(values.events);
const rounds = Number(values.rounds);
const random = seeded(11);
const scope = { caseId: "bench", investigationId: "one" };
const start = Date.UTC(2026, 2, 1) * 1000;
const day = 86_400_000_000;
const words = [
  "failed root",
  "postgres",
  "union select",
  "/search",
  "useradd",
  intruder.shell,
  "session opened",
  "chrome/131",
];

const searches: Readonly<Record<string, () => EventFilter>> = {
  "newest page": () => ({}),
  time: () => {
    const from = start + random.below(29) * day;
    return { from, to: from + day };
  },
  host: () => ({ host: ["web-01"] }),
  user: () => ({ user: [random.pick(["root", "deploy", "wang.lei", intruder.newAccount])] }),
  address: () => ({ address: [random.unit() < 0.3 ? intruder.address : addressAt(random.skewed(9000))] }),
  rule: () => ({ rule: ["bench-rule"] }),
  "free text": () => ({ text: random.pick(words) }),
  "text, user, time": () => ({ text: random.pick(words), user: ["root"], from: start, to: start + 9 * day }),
};

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

function kinds(events: EventStore): Readonly<Record<string, () => Promise<unknown>>> {
  const order = () => random.pick(["oldest", "newest"] as const);
  const found = Object.entries(searches).map(
    ([name, filter]) =>
      [`search: ${name}`, () => events.search(scope, { filter: filter(), order: order(), limit: 200 })] as const,
  );
  return {
    ...Object.fromEntries(found),
    "deep page": async () => {
      const query = { filter: { host: ["web-01"] }, order: "newest" as const, limit: 1000 };
      const { next } = await events.search(scope, query);
      return next === undefined ? undefined : events.search(scope, { ...query, limit: 200, after: next });
    },
    count: () => events.count(scope, { text: random.pick(words) }),
    histogram: () => events.histogram(scope, {}, 120),
    "histogram of text": () => events.histogram(scope, { text: random.pick(words) }, 120),
    "top addresses": () => events.top(scope, {}, "source.ip", 20),
    "top users": () => events.top(scope, { outcome: ["failure"] }, "user.name", 20),
  };
}

await withFolder(async (folder) => {
  // Bytes an event takes in either log.
  const logs = [
    generateLog("auth.log", wanted * 0.5 * 110, folder),
    generateLog("access.log", wanted * 0.5 * 241, folder),
  ];
  const made = spawnSync(process.execPath, [script("parquet-once.ts"), join(folder, "out"), ...logs], {
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(made.stderr);
  const { events: count } = JSON.parse(made.stdout) as { events: number };
  const events = await openDuckdbEvents({ folder: join(folder, "events") });
  const added = await timed(() => events.addSegments(scope, [join(folder, "out", "events.parquet")]));
  const rows: string[][] = [];
  const all: number[] = [];
  for (const [name, ask] of Object.entries(kinds(events))) {
    await ask();
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) times.push(await timed(ask));
    all.push(...times);
    rows.push([name, ...[0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(0))]);
  }
  await events.close();
  rows.push(["all", ...[0.5, 0.95, 1].map((share) => quantile(all, share).toFixed(0))]);
  printTable(["over the events", "p50 ms", "p95 ms", "max ms"], rows);
  console.log(`${count} events, added in ${(added / 1000).toFixed(1)} s, ${rounds} rounds each`);
});
