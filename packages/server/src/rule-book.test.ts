import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { StanchError } from "@stanch/model/error";
import { ruleCacheFolder } from "@stanch/investigate/rule-cache-folder";
import { zipOf } from "@stanch/investigate/rule-zip.testkit";
import { makeRuling } from "@stanch/investigate/ruling";
import { narrowingOf, ruleBook } from "./rule-book.ts";
import { ruleOrigins } from "./rule-texts.ts";

const folder = mkdtempSync(path.join(tmpdir(), "stanch-rule-book-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const blobs = { path: async (sha256: string) => path.join(folder, sha256) };
const book = ruleBook({ blobs }, ruleCacheFolder(path.join(folder, "cache")));

/** Stores bytes as the centre does. */
function stored(name: string, bytes: Uint8Array | string) {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  writeFileSync(path.join(folder, sha256), bytes);
  return { name, sha256 };
}

const id = "0b1f9e7c-5a0e-4a1e-9b53-1f0d8a1f3c11";
const rule = `title: '<b>=Foreign'\nid: ${id}\nlogsource: {product: linux, category: process_creation}\ndetection: {s: {User: root}, condition: s}\nlevel: high\n`;
const zip = stored("sigmahq", zipOf({ "r/a.yml": rule, "r/b.yml": "title: [", LICENSE: "DRL 1.1\nmore" }, true));
const none = { disabled: [], filters: [], sources: [] };
const filter = (rules: string): string =>
  `title: Scanner\nlogsource: {product: linux}\nfilter:\n  rules: ${rules}\n  selection: {User: scan}\n  condition: not selection\n`;

test("the list has the program's own rules, then those of added sources; its hash is the one that answers state", async () => {
  const own = await book.read(none);
  assert.ok(own.rules.length > 200 && own.rules.every(({ source }) => source === "own"));
  for (const { title } of own.rules) assert.match(title.zh, /\p{Script=Han}/u);
  const chosen = { disabled: [id], filters: [{ id: "f", yaml: filter("any") }], sources: [zip] };
  const both = await book.read(chosen);
  assert.equal(both.rules.length, own.rules.length + 1);
  assert.equal(both.rejected, own.rejected + 1);
  const { tags: _, ...last } = both.rules.at(-1) ?? { tags: [] };
  assert.deepEqual(last, {
    id,
    title: { zh: "<b>=Foreign", en: "<b>=Foreign" },
    level: "high",
    kind: "rule",
    logsource: "linux / process_creation",
    source: "sigmahq",
    path: "sigmahq/r/a.yml",
  });
  const texts = (await ruleOrigins({ blobs }, chosen.sources)).flatMap((origin) => origin.texts);
  const ruling = makeRuling(texts, undefined, narrowingOf(chosen));
  assert.equal(both.hash, ruling.hash);
  assert.equal(ruling.rules.length, own.rules.length);
  assert.notEqual(both.hash, (await book.read({ ...chosen, disabled: [] })).hash);
  const base = own.rules.find(({ path: one }) => one === "base/login-refused.yml")?.id ?? "";
  assert.ok((await book.read({ ...none, disabled: [base] })).rejected > own.rejected, "its correlations are counted");
});

test("a filter is checked by itself and beside the rules it speaks of", async () => {
  const errors = async (yaml: string): Promise<string[]> =>
    (await book.lint(yaml, [zip])).remarks.filter(({ error }) => error).map((one) => `${one.line} ${one.rule}`);
  const good = await book.lint(filter(`[${id}]`), [zip]);
  assert.deepEqual([good.title, good.rules, good.remarks.filter(({ error }) => error)], ["Scanner", 1, []]);
  assert.ok((await book.lint(filter("any"), [zip])).rules > 50);
  assert.deepEqual(await errors(filter("[nobody]")), ["1 error-reference"]);
  assert.deepEqual(await errors(filter(`[${id}]`).replace("product: linux", "product: windows")), [
    "1 error-filterLogsource",
  ]);
  assert.deepEqual(await errors(rule), ["1 error-notFilter"]);
  assert.deepEqual(await errors(filter("any").replace("User:", "User|fuzzy:")), ["5 error-modifier"]);
  assert.equal((await errors("title: [")).length, 1);
  assert.equal((await errors("- a")).length, 1);
  const remark = (await book.lint(filter("[nobody]"), [])).remarks.find(({ error }) => error);
  assert.match(remark?.message.zh ?? "", /\p{Script=Han}/u);
});

test("what was uploaded is looked at: documents, licence, and what is no rule at all", async () => {
  assert.deepEqual(await book.look(zip), { documents: 2, rejected: 1, licence: "DRL 1.1\nmore" });
  assert.deepEqual(await book.look(stored("one", rule)), { documents: 1, rejected: 0, licence: "" });
  assert.equal((await book.look(stored("prose", "no rule at all"))).documents, 0);
  assert.equal((await book.look(stored("none", zipOf({ "readme.md": "x" }, true)))).documents, 0);
  await assert.rejects(
    book.look(stored("half", zipOf({ "a.yml": rule }, true).subarray(0, 60))),
    (error) => error instanceof StanchError && error.code === "E_RULES_ZIP",
  );
});
