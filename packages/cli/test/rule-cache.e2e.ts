import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { authLog, inShell, testFolder } from "./command.testkit.ts";

const rules = path.resolve(import.meta.dirname, "../../../rules");

test("detections are the same without a cache, with one, with a spoilt one and where none can be kept", async () => {
  using folder = testFolder();
  const log = folder.write("auth.log", authLog());
  const cache = path.join(folder.path, "cache");
  const args = ["detect", log, "--rules", rules, "--now", "2026-03-05"];
  const run = async (home: string): Promise<string> => {
    const ran = await inShell(`XDG_CACHE_HOME='${home}' "$@"`, args);
    assert.equal(ran.code, 0, ran.err);
    return ran.out;
  };
  const first = await run(cache);
  assert.ok(first.split("\n").length > 3);
  const [name = ""] = readdirSync(path.join(cache, "stanch"));
  assert.match(name, /^sigma-\d+-[\da-f]{64}\.json$/);
  assert.equal(await run(cache), first);
  const file = path.join(cache, "stanch", name);
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace('"level":"high"', '"level":"low"'));
  assert.equal(await run(cache), first);
  assert.equal(readFileSync(file, "utf8"), text, "the spoilt file was written anew");
  assert.equal(await run(folder.write("no-folder", "")), first);
});
