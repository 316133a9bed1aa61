import assert from "node:assert/strict";
import { cpSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { answerSheet } from "@stanch/model/answer";
import { detection } from "@stanch/model/detection";
import { eventLine } from "@stanch/model/event-line";
import { balance, sourcesSheet } from "@stanch/model/sources";
import { manifest } from "@stanch/report/manifest";
import { authLog, inShell, stanch, testFolder, testRules } from "./command.testkit.ts";

const names = [
  "answer.json",
  "detections.jsonl",
  "events.parquet",
  "manifest.json",
  "report.en.pdf",
  "report.html",
  "report.zh.pdf",
  "sources.json",
];
const plain = ["--no-own", "--now", "2026-03-05"];

/** A case with a hostile account name, and rules for it, in a folder of its own. */
function makeCase(account?: string) {
  const folder = testFolder();
  folder.write("case/log/auth.log", authLog(account));
  folder.write("case/log/access.log", `203.0.113.9 - - [01/Mar/2026:02:20:00 +0000] "GET /a HTTP/1.1" 200 5 "-" "x"\n`);
  folder.write("case/other/messages", "Mar  1 03:00:00 web-01 kernel: hello\n".repeat(3000));
  const rules = folder.write("rules/ssh.yml", testRules);
  return Object.assign(folder, { rules, case: path.join(folder.path, "case") });
}

const bytesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name)).toString("base64")]),
  );

test("investigate leaves every file in its contract's form, and verify says that they hold until one byte changes", async () => {
  using folder = makeCase();
  const out = path.join(folder.path, "result");
  const ran = await stanch(["investigate", folder.case, ...plain, "--rules", folder.rules, "--out", out]);
  assert.equal(ran.code, 0, ran.err);
  assert.deepEqual(readdirSync(out).sort(), names);
  const read = (name: string): string => readFileSync(path.join(out, name), "utf8");
  const answer = answerSheet.strict().parse(JSON.parse(read("answer.json")));
  assert.equal(answer.verdict, "incident");
  assert.ok(
    answer.threads.some(({ source }) => source.ips.includes("203.0.113.9") && source.vector === "ssh-password"),
  );
  const { sources } = sourcesSheet.strict().parse(JSON.parse(read("sources.json")));
  assert.equal(sources.length, 3);
  for (const source of sources) assert.equal(balance(source), 0, source.path);
  const lines = read("detections.jsonl").trimEnd().split("\n");
  for (const line of lines) detection.strict().parse(JSON.parse(line));
  assert.equal(lines.length, answer.counts.detections);
  manifest.strict().parse(JSON.parse(read("manifest.json")));
  for (const part of [answer.summary.en, "203.0.113.9", "Do now", "counts", out].filter((one) => one !== "counts"))
    assert.ok(ran.out.includes(part), part);
  assert.equal((await stanch(["verify", out])).code, 0);
  folder.write("result/answer.json", read("answer.json").replace("incident", "Incident"));
  const broken = await stanch(["--lang", "zh", "verify", out]);
  assert.equal(broken.code, 3);
  assert.match(broken.out, /✗ 文件：“answer\.json” 被改动/);
});

test("events and detect print their contracts, and agree with what investigate counts", async () => {
  using folder = makeCase();
  const events = await stanch(["events", folder.case, "--now", "2026-03-05"]);
  assert.equal(events.code, 0, events.err);
  const lines = events.out.trimEnd().split("\n");
  assert.equal(lines.length, 42 + 1 + 3000);
  const ids = new Set(lines.map((line) => eventLine.strict().parse(JSON.parse(line))["event.id"]));
  assert.equal(ids.size, lines.length);
  const detect = await stanch(["detect", folder.case, "--now", "2026-03-05", "--rules", folder.rules]);
  assert.equal(detect.code, 0, detect.err);
  const found = detect.out
    .trimEnd()
    .split("\n")
    .map((line) => detection.strict().parse(JSON.parse(line)));
  assert.ok(found.some(({ rule }) => rule.title === "Guessing that succeeded"));
  for (const { events: cited } of found) for (const id of cited) assert.ok(ids.has(id), id);
});

