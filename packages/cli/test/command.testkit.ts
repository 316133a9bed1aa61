import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const entry = path.resolve(import.meta.dirname, "../src/stanch.ts");

/** Compiled code is kept between runs, as the launcher does it; what the environment says of languages is left out. */
const env = {
  ...process.env,
  LC_ALL: "C",
  STANCH_LANG: "",
  NODE_OPTIONS: "",
  NODE_TEST_CONTEXT: undefined,
  NODE_COMPILE_CACHE: path.join(tmpdir(), `stanch-compile-${process.getuid?.() ?? "user"}`),
};

/** What the command did. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The real command as a process of its own. */
export function start(args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  return spawn(process.execPath, ["--disable-warning=ExperimentalWarning", entry, ...args], { env, ...options });
}

/** Runs the command to its end. */
export function stanch(args: readonly string[], options: SpawnOptions = {}): Promise<Ran> {
  return ended(start(args, options));
}

/** Runs a shell line in which `"$@"` is the command; for limits and pipes. */
export function inShell(line: string, args: readonly string[], options: SpawnOptions = {}): Promise<Ran> {
  const command = [process.execPath, "--disable-warning=ExperimentalWarning", entry, ...args];
  return ended(spawn("bash", ["-c", line, "bash", ...command], { env, ...options }));
}

async function ended(child: ChildProcess): Promise<Ran> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on("data", (part: Buffer) => out.push(part));
  child.stderr?.on("data", (part: Buffer) => err.push(part));
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once("close", resolve);
  child.once("error", reject);
  const code = await promise;
  return { code, out: Buffer.concat(out).toString("utf8"), err: Buffer.concat(err).toString("utf8") };
}

/** A folder of the test's own, gone when disposed. */
export function testFolder(): Disposable & {
  readonly path: string;
  readonly write: (name: string, content: string | Uint8Array) => string;
} {
  const folder = mkdtempSync(path.join(tmpdir(), "stanch-cli-test-"));
  return {
    path: folder,
    write: (name, content) => {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Guessing that succeeds, then an account with a hostile name: 42 lines of an auth.log. */
export function authLog(account = "support"): string {
  const guesses = Array.from({ length: 40 }, (_, at) => {
    const second = String((at * 5) % 60).padStart(2, "0");
    return `Mar  1 02:1${Math.floor(at / 12)}:${second} web-01 sshd[${800 + at}]: Failed password for root from 203.0.113.9 port ${40_000 + at} ssh2`;
  });
  const inside = [
    "Mar  1 02:14:07 web-01 sshd[900]: Accepted password for root from 203.0.113.9 port 41000 ssh2",
    `Mar  1 02:15:08 web-01 useradd[901]: new user: name=${account}, UID=0, GID=0, home=/home/support, shell=/bin/bash, from=/dev/pts/0`,
  ];
  return `${[...guesses, ...inside].join("\n")}\n`;
}

/** Small rules for it: two plain ones, one correlation. */
export const testRules = `title: SSH password refused
id: 11111111-1111-4111-8111-111111111111
name: ssh_fail
level: low
tags: [attack.t1110.001]
logsource: {product: linux, service: sshd}
detection:
  sel: {event.outcome: failure}
  condition: sel
x-stanch: {act: guess}
---
title: SSH log-in
id: 22222222-2222-4222-8222-222222222222
name: ssh_login
level: low
tags: [attack.t1078]
logsource: {product: linux, service: sshd}
detection:
  sel: {event.outcome: success, event.action: ssh_login}
  condition: sel
x-stanch: {act: login}
---
title: Guessing that succeeded
id: 33333333-3333-4333-8333-333333333333
level: high
tags: [attack.t1110.001]
correlation:
  type: temporal_ordered
  rules: [ssh_fail, ssh_login]
  group-by: [source.ip]
  timespan: 1h
x-stanch: {act: guess-success}
---
title: Account made
id: 44444444-4444-4444-8444-444444444444
level: high
tags: [attack.t1136.001]
logsource: {product: linux}
detection:
  sel: ["new user: name="]
  condition: sel
x-stanch: {act: account-created}
`;
