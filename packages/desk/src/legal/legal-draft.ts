import type { CaseFact, DeadlineRule } from "@stanch/model/legal-deadline";
import type { Language } from "@stanch/model/text";
import { say } from "../messages/say.ts";

/** What the case knows, by fact: lines of text in the language of the draft, as people or evidence gave them. */
export type CaseFacts = Partial<Readonly<Record<CaseFact, readonly string[]>>>;

/** Lines of a text in which nothing steers a screen or a printer. */
export function plainLines(text: string): string[] {
  return text
    .toWellFormed()
    .split(/\r\n|[\n\r\u2028\u2029\u0085\v\f]/)
    .map((line) =>
      line
        .replace(/[\p{Cc}\p{Cf}]+/gu, " ")
        .replace(/\s+$/, "")
        .trimStart(),
    )
    .filter((line) => line !== "");
}

/** Text of the case stands indented below its name: it never looks like a heading of the draft. */
function filled(fact: CaseFact, values: readonly string[], language: Language): string[] {
  const lines = values.flatMap(plainLines);
  if (lines.length === 0) return [];
  return [`  ${say(language, `legal-fact.${fact}`)}`, ...lines.map((line) => `    ${line}`)];
}

/**
 * The report of a duty as far as the case can write it: every item that the law asks for, filled or marked as missing.
 *
 * @example legalDraft({ rule, number: "SEC-2026-0001", written: "2026-03-01 10:14", facts: {}, language: "en" })
 */
export function legalDraft(draft: {
  readonly rule: Pick<DeadlineRule, "regime" | "duty" | "recipient" | "content" | "note">;
  readonly number: string;
  readonly written: string;
  readonly facts: CaseFacts;
  readonly language: Language;
}): string {
  const { rule, facts, language } = draft;
  const head = say(language, "legal-draft.head", {
    regime: rule.regime[language],
    duty: rule.duty[language],
    recipient: rule.recipient[language],
    number: draft.number,
    written: draft.written,
  });
  const items = rule.content.flatMap((item, at) => {
    const known = (item.from ?? []).flatMap((fact) => filled(fact, facts[fact] ?? [], language));
    const body = known.length === 0 ? [`  ${say(language, "legal-draft.missing")}`] : known;
    return ["", `${at + 1}. ${item[language]}`, ...body];
  });
  const note = rule.note === undefined ? [] : ["", say(language, "legal-draft.note", { note: rule.note[language] })];
  return [head, ...items, ...note, "", say(language, "legal-draft.foot")].join("\n");
}
