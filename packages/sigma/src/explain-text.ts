import type { Text } from "@stanch/model/text";

const keys = {
  product: { zh: "产品", en: "product" },
  category: { zh: "类别", en: "category" },
  service: { zh: "服务", en: "service" },
} as const;

const listed = (names: readonly string[], none: string): string => (names.length === 0 ? none : names.join(", "));

/** Why a rule does not see an event at all. */
export function logsourceText(
  key: "product" | "category" | "service",
  wanted: string,
  answered: readonly string[],
): Text {
  return {
    zh: `规则要求${keys[key].zh} “${wanted}”，而该事件属于：${listed(answered, "无")}`,
    en: `the rule wants the ${keys[key].en} "${wanted}", the event answers to: ${listed(answered, "none")}`,
  };
}

/** The outcome in a sentence. */
export const outcomeTexts = {
  matched: { zh: "规则匹配该事件", en: "the rule matches the event" },
  missed: { zh: "条件不成立：{label}", en: "the condition does not hold: {label}" },
  missingField: {
    zh: "条件不成立：事件没有字段 “{field}”（{label}）",
    en: 'the condition does not hold: the event has no field "{field}" ({label})',
  },
  correlation: { zh: "关联规则判断的是多个事件，不是单个事件", en: "a correlation judges several events, not one" },
} as const satisfies Readonly<Record<string, Text>>;

/** Fills `{name}` in both languages. */
export function filled(text: Text, values: Readonly<Record<string, string>>): Text {
  const fill = (one: string): string => one.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  return { zh: fill(text.zh), en: fill(text.en) };
}
