import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import { conformance, noCorpora } from "@stanch/model/conformance.testkit";
import { sampleOf } from "../../sample.ts";
import { readBytes } from "../evtx/read-bytes.testkit.ts";
import { utmp } from "./utmp.ts";

const root = new URL("../../../../../../shared/corpora/plaso-logs/utmp/", import.meta.url).pathname;
const skip = existsSync(root) ? false : noCorpora;
test("files of several machines give the records that are listed", { skip }, (t) => {
  const listed = { utmp: 14, "wtmp.1": 4, utmp_corrupted: 2, utmp_aarch64: 6, utmp_s390: 6, utmp_x86_64: 6 };
  const wrong: string[] = [];
  for (const [name, count] of Object.entries(listed)) {
    const bytes = readFileSync(root + name);
    const { events } = readBytes(utmp, bytes, { path: name });
    if (events.length !== count || utmp.sniff(sampleOf(bytes, name)) <= 60) wrong.push(`${name}: ${events.length}`);
  }
  const files = Object.keys(listed).length;
  conformance(t, "plaso-logs-utmp", files - wrong.length, files);
  assert.deepEqual(wrong, []);
});
