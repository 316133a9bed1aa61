import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { DuckDBInstance } from "@duckdb/node-api";
import { timelineEvent, type TimelineEvent } from "@stanch/model/timeline";
import { openDuckdbEvents } from "./duckdb-events.ts";
import { literal } from "./event-columns.ts";
import type { EventFilter, EventOrder, EventStore } from "./events.ts";

const folder = mkdtempSync(path.join(tmpdir(), "stanch-events-"));
const scope = { caseId: "11111111-1111-4111-8111-111111111111", investigationId: "aaaa" };
const count = 1000;
const base = 1_767_225_600_000_000;

interface Raw {
  readonly id: string;
  readonly time: number | null;
  readonly host: string;
  readonly user: string;
  readonly ip: string;
  readonly outcome: string;
  readonly message: string;
  readonly rules: string | null;
}

const hostile = `'); drop table x; -- %_\\ \u001b[31m<script>`;

/** Events out of order, some at one instant, some without a time. */
const raws: readonly Raw[] = Array.from({ length: count }, (_, n) => ({
  id: `0123456789abcdef-${((n * 7919) % count).toString(36)}`,
  time: n % 50 === 0 ? null : base + Math.floor(((n * 7919) % count) / 4) * 1_000_000,
  host: `web-0${n % 3}`,
  user: n === 7 ? hostile : `user${n % 10}`,
  ip: `203.0.113.${n % 20}`,
  outcome: n % 4 === 0 ? "failure" : "success",
  message: n === 42 ? `Größe 攻击 ${hostile}` : `Accepted PASSWORD number ${n}.`,
  rules: n % 100 === 0 ? "rule-a\nrule-b" : n % 10 === 0 ? "rule-b" : null,
}));

async function writeParquet(file: string, rows: readonly Raw[]): Promise<void> {
  const lines = `${file}.json`;
  writeFileSync(lines, rows.map((row, at) => JSON.stringify({ ...row, place: at })).join("\n"));
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`copy (select time::bigint as time, case when time is null then null else 3 end::int as digits, null::int as nanos,
      id as "event.id", 'sshd' as "event.module", outcome as "event.outcome", host as "host.name", "user" as "user.name",
      ip as "source.ip", 22 as "source.port", message, 'auth.log' as "log.file.path", place * 10 as "log.offset",
      place + 1 as "log.record", 'stated' as "stanch.time", '{"EventID":7}' as fields, rules
    from read_json(${literal(lines)}, columns = {id: 'VARCHAR', time: 'BIGINT', host: 'VARCHAR', "user": 'VARCHAR', ip: 'VARCHAR',
      outcome: 'VARCHAR', message: 'VARCHAR', rules: 'VARCHAR', place: 'BIGINT'})) to ${literal(file)} (format parquet, row_group_size 2048)`);
  connection.closeSync();
  instance.closeSync();
}

/** The order of the port, worked out the plain way. */
function ordered(rows: readonly Raw[], order: EventOrder): string[] {
  const sign = order === "newest" ? -1 : 1;
  const compare = (a: Raw, b: Raw): number => {
    if (a.time === null || b.time === null) return a.time === b.time ? byId(a, b) : a.time === null ? 1 : -1;
    return a.time === b.time ? byId(a, b) : sign * (a.time - b.time);
  };
  const byId = (a: Raw, b: Raw): number => sign * (a.id < b.id ? -1 : 1);
  return rows.toSorted(compare).map((row) => row.id);
}

let events: EventStore;
before(async () => {
  mkdirSync(path.join(folder, "in"));
  await writeParquet(path.join(folder, "in", "one.parquet"), raws.slice(0, 600));
  await writeParquet(path.join(folder, "in", "two.parquet"), raws.slice(600));
  events = await openDuckdbEvents({ folder: path.join(folder, "store") });
  await events.addSegments(scope, [path.join(folder, "in", "one.parquet"), path.join(folder, "in", "two.parquet")]);
});
after(async () => {
  await events.close();
  rmSync(folder, { recursive: true, force: true });
});

async function pages(filter: EventFilter, order: EventOrder, limit: number): Promise<TimelineEvent[]> {
  const found: TimelineEvent[] = [];
  let next: string | undefined;
  do {
    const page = await events.search(scope, { filter, order, limit, ...(next === undefined ? {} : { after: next }) });
    assert.ok(page.events.length <= limit);
    found.push(...page.events);
    next = page.next;
  } while (next !== undefined);
  return found;
}

