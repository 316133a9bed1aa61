import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";

const launcher = path.resolve(import.meta.dirname, "../launcher.cjs");
const folder = mkdtempSync(path.join(tmpdir(), "launcher-"));
after(() => rmSync(folder, { recursive: true }));

function version(temporary: string): string {
  const env = { ...process.env, TMPDIR: temporary, NODE_COMPILE_CACHE: "", NODE_OPTIONS: "" };
  return execFileSync(process.execPath, [launcher, "--version"], { env, encoding: "utf8" });
}

test("compiled code is kept in a folder of the account's own, and run from no folder that others may write", () => {
  const own = path.join(folder, "own");
  mkdirSync(own);
  assert.match(version(own), /^\d+\.\d+\.\d+/);
  const name = `stanch-compile-${process.getuid?.() ?? "user"}`;
  assert.ok(existsSync(path.join(own, name)));
  assert.ok(readdirSync(path.join(own, name)).length > 0, "code was kept");

  const open = path.join(folder, "open");
  mkdirSync(path.join(open, name), { recursive: true });
  chmodSync(path.join(open, name), 0o777);
  assert.match(version(open), /^\d+\.\d+\.\d+/);
  assert.deepEqual(readdirSync(path.join(open, name)), []);

  const elsewhere = path.join(folder, "elsewhere");
  const linked = path.join(folder, "linked");
  mkdirSync(elsewhere);
  mkdirSync(linked);
  symlinkSync(elsewhere, path.join(linked, name));
  assert.match(version(linked), /^\d+\.\d+\.\d+/);
  assert.deepEqual(readdirSync(elsewhere), []);
});
