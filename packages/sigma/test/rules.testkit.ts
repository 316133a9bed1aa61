import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { parseRules } from "../src/parse-rules.ts";
import { compileRuleSet, type RuleSet } from "../src/rule-set.ts";

export type Fields = Record<string, FieldValue>;

/** An event of the product "test", which rules of these tests look at. */
export function testEvent(fields: Fields, more: Partial<LogEvent> = {}): LogEvent {
  return { time: 0, digits: 0, basis: "stated", offset: 0, record: 1, "event.module": "test", fields, ...more };
}

/** A rule document as JSON, which is YAML. */
export function ruleText(detection: unknown, more: Record<string, unknown> = {}): string {
  return JSON.stringify({ title: "t", logsource: { product: "test" }, detection, ...more });
}

export function setOf(...texts: string[]): RuleSet {
  return compileRuleSet(texts.flatMap((text, at) => parseRules(text, `${at}.yml`)));
}

/** Whether a detection matches; throws what it was rejected for. */
export function detects(
  detection: unknown,
  event: LogEvent,
  placeholders: Record<string, readonly string[]> = {},
): boolean {
  const set = compileRuleSet(parseRules(ruleText(detection), "t.yml"), { placeholders });
  const rejected = set.rejected[0];
  if (rejected !== undefined) throw new Error(rejected.reason);
  return set.createMatcher().match(event, []) === 1;
}

/** Whether one item, `key: value`, matches. */
export const item = (key: string, value: unknown, fields: Fields, placeholders = {}): boolean =>
  detects({ s: { [key]: value }, condition: "s" }, testEvent(fields), placeholders);

/** Why a detection is rejected, or "" when it is not. */
export function refusal(detection: unknown): string {
  return setOf(ruleText(detection)).rejected[0]?.fault.code ?? "";
}

/** `key: value` against the value of field `f`; the last column says whether it matches. */
export type CaseRow = readonly [key: string, value: unknown, field: FieldValue | undefined, matches: boolean];

/** Cases by what they are about. */
export type CaseTable = Readonly<Record<string, readonly CaseRow[]>>;
