import type { CorrelationPlan, PlanReference } from "./correlation-plan.ts";
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
  /** Where the signals of each reference are. */
  readonly strands: Strand<Id>[];
  readonly steps: readonly number[];
  readonly numeric: boolean;
  /** Values of the group-by fields, by their key. */
  readonly groups: Map<string, readonly string[]>;
  thinning: number;
}

/** The signals of one rule by the same fields: kept once, however many correlations look at them. */
export interface Strand<Id extends SignalId> {
  readonly groupFields: readonly string[];
  readonly valueFields: readonly string[];
  readonly numeric: boolean;
  /** Of a correlation's own signals, whether each moment counts and not each episode. */
  readonly moments: boolean;
  readonly readers: Gathering<Id>[];
  readonly lists: Map<string, SignalList<Id>>;
}

function gatheringOf<Id extends SignalId>(plan: CorrelationPlan): Gathering<Id> {
  const { references } = plan;
  const rules = [...new Set(references.map((reference) => reference.rule))];
  return {
    plan,
    references: rules.map((rule) => references.find((one) => one.rule === rule) as PlanReference),
    strands: [],
    steps: references.map((reference) => rules.indexOf(reference.rule)),
    numeric: /^value_(?:sum|avg|percentile)$/.test(plan.rule.type),
    groups: new Map(),
    thinning: 0,
  };
}

/** Correlations ready to collect, and the strands of each rule they refer to. */
export function gather<Id extends SignalId>(
  plans: readonly CorrelationPlan[],
): { gatherings: Gathering<Id>[]; strands: ReadonlyMap<number, readonly Strand<Id>[]> } {
  const gatherings = plans.map((plan) => gatheringOf<Id>(plan));
  const correlations = new Set(plans.map((plan) => plan.ruleIndex));
  const known = new Map<string, Strand<Id>>();
  const strands = new Map<number, Strand<Id>[]>();
  for (const gathering of gatherings) {
    for (const { rule, groupFields, valueFields } of gathering.references) {
      const moments = correlations.has(rule) && gathering.plan.rule.type.startsWith("temporal");
      const numeric = gathering.numeric && valueFields.length > 0;
      const name = JSON.stringify([rule, groupFields, valueFields, numeric, moments]);
      let strand = known.get(name);
      if (strand === undefined) {
        strand = { groupFields, valueFields, numeric, moments, readers: [], lists: new Map() };
        known.set(name, strand);
        strands.set(rule, [...(strands.get(rule) ?? []), strand]);
      }
      strand.readers.push(gathering);
      gathering.strands.push(strand);
    }
  }
  return { gatherings, strands };
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

/** The list of a strand's signals with these values; undefined where no correlation has such a group any more. */
export function listFor<Id extends SignalId>(
  strand: Strand<Id>,
  values: readonly string[],
  maxGroups: number,
): SignalList<Id> | undefined {
  const key = keyOf(values);
  return strand.lists.get(key) ?? newList(strand, key, values, maxGroups);
}

function newList<Id extends SignalId>(
  strand: Strand<Id>,
  key: string,
  values: readonly string[],
  maxGroups: number,
): SignalList<Id> | undefined {
  for (const reader of strand.readers) if (!reader.groups.has(key)) addGroup(reader, key, values, maxGroups);
  if (!isHeld(strand, key)) return undefined;
  const list = signalList<Id>(strand.valueFields.length > 0);
  strand.lists.set(key, list);
  return list;
}

const isHeld = <Id extends SignalId>({ readers }: Strand<Id>, key: string): boolean =>
  readers.some((reader) => reader.groups.has(key));

function addGroup<Id extends SignalId>(
  gathering: Gathering<Id>,
  key: string,
  values: readonly string[],
  maxGroups: number,
): void {
  if (gathering.thinning > 0 && !survives(hashOf(key), gathering.thinning)) return;
  gathering.groups.set(key, values);
  while (gathering.groups.size > maxGroups && gathering.thinning < 31) {
    gathering.thinning++;
    for (const name of gathering.groups.keys()) {
      if (survives(hashOf(name), gathering.thinning)) continue;
      gathering.groups.delete(name);
      for (const strand of gathering.strands) if (!isHeld(strand, name)) strand.lists.delete(name);
    }
  }
}

/** The signals of a group, a list for each reference. */
export function listsOf<Id extends SignalId>({ strands }: Gathering<Id>, key: string): SignalList<Id>[] {
  return strands.map((strand) => strand.lists.get(key) ?? signalList<Id>(strand.valueFields.length > 0));
}
