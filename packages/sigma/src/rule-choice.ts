import type { ParsedDocument } from "./document.ts";
import { faultText } from "./fault.ts";
import { parseRules, rejected } from "./parse-rules.ts";
import { type CompileOptions, compileRuleSet, type Rejection, type RuleSet } from "./rule-set.ts";
import type { RuleFile, RuleSource } from "./rule-source.ts";

/** What one customer's evidence is judged with. Plain data. */
export interface RuleChoice extends CompileOptions {
  /** Sources to use, by id; all when left out. */
  readonly sources?: readonly string[];
  /** Ids or names of rules that are switched off. */
  readonly disabled?: readonly string[];
  /** Sigma filters that narrow rules for this customer: its scanners, its backup accounts. */
  readonly filters?: readonly RuleFile[];
}

/** A rule that is left out because a source before has one of the same id. */
export interface ShadowedRule {
  readonly id: string;
  readonly source: string;
  readonly by: string;
}

/** The rules chosen, ready to judge, and everything that an answer must state about them. */
export interface ChosenRules {
  readonly set: RuleSet;
  /** SHA-256 over every rule in use, every filter and every placeholder's values: the name of the rule set in answers. */
  readonly hash: string;
  readonly sources: readonly {
    readonly id: string;
    readonly hash: string;
    readonly licence?: string;
    /** Documents it holds, and how many of them are in use. */
    readonly documents: number;
    readonly used: number;
  }[];
  readonly shadowed: readonly ShadowedRule[];
  /** Names in `sources` and `disabled` that nothing goes by: a spelling mistake must not pass for a choice. */
  readonly unknown: readonly string[];
  /** As in the set, with rules that were switched off named as such. */
  readonly rejected: readonly Rejection[];
}

const namesOf = ({ id, ...document }: ParsedDocument): string[] =>
  [id, "name" in document ? document.name : undefined].flatMap((one) => (one === undefined ? [] : [one.toLowerCase()]));

/**
 * Joins sources and a customer's choice into one rule set. Earlier sources come first: of two rules with one id the first
 * source's is used. Filters may only be filters. Nothing is left out silently, and nothing throws.
 *
 * @example chooseRules([own, sigmahq], { disabled: ["proc_creation_lnx_curl_usage"], filters }).hash
 */
export function chooseRules(sources: readonly RuleSource[], choice: RuleChoice = {}): ChosenRules {
  const wanted = sources.filter(({ id }) => choice.sources?.includes(id) ?? true);
  const disabled = new Map((choice.disabled ?? []).map((name) => [name.toLowerCase(), name]));
  const { documents, shadowed, used, met } = gathered(wanted, new Set(disabled.keys()));
  const filters = (choice.filters ?? []).flatMap(({ path, yaml }) => parseRules(yaml, path).map(onlyFilter));
  const set = compileRuleSet([...documents, ...filters], choice);
  return {
    set,
    hash: set.hash,
    sources: wanted.map(({ id, hash, licence, documents: all }) => ({
      id,
      hash,
      ...(licence === undefined ? {} : { licence }),
      documents: all.length,
      used: used.get(id) ?? 0,
    })),
    shadowed,
    unknown: [
      ...(choice.sources ?? []).filter((name) => sources.every(({ id }) => id !== name)),
      ...[...disabled].flatMap(([key, name]) => (met.has(key) ? [] : [name])),
    ],
    rejected: set.rejected.map((one) => switchedOff(one, disabled)),
  };
}

/** What is switched off, and what narrows the rules. */
export type Narrowing = Pick<RuleChoice, "disabled" | "filters">;

/**
 * Documents without those that are switched off, with the filters; for whoever compiles by itself. A name that nothing goes by
 * is answered in `unknown`.
 *
 * @example compileRuleSet(narrowed(parseRules(yaml, path), { disabled: ["5d1c1f0e-2f64-4b43-9f0c-0c1d8f3e2a11"] }).documents);
 */
export function narrowed(
  documents: readonly ParsedDocument[],
  { disabled = [], filters = [] }: Narrowing,
): { readonly documents: readonly ParsedDocument[]; readonly unknown: readonly string[] } {
  const names = new Set(disabled.map((name) => name.toLowerCase()));
  const met = new Set<string>();
  const kept = documents.filter((document) => {
    const off = namesOf(document).filter((name) => names.has(name));
    for (const name of off) met.add(name);
    return off.length === 0;
  });
  const added = filters.flatMap(({ path, yaml }) => parseRules(yaml, path).map(onlyFilter));
  return { documents: [...kept, ...added], unknown: disabled.filter((name) => !met.has(name.toLowerCase())) };
}

interface Gathered {
  readonly documents: ParsedDocument[];
  readonly shadowed: ShadowedRule[];
  /** Documents in use by source. */
  readonly used: Map<string, number>;
  /** Names of the disabled that were found. */
  readonly met: Set<string>;
}

function gathered(sources: readonly RuleSource[], disabled: ReadonlySet<string>): Gathered {
  const all: Gathered = { documents: [], shadowed: [], used: new Map(), met: new Set() };
  const owner = new Map<string, string>();
  for (const { id: source, documents } of sources) {
    const own = new Map<string, string>();
    let used = 0;
    for (const document of documents) {
      const off = namesOf(document).filter((name) => disabled.has(name));
      for (const name of off) all.met.add(name);
      if (off.length > 0) continue;
      const id = document.id?.toLowerCase();
      const by = id === undefined || document.kind === "rejected" ? undefined : owner.get(id);
      if (id !== undefined && by !== undefined) {
        all.shadowed.push({ id, source, by });
        continue;
      }
      if (id !== undefined && document.kind !== "rejected") own.set(id, source);
      all.documents.push(document);
      used++;
    }
    for (const [id, by] of own) owner.set(id, by);
    all.used.set(source, used);
  }
  return all;
}

/** A rule among the filters would widen what a customer is watched for without anybody having chosen it. */
function onlyFilter(document: ParsedDocument): ParsedDocument {
  if (document.kind === "filter" || document.kind === "rejected") return document;
  return rejected(document, { code: "notFilter", params: {} }, document.digest);
}

function switchedOff(rejection: Rejection, disabled: ReadonlyMap<string, string>): Rejection {
  const { fault } = rejection;
  const name = fault.params["name"];
  if (fault.code !== "reference" || typeof name !== "string" || !disabled.has(name.toLowerCase())) return rejection;
  const told = { ...fault, code: "disabledReference" as const };
  return { ...rejection, fault: told, reason: faultText(told).en };
}
