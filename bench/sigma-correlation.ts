/**
 * `npm run bench:correlation [-- SIGNALS]`: signals a second on one core through all kinds of correlations at once, and through each alone.
 * A signal is a match of a base rule with its group; seconds are of processor time.
 */
import { parseRules } from "@stanch/sigma/parse-rules";
import { compileRuleSet, type RuleSet } from "@stanch/sigma/rule-set";
import { median, timed } from "./sigma-time.ts";
import { addressAt, seeded } from "./random.ts";

const base = (name: string): string =>
  JSON.stringify({
    title: name,
    id: name,
    name,
    logsource: { product: "linux" },
    detection: { s: { kind: name }, condition: "s" },
  });

const correlation = (id: string, body: Record<string, unknown>): string =>
  JSON.stringify({ title: id, id, name: id, correlation: body });

const correlations: Readonly<Record<string, string>> = {
  event_count: correlation("guess", {
    type: "event_count",
    rules: ["failed"],
    "group-by": ["source.ip"],
    timespan: "5m",
    condition: { gte: 20 },
  }),
  value_count: correlation("spray", {
    type: "value_count",
    rules: ["failed"],
    "group-by": ["source.ip"],
    timespan: "10m",
    condition: { field: "user.name", gte: 10 },
  }),
  temporal: correlation("both", {
    type: "temporal",
    rules: ["failed", "opened"],
    "group-by": ["source.ip"],
    timespan: "1m",
  }),
  temporal_ordered: correlation("then", {
    type: "temporal_ordered",
    rules: ["failed", "opened"],
    "group-by": ["source.ip"],
    timespan: "1m",
  }),
  value_sum: correlation("volume", {
    type: "value_sum",
    rules: ["opened"],
    "group-by": ["source.ip"],
    timespan: "1h",
    condition: { field: "bytes", gte: 1e9 },
  }),
  value_avg: correlation("heavy", {
    type: "value_avg",
    rules: ["opened"],
    "group-by": ["source.ip"],
    timespan: "1h",
    condition: { field: "bytes", gte: 1e9 },
  }),
  value_percentile: correlation("slow", {
    type: "value_percentile",
    rules: ["opened"],
    "group-by": ["source.ip"],
    timespan: "1h",
    condition: { field: "bytes", percentile: 95, gte: 1e9 },
  }),
};

/** Signals as columns, as an investigation keeps them. */
interface Shots {
  readonly rules: Uint8Array;
  readonly times: Float64Array;
  readonly fields: Readonly<Record<string, { readonly words: readonly string[]; readonly at: Uint32Array }>>;
}

interface Handed extends Shots {
  readonly chunks: readonly Chunk[];
}

function shots(count: number): Shots {
  const random = seeded(11);
  const column = (words: readonly string[], next: () => number) => ({
    words,
    at: Uint32Array.from({ length: count }, next),
  });
  return {
    rules: Uint8Array.from({ length: count }, () => (random.unit() < 0.7 ? 0 : 1)),
    times: Float64Array.from({ length: count }, (_, at) => 1_772_331_247_000_000 + at * 10_000),
    fields: {
      "source.ip": column(
        Array.from({ length: 20_000 }, (_, at) => addressAt(at)),
        () => random.skewed(20_000),
      ),
      "user.name": column(
        Array.from({ length: 400 }, (_, at) => `user${at}`),
        () => random.skewed(400),
      ),
      bytes: column(
        Array.from({ length: 1000 }, (_, at) => String(at * 97)),
        () => random.below(1000),
      ),
    },
  };
}

type Handing = "one by one" | "as columns";

/** Hands all signals over and finishes. */
function run(set: RuleSet, index: readonly number[], signals: Handed, handing: Handing): number {
  return handing === "one by one" ? runSingly(set, index, signals) : runRows(set, index, signals);
}

function runSingly(set: RuleSet, index: readonly number[], { rules, times, fields }: Shots): number {
  const correlator = set.correlator();
  for (let row = 0; row < rules.length; row++) {
    const get = (field: string): string | undefined => {
      const column = fields[field];
      return column?.words[column.at[row] ?? 0];
    };
    correlator.add(index[rules[row] ?? 0] ?? 0, { time: times[row] ?? 0, id: `${row}`, get });
  }
  return correlator.finish().length;
}

/** Rows of a chunk of a log, about. */
const chunkRows = 50_000;

interface Chunk {
  readonly words: readonly string[];
  readonly columns: ReadonlyMap<string, Int32Array>;
  readonly times: Float64Array;
  readonly ids: Float64Array;
  /** Rows of each rule. */
  readonly rows: readonly (readonly number[])[];
}

/** As chunks with a table of words each, which is how an investigation has them. */
function chunksOf({ rules, times, fields }: Shots): Chunk[] {
  return Array.from({ length: Math.ceil(rules.length / chunkRows) }, (_, at) => {
    const [from, to] = [at * chunkRows, Math.min(rules.length, (at + 1) * chunkRows)];
    const numbers = new Map<string, number>();
    const columns = Object.entries(fields).map(([name, { words, at: column }]) => {
      const numbered = Int32Array.from(column.subarray(from, to), (word) => {
        const text = words[word] ?? "";
        const number = numbers.get(text) ?? numbers.size;
        numbers.set(text, number);
        return number;
      });
      return [name, numbered] as const;
    });
    const rows = [0, 1].map((rule) => [...rules.subarray(from, to).keys()].filter((row) => rules[from + row] === rule));
    const ids = Float64Array.from({ length: to - from }, (_, row) => from + row);
    return { words: [...numbers.keys()], columns: new Map(columns), times: times.subarray(from, to), ids, rows };
  });
}

function runRows(set: RuleSet, index: readonly number[], { chunks }: Handed): number {
  const correlator = set.correlator<number>({ hash: (id) => id });
  for (const { words, columns, times, ids, rows } of chunks) {
    const column = (field: string): Int32Array | undefined => columns.get(field);
    for (const [at, rule] of index.entries()) {
      correlator.addRows(rule, { rows: rows[at] ?? [], times, ids, words, column });
    }
  }
  return correlator.finish().length;
}

function rate(texts: readonly string[], signals: Handed, handing: Handing): { rate: number; matches: number } {
  const set = compileRuleSet(
    [base("failed"), base("opened"), ...texts].flatMap((text, at) => parseRules(text, `${at}`)),
  );
  const index = ["failed", "opened"].map((name) => set.rules.findIndex((rule) => rule.name === name));
  let matches = 0;
  const once = (): number =>
    timed(() => {
      matches = run(set, index, signals, handing);
    })[1];
  once();
  return { rate: signals.rules.length / median([once(), once(), once()]), matches };
}

const count = Number(process.argv[2] ?? 500_000);
const made = shots(count);
const signals: Handed = { ...made, chunks: chunksOf(made) };
console.log(`${count.toLocaleString("en")} signals of two rules, 20,000 addresses`);
const shown = (figure: number): string => Math.round(figure).toLocaleString("en").padStart(12);
console.log(`  ${"".padEnd(18)} ${"one by one".padStart(12)} ${"as columns".padStart(12)}  signals/s`);
for (const [name, text] of [
  ...Object.entries(correlations).map(([name, text]) => [name, [text]] as const),
  ["all at once", Object.values(correlations)] as const,
]) {
  const single = rate(text, signals, "one by one");
  const rows = rate(text, signals, "as columns");
  if (single.matches !== rows.matches) throw new Error(`${name}: ${single.matches} and ${rows.matches} matches`);
  console.log(`  ${name.padEnd(18)} ${shown(single.rate)} ${shown(rows.rate)}             ${rows.matches} matches`);
}
