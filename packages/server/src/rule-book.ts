import type { BookRule, BookSource, RuleBook, RunRules } from "@stanch/desk/ports";
import { ruleMeta } from "@stanch/investigate/rule-meta";
import type { Placeholders } from "@stanch/sigma/detection-item";
import { faultText } from "@stanch/sigma/fault";
import { filterReach } from "@stanch/sigma/filter";
import { lintRule } from "@stanch/sigma/lint-rule";
import { parseRules } from "@stanch/sigma/parse-rules";
import { parseCached, type RuleCache } from "@stanch/sigma/rule-cache";
import { narrowed } from "@stanch/sigma/rule-choice";
import { compileRuleSet, type CompiledRule, type ParsedDocument } from "@stanch/sigma/rule-set";
import { type RulePlaces, ruleOrigins, sourceTexts } from "./rule-texts.ts";

/** How rules are read: where parsed ones are kept, and values they ask for. */
interface Reading {
  readonly cache: RuleCache;
  readonly placeholders: Placeholders;
}

interface Shelf {
  readonly documents: readonly ParsedDocument[];
  readonly rules: readonly BookRule[];
}

const FILTER_PATH = "filter.yml";

function bookRule(rule: CompiledRule, source: string): BookRule {
  const { id, title, level } = ruleMeta(rule);
  const { product, category, service } = rule.logsource ?? {};
  const logsource = [product, category, service].filter((one) => one !== undefined).join(" / ");
  return { id, title, level, kind: rule.kind, logsource, source, path: rule.path, tags: rule.tags };
}

async function shelfOf(
  places: RulePlaces,
  { cache, placeholders }: Reading,
  sources: readonly BookSource[],
): Promise<Shelf> {
  const origins = await ruleOrigins(places, sources);
  const sourceOf = new Map(origins.flatMap(({ source, texts }) => texts.map(({ path }) => [path, source] as const)));
  const texts = origins.flatMap((origin) => origin.texts);
  const documents = parseCached(
    texts.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    cache,
  );
  const set = compileRuleSet(documents, { placeholders });
  const order = origins.map(({ source }) => source);
  const rules = set.rules
    .map((rule) => bookRule(rule, sourceOf.get(rule.path) ?? "own"))
    .toSorted((a, b) => order.indexOf(a.source) - order.indexOf(b.source) || (a.path < b.path ? -1 : 1));
  return { documents, rules };
}

const filtersOf = (filters: RunRules["filters"]) => filters.map(({ id, yaml }) => ({ path: `filter/${id}.yml`, yaml }));

/** Where what narrows an investigation is put into the words of the engine. */
export const narrowingOf = ({ disabled, filters }: RunRules) => ({ disabled, filters: filtersOf(filters) });

function lintFilter(shelf: Shelf, yaml: string) {
  const documents = parseRules(yaml, FILTER_PATH);
  const filters = documents.filter((one) => one.kind === "filter");
  const lints = lintRule(yaml, FILTER_PATH).map(({ line, column, rule, message }) => ({
    line,
    column,
    rule,
    error: rule.startsWith("error-"),
    message,
  }));
  const { documents: all } = narrowed(shelf.documents, { filters: [{ path: FILTER_PATH, yaml }] });
  // What is wrong only beside the rules it speaks of: a rule it names that is not there, or none of its kind.
  const beside = compileRuleSet(all).rejected.filter((one) => one.path === FILTER_PATH);
  const known = new Set(lints.map(({ rule }) => rule));
  for (const { fault } of beside) {
    const rule = `error-${fault.code}`;
    if (known.has(rule)) continue;
    known.add(rule);
    lints.push({
      line: fault.line ?? 1,
      column: 1,
      rule,
      error: true,
      message: faultText({ code: fault.code, params: fault.params }),
    });
  }
  const reached = new Set(filters.flatMap((one) => filterReach(one, shelf.documents)));
  const failed = lints.some(({ error }) => error);
  return { remarks: lints, title: filters[0]?.title ?? "", rules: failed ? 0 : reached.size };
}

/**
 * The rules of the centre as people choose among them. The newest set of sources is kept in memory.
 *
 * @example const book = ruleBook({ blobs, rules }, ruleCacheFolder(folder)); (await book.read(rules)).hash
 */
export function ruleBook(places: RulePlaces, cache: RuleCache, placeholders: Placeholders = {}): RuleBook {
  let known: { readonly key: string; readonly shelf: Promise<Shelf> } | undefined;
  const shelf = (sources: readonly BookSource[]): Promise<Shelf> => {
    const key = JSON.stringify(sources);
    if (known?.key !== key) {
      const made = shelfOf(places, { cache, placeholders }, sources);
      known = { key, shelf: made };
      // What failed is tried again by the next who asks.
      made.catch(() => (known = undefined));
    }
    return known.shelf;
  };
  return {
    read: async (rules) => {
      const { documents, rules: all } = await shelf(rules.sources);
      // A correlation whose rule is switched off cannot be used either: it is counted.
      const { hash, rejected } = compileRuleSet(narrowed(documents, narrowingOf(rules)).documents, {
        placeholders,
      });
      return { rules: all, hash, rejected: rejected.length };
    },
    lint: async (yaml, sources) => lintFilter(await shelf(sources), yaml),
    look: async (source) => {
      const { texts, licence } = await sourceTexts(places.blobs, source);
      const documents = texts.flatMap(({ path, yaml }) => parseRules(yaml, path));
      const { rejected } = compileRuleSet(documents, { placeholders });
      const usable = documents.some((one) => one.kind !== "rejected");
      return { documents: usable ? documents.length : 0, rejected: rejected.length, licence };
    },
  };
}
