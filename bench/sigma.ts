/**
 * `npm run bench:sigma [-- EVENTS]`: events a second on one core with all public rules of a platform, beside `rsigma` where it is
 * installed (on the path, or named by RSIGMA). Both read the same JSON lines; what starting costs is taken out by running two
 * lengths. Seconds are of processor time, so that a busy machine does not change them much. Needs the corpora.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { parseRules } from "@stanch/sigma/parse-rules";
import { eventClass } from "@stanch/sigma/event-class";
import { parseCached, type RuleCache } from "@stanch/sigma/rule-cache";
import { compileRuleSet, type Matcher, type RuleSet } from "@stanch/sigma/rule-set";
import { median, timed } from "./sigma-time.ts";
import { seeded } from "./random.ts";
import { linuxEvents } from "./sigma-linux.ts";
import { windowsEvents } from "./sigma-windows.ts";

const corpus = new URL("../../shared/corpora/sigma-rules/", import.meta.url).pathname;
const rounds = 3;
/** Events judged before the clock starts, for the compiler of the runtime. */
const warmEvents = 80_000;

interface RuleFile {
  readonly path: string;
  readonly yaml: string;
}

const files = (): RuleFile[] =>
  readdirSync(corpus, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".yml"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path: relative(corpus, path), yaml: readFileSync(path, "utf8") }));

/** From the files on disk to a rule set that is ready, with an empty cache and with a filled one; then what the first event costs. */
function loading(): void {
  const kept = new Map<string, string>();
  const cache: RuleCache = {
    read: (key) => kept.get(key),
    write: (key, text) => void kept.set(key, text),
    sha256: (text) => createHash("sha256").update(text).digest("hex"),
  };
  for (const way of ["cold", "cached"]) {
    const [all, reading] = timed(files);
    const [documents, parsing] = timed(() => parseCached(all, cache));
    const [set, compiling] = timed(() => compileRuleSet(documents));
    const [, indexing] = timed(() => set.createMatcher());
    if (way === "cold") {
      console.log(`${set.rules.length} rules loaded, ${set.rejected.length} rejected of ${documents.length}`);
    }
    const parts = [reading, parsing, compiling];
    const total = parts.reduce((sum, one) => sum + one, 0);
    const [read, parse, compile] = parts.map((one) => one.toFixed(2));
    console.log(
      `load ${way.padEnd(8)}${total.toFixed(2)} s  (read files ${read}, parse ${parse}, compile ${compile}); first matcher ${indexing.toFixed(2)} s`,
    );
  }
}

/** Sigma names only, as a flat JSON line that states its log source, for a peer that routes by it. */
function jsonLine(event: LogEvent): string {
  const { products, categories } = eventClass(event);
  const [product, category] = [[...products][0], [...categories][0]];
  return JSON.stringify({ product, category, ...event.fields });
}

function matchAll(matcher: Matcher, events: readonly LogEvent[]): number {
  const hits: number[] = [];
  let found = 0;
  for (const event of events) {
    hits.length = 0;
    found += matcher.match(event, hits);
  }
  return found;
}

function engine(set: RuleSet, events: readonly LogEvent[]): { rate: number; matches: number } {
  const matcher = set.createMatcher();
  const matches = matchAll(matcher, events);
  for (let warm = 0; warm < warmEvents; warm += events.length) matchAll(matcher, events);
  const rates = Array.from({ length: rounds }, () => events.length / timed(() => matchAll(matcher, events))[1]);
  return { rate: median(rates), matches };
}

/** From JSON lines, as the peer reads them. */
function fromLines(set: RuleSet, events: readonly LogEvent[], lines: readonly string[]): number {
  const matcher = set.createMatcher();
  const heads = events.map(({ fields: _fields, ...head }) => head);
  const once = (): void => {
    const hits: number[] = [];
    for (const [at, line] of lines.entries()) {
      hits.length = 0;
      matcher.match({ ...(heads[at] as LogEvent), fields: JSON.parse(line) as Record<string, FieldValue> }, hits);
    }
  };
  for (let warm = 0; warm < warmEvents; warm += lines.length) once();
  return median(Array.from({ length: rounds }, () => lines.length / timed(once)[1]));
}

