import assert from "node:assert/strict";
import { chmodSync, readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { zstdCompressSync } from "node:zlib";
import { sourcesSheet } from "@stanch/model/sources";
import { pack } from "tar-stream";
import { authLog, inShell, type Ran, stanch, testFolder, testRules } from "./command.testkit.ts";

type Folder = ReturnType<typeof testFolder>;

function sourcesOf(folder: Folder, out = "result") {
  const text = readFileSync(path.join(folder.path, out, "sources.json"), "utf8");
  return new Map(sourcesSheet.parse(JSON.parse(text)).sources.map((one) => [one.path, one]));
}

function investigateArgs(folder: Folder, out = "result"): string[] {
  const rules = folder.write("rules.yml", testRules);
  const flags = ["--no-own", "--now", "2026-03-05", "--no-report", "--rules", rules];
  return ["investigate", path.join(folder.path, "case"), ...flags, "--out", path.join(folder.path, out)];
}

async function tarOf(members: Readonly<Record<string, string>>): Promise<Buffer> {
  const tar = pack();
  for (const [name, content] of Object.entries(members)) tar.entry({ name }, content);
  tar.finalize();
  const parts: Buffer[] = [];
  for await (const part of tar) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

test("bad files are named and the rest is analysed: empty, junk, a line of 50 MB, a bomb, a climbing archive, GBK, UTF-16", async () => {
  using folder = testFolder();
  folder.write("case/auth.log", authLog());
  folder.write("case/empty.log", "");
  folder.write(
    "case/junk.bin",
    Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * at * 31 + (at >> 3)) % 256)),
  );
  folder.write("case/long.log", `Mar  1 02:14:07 web-01 sshd[1]: ${"A".repeat(50 << 20)}\n${authLog()}`);
  folder.write("case/bomb.zst", zstdCompressSync(Buffer.alloc(200 << 20)));
  folder.write("case/climb.tar", await tarOf({ "../../../escaped.log": authLog(), "/tmp/absolute.log": authLog() }));
  const chinese = Buffer.from("b7fecef1c6f7", "hex");
  const gbk = Buffer.concat([
    Buffer.from("Mar  1 02:14:07 web-01 sshd[1]: Failed password for "),
    chinese,
    Buffer.from(" from 203.0.113.9 port 1 ssh2\n"),
  ]);
  folder.write("case/gbk.log", Buffer.concat(Array.from({ length: 20 }, () => gbk)));
  folder.write("case/utf16.log", Buffer.from(`\ufeff${authLog()}`, "utf16le"));
  const before = readdirSync(folder.path, { recursive: true }).sort();
  const ran = await stanch(investigateArgs(folder));
  assert.equal(ran.code, 1, ran.err);
  for (const name of ["junk.bin", "bomb.zst"]) assert.ok(ran.out.includes(name), `${name} is named`);
  const sources = sourcesOf(folder);
  assert.equal(sources.get("auth.log")?.events, 42);
  assert.equal(sources.get("utf16.log")?.events, 42);
  assert.equal(sources.get("gbk.log")?.events, 20);
  assert.equal(sources.get("long.log")?.events, 43);
  assert.equal(sources.get("empty.log")?.records, 0);
  assert.equal(sources.get("bomb.zst")?.failure?.code, "E_ARCHIVE_BOMB");
  assert.equal(sources.get("climb.tar!/escaped.log")?.events, 42);
  assert.equal(sources.get("climb.tar!/tmp/absolute.log")?.events, 42);
  const after = readdirSync(folder.path, { recursive: true }).filter(
    (name) => !/^(?:result|rules\.yml)/.test(String(name)),
  );
  assert.deepEqual(after.sort(), before, "nothing was written outside the results");
  const events = await stanch(["events", path.join(folder.path, "case/gbk.log"), "--now", "2026-03-05"]);
  assert.ok(events.out.includes("服务器"), events.out.slice(0, 300));
});

test("a file without permission is named, the rest is analysed, in both languages", async () => {
  using folder = testFolder();
  folder.write("case/auth.log", authLog());
  chmodSync(folder.write("case/secret.log", authLog()), 0);
  const args = investigateArgs(folder);
  // Root may read anything: then the command runs as somebody who may not.
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  chmodSync(folder.path, 0o777);
  for (const [language, sentence] of [
    ["en", "no permission to read it"],
    ["zh", "没有读取权限"],
  ] as const) {
    const ran: Ran = await stanch(["--lang", language, ...args], { cwd: folder.path, ...nobody });
    assert.equal(ran.code, 1, ran.err);
    assert.ok(ran.out.includes(`secret.log${language === "zh" ? "：" : ": "}${sentence}`), ran.out);
    assert.equal(sourcesOf(folder).get("auth.log")?.events, 42);
    assert.equal(sourcesOf(folder).get("secret.log")?.failure?.code, "E_SOURCE_PERMISSION");
  }
});

test("a pipe among the evidence is named, not waited for", async () => {
  using folder = testFolder();
  folder.write("case/auth.log", authLog());
  const ran = await inShell(`mkfifo "${folder.path}/case/pipe" && exec timeout -k 1 60 "$@"`, investigateArgs(folder));
  assert.equal(ran.code, 1, ran.err);
  assert.ok(ran.out.includes("pipe: a link, device or pipe is not followed"), ran.out);
});

const wrong: readonly (readonly [args: readonly string[], code: string, zh: string, en: string])[] = [
  [["events", "/nowhere/at/all"], "E_PATH_MISSING", "不存在或无法读取", "does not exist or cannot be read"],
  [["events", ".", "--weird"], "E_USAGE_OPTION", "没有选项“--weird”", "There is no option “--weird”"],
  [["events", ".", "--zone", "Mars/Olympus"], "E_ZONE", "不认识的时区", "is not a time zone"],
  [["events", ".", "--now", "2026-02-30"], "E_INSTANT", "不是时间点", "is not an instant"],
  [["investigate", ".", "--workers", "0"], "E_NUMBER", "的整数", "is not a whole number from 1 to 256"],
  [["detect", "."], "E_USAGE_NEEDED", "必须给出选项", "must be given"],
  [["fly"], "E_USAGE_COMMAND", "没有命令“fly”", "There is no command “fly”"],
  [["events"], "E_USAGE_ARGUMENT", "缺少参数", "is missing"],
  [["verify", "a", "b"], "E_USAGE_EXCESS", "参数过多", "too many arguments"],
  [["detect", ".", "--rules", "/nowhere/rules"], "E_RULES_MISSING", "无法读取规则", "cannot be read"],
];

test("wrong usage is told in the language asked for, with exit code 2 and nothing on stdout", async () => {
  using folder = testFolder();
  for (const [at, [args, code, zh, en]] of wrong.entries()) {
    const language = at % 2 === 0 ? "zh" : "en";
    const ran = await stanch([...args, "--lang", language], { cwd: folder.path });
    assert.equal(ran.code, 2, `${args.join(" ")}: ${ran.err}`);
    assert.equal(ran.out, "");
    assert.ok(ran.err.includes(code) && ran.err.includes(language === "zh" ? zh : en), ran.err);
  }
  const empty = await stanch(["events", "."], { cwd: folder.path });
  assert.equal(empty.code, 3);
  assert.match(empty.err, /E_SOURCE_NONE/);
  assert.deepEqual(readdirSync(folder.path), []);
  assert.ok(statSync(folder.path).isDirectory());
});
