import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { StanchError } from "@stanch/model/error";
import { readRuleFiles } from "./rule-files.ts";
import { isZip, readRuleZip, ruleZips } from "./rule-zip.ts";
import { zipOf } from "./rule-zip.testkit.ts";

const rule = "title: é 规则\nlogsource: {product: linux}\ndetection: {s: {User: root}, condition: s}\n";
const files = {
  "sigma-1/rules/linux/b.yml": rule,
  "sigma-1/rules/a.YAML": "title: a",
  "sigma-1/rules/notes.txt": "no rule",
  "sigma-1/tests/deep/LICENSE.txt": "of the tests",
  "sigma-1/LICENSE.Detection.Rules.md": "Detection Rule License (DRL) 1.1\n",
  "../../escape.yml": "title: e",
};

test("rule files come out by name with the licence that lies highest, packed or stored; nothing else does", () => {
  for (const packed of [true, false]) {
    const zip = zipOf(files, packed);
    assert.ok(isZip(zip));
    const { texts, licence } = readRuleZip(zip, "x.zip");
    assert.deepEqual(
      texts.map(({ path }) => path),
      ["../../escape.yml", "sigma-1/rules/a.YAML", "sigma-1/rules/linux/b.yml"],
    );
    assert.equal(texts.at(-1)?.yaml, rule);
    assert.equal(licence, "Detection Rule License (DRL) 1.1");
  }
  assert.deepEqual(readRuleZip(zipOf({}, true), "empty.zip"), { texts: [] });
});

test("a zip is read wherever a folder of rules is", () => {
  const folder = mkdtempSync(join(tmpdir(), "stanch-rule-zip-"));
  try {
    const path = join(folder, "sigma.zip");
    writeFileSync(path, zipOf(files, true));
    assert.deepEqual(
      readRuleFiles([path]).map((one) => one.path),
      ["../../escape.yml", "sigma-1/rules/a.YAML", "sigma-1/rules/linux/b.yml"],
    );
    const [told] = ruleZips([folder, path]);
    assert.match(told?.sha256 ?? "", /^[\da-f]{64}$/);
    assert.deepEqual([told?.path, told?.files, told?.licence], [path, 3, "Detection Rule License (DRL) 1.1"]);
    writeFileSync(path, zipOf(files, true).subarray(0, 200));
    assert.throws(
      () => readRuleFiles([path]),
      (error) => error instanceof StanchError && error.code === "E_RULES_ZIP",
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("what states one size and unpacks to another, or to more than the limit, is refused", () => {
  const bomb = zipOf({ "a.yml": "x".repeat(17_000_000) }, true);
  assert.throws(() => readRuleZip(bomb, "bomb.zip"), /E_RULES_ZIP|unpacks/);
  const liar = zipOf({ "a.yml": "x".repeat(100_000) }, true);
  const at = liar.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  liar.writeUInt32LE(10, at + 24);
  assert.throws(
    () => readRuleZip(liar, "liar.zip"),
    (error) => error instanceof StanchError && error.code === "E_RULES_ZIP",
  );
});

test("a rule that was damaged on its way is not read as another", () => {
  const zip = zipOf({ "a.yml": rule }, false);
  const at = zip.indexOf("User: root");
  zip.write("User: toor", at);
  assert.throws(
    () => readRuleZip(zip, "x.zip"),
    (error) => error instanceof StanchError && error.params["reason"] === "a.yml is damaged",
  );
});

test("no bytes make the reader throw anything else", () => {
  const good = zipOf(files, true);
  const spoilt = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.tuple(fc.nat(good.length - 1), fc.nat(255)).map(([at, value]) => {
      const copy = Buffer.from(good);
      copy[at] = value;
      return copy;
    }),
    fc.nat(good.length).map((length) => good.subarray(0, length)),
  );
  fc.assert(
    fc.property(spoilt, (bytes) => {
      try {
        readRuleZip(Buffer.from(bytes), "x.zip");
      } catch (error) {
        assert.ok(error instanceof StanchError && error.code === "E_RULES_ZIP", String(error));
      }
    }),
    { numRuns: 2000 },
  );
});
