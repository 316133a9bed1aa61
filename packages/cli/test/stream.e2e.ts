import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { authLog, inShell, stanch, start, testFolder } from "./command.testkit.ts";

/** Most memory, in KiB, of a process so far. Source: proc_pid_status(5), VmHWM. */
function peakMemory(pid: number | undefined): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1]);
}

test("a reader that goes away ends the command quietly", async () => {
  using folder = testFolder();
  const file = folder.write("big.log", authLog().repeat(3000));
  const line = 'set -o pipefail; "$@" | head -1; echo "${PIPESTATUS[0]}"';
  const ran = await inShell(line, ["events", file, "--now", "2026-03-05"]);
  const [first = "", code] = ran.out.trimEnd().split("\n");
  assert.equal(JSON.parse(first)["event.module"], "sshd");
  assert.equal(code, "0");
  assert.equal(ran.err, "");
});

test(
  "a slow reader slows the command, and nothing piles up in memory",
  { skip: process.platform !== "linux" && "needs /proc" },
  async () => {
    using folder = testFolder();
    const file = folder.write("big.log", authLog().repeat(6000));
    const child = start(["events", file, "--now", "2026-03-05"], { stdio: ["ignore", "pipe", "ignore"] });
    const { stdout } = child;
    assert.ok(stdout !== null);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    await new Promise((resolve) => stdout.once("readable", resolve));
    const early = peakMemory(child.pid);
    await sleep(3000);
    const late = peakMemory(child.pid);
    assert.ok(late - early < 64 * 1024, `grew from ${early} to ${late} KiB while nobody read`);
    let lines = 0;
    for await (const part of stdout as AsyncIterable<Buffer>) for (const byte of part) if (byte === 10) lines += 1;
    assert.equal(await ended, 0);
    assert.equal(lines, 42 * 6000);
  },
);

test("serve says where it answers, gives a password until one was used, refuses a second process, and closes cleanly", async () => {
  using folder = testFolder();
  const data = path.join(folder.path, "data");
  const passwords = new Set<string>();
  for (const time of ["first", "second"]) {
    const child = start(["serve", "--data", data, "--port", "0"], { stdio: ["ignore", "ignore", "pipe"] });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    const said: string[] = [];
    assert.ok(child.stderr !== null);
    const lines = createInterface(child.stderr);
    const ready = new Promise<void>((resolve) => {
      lines.on("line", (line) => {
        said.push(line);
        if (line.includes("Ctrl-C")) resolve();
      });
      lines.on("close", resolve);
    });
    try {
      await ready;
      const told = said.join("\n");
      const url = /Stanch answers at (http:\/\/\S+)/.exec(told)?.[1];
      assert.ok(url !== undefined, told);
      assert.equal((await fetch(`${url}/healthz`)).status, 200);
      const password = /one-time password: ((?:\w{5}-){3}\w{5})/.exec(told)?.[1];
      assert.ok(password !== undefined && !passwords.has(password), told);
      passwords.add(password);
      if (time === "first") {
        const other = await stanch(["--lang", "zh", "serve", "--data", data, "--port", "0"]);
        assert.equal(other.code, 3);
        assert.match(other.err, /数据目录正被另一个进程使用[\s\S]*E_STORE_LOCKED/);
        const taken = ["serve", "--data", path.join(folder.path, "data2"), "--port", new URL(url).port];
        assert.match((await stanch(taken)).err, /E_PORT/);
      }
    } finally {
      child.kill("SIGINT");
    }
    assert.equal(await ended, 0, said.join("\n"));
  }
});
