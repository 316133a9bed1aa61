import type { FieldValue } from "@stanch/model/event-line";
import type { Text } from "@stanch/model/text";
import type { CorrelationPlan } from "./correlation-plan.ts";
import { boundNote } from "./correlation-text.ts";
import { canHold, type Episode, episodes, type Firing, firings } from "./episode.ts";
import { orderedFirings } from "./ordered.ts";
import { countedOf, gather, type Gathering, type GatheringBounds, listFor, listsOf, type Strand } from "./gathering.ts";
import { type SignalGroup, type Sorted, sortedSignals } from "./signal-group.ts";
import { addSignal, hashOf, type SignalId, type SignalList, type Stretch } from "./signal-list.ts";
import { type SignalRows, takeRows } from "./signal-rows.ts";
import type { GroupSignals } from "./window-value.ts";

/** A match of a base rule, as a correlation sees it. */
export interface Signal<Id extends SignalId = string> {
  /** Microseconds since 1970. */
  readonly time: number;
  /** Name of the event; signals at one time are sorted by it. */
  readonly id: Id;
  readonly get: (field: string) => FieldValue | undefined;
}

/** One episode of a correlation: windows in which it held, joined where they overlap. */
export interface CorrelationMatch<Id extends SignalId = string> {
  readonly ruleIndex: number;
  /** The events of these windows, by time and id. */
  readonly events: readonly Id[];
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
export interface Correlator<Id extends SignalId = string> {
  add(ruleIndex: number, signal: Signal<Id>): void;
  /** The same for many matches of one rule at once, which is several times faster. */
  addRows(ruleIndex: number, signals: SignalRows<Id>): void;
  /** All matches, by rule, first event and group. Silent correlations, which only feed others, are left out. */
  finish(): CorrelationMatch<Id>[];
  /** Correlations for which a bound was met, whether or not they matched. */
  notes(): CorrelationNote[];
}

/** Bounds on memory; both hold for one correlation. */
export interface CorrelatorBounds<Id extends SignalId = string> {
  /** Signals kept of one rule in one group; beyond it a sample by hash is kept. */
  readonly maxSignals?: number;
  /** Groups kept; beyond it a sample of the groups is kept. */
  readonly maxGroups?: number;
  /** Which signals a sample keeps; default: by the id as text. */
  readonly hash?: (id: Id) => number;
  /** Rule indices of the correlations to run, one of the lots of `correlationLots`; default: all. */
  readonly only?: ReadonlySet<number> | undefined;
}

const scalarOf = (value: FieldValue | undefined): string | undefined => {
  const one = typeof value === "object" && value !== null ? value[0] : value;
  return one === undefined || one === null || one === "" ? undefined : String(one);
};

function valuesOf(fields: readonly string[], get: (field: string) => FieldValue | undefined): string[] | undefined {
  const values: string[] = [];
  for (const field of fields) {
    const value = scalarOf(get(field));
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function take<Id extends SignalId>(
  strand: Strand<Id>,
  { time, id, get }: Signal<Id>,
  stretch: Stretch<Id> | undefined,
  bounds: GatheringBounds<Id>,
): void {
  const { groupFields, valueFields, numeric } = strand;
  const counted = valueFields.length === 0 ? undefined : valuesOf(valueFields, get);
  const value = valueFields.length === 0 ? "" : counted && countedOf(numeric, counted);
  if (value === undefined) return;
  const values = valuesOf(groupFields, get);
  const list = values && listFor(strand, values, bounds.maxGroups);
  if (list !== undefined) addSignal(list, bounds, time, id, value, stretch);
}

/** Tables that came and were not looked at yet, by the strands that take them. */
class Tables<Id extends SignalId> {
  readonly #waiting = new Map<Strand<Id>, SignalRows<Id>[]>();

  add(strand: Strand<Id>, table: SignalRows<Id>): void {
    const own = this.#waiting.get(strand);
    if (own === undefined) this.#waiting.set(strand, [table]);
    else own.push(table);
  }

  take(bounds: GatheringBounds<Id>): void {
    for (const [strand, own] of this.#waiting) takeRows(strand, own, bounds);
    this.#waiting.clear();
  }
}

/** Plans must be ordered so that a correlation comes after those it refers to. */
export function makeCorrelator<Id extends SignalId = string>(
  plans: readonly CorrelationPlan[],
  silent: (rule: number) => boolean,
  { maxSignals = 100_000, maxGroups = 250_000, hash = (id) => hashOf(String(id)), only }: CorrelatorBounds<Id> = {},
): Correlator<Id> {
  const bounds = { maxSignals, maxGroups, hash };
  const { gatherings, strands } = gather<Id>(
    plans.filter(({ ruleIndex }) => only === undefined || only.has(ruleIndex)),
  );
  const tables = new Tables<Id>();
  return {
    add(ruleIndex, signal) {
      const own = strands.get(ruleIndex);
      if (own !== undefined) for (const strand of own) take(strand, signal, undefined, bounds);
    },
    addRows(ruleIndex, signals) {
      for (const strand of strands.get(ruleIndex) ?? []) tables.add(strand, signals);
    },
    finish() {
      tables.take(bounds);
      const matches: CorrelationMatch<Id>[] = [];
      for (const gathering of gatherings) {
        const { ruleIndex } = gathering.plan;
        const onward = strands.get(ruleIndex) ?? [];
        for (const found of judge(gathering)) {
          if (!silent(ruleIndex))
            for (const episode of found.episodes) matches.push(matchOf(gathering, found, episode));
          for (const strand of onward) pass(gathering, found, strand, bounds);
        }
      }
      return matches.sort(compareMatches);
    },
    notes() {
      tables.take(bounds);
      return notesOf(gatherings);
    },
  };
}

function notesOf<Id extends SignalId>(gatherings: readonly Gathering<Id>[]): CorrelationNote[] {
  return gatherings.flatMap((gathering) => {
    const note = noteOf(gathering);
    return note === undefined ? [] : [{ ruleIndex: gathering.plan.ruleIndex, text: note }];
  });
}

interface Found<Id extends SignalId> {
  readonly group: SignalGroup<Id>;
  readonly signals: GroupSignals<Id>;
  readonly stretches: Sorted<Id>["stretches"];
  readonly firings: readonly Firing[];
  readonly episodes: readonly Episode[];
}

/** Every group of a correlation, in the order of their names. */
function* judge<Id extends SignalId>(gathering: Gathering<Id>): Generator<Found<Id>> {
  const { rule } = gathering.plan;
  const temporal = rule.type.startsWith("temporal");
  const needsAll = rule.type === "temporal_ordered" || (temporal && rule.bounds.length === 0);
  for (const key of [...gathering.groups.keys()].sort()) {
    const group = { values: gathering.groups.get(key) ?? [], lists: listsOf(gathering, key) };
    if (needsAll && group.lists.some((list) => list.ids.length === 0)) continue;
    if (!canHold(rule, standsFor(group.lists))) continue;
    const { signals, stretches } = sortedSignals(group);
    const found =
      rule.type === "temporal_ordered"
        ? orderedFirings(signals, gathering.steps, rule.timespan)
        : firings(rule, signals, gathering.references.length);
    const joined = episodes(rule.type === "temporal_ordered" ? { ...rule, bounds: [] } : rule, found);
    if (joined.length > 0) yield { group, signals, stretches, firings: found, episodes: joined };
  }
}

const standsFor = <Id extends SignalId>(lists: readonly SignalList<Id>[]): number =>
  lists.reduce((sum, { ids, thinning }) => sum + ids.length * 2 ** thinning, 0);

function groupOf<Id extends SignalId>({ plan }: Gathering<Id>, group: SignalGroup<Id>): Record<string, string> {
  return Object.fromEntries(plan.rule.groupBy.map((name, at) => [name, group.values[at] ?? ""]));
}

/** The events of a stretch of signals; where a signal is itself a correlation's, the events behind it. */
function eventsOf<Id extends SignalId>({ signals, stretches }: Found<Id>, from: number, to: number): Id[] {
  // An event that several rules found comes once for each, one after the other.
  if (stretches === undefined) {
    const own: Id[] = [];
    for (let at = from; at <= to; at++)
      if (at === from || signals.ids[at - 1] !== signals.ids[at]) own.push(signals.ids[at] as Id);
    return own;
  }
  const ids = new Set<Id>();
  const deepest = new Map<ArrayLike<Id>, number>();
  for (let at = from; at <= to; at++) {
    const stretch = stretches[at];
    if (stretch === undefined) ids.add(signals.ids[at] as Id);
    else {
      const start = Math.max(stretch.from, deepest.get(stretch.ids) ?? 0);
      for (let inner = start; inner <= stretch.to; inner++) ids.add(stretch.ids[inner] as Id);
      deepest.set(stretch.ids, stretch.to + 1);
    }
  }
  return [...ids];
}

function matchOf<Id extends SignalId>(
  gathering: Gathering<Id>,
  found: Found<Id>,
  { from, to, value }: Episode,
): CorrelationMatch<Id> {
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
function pass<Id extends SignalId>(
  gathering: Gathering<Id>,
  found: Found<Id>,
  strand: Strand<Id>,
  bounds: GatheringBounds<Id>,
): void {
  const group = groupOf(gathering, found.group);
  const get = (field: string): string | undefined => (Object.hasOwn(group, field) ? group[field] : undefined);
  const flat = found.stretches === undefined;
  const hand = (at: number, from: number, to: number): void => {
    const signal = { time: found.signals.times[at] ?? 0, id: found.signals.ids[at] as Id, get };
    const stretch = flat ? { ids: found.signals.ids, from, to } : wholeStretch(eventsOf(found, from, to));
    take(strand, signal, stretch, bounds);
  };
  if (strand.moments) for (const { from, to } of found.firings) hand(to, from, to);
  else for (const { from, to, fired } of found.episodes) hand(fired, from, to);
}

const wholeStretch = <Id extends SignalId>(ids: readonly Id[]): Stretch<Id> => ({ ids, from: 0, to: ids.length - 1 });

function noteOf<Id extends SignalId>(gathering: Gathering<Id>, group?: SignalGroup<Id>): Text | undefined {
  const lists = group?.lists ?? [...gathering.groups.keys()].flatMap((key) => listsOf(gathering, key));
  const thinning = lists.reduce((most, list) => Math.max(most, list.thinning), 0);
  return boundNote(2 ** thinning, 2 ** gathering.thinning);
}

/** The order of matches: by rule, first and last event, and group. */
export function compareMatches(a: CorrelationMatch<SignalId>, b: CorrelationMatch<SignalId>): number {
  if (a.ruleIndex !== b.ruleIndex) return a.ruleIndex - b.ruleIndex;
  if (a.first !== b.first) return a.first - b.first;
  if (a.last !== b.last) return a.last - b.last;
  const left = JSON.stringify(a.group);
  const right = JSON.stringify(b.group);
  return left < right ? -1 : left > right ? 1 : 0;
}
