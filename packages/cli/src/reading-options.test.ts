import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { StanchError } from "@stanch/model/error";
import { clockOf, clocks, definitions } from "./reading-options.ts";

const code = (expected: string) => (error: unknown) => error instanceof StanchError && error.code === expected;

test("clocks of hosts and files, with zone, correction or both", () => {
  assert.deepEqual(clockOf("web-01=Asia/Shanghai"), { host: "web-01", zone: "Asia/Shanghai" });
  assert.deepEqual(clockOf("web-01=-312.5s"), { host: "web-01", correction: -312.5 });
  assert.deepEqual(clockOf("web=+08:00,60s"), { host: "web", zone: "+08:00", correction: 60 });
  assert.deepEqual(clockOf("file:a=b/auth.log=UTC"), { path: "a=b/auth.log", zone: "UTC" });
  assert.deepEqual(clocks("b=5s", clocks("a=UTC")), [
    { host: "a", zone: "UTC" },
    { host: "b", correction: 5 },
  ]);
  const bad = [
    "",
    "web",
    "=UTC",
    "web=",
    "web=nowhere",
    "web=UTC,+01:00",
    "web=1s,2s",
    "web=1h",
    "file:=UTC",
    "web=1e9s",
    "web=\u001b[31m",
  ];
  for (const value of bad) assert.throws(() => clockOf(value), code("E_CLOCK"), value);
});

test("definitions that could read nothing are refused before anything begins", () => {
  const folder = mkdtempSync(join(tmpdir(), "stanch-definition-"));
  const file = join(folder, "formats.json");
  const given = (format: object): readonly unknown[] => {
    writeFileSync(file, JSON.stringify({ version: 1, formats: [{ names: { zh: "一", en: "one" }, ...format }] }));
    return definitions(file);
  };
  try {
    assert.equal(given({ id: "acme", patterns: ["%{time} %{message}"] }).length, 1);
    for (const format of [
      { id: "acme", patterns: ["%{message}"] },
      { id: "acme", patterns: ["%{time}%{message}"] },
      { id: "syslog", patterns: ["%{time} %{message}"] },
      { id: "../x", patterns: ["%{time} %{message}"] },
      { id: "acme", patterns: [] },
    ]) {
      assert.throws(() => given(format), code("E_FORMAT_DEFINITION"));
    }
    writeFileSync(file, "{");
    assert.throws(() => definitions(file), code("E_FORMAT_DEFINITION"));
    assert.throws(() => definitions(join(folder, "none")), code("E_PATH_MISSING"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
