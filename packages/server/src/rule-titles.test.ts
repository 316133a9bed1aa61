import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { detectionRule } from "@stanch/model/detection-rule";
import { ruleTitles } from "./rule-titles.ts";

test("every own rule has a name in both languages, a foreign rule keeps its own", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "stanch-rules-"));
  const id = "0b1f9e7c-5a0e-4a1e-9b53-1f0d8a1f3c11";
  const yaml = `title: '<b>=Foreign'\nid: ${id}\nlogsource: {product: linux}\ndetection: {k: [x], condition: k}\nlevel: high\n`;
  writeFileSync(path.join(folder, "a.yml"), yaml);
  try {
    const rules = ruleTitles([folder])().map((one) => detectionRule.parse(one));
    const foreign = rules.filter((one) => one.id === id);
    assert.deepEqual(foreign, [{ id, title: { zh: "<b>=Foreign", en: "<b>=Foreign" }, level: "high" }]);
    const own = rules.filter((one) => one.id !== id);
    assert.ok(own.length > 100);
    for (const { title } of own) assert.match(title.zh, /\p{Script=Han}/u);
    assert.equal(new Set(rules.map((one) => one.id)).size, rules.length);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