const peer = process.env["RSIGMA"] ?? "rsigma";
const peerVersion = spawnSync(peer, ["--version"], { encoding: "utf8" });

/** The better of its ways: every rule on every event, and rules routed by the log source that events state. */
function peerRate(folder: string, rules: readonly RuleFile[], lines: readonly string[]): number | undefined {
  if (peerVersion.error !== undefined) return undefined;
  const ruleFolder = join(folder, "rules");
  mkdirSync(ruleFolder);
  for (const [at, { yaml }] of rules.entries()) writeFileSync(join(ruleFolder, `${at}.yml`), yaml);
  const short = join(folder, "short.ndjson");
  const long = join(folder, "long.ndjson");
  writeFileSync(short, `${lines.slice(0, lines.length / 4).join("\n")}\n`);
  writeFileSync(long, `${lines.join("\n")}\n`);
  const run = (path: string, more: readonly string[]): number => {
    const command = `TIMEFORMAT='%U %S'; { time "$0" "$@" >/dev/null 2>&1 ; } 2>&1`;
    const args = ["engine", "eval", "--rules", ruleFolder, "--event", `@${path}`, "--input-format", "json", ...more];
    const done = spawnSync("bash", ["-c", command, peer, ...args], { encoding: "utf8" });
    if (done.status !== 0) throw new Error(`${peer} ended with ${done.status}`);
    const [user = 0, system = 0] = done.stdout.trim().split(" ").map(Number);
    return user + system;
  };
  const rate = (more: readonly string[]): number =>
    median(
      Array.from({ length: rounds }, () => {
        const base = run(short, more);
        return (lines.length * 0.75) / (run(long, more) - base);
      }),
    );
  return Math.max(rate([]), rate(["--logsource-routing"]));
}

function bench(name: string, rules: readonly RuleFile[], make: (set: RuleSet) => LogEvent[]): void {
  const set = compileRuleSet(rules.flatMap(({ yaml, path }) => parseRules(yaml, path)));
  const events = make(set);
  const lines = events.map(jsonLine);
  const own = engine(set, events);
  const read = fromLines(set, events, lines);
  const share = ((own.matches / events.length) * 100).toFixed(1);
  console.log(`\n${name}: ${set.rules.length} rules, ${events.length} events, ${share} matches for 100 events`);
  console.log(`  stanch, events in memory   ${Math.round(own.rate).toLocaleString("en")} events/s`);
  console.log(`  stanch, from JSON lines    ${Math.round(read).toLocaleString("en")} events/s`);
  const folder = mkdtempSync(join(tmpdir(), "stanch-bench-sigma-"));
  try {
    const theirs = peerRate(folder, rules, lines);
    if (theirs === undefined) return console.log(`  ${peer}: not installed`);
    console.log(
      `  ${peerVersion.stdout.split("\n", 1)[0]}, from JSON lines  ${Math.round(theirs).toLocaleString("en")} events/s`,
    );
    console.log(`  ratio                      ${(read / theirs).toFixed(2)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (!existsSync(corpus)) console.log("skipped: no corpora");
else {
  const all = files();
  const count = Number(process.argv[2] ?? 40_000);
  loading();
  const product = (name: string): RuleFile[] =>
    all.filter(({ yaml }) => new RegExp(`^\\s+product:\\s*['"]?${name}\\b`, "m").test(yaml));
  bench("Windows rules, Sysmon-shaped events", product("windows"), (set) => windowsEvents(set, count, seeded(7)));
  bench("Linux rules, audit-shaped events", product("linux"), (set) => linuxEvents(set, count, seeded(8)));
}
