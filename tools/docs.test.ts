import assert from "node:assert/strict";
import { test } from "node:test";
import { madePages, stalePages } from "./docs.ts";

test("the made pages of docs/ say what the declarations say; npm run docs renews them", () => {
  assert.deepEqual(stalePages(), []);
});

test("every page exists in both languages with as many rows", () => {
  const rows = (text: string) => text.split("\n").filter((line) => line.startsWith("| ")).length;
  const pages = madePages();
  for (const [path, text] of pages) {
    if (!path.startsWith("docs/en/")) continue;
    const other = pages.get(path.replace("/en/", "/zh/")) ?? "";
    assert.equal(rows(other), rows(text), path);
    assert.ok(rows(text) > 20, path);
  }
});

test("no cell of a page breaks its table", () => {
  for (const [path, text] of madePages()) {
    for (const line of text.split("\n").filter((one) => one.startsWith("| "))) {
      const bars = line.replaceAll(/\\./g, "").split("|").length - 2;
      assert.ok(bars === 4, `${path}: ${line}`);
    }
  }
});
