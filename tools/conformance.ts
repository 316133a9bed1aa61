/**
 * `npm run conformance [-- --raise] [path fragment…]`: runs every suite of expectations (corpora of others, own tables of the
 * specifications) and prints one table: suite, N of M, floor, ok or FAIL, seconds. Fails when a figure lies below its floor in
 * `conformance-floors.json`, when a suite with a floor told nothing, or when a test failed. `--raise` writes higher floors.
 */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { run } from "node:test";
import { noCorpora, type SuiteFigure, suiteFigure } from "@stanch/model/conformance.testkit";

const root = new URL("..", import.meta.url).pathname;
const floorsFile = `${root}tools/conformance-floors.json`;

/** One line of the table. */
export interface SuiteLine {
  readonly suite: string;
  readonly figure: SuiteFigure | undefined;
  readonly floor: number | undefined;
  readonly verdict: "ok" | "FAIL" | "skipped";
  readonly why: string;
}

type Floors = Readonly<Record<string, number>>;

function line(suite: string, figure: SuiteFigure | undefined, floor: number | undefined, absent: boolean): SuiteLine {
  const of = (verdict: SuiteLine["verdict"], why = ""): SuiteLine => ({ suite, figure, floor, verdict, why });
  if (figure === undefined) return absent ? of("skipped", noCorpora) : of("FAIL", "told nothing");
  if (floor === undefined) return of("FAIL", "no floor yet: run with --raise");
  return figure.passed < floor ? of("FAIL", "below its floor") : of("ok");
}

/**
 * Judges the figures told against the floors.
 *
 * @param absent whether some test skipped itself for want of corpora: then a suite that told nothing is skipped, not failed
 */
export function judgeSuites(figures: readonly SuiteFigure[], floors: Floors, absent: boolean): SuiteLine[] {
  const told = new Map(figures.map((figure) => [figure.suite, figure]));
  const names = [...new Set([...Object.keys(floors), ...told.keys()])].sort();
  return names.map((suite) => line(suite, told.get(suite), floors[suite], absent));
}

/** Floors that hold what is reached now; never lower than before. */
export function raisedFloors(figures: readonly SuiteFigure[], floors: Floors): Floors {
  const raised: Record<string, number> = { ...floors };
  for (const { suite, passed } of figures) raised[suite] = Math.max(passed, raised[suite] ?? 0);
  return Object.fromEntries(Object.entries(raised).sort(([a], [b]) => (a < b ? -1 : 1)));
}

interface Told {
  readonly figures: SuiteFigure[];
  readonly seconds: Map<string, number>;
  readonly failures: string[];
  absent: boolean;
}

async function runSuites(files: readonly string[]): Promise<Told> {
  const told: Told = { figures: [], seconds: new Map(), failures: [], absent: false };
  let last = 0;
  const stream = run({ files: [...files], isolation: "process", concurrency: 2, timeout: 600_000, cwd: root });
  stream.on("test:pass", (test) => {
    last = test.details.duration_ms / 1000;
    if (typeof test.skip === "string" && test.skip.includes("no corpora")) told.absent = true;
  });
  stream.on("test:fail", (test) => {
    last = test.details.duration_ms / 1000;
    told.failures.push(`${test.file ?? ""}: ${test.name}: ${test.details.error.message.slice(0, 300)}`);
  });
  // The runner tells a test's diagnostics right after its end.
  stream.on("test:diagnostic", ({ message }) => {
    const figure = suiteFigure(message);
    if (figure === undefined) return;
    told.figures.push(figure);
    told.seconds.set(figure.suite, last);
  });
  for await (const _ of stream);
  return told;
}

function suiteFiles(fragments: readonly string[]): string[] {
  return globSync("{packages,rules}/**/*.test.ts", { cwd: root, exclude: (name) => name === "node_modules" })
    .filter((file) => fragments.length === 0 || fragments.some((one) => file.includes(one)))
    .filter((file) => readFileSync(`${root}${file}`, "utf8").includes("@stanch/model/conformance.testkit"))
    .sort();
}

function print(lines: readonly SuiteLine[], seconds: ReadonlyMap<string, number>): void {
  const wide = Math.max(5, ...lines.map(({ suite }) => suite.length));
  console.log(`${"suite".padEnd(wide)} ${"N of M".padStart(18)} ${"floor".padStart(8)}          seconds`);
  for (const { suite, figure, floor, verdict, why } of lines) {
    const reached = figure === undefined ? "-" : `${figure.passed} of ${figure.of}`;
    const time = seconds.get(suite)?.toFixed(1) ?? "-";
    console.log(
      `${suite.padEnd(wide)} ${reached.padStart(18)} ${String(floor ?? "-").padStart(8)}  ${verdict.padEnd(7)} ${time.padStart(7)}  ${why}`.trimEnd(),
    );
  }
}

async function main(args: readonly string[]): Promise<boolean> {
  const fragments = args.filter((one) => !one.startsWith("--"));
  let floors = JSON.parse(readFileSync(floorsFile, "utf8")) as Floors;
  const told = await runSuites(suiteFiles(fragments));
  if (args.includes("--raise")) {
    floors = raisedFloors(told.figures, floors);
    writeFileSync(floorsFile, `${JSON.stringify(floors, null, 2)}\n`);
  }
  const known = new Set(told.figures.map(({ suite }) => suite));
  const asked = Object.fromEntries(
    Object.entries(floors).filter(([suite]) => fragments.length === 0 || known.has(suite)),
  );
  const lines = judgeSuites(told.figures, asked, told.absent);
  print(lines, told.seconds);
  for (const one of told.failures) console.log(`FAIL ${one}`);
  if (told.absent) console.log(noCorpora);
  return told.failures.length === 0 && lines.every(({ verdict }) => verdict !== "FAIL");
}

if (import.meta.main) process.exit((await main(process.argv.slice(2))) ? 0 : 1);
