import {
  type FilterForm,
  type FilterLint,
  LARGEST_RULE_SOURCE,
  type RuleFilter,
  ruleFilter,
  type RuleList,
  type RuleQuery,
  type RuleSourceLine,
  type RuleSwitch,
} from "@stanch/model/rule-choice";
import type { BlobRef } from "@stanch/store/blobs";
import { readCustomers } from "../customer/customer-repo.ts";
import { deskError, found, violates } from "../desk-error.ts";
import type { AccessLog } from "../journal/access-log.ts";
import type { Random, RuleBook, RunRules } from "../ports.ts";
import type { Unit } from "../unit-of-work.ts";
import { type FilterInForce, type RuleState, ruleState } from "./rule-choice.ts";
import {
  insertChoice,
  insertSource,
  lockChoices,
  readChosen,
  readFilter,
  readSources,
  removeSource,
  sourcesAt,
} from "./rule-choice-repo.ts";
import type { RuleChoiceTable } from "./rule-choice-table.ts";
import { foundRules } from "./rule-search.ts";

export interface RuleChoiceService {
  readonly list: (unit: Unit, query: RuleQuery) => Promise<RuleList>;
  readonly change: (unit: Unit, order: RuleSwitch) => Promise<void>;
  readonly filters: (unit: Unit, customer: string | undefined) => Promise<RuleFilter[]>;
  readonly lint: (unit: Unit, yaml: string) => Promise<FilterLint>;
  readonly addFilter: (unit: Unit, form: FilterForm) => Promise<RuleFilter>;
  readonly removeFilter: (unit: Unit, id: string, reason: string) => Promise<void>;
  readonly sources: (unit: Unit) => Promise<RuleSourceLine[]>;
  /** The bytes are stored already; what they hold is looked at before anything is said of them. */
  readonly addSource: (unit: Unit, name: string, blob: BlobRef) => Promise<RuleSourceLine>;
  readonly removeSource: (unit: Unit, id: string, reason: string) => Promise<void>;
  /** The rules that judged, or judge, the evidence of a customer at an instant. */
  readonly at: (unit: Unit, customer: string | null, instant: string) => Promise<RunRules>;
}

interface Parts {
  readonly random: Pick<Random, "uuid">;
  readonly access: AccessLog;
  readonly book: RuleBook;
}

const filterOf = ({ customer, ...one }: FilterInForce): RuleFilter =>
  ruleFilter.parse({ ...one, ...(customer === null ? {} : { customer }) });

async function stateOf(unit: Unit, customer: string | undefined): Promise<RuleState> {
  return ruleState(await readChosen(unit.tx, { customer }));
}

/** What is off for everybody is off for a customer too. */
function runRules(state: RuleState, sources: RunRules["sources"]): RunRules {
  const disabled = [...new Set([...state.off.keys(), ...state.offHere.keys()])].sort();
  return { disabled, filters: state.filters.map(({ id, yaml }) => ({ id, yaml })), sources };
}

async function note(
  { random, access }: Parts,
  unit: Unit,
  line: {
    readonly kind: RuleChoiceTable["kind"];
    readonly customer: string | null | undefined;
    readonly reason: string;
    readonly what: string;
    readonly rule?: string;
    readonly filter?: string;
    readonly title?: string;
    readonly yaml?: string;
  },
): Promise<string> {
  const { kind, customer = null, reason, what, ...rest } = line;
  const id = random.uuid();
  const { id: by_id, name: by_name } = unit.call.actor;
  await insertChoice(unit.tx, { id, kind, customer_id: customer, reason, by_id, by_name, at: unit.now, ...rest });
  await access.note(unit, { what: `rule.${kind}`, detail: JSON.stringify({ what, customer, reason }) });
  unit.changed({ kind: "rule.changed" });
  return id;
}

async function mustExist(unit: Unit, customer: string | undefined): Promise<void> {
  if (customer !== undefined) found((await readCustomers(unit.tx, customer))[0], "customer");
}

async function list({ book }: Parts, unit: Unit, query: RuleQuery): Promise<RuleList> {
  const sources = await sourcesAt(unit.tx, unit.now);
  const state = await stateOf(unit, query.customer);
  const rules = runRules(state, sources);
  const { rules: all, hash, rejected } = await book.read(rules);
  const { found: count, rules: page } = foundRules(all, state, query);
  return {
    hash,
    total: all.length,
    found: count,
    rejected,
    sources: [...new Set(all.map(({ source }) => source))],
    rules: page,
  };
}

