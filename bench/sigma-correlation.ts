/**
 * `npm run bench:correlation [-- SIGNALS]`: signals a second on one core through six correlations at once, and through each alone.
 * A signal is a match of a base rule with its group; seconds are of processor time.
 */
import { parseRules } from "@stanch/sigma/parse-rules";
import { compileRuleSet } from "@stanch/sigma/rule-set";
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

function rate(texts: readonly string[], signals: Shots): { rate: number; matches: number } {
  const set = compileRuleSet(
    [base("failed"), base("opened"), ...texts].flatMap((text, at) => parseRules(text, `${at}`)),
  );
  const index = ["failed", "opened"].map((name) => set.rules.findIndex((rule) => rule.name === name));
  let matches = 0;
  const once = (): number =>
    timed(() => {
      const correlator = set.correlator();
      const { rules, times, fields } = signals;
      for (let row = 0; row < rules.length; row++) {
        const get = (field: string): string | undefined => {
          const column = fields[field];
          return column?.words[column.at[row] ?? 0];
        };
        correlator.add(index[rules[row] ?? 0] ?? 0, { time: times[row] ?? 0, id: `${row}`, get });
      }
      matches = correlator.finish().length;
    })[1];
  once();
  return { rate: signals.rules.length / median([once(), once(), once()]), matches };
}

const count = Number(process.argv[2] ?? 500_000);
const signals = shots(count);
console.log(`${count.toLocaleString("en")} signals of two rules, 20,000 addresses`);
for (const [name, text] of [
  ...Object.entries(correlations).map(([name, text]) => [name, [text]] as const),
  ["all six at once", Object.values(correlations)] as const,
]) {
  const found = rate(text, signals);
  console.log(
    `  ${name.padEnd(18)} ${Math.round(found.rate).toLocaleString("en").padStart(12)} signals/s   ${found.matches} matches`,
  );
}
