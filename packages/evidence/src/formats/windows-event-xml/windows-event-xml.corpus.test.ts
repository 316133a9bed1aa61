import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import type { LogEvent } from "@stanch/model/log-event";
import { conformance, noCorpora } from "@stanch/model/conformance.testkit";
import { readFileBytes } from "../generic/read-file.testkit.ts";

const folder = resolve(import.meta.dirname, "../../../../../../shared/corpora/evtx-attack-samples");
const hasExport = spawnSync("evtxexport", ["-V"]).error === undefined;
const skip = !existsSync(folder) ? noCorpora : hasExport ? false : "skipped: no evtxexport";

const place = new Set(["offset", "record", "part", "fields"]);

/** What an event says in ECS terms: all but where it stood and the original fields. */
function meaning(event: LogEvent): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(event).filter(([name, value]) => !place.has(name) && value !== undefined && value !== ""),
  );
}

test("events exported as XML mean what the same records of the binary log mean", { skip }, (t) => {
  let same = 0;
  let total = 0;
  const differing = new Map<string, number>();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (!name.endsWith(".evtx")) continue;
    const path = join(folder, name);
    const exported = spawnSync("evtxexport", ["-f", "xml", path], { encoding: "utf8", maxBuffer: 1 << 28 }).stdout;
    const theirs = readFileBytes(exported.slice(Math.max(0, exported.indexOf("<Event "))));
    const ours = new Map(
      readFileBytes(readFileSync(path)).events.map((event) => [event.fields?.["EventRecordID"], event]),
    );
    for (const event of theirs.events) {
      const twin = ours.get(event.fields?.["EventRecordID"]);
      if (twin === undefined) continue;
      total++;
      const [a, b] = [meaning(event), meaning(twin)];
      const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => a[key] !== b[key]);
      if (keys.length === 0) same++;
      for (const key of keys) differing.set(key, (differing.get(key) ?? 0) + 1);
    }
  }
  conformance(t, "windows-event-xml-meaning", same, total);
  t.diagnostic(`differing: ${JSON.stringify(Object.fromEntries(differing))}`);
  assert.ok(total > 4000, `${total}`);
  assert.ok(same >= total - 5, `${same} of ${total}`);
});
