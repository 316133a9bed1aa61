import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import { sampleOf } from "../../sample.ts";
import { readBytes } from "../evtx/read-bytes.testkit.ts";
import { utmp } from "./utmp.ts";

const root = new URL("../../../../../../shared/corpora/plaso-logs/utmp/", import.meta.url).pathname;
const skip = existsSync(root) ? false : "skipped: no corpora";
test("files of several machines give the records that are listed", { skip }, () => {
  const listed = { utmp: 14, "wtmp.1": 4, utmp_corrupted: 2, utmp_aarch64: 6, utmp_s390: 6, utmp_x86_64: 6 };
  for (const [name, count] of Object.entries(listed)) {
    const bytes = readFileSync(root + name);
    assert.ok(utmp.sniff(sampleOf(bytes, name)) > 60, name);
    const { events } = readBytes(utmp, bytes, "UTC", name);
    assert.equal(events.length, count, name);
  }
});
