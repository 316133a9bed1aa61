import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { investigate } from "@stanch/investigate/investigation";
import type { ClockOffer, ClockSetting } from "@stanch/model/clock";
import { clockOffers } from "@stanch/model/clock-skew";
import { openDuckdbEvents } from "@stanch/store/duckdb-events";

const start = Date.UTC(2026, 2, 1, 2);
const ahead = 312;

/** Log-ins that a server and a sensor before it recorded; the sensor's clock is ahead, and the server's is that of Shanghai. */
function writeCase(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const lines: string[] = [];
  const flows: string[] = [];
  for (let at = 0; at < 6; at++) {
    const time = start + at * 600_000;
    const clock = new Date(time + 8 * 3_600_000).toISOString().slice(11, 19);
    lines.push(
      `Mar  1 ${clock} web sshd[${100 + at}]: Accepted password for eve from 203.0.113.9 port ${40_000 + at} ssh2`,
    );
    flows.push(
      JSON.stringify({
        timestamp: new Date(time + ahead * 1000).toISOString(),
        event_type: "flow",
        host: "sensor",
        src_ip: "203.0.113.9",
        src_port: 40_000 + at,
        dest_ip: "192.0.2.10",
        dest_port: 22,
        proto: "TCP",
      }),
    );
  }
  writeFileSync(path.join(folder, "auth.log"), `${lines.join("\n")}\n`);
  writeFileSync(path.join(folder, "eve.json"), `${flows.join("\n")}\n`);
}

async function offersOf(folder: string, clocks: readonly ClockSetting[]): Promise<readonly ClockOffer[]> {
  const out = mkdtempSync(path.join(folder, "out-"));
  const outcome = await investigate({
    paths: [path.join(folder, "case")],
    out,
    rules: [],
    version: "0",
    clocks,
    now: Date.UTC(2026, 5, 1),
    workers: 1,
  });
  const scope = { caseId: "11111111-1111-4111-8111-111111111111", investigationId: "aaaa" };
  await using events = await openDuckdbEvents({ folder: path.join(out, "store") });
  await events.addSegments(scope, [outcome.files.events]);
  return clockOffers(await events.sightings(scope, 1000));
}

test("the clock of a sensor is measured by the log-ins of a server; once set, nothing is left to offer", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "stanch-offers-"));
  try {
    writeCase(path.join(folder, "case"));
    const zone: ClockSetting = { host: "web", zone: "Asia/Shanghai" };
    const [offer, ...others] = await offersOf(folder, [zone]);
    assert.equal(others.length, 0);
    assert.deepEqual([offer?.host, offer?.against, offer?.ahead, offer?.pairs], ["sensor", "web", ahead, 6]);
    assert.equal(offer?.confidence, "high");
    // Without the zone the difference is that of the zone, and is told as such.
    assert.equal((await offersOf(folder, []))[0]?.ahead, ahead - 8 * 3600);
    assert.deepEqual(await offersOf(folder, [zone, { host: "sensor", correction: -ahead }]), []);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
