import type { FieldValue } from "@stanch/model/event-line";
import type { Text } from "@stanch/model/text";
import type { CorrelationPlan, PlanReference } from "./correlation-plan.ts";
import { boundNote } from "./correlation-text.ts";
import { type Episode, episodes, type Firing, firings } from "./episode.ts";
import { orderedFirings } from "./ordered.ts";
import { type SignalGroup, sortedSignals } from "./signal-group.ts";
import { addSignal, signalList, type Stretch, survives } from "./signal-list.ts";
import type { GroupSignals } from "./window-value.ts";

/** A match of a base rule, as a correlation sees it. */
export interface Signal {
  /** Microseconds since 1970. */
  readonly time: number;
  /** Name of the event; signals at one time are sorted by it. */
  readonly id: string;
  get(field: string): FieldValue | undefined;
}

/** One episode of a correlation: windows in which it held, joined where they overlap. */
export interface CorrelationMatch {
  readonly ruleIndex: number;
  /** The events of these windows, by time and id. */
  readonly events: readonly string[];
  readonly first: number;
  readonly last: number;
  /** Values of the group-by fields, by the names the rule gives them. */
  readonly group: Readonly<Record<string, string>>;
  /** The figure that decided; for counts and sums the highest. */
  readonly value?: number;
  /** Present when a bound was met, so that the figure is an estimate. */
  readonly note?: Text;
}

/** A bound that was met while collecting. */
export interface CorrelationNote {
  readonly ruleIndex: number;
  readonly text: Text;
}

/**
 * Collects signals and finds what they show together. Signals may come in any order, also late: the result is the same.
 *
 * @example const correlator = ruleSet.correlator(); correlator.add(3, { time, id, get }); correlator.finish();
 */
export interface Correlator {
  add(ruleIndex: number, signal: Signal): void;
  /** All matches, by rule, first event and group. Silent correlations, which only feed others, are left out. */
  finish(): CorrelationMatch[];
  /** Correlations for which a bound was met, whether or not they matched. */
  notes(): CorrelationNote[];
}

/** Bounds on memory; both hold for one correlation. */
export interface CorrelatorBounds {
  /** Signals kept of one rule in one group; beyond it a sample by hash is kept. */
  readonly maxSignals?: number;
  /** Groups kept; beyond it a sample of the groups is kept. */
  readonly maxGroups?: number;
}

interface Gathering {
  readonly plan: CorrelationPlan;
  /** Each different rule once; `steps` are the positions in the rule's own list. */
  readonly references: readonly PlanReference[];
  readonly steps: readonly number[];
  readonly numeric: boolean;
  groups: Map<string, SignalGroup>;
  thinning: number;
}

