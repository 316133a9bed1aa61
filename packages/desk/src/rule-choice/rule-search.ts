import type { ListedRule, RuleQuery } from "@stanch/model/rule-choice";
import type { BookRule } from "../ports.ts";
import type { RuleState } from "./rule-choice.ts";

/** Rules of one answer. */
const PAGE = 100;

/** What people may look a rule up by, in small letters. */
const words = ({ id, title, logsource, path, tags }: BookRule): string =>
  [id, title.zh, title.en, logsource, path, ...tags].join("\n").toLowerCase();

/**
 * The rules that are asked for, and how many there are: every word of the text must stand somewhere in the rule.
 *
 * @example foundRules(all, state, { text: "mimikatz lsass", state: "off" }).rules
 */
export function foundRules(
  all: readonly BookRule[],
  { off, offHere }: Pick<RuleState, "off" | "offHere">,
  { text = "", source, level, state, offset = 0 }: RuleQuery,
): { readonly found: number; readonly rules: ListedRule[] } {
  const asked = text.toLowerCase().split(/\s+/u).filter(Boolean);
  const fits = (rule: BookRule): boolean => {
    if (source !== undefined && rule.source !== source) return false;
    if (level !== undefined && rule.level !== level) return false;
    const key = rule.id.toLowerCase();
    if (state !== undefined && (state === "off") !== (off.has(key) || offHere.has(key))) return false;
    if (asked.length === 0) return true;
    const own = words(rule);
    return asked.every((word) => own.includes(word));
  };
  const found = all.filter(fits);
  const rules = found.slice(offset, offset + PAGE).map(({ tags: _tags, ...rule }): ListedRule => {
    const [everybody, here] = [off.get(rule.id.toLowerCase()), offHere.get(rule.id.toLowerCase())];
    return {
      ...rule,
      ...(everybody === undefined ? {} : { off: everybody }),
      ...(here === undefined ? {} : { offHere: here }),
    };
  });
  return { found: found.length, rules };
}
