import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { ClockSetting, SourceClock } from "@stanch/model/clock";
import type { LogEvent } from "@stanch/model/log-event";
import { sourceReport } from "./chunk-report.ts";
import { type PlanOptions, planRead } from "./plan.ts";
import { readChunk } from "./read-chunk.ts";

interface Read {
  readonly times: readonly string[];
  readonly clock: SourceClock | undefined;
}

function readText(text: string, options: PlanOptions, path = "log/auth.log"): Read {
  const folder = mkdtempSync(join(tmpdir(), "stanch-clock-"));
  try {
    const file = join(folder, "log");
    writeFileSync(file, text);
    const source = { path, file, size: Buffer.byteLength(text), sha256: "1".repeat(64) };
    const events: LogEvent[] = [];
    const reports = planRead(source, { now: Date.UTC(2026, 5, 1), ...options }).map((plan) =>
      readChunk(plan, { event: (event) => events.push(event) }),
    );
    const times = events.map(({ time }) => new Date((time ?? 0) / 1000).toISOString());
    return { times, clock: sourceReport(source, reports).clock };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const line = (host: string, clock = "Mar  1 02:14:07"): string =>
  `${clock} ${host} sshd[1]: Failed password for root from 203.0.113.9 port 1 ssh2\n`;

test("a zone set for a file, for a host, for all, or told by the log, in this order", () => {
  const file: ClockSetting = { path: "log/auth.log", zone: "Asia/Tokyo" };
  const host: ClockSetting = { host: "web", zone: "Asia/Shanghai" };
  const both = readText(line("web"), { clocks: [host, file], zone: "UTC" });
  assert.deepEqual(both, {
    times: ["2026-02-28T17:14:07.000Z"],
    clock: { zone: "Asia/Tokyo", from: "set", file, hosts: [host] },
  });
  const own = readText(line("web"), { clocks: [host], zone: "Europe/Berlin" });
  assert.deepEqual(own.times, ["2026-02-28T18:14:07.000Z"]);
  assert.deepEqual(own.clock, { zone: "Europe/Berlin", from: "asked", hosts: [host] });
  assert.deepEqual(readText(line("web"), { zone: "+02:00" }).clock, { zone: "+02:00", from: "asked" });
  const mixed = readText(`${line("web")}2026-03-01T02:14:08+08:00 web sshd[1]: x\n`, {});
  assert.deepEqual(mixed.times, ["2026-02-28T18:14:07.000Z", "2026-02-28T18:14:08.000Z"]);
  assert.deepEqual(mixed.clock, { zone: "+08:00", from: "log" });
  assert.deepEqual(readText(line("web"), {}).clock, { zone: "UTC", from: "none" });
});

test("a boot line deep in the log tells the zone of the lines before and after it", () => {
  const boot =
    "Mar  1 10:14:09 web kernel: [ 1.2] rtc_cmos 00:01: setting system clock to 2026-03-01T02:14:07 UTC (1)\n";
  const { times, clock } = readText(line("web").repeat(2000) + boot, {});
  assert.equal(times[0], "2026-02-28T18:14:07.000Z");
  assert.deepEqual(clock, { zone: "+08:00", from: "log" });
});

test("in the log of a central server each host is read by its own clock", () => {
  const clocks: ClockSetting[] = [
    { host: "a", zone: "Asia/Shanghai" },
    { host: "b", correction: -312.5 },
  ];
  const { times } = readText(line("a") + line("b") + line("c"), { clocks, zone: "UTC" });
  assert.deepEqual(times, ["2026-02-28T18:14:07.000Z", "2026-03-01T02:08:54.500Z", "2026-03-01T02:14:07.000Z"]);
});

test("a correction moves also times that name their zone; that of a file goes before that of its host", () => {
  const stated = "2026-03-01T02:14:07+00:00 web sshd[1]: Failed password for root from 203.0.113.9 port 1 ssh2\n";
  const clocks: ClockSetting[] = [
    { host: "web", correction: 60, zone: "Asia/Tokyo" },
    { path: "log/auth.log", correction: 3600 },
  ];
  assert.deepEqual(readText(stated, { clocks }).times, ["2026-03-01T03:14:07.000Z"]);
  assert.deepEqual(readText(stated, { clocks: clocks.slice(0, 1) }).times, ["2026-03-01T02:15:07.000Z"]);
  assert.equal(readText(stated, { clocks }).clock?.correction, 3600);
});

test("summer time: a host's zone is that of each day", () => {
  const clocks: ClockSetting[] = [{ host: "web", zone: "Europe/Berlin" }];
  const both = readText(line("web", "Jan 10 12:00:00") + line("web", "May 10 12:00:00"), {
    clocks,
    zone: "America/New_York",
  });
  assert.deepEqual(both.times, ["2026-01-10T11:00:00.000Z", "2026-05-10T10:00:00.000Z"]);
});
