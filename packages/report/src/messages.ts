import { fill } from "@stanch/model/error";
import type { Language, Text } from "@stanch/model/text";
import { enClosing } from "./messages/en-closing.ts";
import { enSections } from "./messages/en-sections.ts";
import { zhClosing } from "./messages/zh-closing.ts";
import { zhSections } from "./messages/zh-sections.ts";

const en = { ...enSections, ...enClosing };
export type MessageKey = keyof typeof en;
type Params = Readonly<Record<string, string | number>>;

const catalogues: Record<Language, Record<MessageKey, string>> = { en, zh: { ...zhSections, ...zhClosing } };

/** A sentence of the report's catalogue in one language; parameters are data and are filled in as they are. */
export function say(language: Language, key: MessageKey, params: Params = {}): string {
  return fill(catalogues[language][key], strings(params));
}

/** The same sentence in both languages. */
export function both(key: MessageKey, params: Params = {}): Text {
  return { zh: say("zh", key, params), en: say("en", key, params) };
}

/** A key made of a prefix and a value, when the catalogue has it. */
export function keyOf(key: string): MessageKey | undefined {
  return Object.hasOwn(en, key) ? (key as MessageKey) : undefined;
}

function strings(params: Params): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}
