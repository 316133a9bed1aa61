import type { Text } from "@stanch/model/text";
import { both, keyOf } from "./messages.ts";

/** The sections as they are printed, in their order: the first is number 1. */
export const printedSections = [
  "summary",
  "engagement",
  "determination",
  "symptoms",
  "evidence",
  "timeline",
  "analysis",
  "impact",
  "adversary",
  "response",
  "recommendations",
  "reassessment",
  "police",
  "indicators",
  "attack",
  "closing",
  "records",
] as const;

/** Parts of the model that are printed inside another part, or on the cover. */
const inside: Readonly<Record<string, string>> = { signatures: "closing" };
const cover: Text = { zh: "封面", en: "cover" };

function sectionText(id: string): Text | undefined {
  const at = printedSections.findIndex((one) => one === id);
  const key = keyOf(`section.${id}`);
  if (at === -1 || key === undefined) return undefined;
  const name = both(key);
  return { zh: `第 ${at + 1} 节“${name.zh}”`, en: `section ${at + 1}, “${name.en}”` };
}

/**
 * A place of the model as a reader of the paper finds it; undefined for what is printed nowhere.
 *
 * @example lintPlace("timeline[2].text")?.en // "section 6, “Timeline”, item 3"
 */
export function lintPlace(where: string): Text | undefined {
  const [, top = "", rest = ""] = /^(\w+)(.*)$/.exec(where) ?? [];
  if (top === "control") return cover;
  const section = sectionText(inside[top] ?? top);
  if (section === undefined) return undefined;
  const index = /\[(\d+)\]/.exec(rest)?.[1];
  if (index === undefined) return section;
  const item = Number(index) + 1;
  return { zh: `${section.zh}，第 ${item} 项`, en: `${section.en}, item ${item}` };
}
