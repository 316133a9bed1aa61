import type { JsonValue } from "@stanch/model/canonical-json";
import type { CorrelationDocument } from "./document.ts";
import { RuleFault } from "./fault.ts";
import { isMap } from "./parse-rules.ts";

export const correlationTypes = [
  "event_count",
  "value_count",
  "temporal",
  "temporal_ordered",
  "value_sum",
  "value_avg",
  "value_percentile",
] as const;
export type CorrelationType = (typeof correlationTypes)[number];

export type BoundOp = "gt" | "gte" | "lt" | "lte" | "eq" | "neq";
export interface Bound {
  readonly op: BoundOp;
  readonly value: number;
}

/** What a correlation document asks for; rules are still names or ids. */
export interface CorrelationRule {
  readonly type: CorrelationType;
  readonly rules: readonly string[];
  readonly groupBy: readonly string[];
  /** Microseconds. */
  readonly timespan: number;
  readonly bounds: readonly Bound[];
  /** Fields whose values are counted, added or ranked. */
  readonly valueFields: readonly string[];
  readonly percentile: number;
  /** Field names by alias, then by rule. */
  readonly aliases: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly generate: boolean;
}

const seconds: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  M: 2_592_000,
  y: 31_536_000,
};

/**
 * A timespan in microseconds. A month is 30 days and a year 365, as a window needs one length.
 *
 * @example timespan("5m") // 300_000_000
 */
export function timespan(text: string): number | undefined {
  const match = /^(\d{1,9}(?:\.\d{1,6})?)\s*([smhdwMy])$/.exec(text.trim());
  const unit = seconds[match?.[2] ?? ""];
  const micros = unit === undefined ? 0 : Math.round(Number(match?.[1]) * unit * 1e6);
  return micros > 0 && Number.isSafeInteger(micros) ? micros : undefined;
}

/** @throws RuleFault */
export function correlationRule({ correlation }: CorrelationDocument): CorrelationRule {
  const type = correlationTypes.find((one) => one === correlation["type"]);
  if (type === undefined) throw new RuleFault("correlationType", { type: shown(correlation["type"]) });
  const rules = names(correlation, "rules");
  if (rules.length === 0) throw new RuleFault("missing", { key: "rules" });
  const span = correlation["timespan"];
  const micros = timespan(shown(span));
  if (micros === undefined) throw new RuleFault("timespan", { value: shown(span) });
  return {
    type,
    rules,
    groupBy: names(correlation, "group-by"),
    timespan: micros,
    ...conditionOf(correlation["condition"], type),
    aliases: aliasesOf(correlation["aliases"]),
    generate: correlation["generate"] === true,
  };
}

const shown = (value: JsonValue | undefined): string =>
  value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);

function names(map: Readonly<Record<string, JsonValue>>, key: string): string[] {
  const value = map[key];
  if (value === undefined || value === null) return [];
  const list = (Array.isArray(value) ? value : [value]) as readonly JsonValue[];
  return list.map((one) => {
    if (typeof one !== "string" || one === "") throw new RuleFault("type", { key, wanted: "text" });
    return one;
  });
}

const ops: readonly string[] = ["gt", "gte", "lt", "lte", "eq", "neq"] satisfies BoundOp[];
const wrong = (detail: string): RuleFault => new RuleFault("correlationCondition", { detail });

function conditionOf(
  value: JsonValue | undefined,
  type: CorrelationType,
): Pick<CorrelationRule, "bounds" | "valueFields" | "percentile"> {
  const temporal = type === "temporal" || type === "temporal_ordered";
  if ((value === undefined || value === null) && temporal) return { bounds: [], valueFields: [], percentile: 50 };
  if (!isMap(value)) throw wrong("a map with gt, gte, lt, lte, eq or neq");
  const bounds: Bound[] = [];
  for (const [key, bound] of Object.entries(value)) {
    if (ops.includes(key)) {
      const number = typeof bound === "string" && bound.trim() !== "" ? Number(bound) : bound;
      if (typeof number !== "number" || !Number.isFinite(number)) throw wrong(`${key}: ${shown(bound)}`);
      bounds.push({ op: key as BoundOp, value: number });
    } else if (key !== "field" && key !== "percentile") throw wrong(key);
  }
  if (bounds.length === 0 && !temporal) throw wrong("gt, gte, lt, lte, eq, neq");
  const valueFields = names(value, "field");
  if (type.startsWith("value_") && valueFields.length === 0) throw wrong("field");
  const percentile = value["percentile"] ?? 50;
  if (typeof percentile !== "number" || percentile < 0 || percentile > 100)
    throw wrong(`percentile: ${shown(percentile)}`);
  return { bounds, valueFields, percentile };
}

function aliasesOf(value: JsonValue | undefined): CorrelationRule["aliases"] {
  if (value === undefined || value === null) return {};
  if (!isMap(value)) throw new RuleFault("type", { key: "aliases", wanted: "map" });
  const aliases: Record<string, Record<string, string>> = {};
  for (const [alias, fields] of Object.entries(value)) {
    if (!isMap(fields)) throw new RuleFault("type", { key: alias, wanted: "map" });
    aliases[alias] = Object.fromEntries(
      Object.entries(fields).map(([rule, field]) => [rule.toLowerCase(), shown(field)]),
    );
  }
  return aliases;
}
