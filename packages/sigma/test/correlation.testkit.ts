import assert from "node:assert/strict";
import type { FieldValue } from "@stanch/model/event-line";
import type { CorrelationMatch, CorrelatorBounds } from "../src/correlator.ts";
import type { RuleSet } from "../src/rule-set.ts";
import { ruleText, setOf } from "./rules.testkit.ts";

export const base = (name: string, more = {}): string =>
  ruleText({ s: { kind: name }, condition: "s" }, { id: `id-${name}`, name, ...more });

export const correlation = (body: Record<string, unknown>, more: Record<string, unknown> = {}): string =>
  JSON.stringify({ title: "corr", id: "corr", correlation: { timespan: "10s", ...body }, ...more });

/** A signal: rule name, second, fields. */
export type Shot = readonly [rule: string, second: number, fields?: Record<string, FieldValue>];

export function run(set: RuleSet, shots: readonly Shot[], bounds?: CorrelatorBounds): CorrelationMatch[] {
  assert.deepEqual(set.rejected, []);
  const correlator = set.correlator(bounds);
  for (const [at, [rule, second, fields = {}]] of shots.entries()) {
    const index = set.rules.findIndex((one) => one.name === rule);
    assert.ok(index >= 0, rule);
    correlator.add(index, { time: second * 1e6, id: `e${String(at).padStart(4, "0")}`, get: (field) => fields[field] });
  }
  return correlator.finish();
}

export const spans = (matches: readonly CorrelationMatch[]): [number, number][] =>
  matches.map((one) => [one.first / 1e6, one.last / 1e6]);
export const times = (rule: string, seconds: readonly number[], fields: Record<string, FieldValue> = {}): Shot[] =>
  seconds.map((second) => [rule, second, fields]);

export const count = (condition: Record<string, unknown>, more = {}): RuleSet =>
  setOf(base("a"), correlation({ type: "event_count", rules: ["a"], condition, ...more }));
