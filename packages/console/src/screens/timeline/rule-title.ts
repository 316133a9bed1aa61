import { useRead } from "../../api/queries.ts";
import { useText } from "../../words/language-context.tsx";

/** A rule by its title in the language of the page; its id where the centre no longer has it. */
export function useRuleTitle(): (id: string) => string {
  const text = useText();
  const rules = useRead("rule.list", {}, { fresh: 3_600_000 });
  const titles = new Map((rules.data ?? []).map(({ id, title }) => [id, text(title)]));
  return (id) => titles.get(id) ?? id;
}