function gatheringOf(plan: CorrelationPlan): Gathering {
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

const scalarOf = (value: FieldValue | undefined): string | undefined => {
  const one = typeof value === "object" && value !== null ? value[0] : value;
  return one === undefined || one === null || one === "" ? undefined : String(one);
};

/** Lengths first, so that no value can pass for two; one value is its own key. */
function keyOf(values: readonly string[]): string {
  if (values.length === 1) return values[0] ?? "";
  let key = "";
  for (const value of values) key += `${value.length}:${value}`;
  return key;
}

function groupValues(fields: readonly string[], signal: Signal): string[] | undefined {
  const values: string[] = [];
  for (const field of fields) {
    const value = scalarOf(signal.get(field));
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

/** The value a correlation counts or adds; undefined when the event has none and so does not count. */
function signalValue(gathering: Gathering, reference: PlanReference, signal: Signal): string | number | undefined {
  const { valueFields } = reference;
  if (valueFields.length === 0) return "";
  const values = groupValues(valueFields, signal);
  if (values === undefined) return undefined;
  if (!gathering.numeric) return valueFields.length === 1 ? values[0] : keyOf(values);
  const number = values[0]?.trim() === "" ? Number.NaN : Number(values[0]);
  return Number.isFinite(number) ? number : undefined;
}

interface Reader {
  readonly gathering: Gathering;
  readonly at: number;
}

/** Which correlations read a rule's signals. */
function readersOf(gatherings: readonly Gathering[]): Map<number, Reader[]> {
  const readers = new Map<number, Reader[]>();
  for (const gathering of gatherings) {
    for (const [at, { rule }] of gathering.references.entries()) {
      readers.set(rule, [...(readers.get(rule) ?? []), { gathering, at }]);
    }
  }
  return readers;
}

function take(
  { gathering, at }: Reader,
  signal: Signal,
  stretch: Stretch | undefined,
  bounds: Required<CorrelatorBounds>,
): void {
  const reference = gathering.references[at] as PlanReference;
  const value = signalValue(gathering, reference, signal);
  if (value === undefined) return;
  const list = groupFor(gathering, reference.groupFields, signal, bounds.maxGroups)?.lists[at];
  if (list !== undefined) addSignal(list, bounds.maxSignals, signal, value, stretch);
}

/** Plans must be ordered so that a correlation comes after those it refers to. */
export function makeCorrelator(
  plans: readonly CorrelationPlan[],
  silent: (rule: number) => boolean,
  { maxSignals = 100_000, maxGroups = 250_000 }: CorrelatorBounds = {},
): Correlator {
  const bounds = { maxSignals, maxGroups };
  const gatherings = plans.map(gatheringOf);
  const readers = readersOf(gatherings);
  return {
    add(ruleIndex, signal) {
      const list = readers.get(ruleIndex);
      if (list !== undefined) for (const reader of list) take(reader, signal, undefined, bounds);
    },
    finish() {
      const matches: CorrelationMatch[] = [];
      for (const gathering of gatherings) {
        const { ruleIndex } = gathering.plan;
        const onward = readers.get(ruleIndex) ?? [];
        for (const found of judge(gathering)) {
          if (!silent(ruleIndex))
            for (const episode of found.episodes) matches.push(matchOf(gathering, found, episode));
          for (const reader of onward) pass(gathering, found, reader, bounds);
        }
      }
      return matches.sort(compareMatches);
    },
    notes: () =>
      gatherings.flatMap((gathering) => {
        const note = noteOf(gathering);
        return note === undefined ? [] : [{ ruleIndex: gathering.plan.ruleIndex, text: note }];
      }),
  };
}

function groupFor(
  gathering: Gathering,
  fields: readonly string[],
  signal: Signal,
  maxGroups: number,
): SignalGroup | undefined {
  const only = fields.length === 1 ? scalarOf(signal.get(fields[0] ?? "")) : undefined;
  if (fields.length === 1 && only === undefined) return undefined;
  const values = only === undefined ? groupValues(fields, signal) : undefined;
  if (only === undefined && values === undefined) return undefined;
  const key = only ?? keyOf(values ?? []);
  const known = gathering.groups.get(key);
  if (known !== undefined) return known;
  return newGroup(gathering, key, values ?? [key], maxGroups);
}

function newGroup(
  gathering: Gathering,
  key: string,
  values: readonly string[],
  maxGroups: number,
): SignalGroup | undefined {
  if (!survives(key, gathering.thinning)) return undefined;
  const lists = gathering.references.map(({ valueFields }) => signalList(valueFields.length > 0));
  const group: SignalGroup = { values, lists };
  gathering.groups.set(key, group);
  while (gathering.groups.size > maxGroups && gathering.thinning < 31) {
    gathering.thinning++;
    for (const name of gathering.groups.keys()) if (!survives(name, gathering.thinning)) gathering.groups.delete(name);
  }
  return gathering.groups.get(key);
}

interface Found {
  readonly group: SignalGroup;
  readonly signals: GroupSignals;
  readonly stretches: readonly (Stretch | undefined)[] | undefined;
  readonly firings: readonly Firing[];
  readonly episodes: readonly Episode[];
}

/** Every group of a correlation, in the order of their names. */
function* judge(gathering: Gathering): Generator<Found> {
  const { rule } = gathering.plan;
  const temporal = rule.type.startsWith("temporal");
  const needsAll = rule.type === "temporal_ordered" || (temporal && rule.bounds.length === 0);
  for (const key of [...gathering.groups.keys()].sort()) {
    const group = gathering.groups.get(key) as SignalGroup;
    if (needsAll && group.lists.some((list) => list.ids.length === 0)) continue;
    const { signals, stretches } = sortedSignals(group);
    const found =
      rule.type === "temporal_ordered"
        ? orderedFirings(signals, gathering.steps, rule.timespan)
        : firings(rule, signals, gathering.references.length);
    const joined = episodes(rule.type === "temporal_ordered" ? { ...rule, bounds: [] } : rule, found);
    if (joined.length > 0) yield { group, signals, stretches, firings: found, episodes: joined };
  }
}

function groupOf({ plan }: Gathering, group: SignalGroup): Record<string, string> {
  return Object.fromEntries(plan.rule.groupBy.map((name, at) => [name, group.values[at] ?? ""]));
}

/** The events of a stretch of signals; where a signal is itself a correlation's, the events behind it. */
function eventsOf({ signals, stretches }: Found, from: number, to: number): string[] {
  const ids = new Set<string>();
  if (stretches === undefined) return [...new Set(signals.ids.slice(from, to + 1))];
  const deepest = new Map<readonly string[], number>();
  for (let at = from; at <= to; at++) {
    const stretch = stretches[at];
    if (stretch === undefined) ids.add(signals.ids[at] ?? "");
    else {
      const start = Math.max(stretch.from, deepest.get(stretch.ids) ?? 0);
      for (let inner = start; inner <= stretch.to; inner++) ids.add(stretch.ids[inner] ?? "");
      deepest.set(stretch.ids, stretch.to + 1);
    }
  }
  return [...ids];
}

function matchOf(gathering: Gathering, found: Found, { from, to, value }: Episode): CorrelationMatch {
  const note = noteOf(gathering, found.group);
  return {
    ruleIndex: gathering.plan.ruleIndex,
    events: eventsOf(found, from, to),
    first: found.signals.times[from] ?? 0,
    last: found.signals.times[to] ?? 0,
    group: groupOf(gathering, found.group),
    value,
    ...(note === undefined ? {} : { note }),
  };
}

/**
 * Hands what was found to the correlations that refer to it. What counts, counts episodes, at the moment each began to hold;
 * what asks for a sequence sees every moment at which the condition held, so that a success during an attack is after it.
 */
function pass(gathering: Gathering, found: Found, reader: Reader, bounds: Required<CorrelatorBounds>): void {
  const group = groupOf(gathering, found.group);
  const get = (field: string): string | undefined => (Object.hasOwn(group, field) ? group[field] : undefined);
  const flat = found.stretches === undefined;
  const hand = (at: number, from: number, to: number): void => {
    const signal = { time: found.signals.times[at] ?? 0, id: found.signals.ids[at] ?? "", get };
    const stretch = flat ? { ids: found.signals.ids, from, to } : wholeStretch(eventsOf(found, from, to));
    take(reader, signal, stretch, bounds);
  };
  const temporal = reader.gathering.plan.rule.type.startsWith("temporal");
  if (temporal) for (const { from, to } of found.firings) hand(to, from, to);
  else for (const { from, to, fired } of found.episodes) hand(fired, from, to);
}

const wholeStretch = (ids: readonly string[]): Stretch => ({ ids, from: 0, to: ids.length - 1 });

function noteOf(gathering: Gathering, group?: SignalGroup): Text | undefined {
  const groups = group === undefined ? [...gathering.groups.values()] : [group];
  const thinning = Math.max(
    0,
    ...groups.map((one) => one.lists.reduce((most, list) => Math.max(most, list.thinning), 0)),
  );
  return boundNote(2 ** thinning, 2 ** gathering.thinning);
}

function compareMatches(a: CorrelationMatch, b: CorrelationMatch): number {
  if (a.ruleIndex !== b.ruleIndex) return a.ruleIndex - b.ruleIndex;
  if (a.first !== b.first) return a.first - b.first;
  if (a.last !== b.last) return a.last - b.last;
  const left = JSON.stringify(a.group);
  const right = JSON.stringify(b.group);
  return left < right ? -1 : left > right ? 1 : 0;
}
