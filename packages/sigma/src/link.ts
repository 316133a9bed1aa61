import { correlationPlan, type CorrelationPlan, inOrder } from "./correlation-plan.ts";
import { type CorrelationRule, correlationRule } from "./correlation-rule.ts";
import { compileDetection, type Placeholders } from "./detection.ts";
import type {
  CorrelationDocument,
  FilterDocument,
  ParsedDocument,
  RejectedDocument,
  RuleDocument,
} from "./document.ts";
import { byName, type Draft, namesOf, onceOnly } from "./draft.ts";
import type { Expr } from "./expr.ts";
import { asFault, RuleFault } from "./fault.ts";
import { applyFilters } from "./filter.ts";
import { rejected } from "./parse-rules.ts";

/** A document that was loaded, with all its references resolved. */
export interface Linked {
  readonly document: RuleDocument | CorrelationDocument;
  readonly expr?: Expr;
  readonly plan?: CorrelationPlan;
  readonly silent: boolean;
}

export interface LinkResult {
  readonly entries: readonly Linked[];
  /** Indices of correlations, each after those it refers to. */
  readonly order: readonly number[];
  readonly rejected: readonly RejectedDocument[];
}

/** Compiles each document on its own, then applies filters, then resolves correlations. */
export function link(documents: readonly ParsedDocument[], placeholders: Placeholders): LinkResult {
  const sorted = [...documents].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.part - b.part));
  const drafts = sorted.map((document): Draft => ({ document }));
  rejectTwins(drafts);
  for (const draft of drafts) if (draft.fault === undefined) compileDraft(draft, placeholders);
  applyFilters(drafts);
  const order = linkCorrelations(drafts);
  return resultOf(drafts, order);
}

/** Of documents with one id the first by path counts. */
function rejectTwins(drafts: readonly Draft[]): void {
  const first = new Map<string, string>();
  for (const draft of drafts) {
    const { id, kind, path } = draft.document;
    if (id === undefined || kind === "rejected") continue;
    const twin = first.get(id.toLowerCase());
    if (twin === undefined) first.set(id.toLowerCase(), path);
    else draft.fault = { code: "duplicate", params: { path: twin } };
  }
}

function guarded(draft: Draft, run: () => void): void {
  try {
    run();
  } catch (error) {
    draft.fault = asFault(error);
  }
}

function compileDraft(draft: Draft, placeholders: Placeholders): void {
  const { document } = draft;
  guarded(draft, () => {
    if (document.kind === "rule" || document.kind === "filter") {
      draft.expr = onceOnly(() => exprOf(document, placeholders));
      if (document.sound !== true) draft.expr();
    } else if (document.kind === "correlation") draft.correlation = correlationOf(document);
  });
}

function exprOf({ kind, detection, lines }: RuleDocument | FilterDocument, placeholders: Placeholders): Expr {
  return compileDetection(detection, { placeholders, lines, path: kind === "rule" ? "detection" : "filter" });
}

/**
 * Marks rules and filters whose detection compiles, so that compiling them can wait until an event needs it.
 *
 * @example const set = compileRuleSet(provenSound(parseRules(yaml, path)));
 */
export function provenSound(documents: readonly ParsedDocument[]): ParsedDocument[] {
  return documents.map((document) => {
    if (document.kind !== "rule" && document.kind !== "filter") return document;
    try {
      exprOf(document, {});
      return { ...document, sound: true };
    } catch (error) {
      asFault(error);
      return document;
    }
  });
}

function correlationOf(document: CorrelationDocument): CorrelationRule {
  try {
    return correlationRule(document);
  } catch (error) {
    const line = document.lines["correlation"];
    throw error instanceof RuleFault && line !== undefined ? Object.assign(error, { line }) : error;
  }
}

/** Rejects correlations whose references cannot be resolved; answers the others, each after those it refers to. */
function linkCorrelations(drafts: readonly Draft[]): Draft[] {
  if (drafts.every((draft) => draft.correlation === undefined)) return [];
  const names = byName(drafts);
  const keys = new Map(drafts.map((draft, at) => [draft, String(at)]));
  const correlations = drafts.filter((draft) => draft.correlation !== undefined);
  const targets = (draft: Draft): Draft[] =>
    draft.correlation?.rules.flatMap((name) => names.get(name.toLowerCase()) ?? []) ?? [];
  const { order, circles } = inOrder(
    correlations.map((draft) => keys.get(draft) ?? ""),
    (key) =>
      targets(drafts[Number(key)] as Draft).flatMap((draft) =>
        draft.correlation === undefined ? [] : (keys.get(draft) ?? []),
      ),
  );
  for (const [key, circle] of circles) {
    const shown = circle
      .split(" → ")
      .map((one) => drafts[Number(one)]?.document.title ?? one)
      .join(" → ");
    const draft = drafts[Number(key)];
    if (draft !== undefined) draft.fault = { code: "cycle", params: { path: shown } };
  }
  return order
    .map((key) => drafts[Number(key)] as Draft)
    .filter((draft) => {
      for (const name of draft.correlation?.rules ?? []) {
        const target = names.get(name.toLowerCase());
        const lost = target?.document.kind === "rejected" || target?.fault !== undefined;
        if (target === undefined) draft.fault = { code: "reference", params: { name } };
        else if (lost) draft.fault = { code: "rejectedReference", params: { name } };
      }
      return draft.fault === undefined;
    });
}

function resultOf(drafts: readonly Draft[], order: readonly Draft[]): LinkResult {
  const kept = drafts.filter(
    (draft): draft is Draft<RuleDocument | CorrelationDocument> =>
      draft.fault === undefined && (draft.document.kind === "rule" || draft.document.kind === "correlation"),
  );
  const indexOf = new Map<Draft, number>(kept.map((draft, index) => [draft, index]));
  const names = order.length === 0 ? new Map<string, Draft>() : byName(drafts);
  const loud = new Map<number, boolean>();
  const plans = new Map<number, CorrelationPlan>();
  for (const draft of order) {
    const rule = draft.correlation as CorrelationRule;
    const references = rule.rules.map((name) => {
      const target = names.get(name.toLowerCase()) as Draft;
      return { rule: indexOf.get(target) ?? 0, ids: [name.toLowerCase(), ...namesOf(target)] };
    });
    for (const { rule: base } of references) loud.set(base, (loud.get(base) ?? false) || rule.generate);
    const index = indexOf.get(draft) ?? 0;
    plans.set(index, correlationPlan(index, rule, references));
  }
  const entries = kept.map(({ document, expr }, index): Linked => {
    const plan = plans.get(index);
    const silent = loud.get(index) === false;
    const linked = { document, silent, ...(plan === undefined ? {} : { plan }) };
    return expr === undefined ? linked : lazily(linked, expr);
  });
  return { entries, order: [...plans.keys()], rejected: drafts.flatMap(rejectionOf) };
}

/** A rule's condition, compiled when it is read. */
function lazily({ document, silent, plan }: Linked, expr: () => Expr): Linked {
  return {
    document,
    silent,
    ...(plan === undefined ? {} : { plan }),
    get expr() {
      return expr();
    },
  };
}

function rejectionOf({ document, fault }: Draft): RejectedDocument[] {
  if (document.kind === "rejected") return [document];
  return fault === undefined ? [] : [rejected(document, fault, document.digest)];
}