test("the same input gives the same bytes: 1 and 2 workers, any order of paths, a copy elsewhere", async () => {
  using folder = makeCase();
  cpSync(folder.case, path.join(folder.path, "far/away/copy"), { recursive: true, preserveTimestamps: true });
  const parts = (root: string): string[] =>
    ["log/auth.log", "log/access.log", "other"].map((one) => path.join(root, one));
  const far = path.join(folder.path, "far/away/copy");
  const runs: readonly (readonly string[])[] = [
    [...parts(folder.case), "--workers", "1"],
    [...parts(folder.case).reverse(), "--workers", "2"],
    [...parts(far), "--workers", "2"],
  ];
  const results = [];
  for (const [at, run] of runs.entries()) {
    const out = path.join(folder.path, `result-${at}`);
    const ran = await stanch(["investigate", ...run, ...plain, "--rules", folder.rules, "--out", out]);
    assert.equal(ran.code, 0, ran.err);
    results.push(bytesOf(out));
  }
  assert.deepEqual(Object.keys(results[0] ?? {}).sort(), names);
  for (const name of names) {
    assert.equal(results[1]?.[name], results[0]?.[name], `${name}: two workers, other order`);
    assert.equal(results[2]?.[name], results[0]?.[name], `${name}: copied elsewhere`);
  }
});

test("what an intruder wrote reaches a terminal as characters, never as commands", async () => {
  const evil = "a\u001b[2Jb\u001b]52;c;cm0=\u0007\u202egnp.exe\u009b31m\rroot";
  using folder = makeCase(evil);
  const forbidden = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
  const out = path.join(folder.path, "result");
  const args = ["investigate", folder.case, ...plain, "--no-report", "--rules", folder.rules, "--out", out];
  const summary = await stanch(args);
  assert.ok(summary.out.includes("a␛[2Jb␛]52;c;cm0="), summary.out);
  assert.doesNotMatch(summary.out, forbidden);
  assert.doesNotMatch(summary.err, forbidden);
  const events = await stanch(["events", path.join(folder.case, "log"), "--now", "2026-03-05"]);
  assert.doesNotMatch(events.out, forbidden);
  const said = events.out
    .trimEnd()
    .split("\n")
    .map((line) => eventLine.parse(JSON.parse(line)).message ?? "");
  assert.ok(
    said.some((message) => message.includes("\u202egnp.exe\u009b31m")),
    "data is whole",
  );
  const detect = await stanch(["detect", folder.case, "--rules", folder.rules]);
  assert.doesNotMatch(detect.out, forbidden);
  const named = folder.write("case/log/\u001b[31m\u202egol.htua", authLog());
  assert.ok(existsSync(named));
  const again = await stanch(args);
  assert.doesNotMatch(again.out + again.err, forbidden);
});

test("results stay out of the evidence, and out of folders with other things; earlier results live until new ones are whole", async () => {
  using folder = makeCase();
  const run = (out: string, ...more: string[]) =>
    stanch(["investigate", folder.case, ...plain, "--no-report", "--rules", folder.rules, "--out", out, ...more]);
  for (const out of [folder.case, path.join(folder.case, "log/result"), folder.path]) {
    const ran = await run(out);
    assert.equal(ran.code, 2, ran.err);
    assert.match(ran.err, /E_OUT_INSIDE/);
  }
  symlinkSync(folder.case, path.join(folder.path, "door"));
  assert.match((await run(path.join(folder.path, "door/result"))).err, /E_OUT_INSIDE/);
  folder.write("taken/letter.txt", "dear");
  assert.match((await run(path.join(folder.path, "taken"))).err, /E_OUT_TAKEN/);
  const out = path.join(folder.path, "result");
  assert.equal((await run(out)).code, 0);
  const before = bytesOf(out);
  const failed = await inShell('ulimit -f 4; exec "$@"', [
    "investigate",
    folder.case,
    ...plain,
    "--rules",
    folder.rules,
    "--out",
    out,
  ]);
  assert.equal(failed.code, 3, failed.err);
  assert.deepEqual(bytesOf(out), before);
  assert.deepEqual(readdirSync(folder.case).sort(), ["log", "other"]);
});

test("a disk without room is told as such, in both languages, and leaves nothing half done", async () => {
  using folder = makeCase();
  for (const [language, sentence] of [
    ["en", /The disk is full: .*could not be written/],
    ["zh", /磁盘空间不足/],
  ] as const) {
    for (const limit of [4, 64]) {
      const out = path.join(folder.path, `full-${limit}`);
      const args = ["--lang", language, "investigate", folder.case, ...plain, "--rules", folder.rules, "--out", out];
      const ran = await inShell(`ulimit -f ${limit}; exec "$@"`, args);
      assert.equal(ran.code, 3, `${limit} ${ran.err}`);
      assert.match(ran.err, sentence);
      assert.ok(!existsSync(out));
    }
  }
  const { size } = statSync(path.join(folder.case, "log/auth.log"));
  assert.equal(size, authLog().length);
});
