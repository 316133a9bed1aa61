import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import type { Text } from "@stanch/model/text";
import type { Logsource } from "./document.ts";
import { type EventClass, eventClass } from "./event-class.ts";
import { fieldValue, messageTexts } from "./event-view.ts";
import { filled, logsourceText, outcomeTexts } from "./explain-text.ts";
import type { Expr } from "./expr.ts";
import { fulfils } from "./field-test.ts";
import type { RuleSet } from "./rule-set.ts";

/** One part of a condition and whether it held. */
export interface ExplainedStep {
  readonly kind: "and" | "or" | "not" | "test";
  /** Name of the search identifier, or the test as the rule writes it. */
  readonly label?: string;
  readonly held: boolean;
  /** Of a test: the field it reads, `""` for keywords. */
  readonly field?: string;
  /** Of a test: what the event has there; absent when it has no such field. */
  readonly actual?: FieldValue;
  readonly items?: readonly ExplainedStep[];
}

/** Why a rule matches an event, or why it does not. */
export interface Explanation {
  readonly matched: boolean;
  readonly because: Text;
  readonly logsource: {
    readonly wanted: Logsource;
    readonly products: readonly string[];
    readonly categories: readonly string[];
    readonly services: readonly string[];
    readonly fits: boolean;
  };
  /** Absent for correlations. */
  readonly condition?: ExplainedStep;
}

/**
 * Which condition held or failed for an event, and which precondition stopped the rule.
 *
 * @example explain(ruleSet, index, event).because.en // 'the condition does not hold: the event has no field "Image" (…)'
 */
export function explain(ruleSet: RuleSet, ruleIndex: number, event: LogEvent): Explanation {
  const events = eventClass(event);
  const wanted = ruleSet.rules[ruleIndex]?.logsource ?? {};
  const stopped = firstMissing(events, wanted);
  const logsource = {
    wanted,
    products: [...events.products],
    categories: [...events.categories],
    services: [...events.services],
    fits: stopped === undefined,
  };
  const expr = ruleSet.condition(ruleIndex);
  if (expr === undefined) return { matched: false, because: outcomeTexts.correlation, logsource };
  const condition = stepOf(expr, event);
  const matched = condition.held && stopped === undefined;
  return {
    matched,
    because: stopped ?? (matched ? outcomeTexts.matched : blame(condition, true)),
    logsource,
    condition,
  };
}

function firstMissing(events: EventClass, wanted: Logsource): Text | undefined {
  const sets = { product: events.products, category: events.categories, service: events.services } as const;
  for (const key of ["product", "category", "service"] as const) {
    const name = wanted[key];
    if (name !== undefined && !sets[key].has(name)) return logsourceText(key, name, [...sets[key]]);
  }
  return undefined;
}

function stepOf(expr: Expr, event: LogEvent): ExplainedStep {
  const label = expr.label === undefined ? {} : { label: expr.label };
  if (expr.kind === "test") {
    const value = expr.field === "" ? messageTexts(event) : fieldValue(event, expr.field);
    const held = fulfils(expr.test, value, (name) => fieldValue(event, name));
    const actual = value === undefined || expr.field === "" ? {} : { actual: value };
    return { kind: "test", ...label, held, field: expr.field, ...actual };
  }
  if (expr.kind === "not") {
    const item = stepOf(expr.item, event);
    return { kind: "not", ...label, held: !item.held, items: [item] };
  }
  const items = expr.items.map((item) => stepOf(item, event));
  const held = expr.kind === "and" ? items.every((item) => item.held) : items.some((item) => item.held);
  return { kind: expr.kind, ...label, held, items };
}

/** Follows the first part that is not as it should be down to a test. */
function blame(step: ExplainedStep, wanted: boolean): Text {
  const inner = step.kind === "not" ? !wanted : wanted;
  const culprit = step.items?.find((item) => item.held !== inner);
  if (culprit !== undefined) return blame(culprit, inner);
  const label = step.label ?? step.kind;
  const missing = wanted && step.kind === "test" && step.field !== "" && step.actual === undefined;
  return filled(missing ? outcomeTexts.missingField : outcomeTexts.missed, { label, field: step.field ?? "" });
}