async function change(parts: Parts, unit: Unit, { rule, on, customer, reason }: RuleSwitch): Promise<void> {
  await lockChoices(unit.tx);
  await mustExist(unit, customer);
  const state = await stateOf(unit, customer);
  const off = (customer === undefined ? state.off : state.offHere).has(rule.toLowerCase());
  // Twice the same is once: two people may press at one moment.
  if (off !== on) return;
  if (!on) {
    const { rules } = await parts.book.read({ disabled: [], filters: [], sources: await sourcesAt(unit.tx, unit.now) });
    found(
      rules.find(({ id }) => id.toLowerCase() === rule.toLowerCase()),
      "rule",
    );
  }
  await note(parts, unit, { kind: on ? "on" : "off", customer, reason, what: rule, rule });
}

async function addFilter(parts: Parts, unit: Unit, { yaml, customer, reason }: FilterForm): Promise<RuleFilter> {
  await lockChoices(unit.tx);
  await mustExist(unit, customer);
  const { remarks, title } = await parts.book.lint(yaml, await sourcesAt(unit.tx, unit.now));
  const wrong = remarks.find(({ error }) => error);
  if (wrong !== undefined) {
    const { line, message } = wrong;
    throw deskError("E_RULE_FILTER", { line: String(line), zh: message.zh, en: message.en });
  }
  const id = await note(parts, unit, { kind: "filter", customer, reason, what: title, title, yaml });
  const { filters } = await stateOf(unit, customer);
  return filterOf(
    found(
      filters.find((one) => one.id === id),
      "filter",
    ),
  );
}

async function removeFilter(parts: Parts, unit: Unit, id: string, reason: string): Promise<void> {
  await lockChoices(unit.tx);
  const row = found(await readFilter(unit.tx, id), "filter");
  const { filters } = await stateOf(unit, row.customer ?? undefined);
  const filter = found(
    filters.find((one) => one.id === id),
    "filter",
  );
  await note(parts, unit, { kind: "unfilter", customer: row.customer, reason, what: filter.title, filter: id });
}

async function addSource(parts: Parts, unit: Unit, name: string, blob: BlobRef): Promise<RuleSourceLine> {
  if (blob.size > LARGEST_RULE_SOURCE) throw deskError("E_RULE_SOURCE_LARGE", { size: String(LARGEST_RULE_SOURCE) });
  const { documents, rejected, licence } = await parts.book.look({ name, sha256: blob.sha256 });
  if (documents === 0) throw deskError("E_RULE_SOURCE_EMPTY", { name });
  const id = parts.random.uuid();
  const { sha256, size } = blob;
  const row = { id, name, sha256, size, documents, rejected, licence, by_name: unit.call.actor.name, at: unit.now };
  try {
    await insertSource(unit.tx, row);
  } catch (error) {
    throw violates(error, "rule_source_name") ? deskError("E_RULE_SOURCE_NAME", { name }) : error;
  }
  await parts.access.note(unit, { what: "rule.source-added", detail: JSON.stringify({ name, sha256, documents }) });
  unit.changed({ kind: "rule.changed" });
  return found(
    (await readSources(unit.tx)).find((one) => one.id === id),
    "source",
  );
}

/** Which rules evidence is judged by: what is switched off and narrowed, for everybody and for each customer, and added sources. */
export function ruleChoiceService(parts: Parts): RuleChoiceService {
  return {
    list: (unit, query) => list(parts, unit, query),
    change: (unit, order) => change(parts, unit, order),
    filters: async (unit, customer) => (await stateOf(unit, customer)).filters.map(filterOf),
    lint: async (unit, yaml) => {
      const { remarks, rules } = await parts.book.lint(yaml, await sourcesAt(unit.tx, unit.now));
      return { remarks: [...remarks], rules };
    },
    addFilter: (unit, form) => addFilter(parts, unit, form),
    removeFilter: (unit, id, reason) => removeFilter(parts, unit, id, reason),
    sources: (unit) => readSources(unit.tx),
    addSource: (unit, name, blob) => addSource(parts, unit, name, blob),
    removeSource: async (unit, id, reason) => {
      const end = { removed_at: unit.now, removed_by: unit.call.actor.name, removed_reason: reason };
      const name = found(await removeSource(unit.tx, id, end), "source");
      await parts.access.note(unit, { what: "rule.source-removed", detail: JSON.stringify({ name, reason }) });
      unit.changed({ kind: "rule.changed" });
    },
    at: async (unit, customer, instant) => {
      const chosen = await readChosen(unit.tx, { customer, until: instant });
      return runRules(ruleState(chosen), await sourcesAt(unit.tx, instant));
    },
  };
}
