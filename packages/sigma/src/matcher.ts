import type { LogEvent } from "@stanch/model/log-event";
import { answers, type EventClass, eventClass } from "./event-class.ts";
import { EventReading } from "./event-reading.ts";
import type { Logsource } from "./document.ts";
import type { Node, PredicateTable } from "./predicate.ts";
import { sortFrom } from "./sort-from.ts";
import { type MemoBounds, VerdictMemo } from "./verdict-memo.ts";
import { buildRuleIndex, fixedVerdict, type IndexedRule, popularityOf, type RuleIndex } from "./rule-index.ts";

/** Judges events one after another; one per thread. */
export interface Matcher {
  /**
   * Pushes the indices of all rules that match, ascending, base rules of correlations included; answers how many.
   *
   * @example const hits: number[] = []; matcher.match(event, hits);
   */
  match(event: LogEvent, out: number[]): number;
}

/** A rule as the matcher needs it. */
export interface MatchableRule extends IndexedRule {
  readonly logsource: Logsource;
}

/** Indices are built when the first event of a class comes and shared by classes that meet the same rules. */
export interface ClassIndices {
  get(events: EventClass): RuleIndex;
}

/** Values of a field that any rule compares it with exactly: all others are alike to the rules. */
function mentioned(rules: readonly MatchableRule[], field: string): Set<string> {
  const values = new Set<string>();
  const visit = (node: Node): void => {
    if (node.op === "not") visit(node.item);
    else if (node.op !== "test") node.items.forEach(visit);
    else if (node.predicate.field === field && node.predicate.test.kind === "text") {
      for (const pattern of node.predicate.test.patterns) values.add(pattern.text);
    }
  };
  for (const rule of rules) visit(rule.node);
  return values;
}

/** @example const indices = classIndices(rules, table); */
export function classIndices(rules: readonly MatchableRule[], table: PredicateTable): ClassIndices {
  const byClass = new Map<EventClass, RuleIndex>();
  const byTraits = new Map<string, RuleIndex>();
  const byRules = new Map<string, RuleIndex>();
  const popularity = popularityOf(rules.map((rule) => rule.node));
  const channels = mentioned(rules, "Channel");
  const numbers = mentioned(rules, "EventID");

  const build = (events: EventClass): RuleIndex => {
    const met = rules.filter(
      (rule) => answers(events, rule.logsource) && fixedVerdict(rule.node, events.fixed) !== false,
    );
    const key = met.map((rule) => rule.index).join();
    let index = byRules.get(key);
    if (index === undefined) byRules.set(key, (index = buildRuleIndex(met, table.predicates.length, popularity)));
    return index;
  };
  // Hostile evidence can name any number of channels and event numbers: those that no rule names are one.
  const traitsOf = ({ products, categories, services, fixed }: EventClass): string => {
    const channel = fixed.Channel?.toLowerCase();
    const known = [
      channel !== undefined && channels.has(channel) ? channel : channel === undefined,
      numbers.has(fixed.EventID ?? "") ? fixed.EventID : fixed.EventID === "",
    ];
    return JSON.stringify([...known, [...products], [...categories], [...services]]);
  };
  return {
    get(events) {
      let index = byClass.get(events);
      if (index !== undefined) return index;
      const traits = traitsOf(events);
      index = byTraits.get(traits);
      if (index === undefined) {
        if (byTraits.size > 4096) byTraits.clear();
        byTraits.set(traits, (index = build(events)));
      }
      if (byClass.size > 10_000) byClass.clear();
      byClass.set(events, index);
      return index;
    },
  };
}

/** Whether a condition holds for the event being read. */
function evaluate(node: Node, reading: EventReading, decided: Uint8Array): boolean {
  switch (node.op) {
    case "test": {
      const { predicate } = node;
      return decided[predicate.id] === 1 ? reading.known(predicate.id) : reading.holds(predicate);
    }
    case "not":
      return !evaluate(node.item, reading, decided);
    case "and":
      for (const item of node.items) if (!evaluate(item, reading, decided)) return false;
      return true;
    case "or":
      for (const item of node.items) if (evaluate(item, reading, decided)) return true;
      return false;
  }
}

/** Judges the event being read by the rules of an index, without regard to earlier events. */
function makeJudge(
  nodes: readonly (Node | undefined)[],
  reading: EventReading,
): (index: RuleIndex, out: number[]) => void {
  const seen = new Uint32Array(nodes.length);
  const queue = new Int32Array(nodes.length);
  let round = 0;
  let queued = 0;
  const found = (rule: number): void => {
    if (seen[rule] === round) return;
    seen[rule] = round;
    queue[queued++] = rule;
  };
  return (index, out) => {
    if (++round === 0xffff_ffff) seen.fill((round = 1) - 1);
    queued = 0;
    index.candidates(reading, found);
    for (let at = 0; at < queued; at++) {
      const rule = queue[at] as number;
      const node = nodes[rule];
      if (node !== undefined && evaluate(node, reading, index.decided)) out.push(rule);
    }
  };
}

/** @example const matcher = makeMatcher(nodes, table, classIndices(rules, table)); */
export function makeMatcher(
  nodes: readonly (Node | undefined)[],
  table: PredicateTable,
  indices: ClassIndices,
  bounds?: MemoBounds,
): Matcher {
  const reading = new EventReading(table);
  const judge = makeJudge(nodes, reading);
  const memos = new Map<RuleIndex, VerdictMemo>();
  const memoOf = (index: RuleIndex): VerdictMemo => {
    let memo = memos.get(index);
    if (memo === undefined) memos.set(index, (memo = new VerdictMemo(index, nodes, reading, bounds)));
    return memo;
  };
  return {
    match(event, out) {
      const events = eventClass(event);
      const index = indices.get(events);
      if (index.rules.length === 0) return 0;
      const before = out.length;
      const memo = memoOf(index);
      reading.begin(event, events);
      if (memo.isVain || !memo.match(out)) {
        reading.begin(event, events);
        judge(index, out);
      }
      // Found in an order that depends on the index.
      if (out.length - before > 1) sortFrom(out, before);
      return out.length - before;
    },
  };
}
