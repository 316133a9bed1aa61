import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { answerSheet } from "@stanch/model/answer";
import { balance, type SourceReport } from "@stanch/model/sources";
import { examplesFolder, guessRules, investigateCase, scratchFolder } from "./case.testkit.ts";

const now = Date.parse("2026-12-01T00:00:00Z");
const goodFolder = join(examplesFolder, "ssh-guessing", "evidence", "var", "log");
const good = join(goodFolder, "auth.log");
const line = "Nov 30 21:18:00 db-02 sshd[1]: Failed password for root from 198.51.100.9 port 4022 ssh2\n";
const escape = `/tmp/stanch-escape-${process.pid}.log`;

/** A tar of one member with a name of the writer's choosing. Source: POSIX.1-2017, pax, "ustar Interchange Format". */
function tarOf(name: string, text: string): Buffer {
  const header = Buffer.alloc(512);
  const size = Buffer.byteLength(text);
  header.write(name, 0);
  header.write("0000644\0", 100);
  header.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  header.write("00000000000\0        0", 136);
  header.write("ustar\x0000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  const body = Buffer.alloc(Math.ceil(size / 512) * 512);
  body.write(text);
  return Buffer.concat([header, body, Buffer.alloc(1024)]);
}

/** 失败 in GBK, in the middle of a message. */
const gbkLine = Buffer.concat([
  Buffer.from("Nov 30 21:18:00 db-02 app[1]: "),
  Buffer.from([0xca, 0xa7, 0xb0, 0xdc]),
  Buffer.from("\n"),
]);

const torn = gzipSync(Buffer.from(Array.from({ length: 5000 }, (_, at) => line.replace("[1]", `[${at}]`)).join("")));

/** Bad files by name. The good log lies among them. */
const files: Readonly<Record<string, () => Uint8Array | string>> = {
  "empty.log": () => "",
  "junk.bin": () => Uint8Array.from({ length: 20_000 }, (_, at) => (at * 7919 + (at >> 3) * 31) & 0xff),
  "long.log": () => `${line}${"A".repeat(50 << 20)}\n${line}`,
  "bomb.log.zst": () => zstdCompressSync(Buffer.alloc(700 << 20, 0x41)),
  "evil.tar": () => tarOf(`../../../../../..${escape}`, line.repeat(3)),
  "torn.log.gz": () => torn.subarray(0, torn.length - 400),
  "wide.log": () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(line.repeat(4), "utf16le")]),
  "gbk.log": () => Buffer.concat([gbkLine, gbkLine, gbkLine]),
};

/** What must become of each: a word of the reports of the file and of what lay in it. */
const checks: Readonly<Record<string, (reports: readonly SourceReport[]) => void>> = {
  "empty.log": ([report]) => assert.deepEqual([report?.records, report?.failure], [0, undefined]),
  "junk.bin": ([report]) => assert.deepEqual([report?.format, report?.events], ["unknown", 0]),
  "long.log": ([report]) => assert.ok(report !== undefined && report.events >= 2 && report.records === 3),
  "bomb.log.zst": (reports) => assert.ok(reports.some((report) => report.failure?.code === "E_ARCHIVE_BOMB")),
  "evil.tar": (reports) => {
    assert.ok(!existsSync(escape));
    assert.deepEqual(reports.map((report) => report.events).toSorted(), [0, 3]);
    assert.ok(reports.every((report) => !report.path.includes("..")));
  },
  "torn.log.gz": (reports) => {
    assert.ok(reports.some((report) => report.failure?.code === "E_ARCHIVE_BROKEN"));
    assert.ok(reports.some((report) => report.events > 0));
  },
  "wide.log": ([report]) => assert.deepEqual([report?.encoding, report?.events], ["utf-16le", 4]),
  "gbk.log": ([report]) => assert.equal(report?.events, 3),
};

test("bad files are told one by one, and everything beside them is analysed", async (t) => {
  using folder = scratchFolder("bad");
  using out = scratchFolder("bad-out");
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder.path, name), content());
  copyFileSync(good, join(folder.path, "auth.log"));
  symlinkSync("/etc/passwd", join(folder.path, "passwd"));
  const { answer, sources, state } = await investigateCase([folder.path], out.path, { rules: guessRules(), now });
  answerSheet.parse(answer);
  assert.equal(state, "partial");
  assert.equal(answer.verdict, "incident");
  assert.deepEqual(answer.threads[0]?.source.ips.slice(0, 1), ["203.0.113.66"]);
  assert.equal(sources.sources.find((report) => report.path === "auth.log")?.unparsed, 0);
  for (const report of sources.sources) assert.equal(balance(report), 0, report.path);
  for (const report of sources.sources.filter((one) => one.failure !== undefined)) {
    assert.ok(report.failure?.message.zh !== "" && report.failure?.message.en !== "");
    assert.ok(answer.gaps.some((gap) => gap.kind === "unreadable" && gap.path === report.path));
  }
  assert.equal(answer.counts.failedSources, sources.sources.filter((report) => report.failure !== undefined).length);
  await t.test("a link is not followed out of the evidence", () => {
    assert.ok(!sources.sources.some((report) => report.path.includes("passwd") && report.bytes > 0));
  });
  for (const [name, check] of Object.entries(checks)) {
    await t.test(name, () => check(sources.sources.filter((report) => report.path.split("!/")[0] === name)));
  }
});