describe("events in DuckDB", () => {
  it("pages through everything once, in both orders, with equal and absent times", async () => {
    for (const order of ["oldest", "newest"] as const)
      assert.deepEqual(
        (await pages({}, order, 77)).map((event) => event["event.id"]),
        ordered(raws, order),
      );
  });

  it("filters as a plain filter would", async () => {
    const cases: readonly (readonly [EventFilter, (row: Raw) => boolean])[] = [
      [{ host: ["web-01"], user: ["user4", "user6"] }, (row) => row.host === "web-01" && /^user[46]$/.test(row.user)],
      [{ address: ["203.0.113.7"] }, (row) => row.ip === "203.0.113.7"],
      [
        { outcome: ["failure"], rule: ["rule-a"] },
        (row) => row.outcome === "failure" && row.rules === "rule-a\nrule-b",
      ],
      [{ rule: ["rule-b"] }, (row) => row.rules !== null],
      [
        { from: base + 5e6, to: base + 20e6 },
        (row) => row.time !== null && row.time >= base + 5e6 && row.time < base + 20e6,
      ],
      [
        { text: "password  NUMBER 99" },
        (row) => /password number \d*99|99/i.test(`${row.message}${row.user}${row.ip}`) && row.message.startsWith("A"),
      ],
      [{ text: "größe 攻击" }, (row) => row.message.includes("攻击")],
      [{ text: hostile.slice(0, 8) }, (row) => row.message.includes("drop") || row.user.includes("drop")],
      [{ user: [hostile] }, (row) => row.user === hostile],
      [{ host: [] }, () => false],
      [{ text: "%" }, (row) => `${row.message}${row.user}`.includes("%")],
    ];
    for (const [filter, plain] of cases) {
      const wanted = ordered(raws.filter(plain), "oldest");
      assert.deepEqual(
        (await pages(filter, "oldest", 200)).map((event) => event["event.id"]),
        wanted,
        JSON.stringify(filter),
      );
      assert.equal(await events.count(scope, filter), wanted.length);
    }
  });

  it("gives events back in the shape of the contract", async () => {
    const raw = raws[42];
    const [event] = await events.byIds(scope, [raw?.id ?? ""]);
    assert.deepEqual(timelineEvent.parse(event), event);
    assert.equal(event?.message, `Größe 攻击 ${hostile}`);
    assert.deepEqual(event?.fields, { EventID: 7 });
    assert.equal(event?.["source.port"], 22);
    assert.equal(event?.["@timestamp"], new Date((raw?.time ?? 0) / 1000).toISOString());
    assert.equal("stanch.search" in (event ?? {}), false);
  });

  it("finds ids in the order asked, and leaves out strangers", async () => {
    const ids = [raws[3]?.id ?? "", "ffffffffffffffff-0", raws[0]?.id ?? "", raws[700]?.id ?? ""];
    const found = await events.byIds(scope, ids);
    assert.deepEqual(
      found.map((event) => event["event.id"]),
      ids.toSpliced(1, 1),
    );
  });

  it("counts every event in exactly one bucket", async () => {
    const timed = raws.filter((row) => row.time !== null);
    const histogram = await events.histogram(scope, {}, 7);
    assert.equal(histogram?.buckets.length, 7);
    assert.equal(histogram?.timeless, count - timed.length);
    for (const [at, bucket] of (histogram?.buckets ?? []).entries()) {
      const end: number = histogram?.buckets[at + 1]?.at ?? histogram?.to ?? 0;
      const inside = timed.filter((row) => (row.time ?? 0) >= bucket.at && (row.time ?? 0) < end);
      assert.equal(bucket.count, inside.length);
      assert.equal(bucket.failures, inside.filter((row) => row.outcome === "failure").length);
      assert.equal(bucket.detections, inside.filter((row) => row.rules !== null).length);
    }
    const ranged = await events.histogram(scope, { from: base, to: base + 10e6 }, 500);
    assert.deepEqual([ranged?.from, ranged?.to, ranged?.buckets.length], [base, base + 10e6, 500]);
    assert.equal(await events.histogram(scope, { text: "nowhere to be found" }, 7), undefined);
  });

  it("ranks values", async () => {
    assert.deepEqual(await events.top(scope, {}, "rule", 5), [
      { value: "rule-b", count: 100 },
      { value: "rule-a", count: 10 },
    ]);
    assert.deepEqual(await events.top(scope, { rule: ["rule-a"] }, "event.outcome", 5), [
      { value: "failure", count: 10 },
    ]);
  });

  it("refuses cursors that are not its own", async () => {
    for (const after of ["", "x", "'; select 1", Buffer.from("1:../x'").toString("base64url"), "A".repeat(500)])
      await assert.rejects(events.search(scope, { filter: {}, order: "oldest", limit: 1, after }), {
        code: "E_CURSOR",
      });
  });

  it("keeps cases and investigations apart, adds nothing twice, forgets on demand", async () => {
    const file = path.join(folder, "in", "one.parquet");
    await events.addSegments(scope, [file]);
    assert.equal(await events.count(scope, {}), count);
    const second = { caseId: scope.caseId, investigationId: "bbbb" };
    await events.addSegments(second, [file, file]);
    assert.equal(await events.count(second, {}), 600);
    assert.equal(await events.count({ caseId: scope.caseId }, {}), count + 600);
    assert.equal(await events.count({ caseId: "22222222-2222-4222-8222-222222222222" }, {}), 0);
    await events.remove(second);
    assert.equal(await events.count({ caseId: scope.caseId }, {}), count);
    await assert.rejects(events.addSegments({ caseId: "../x", investigationId: "y" }, [file]), TypeError);
  });

  it("takes a whole batch or nothing", async () => {
    const junk = path.join(folder, "in", "junk.parquet");
    writeFileSync(junk, "PAR1 not really PAR1");
    const third = { caseId: scope.caseId, investigationId: "cccc" };
    const good = path.join(folder, "in", "two.parquet");
    await assert.rejects(events.addSegments(third, [good, junk]), { code: "E_SEGMENT_BAD" });
    assert.equal(await events.count(third, {}), 0);
  });

  it("remembers after a restart", async () => {
    await events.close();
    events = await openDuckdbEvents({ folder: path.join(folder, "store") });
    assert.equal(await events.count(scope, {}), count);
  });
});
