import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { knownHoles } from "./known-hole-list.testkit.ts";

const packages = new URL("../../", import.meta.url);

test("each published hole has a test that is there, under the name that the list gives", () => {
  for (const { hole, file, test: name } of knownHoles) {
    const source = readFileSync(new URL(file, packages), "utf8");
    const titles = [...source.matchAll(/\b(?:test|suite\.test)\(\s*(?:`|"|')((?:[^"`\\]|\\.)*)/g)].map(
      (match) => match[1] ?? "",
    );
    const found = titles.filter((title) => title.replace(/^\$\{engine\.name\}: /, "").startsWith(name));
    assert.equal(found.length > 0, true, `${hole}: no test "${name}…" in ${file}`);
  }
  assert.ok(knownHoles.length >= 40);
});
