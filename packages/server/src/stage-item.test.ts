import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { safeName, stageItem } from "./stage-item.ts";

test("whatever an item is called, it is one plain file name that a file system takes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (name) => {
      const safe = safeName(name);
      assert.ok(Buffer.byteLength(safe) <= 255 && safe !== "" && !safe.startsWith("."));
      assert.ok(!/[/\\\u0000-\u001f\u007f]/.test(safe) && path.basename(safe) === safe);
    }),
  );
  const cases = [
    ["../../etc/passwd", "passwd"],
    ["..\\..\\auth.log", "auth.log"],
    ["..", "_"],
    [".bashrc", "_bashrc"],
    ["a/", "evidence"],
    ["日志.tar.gz", "日志.tar.gz"],
  ] as const;
  for (const [name, safe] of cases) assert.equal(safeName(name), safe, name);
  assert.equal(Buffer.byteLength(safeName(`${"😀".repeat(300)}.abcdefgh.abcdefgh`)), 218);
});

test("the original is another name of the same bytes, below the folder", async () => {
  const home = await mkdtemp(path.join(tmpdir(), "stanch-stage-"));
  try {
    const original = path.join(home, "blob");
    await writeFile(original, "bytes");
    const file = await stageItem(path.join(home, "in"), { label: "E-01", name: "../../../x" }, original);
    assert.equal(file, path.join(home, "in", "E-01", "x"));
    assert.equal(await readFile(file, "utf8"), "bytes");
    assert.equal((await stat(file)).ino, (await stat(original)).ino);
  } finally {
    await rm(home, { recursive: true });
  }
});
