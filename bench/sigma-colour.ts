import type { Expr } from "@stanch/sigma/expr";
import type { FieldValue } from "@stanch/model/event-line";
import type { RuleSet } from "@stanch/sigma/rule-set";
import { witnessEvents } from "../packages/sigma/test/witness-event.testkit.ts";
import type { Random } from "./random.ts";

export type Fields = Record<string, FieldValue>;

/** What a rule asks for, laid over an ordinary event of its kind: whole, or only one of its fields. */
export function coloured(set: RuleSet, rule: number, random: Random, whole: boolean): Fields {
  const expr = set.condition(rule) as Expr;
  const wanted = witnessEvents(expr).next().value ?? {};
  if (whole) return wanted;
  const names = Object.keys(wanted);
  if (names.length === 0) return {};
  const name = random.pick(names);
  return { [name]: wanted[name] ?? "" };
}

/** What every made event has. */
export const start = { time: 1_772_331_247_000_000, digits: 0, basis: "stated", offset: 0, record: 1 } as const;

/** One in fifty events is made to match a rule and one in ten has one value of a rule; the rest is what hosts do all day. */
export function colour(random: Random): "whole" | "part" | "none" {
  const dice = random.unit();
  return dice < 0.02 ? "whole" : dice < 0.12 ? "part" : "none";
}
