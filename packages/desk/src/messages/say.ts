import { fill } from "@stanch/model/error";
import type { Language, Text } from "@stanch/model/text";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

export type MessageKey = keyof typeof zh;
type Params = Readonly<Record<string, string>>;

/** A text of the catalogue; parameters are data and never become places themselves. */
export function say(language: Language, key: MessageKey, params: Params = {}): string {
  return fill(language === "zh" ? zh[key] : en[key], params);
}

/** The same text in both languages. */
export function sayBoth(key: MessageKey, params: Params = {}): Text {
  return { zh: say("zh", key, params), en: say("en", key, params) };
}

/**
 * An instant as people read it on the wall of the centre.
 *
 * @example wallTime("2026-03-01T02:14:07Z", "Asia/Shanghai") // "2026-03-01 10:14"
 */
export function wallTime(instant: string, zone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  return parts.format(new Date(instant));
}
