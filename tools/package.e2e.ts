import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";

const root = path.resolve(import.meta.dirname, "..");

/** Environment of a stranger: nothing of the test runner, nothing of this checkout. */
const env = { ...process.env, LC_ALL: "C", NODE_OPTIONS: "", NODE_TEST_CONTEXT: undefined };

function run(command: string, args: readonly string[], cwd: string): string {
  const done = spawnSync(command, args, { cwd, env, encoding: "utf8", maxBuffer: 1 << 26 });
  assert.equal(done.status, 0, `${command} ${args.join(" ")}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

const log = `${Array.from(
  { length: 30 },
  (_, at) =>
    `Mar  1 02:10:${String(at).padStart(2, "0")} web-01 sshd[${800 + at}]: Failed password for root from 203.0.113.9 port ${40_000 + at} ssh2`,
).join("\n")}\nMar  1 02:14:07 web-01 sshd[900]: Accepted password for root from 203.0.113.9 port 41000 ssh2\n`;
const rule = `title: SSH log-in
id: 22222222-2222-4222-8222-222222222222
level: low
logsource: {product: linux, service: sshd}
detection:
  sel: {event.outcome: success}
  condition: sel
x-stanch: {act: login}
`;

async function getServed(home: string): Promise<void> {
  const launcher = path.join(home, "node_modules/stanch/packages/cli/launcher.cjs");
  const child = spawn(process.execPath, [launcher, "serve", "--data", path.join(home, "data"), "--port", "0"], {
    cwd: home,
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const said: string[] = [];
  try {
    for await (const line of createInterface(child.stderr)) {
      said.push(line);
      if (line.includes("Ctrl-C")) break;
    }
    const url = /http:\/\/\S+/.exec(said.join("\n"))?.[0];
    assert.ok(url !== undefined, said.join("\n"));
    assert.match(said.join("\n"), /one-time password: \S+/);
    const page = await fetch(url);
    const html = await page.text();
    assert.equal(page.status, 200);
    assert.equal(page.headers.get("cache-control"), "no-cache");
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1];
    assert.ok(script !== undefined, html);
    const code = await fetch(url + script);
    assert.equal(code.status, 200);
    assert.match(code.headers.get("cache-control") ?? "", /immutable/);
    await code.arrayBuffer();
    assert.equal((await fetch(`${url}/healthz`)).status, 200);
  } finally {
    child.kill("SIGINT");
    assert.equal(await ended, 0, said.join("\n"));
  }
}

test("the package, packed and installed in an empty folder, investigates and serves without the sources", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "stanch-package-"));
  try {
    const home = path.join(folder, "home");
    mkdirSync(home);
    // What `prepack` does, without `prepare`: that would build the console anew under the feet of a browser test beside this one.
    run(process.execPath, ["tools/build.ts"], root);
    run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], root);
    const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
    writeFileSync(path.join(home, "package.json"), '{ "name": "elsewhere", "private": true }');
    run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", path.join(folder, tarball)], home);
    const installed = path.join(home, "node_modules/stanch");
    assert.deepEqual(globSync("**/*.{ts,tsx}", { cwd: installed }), []);
    assert.ok(globSync("dist/schemas/*.json", { cwd: installed }).length >= 5);

    assert.match(run("npx", ["stanch", "--help"], home), /investigate/);
    writeFileSync(path.join(home, "auth.log"), log);
    writeFileSync(path.join(home, "rule.yml"), rule);
    const how = ["--now", "2026-03-05", "--rules", "rule.yml", "--no-own"];
    const said = run("npx", ["stanch", "investigate", "auth.log", ...how], home);
    assert.match(said, /INCIDENT|SUSPECTED/);
    const pdf = readFileSync(path.join(home, "stanch-result/report.zh.pdf"));
    assert.equal(pdf.subarray(0, 5).toString("latin1"), "%PDF-");
    run("npx", ["stanch", "verify", "stanch-result"], home);
    const own = globSync("rules/**/*.{yml,yaml}", { cwd: root, exclude: (name) => name === "tests" });
    const shipped = globSync("dist/assets/rules/**/*.{yml,yaml}", { cwd: installed });
    assert.equal(shipped.length, own.length);
    if (own.length > 0) run("npx", ["stanch", "investigate", "auth.log", "--now", "2026-03-05"], home);
    await getServed(home);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
