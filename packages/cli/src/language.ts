import { fill } from "@stanch/model/error";
import type { Language } from "@stanch/model/text";
import { en, type MessageKey } from "./messages/en.ts";
import { zh } from "./messages/zh.ts";

/** Says a message of the catalogue, with its places filled. Parameters are not escaped: the terminal writer does that. */
export type Say = (key: MessageKey, params?: Readonly<Record<string, string>>) => string;

/**
 * The language to speak: asked for, else by `STANCH_LANG`, `LC_ALL`, `LC_MESSAGES`, `LANG` (first that is set), else English.
 *
 * @example languageOf(undefined, { LANG: "zh_CN.UTF-8" }) // "zh"
 */
export function languageOf(asked: string | undefined, environment: NodeJS.ProcessEnv): Language {
  const named =
    asked ??
    [environment["STANCH_LANG"], environment["LC_ALL"], environment["LC_MESSAGES"], environment["LANG"]].find(
      (one) => one,
    );
  return /^zh/i.test(named ?? "") ? "zh" : "en";
}

export function sayer(language: Language): Say {
  const catalogue: Record<MessageKey, string> = language === "zh" ? zh : en;
  return (key, params = {}) => fill(catalogue[key], params);
}
