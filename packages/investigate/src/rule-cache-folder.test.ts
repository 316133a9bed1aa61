import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
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
    const again = makeRuling(texts, ruleCacheFolder(cached));
    assert.equal(again.hash, plain.hash);
    assert.ok(again.documents.every((one) => one.kind === "rule" && one.sound === true));
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

test("a file that others may write is not believed, and only the newest rule sets are kept", () => {
  const folder = mkdtempSync(join(tmpdir(), "stanch-rule-cache-"));
  try {
    const cache = ruleCacheFolder(folder);
    const key = (at: number): string => `sigma-2-${String(at).padStart(64, "0")}`;
    cache.write(key(0), "mine");
    assert.equal(cache.read(key(0)), "mine");
    chmodSync(join(folder, `${key(0)}.json`), 0o666);
    assert.equal(cache.read(key(0)), process.platform === "win32" ? "mine" : undefined);
    for (let at = 1; at <= 12; at++) {
      cache.write(key(at), "kept");
      utimesSync(join(folder, `${key(at)}.json`), at, at);
    }
    cache.write(key(13), "kept");
    assert.equal(readdirSync(folder).length, 8);
    assert.equal(cache.read(key(13)), "kept");
    assert.equal(cache.read(key(1)), undefined);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
