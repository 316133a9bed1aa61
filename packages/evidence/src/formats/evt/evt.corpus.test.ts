import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import { conformance, noCorpora } from "@stanch/model/conformance.testkit";
import { assertHonest, readBytes } from "../evtx/read-bytes.testkit.ts";
import { evt } from "./evt.ts";

const path = new URL("../../../../../../shared/corpora/plaso-logs/SysEvent.Evt", import.meta.url).pathname;

test("every record of the ring is read", { skip: existsSync(path) ? false : noCorpora }, (t) => {
  const bytes = readFileSync(path);
  const read = readBytes(evt, bytes, { path });
  assertHonest(read, bytes.length);
  conformance(t, "evt-records", read.events.length, 6501);
  assert.equal(read.events.length, 6501);
  assert.equal(read.unparsed, 0);
});
