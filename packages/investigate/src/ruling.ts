import type { LogEvent } from "@stanch/model/log-event";
import { eventClass, type EventClass } from "@stanch/sigma/event-class";
import { fieldReader } from "@stanch/sigma/event-view";
import type { Placeholders } from "@stanch/sigma/detection-item";
import { parseRules } from "@stanch/sigma/parse-rules";
import { parseCached, type RuleCache } from "@stanch/sigma/rule-cache";
import { type Narrowing, narrowed } from "@stanch/sigma/rule-choice";
import { compileRuleSet, type ParsedDocument, type RuleSet } from "@stanch/sigma/rule-set";
import { type RuleMeta, ruleMeta } from "./rule-meta.ts";

/** One rule file: where it lies (for messages) and what it says. */
export interface RuleText {
  readonly path: string;
  readonly yaml: string;
}

/** Reads one field of an event as text; undefined when the event has none. */
export type TextReader = (event: LogEvent) => string | undefined;

/** A rule set ready to judge events, and what threads must know of each rule. */
export interface Ruling {
  readonly set: RuleSet;
  /** The rules as they were parsed, for threads that judge by the same: parsing takes far longer than compiling. */
  readonly documents: readonly ParsedDocument[];
  /** Values that the rules were compiled with. */
  readonly placeholders: Placeholders;
  readonly rules: readonly RuleMeta[];
  /** SHA-256 of the rule set: the same rules give the same hash, whatever their file order. */
  readonly hash: string;
  /** Pushes the indices of the rules that match; answers how many. */
  match(event: LogEvent, hits: number[]): number;
  /** Lets go of what was remembered of earlier events. */
  forget(): void;
  /** Fields a correlation reads from matches of this rule; undefined when none does. */
  signalFields(rule: number): readonly string[] | undefined;
  /** True for a base rule that only feeds correlations. */
  isSilent(rule: number): boolean;
  /** Makes a reader of a field as Sigma sees it, as text. Events must not change once they are read. */
  reader(field: string): TextReader;
}

/**
 * Compiles rule files. Rejected rules are in `set.rejected`, never dropped silently. The order of files does not matter.
 *
 * @param cache where parsed rules are kept from one run to the next.
 * @param narrowing rules that are switched off, and filters; the hash names them too.
 * @param placeholders values for `expand`; the hash names them too.
 * @example const ruling = makeRuling([{ path: "ssh.yml", yaml }]);
 */
export function makeRuling(
  texts: readonly RuleText[],
  cache?: RuleCache,
  narrowing: Narrowing = {},
  placeholders: Placeholders = {},
): Ruling {
  const sorted = [...texts].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const parsed =
    cache === undefined ? sorted.flatMap(({ yaml, path }) => parseRules(yaml, path)) : parseCached(sorted, cache);
  return rulingOf(narrowed(parsed, narrowing).documents, placeholders);
}

/** Compiles rules that were parsed before. */
export function rulingOf(documents: readonly ParsedDocument[], placeholders: Placeholders): Ruling {
  const set = compileRuleSet(documents, { placeholders });
  let matcher = set.createMatcher();
  return {
    set,
    documents,
    placeholders,
    rules: set.rules.map((rule, index) => ruleMeta(rule, set.plan(index)?.rule.type)),
    hash: set.hash,
    match: (event, hits) => matcher.match(event, hits),
    forget: () => void (matcher = set.createMatcher()),
    signalFields: (rule) => set.signalFields(rule),
    isSilent: (rule) => set.rules[rule]?.silent === true,
    reader: textReaders(),
  };
}

/** Several fields of one event are read one after the other: what class it is of is worked out once. */
function textReaders(): (field: string) => TextReader {
  let last: LogEvent | undefined;
  let events: EventClass | undefined;
  return (field) => {
    const read = fieldReader(field);
    return (event) => {
      if (event !== last || events === undefined) {
        last = event;
        events = eventClass(event);
      }
      const value = read(event, events);
      // Lists group by their first member, as a correlation can only have one value in a group.
      const one = typeof value === "object" && value !== null ? value[0] : value;
      return one === undefined || one === null ? undefined : String(one);
    };
  };
}
