import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ruleCacheFolder } from "./rule-cache-folder.ts";
import { makeRuling } from "./ruling.ts";

const yaml = "title: a\nid: a\nlogsource: {product: linux}\ndetection: {s: {User: root}, condition: s}";

test("rules come from the folder the second time, and are parsed again when it is spoilt or cannot be written", () => {
  const folder = mkdtempSync(join(tmpdir(), "stanch-rule-cache-"));
  try {
    const cached = join(folder, "deep", "cache");
    const texts = [{ path: "a.yml", yaml }];
    const plain = makeRuling(texts);
    assert.equal(makeRuling(texts, ruleCacheFolder(cached)).hash, plain.hash);
    const [name = ""] = readdirSync(cached);
    assert.match(name, /^sigma-\d+-[\da-f]{64}\.json$/);
    assert.deepEqual(makeRuling(texts, ruleCacheFolder(cached)).documents, plain.documents);
    writeFileSync(join(cached, name), "{ half");
    assert.equal(makeRuling(texts, ruleCacheFolder(cached)).hash, plain.hash);
    writeFileSync(join(folder, "file"), "");
    assert.equal(makeRuling(texts, ruleCacheFolder(join(folder, "file"))).hash, plain.hash);
    ruleCacheFolder(cached).write("../../escape", "x");
    assert.deepEqual(readdirSync(folder).sort(), ["deep", "file"]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