test("hostile text stays text: nothing in a statement steers a terminal, and the raw record is kept as it is", async () => {
  using folder = scratchFolder("hostile");
  using out = scratchFolder("hostile-out");
  const bad = "\u001b[2J<script>alert(1)</script> =cmd|' /C calc'!A0 {host} \u202egnp.exe";
  const sudo = `Nov 30 21:19:05 db-02 sudo:   oracle : TTY=pts/1 ; PWD=/ ; USER=root ; COMMAND=/bin/echo ${bad}\n`;
  writeFileSync(join(folder.path, "auth.log"), readFileSync(good, "utf8").replace(/^(.*useradd\[.*\n)/m, `${sudo}$1`));
  const { answer, citations } = await investigateCase([folder.path], out.path, { rules: guessRules(), now });
  const step = answer.threads[0]?.steps.find((one) => one.statement.en.includes("<script>"));
  assert.ok(step !== undefined);
  for (const text of [step.statement.zh, step.statement.en]) {
    assert.ok(!/[\p{Cc}\p{Cf}]/u.test(text), JSON.stringify(text));
    assert.ok(text.includes("{host}"), "a place in the evidence is no place of ours");
  }
  assert.ok([...citations.values()].some((one) => one.raw.includes("\u001b[2J")));
});

/** A script that investigates `from` into its first argument with no rules and prints what came of it. */
function scriptFor(from: string): string {
  return `const { investigate } = await import(${JSON.stringify(join(import.meta.dirname, "investigation.ts"))});
    await investigate({ paths: [${JSON.stringify(from)}], out: process.argv[2], rules: [], version: "0", workers: 1 }).then(
      ({ sources }) => console.log(JSON.stringify(sources.sources.map((one) => [one.path, one.events, one.failure?.code]))),
      (error) => console.log(error.code),
    );`;
}

const isRoot = process.getuid?.() === 0;
const missing = (error: Error | undefined, stderr: string): boolean =>
  error !== undefined || /(?:unshare|mount|setpriv):/.test(stderr);

test("a file without permission is told, and the rest analysed", (t) => {
  using folder = scratchFolder("locked");
  using out = scratchFolder("locked-out");
  copyFileSync(good, join(folder.path, "auth.log"));
  writeFileSync(join(folder.path, "secret.log"), line, { mode: 0 });
  const script = join(out.path, "run.mjs");
  writeFileSync(script, scriptFor(folder.path));
  // Root reads everything unless it gives that right up.
  const plain = ["--bounding-set", "-dac_override,-dac_read_search"];
  const [command, ...args] = isRoot ? ["setpriv", ...plain, process.execPath] : [process.execPath];
  const done = spawnSync(command ?? "", [...args, script, join(out.path, "result")], { encoding: "utf8" });
  if (missing(done.error, done.stderr)) {
    t.skip("needs setpriv");
    return;
  }
  assert.deepEqual(JSON.parse(done.stdout), [
    ["auth.log", 245, null],
    ["secret.log", 0, "E_SOURCE_PERMISSION"],
  ]);
});

test("a full disk is said as such", (t) => {
  using place = scratchFolder("full");
  const disk = join(place.path, "disk");
  mkdirSync(disk);
  const script = join(place.path, "run.mjs");
  writeFileSync(script, scriptFor(goodFolder));
  const run = `mount -t tmpfs -o size=16k none "$0" && exec "$1" "$2" "$0"`;
  const flags = isRoot ? ["--mount"] : ["--mount", "--map-root-user"];
  const done = spawnSync("unshare", [...flags, "sh", "-c", run, disk, process.execPath, script], { encoding: "utf8" });
  if (missing(done.error, done.stderr)) {
    t.skip("needs unshare and a mount of its own");
    return;
  }
  assert.equal(done.stdout.trim(), "E_DISK_FULL", done.stderr);
  assert.deepEqual(readdirSync(disk), []);
});
