/**
 * Runs the tests: `npm test` (everything), `npm run test:unit|db|e2e`, each with optional file patterns.
 * Prints what was skipped and why, and last of all one line with the sums. With STANCH_CI=1 a skip for absence fails the run; only the corpora, which are not part of
 * the project, may be absent.
 */
import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { pathToFileURL } from "node:url";

const root = new URL("..", import.meta.url).pathname;
const ci = process.env["STANCH_CI"] === "1";
const guard = new URL("./test-guard.ts", import.meta.url).href;
process.chdir(root);

interface Suite {
  readonly name: string;
  readonly pattern: string;
  readonly except: RegExp;
  /** `shared`: two processes, each with its share of the files; starting one for each file takes longer than most tests. */
  readonly isolation: "shared" | "process";
  readonly timeout: number;
}

const suites: readonly Suite[] = [
  {
    name: "unit",
    pattern: "{packages,tools,rules,range,bench}/**/*.test.ts",
    except: /\.(?:db|corpus)\.test\.ts$/,
    isolation: "shared",
    timeout: 120_000,
  },
  {
    name: "corpus",
    pattern: "{packages,rules}/**/*.corpus.test.ts",
    except: /\.e2e\.ts$/,
    isolation: "process",
    timeout: 600_000,
  },
  { name: "db", pattern: "packages/**/*.db.test.ts", except: /\.e2e\.ts$/, isolation: "process", timeout: 600_000 },
  { name: "e2e", pattern: "{packages,tools}/**/*.e2e.ts", except: /^$/, isolation: "process", timeout: 900_000 },
];

const commands: readonly (readonly [string, string, ...string[]])[] = [
  ["format", "npx", "oxfmt", "--check", "."],
  ["lint", "npx", "oxlint", "--config", ".oxlintrc.json"],
  ["types", "npm", "run", "--silent", "typecheck"],
  ["house", process.execPath, "tools/check.ts"],
];

/** Sums of the whole run; a check counts as a test. */
const sums = { passed: 0, failed: 0, skipped: 0 };
let ended = false;

/** The last line of every run, also of one that a test ended. */
process.on("exit", (code) => {
  if (!ended) {
    console.log(
      "FAIL the run ended before its end: a test ended the process, or something was thrown outside of tests",
    );
    sums.failed++;
  }
  console.log(`${sums.passed} passed, ${sums.failed} failed, ${sums.skipped} skipped`);
  process.exitCode = sums.failed > 0 && code === 0 ? 1 : code;
});

function runCommands(): void {
  commands
    .map(([name, command, ...args]) => {
      const start = performance.now();
      const done = spawnSync(command, args, { encoding: "utf8" });
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`${done.status === 0 ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
      if (done.status !== 0) console.log(`${done.stdout}${done.stderr}`.slice(-6000));
      return done.status === 0;
    })
    .forEach((good) => void (good ? sums.passed++ : sums.failed++));
}

/** Files that each load a share of the tests. */
function sharedEntries(files: readonly string[]): Disposable & { readonly files: string[] } {
  const folder = mkdtempSync(path.join(tmpdir(), "stanch-tests-"));
  const count = Math.min(2, availableParallelism(), files.length);
  const made = Array.from({ length: count }, (_, share) => {
    const own = files.filter((_file, at) => at % count === share);
    const file = path.join(folder, `share-${share + 1}.test.mjs`);
    const urls = own.map((one) => pathToFileURL(path.resolve(one)).href);
    writeFileSync(file, urls.map((url) => `await import(${JSON.stringify(url)});\n`).join(""));
    return file;
  });
  return { files: made, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs one suite and adds to the sums; what was skipped and must not be counts as failed. */
async function runSuite(suite: Suite, patterns: readonly string[]): Promise<void> {
  const files = globSync(suite.pattern, { cwd: root, exclude: (name) => name === "node_modules" || name === "dist" })
    .filter((file) => !suite.except.test(file))
    .filter((file) => patterns.length === 0 || patterns.some((one) => file.includes(one)))
    .sort();
  if (files.length === 0) return;
  const start = performance.now();
  const tally = { passed: 0, failed: 0, skipped: [] as string[] };
  using entries = suite.isolation === "shared" ? sharedEntries(files) : undefined;
  const stream = run({
    files: entries?.files ?? files,
    isolation: "process",
    timeout: suite.timeout,
    concurrency: 2,
    execArgv: ["--import", guard],
  });
  stream.on("test:fail", () => void tally.failed++);
  stream.on("test:pass", (test) => {
    if (test.skip === undefined) tally.passed++;
    else tally.skipped.push(`${test.name}: ${typeof test.skip === "string" ? test.skip : "no reason"}`);
  });
  const report = stream.compose(new spec());
  for await (const line of report)
    if (tally.failed > 0 || process.env["STANCH_VERBOSE"] === "1") process.stdout.write(String(line));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const forbidden = ci ? tally.skipped.filter((one) => !one.includes("no corpora")) : [];
  const good = tally.failed === 0 && forbidden.length === 0;
  console.log(
    `${good ? "ok  " : "FAIL"} ${suite.name}: ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped.length} skipped in ${files.length} files (${seconds} s)`,
  );
  for (const one of new Set(tally.skipped)) console.log(`  ${one}`);
  if (forbidden.length > 0) console.log("  In CI nothing may be skipped for absence.");
  sums.passed += tally.passed;
  sums.failed += tally.failed + forbidden.length;
  sums.skipped += tally.skipped.length - forbidden.length;
}

const [wanted, ...patterns] = process.argv.slice(2);
if (wanted === undefined) runCommands();
for (const suite of suites) if (wanted === undefined || suite.name === wanted) await runSuite(suite, patterns);
ended = true;
process.exit(sums.failed === 0 ? 0 : 1);
