import type { CorrelationPlan, PlanReference } from "./correlation-plan.ts";
import type { SignalGroup } from "./signal-group.ts";
import { hashOf, type SignalBounds, type SignalId, type SignalList, signalList, survives } from "./signal-list.ts";

/** Bounds on memory; both hold for one correlation. */
export interface GatheringBounds<Id extends SignalId> extends SignalBounds<Id> {
  readonly maxGroups: number;
}

/** What one correlation has collected so far. */
export interface Gathering<Id extends SignalId> {
  readonly plan: CorrelationPlan;
  /** Each different rule once; `steps` are the positions in the rule's own list. */
  readonly references: readonly PlanReference[];
  readonly steps: readonly number[];
  readonly numeric: boolean;
  readonly groups: Map<string, SignalGroup<Id>>;
  thinning: number;
}

/** @example const gathering = gatheringOf<string>(plan); */
export function gatheringOf<Id extends SignalId>(plan: CorrelationPlan): Gathering<Id> {
  const { references } = plan;
  const rules = [...new Set(references.map((reference) => reference.rule))];
  return {
    plan,
    references: rules.map((rule) => references.find((one) => one.rule === rule) as PlanReference),
    steps: references.map((reference) => rules.indexOf(reference.rule)),
    numeric: /^value_(?:sum|avg|percentile)$/.test(plan.rule.type),
    groups: new Map(),
    thinning: 0,
  };
}

/** Lengths first, so that no value can pass for two; one value is its own key. */
export function keyOf(values: readonly string[]): string {
  if (values.length === 1) return values[0] ?? "";
  let key = "";
  for (const value of values) key += `${value.length}:${value}`;
  return key;
}

/** What is counted or added of the value fields' values; undefined when it is no number where one is needed. */
export function countedOf(numeric: boolean, values: readonly string[]): string | number | undefined {
  if (!numeric) return keyOf(values);
  const number = values[0]?.trim() === "" ? Number.NaN : Number(values[0]);
  return Number.isFinite(number) ? number : undefined;
}

/** The list of one rule's signals in the group of these values; undefined where the group was thinned out. */
export function listFor<Id extends SignalId>(
  gathering: Gathering<Id>,
  at: number,
  values: readonly string[],
  maxGroups: number,
): SignalList<Id> | undefined {
  const key = keyOf(values);
  const group = gathering.groups.get(key) ?? newGroup(gathering, key, values, maxGroups);
  return group?.lists[at];
}

function newGroup<Id extends SignalId>(
  gathering: Gathering<Id>,
  key: string,
  values: readonly string[],
  maxGroups: number,
): SignalGroup<Id> | undefined {
  if (gathering.thinning > 0 && !survives(hashOf(key), gathering.thinning)) return undefined;
  const lists = gathering.references.map(({ valueFields }) => signalList<Id>(valueFields.length > 0));
  gathering.groups.set(key, { values, lists });
  while (gathering.groups.size > maxGroups && gathering.thinning < 31) {
    gathering.thinning++;
    for (const name of gathering.groups.keys())
      if (!survives(hashOf(name), gathering.thinning)) gathering.groups.delete(name);
  }
  return gathering.groups.get(key);
}

/** A correlation that reads a rule's signals, and the place of that rule in its references. */
export interface Reader<Id extends SignalId> {
  readonly gathering: Gathering<Id>;
  readonly at: number;
}

/** Which correlations read a rule's signals. */
export function readersOf<Id extends SignalId>(gatherings: readonly Gathering<Id>[]): Map<number, Reader<Id>[]> {
  const readers = new Map<number, Reader<Id>[]>();
  for (const gathering of gatherings) {
    for (const [at, { rule }] of gathering.references.entries()) {
      readers.set(rule, [...(readers.get(rule) ?? []), { gathering, at }]);
    }
  }
  return readers;
}
