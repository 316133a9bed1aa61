import type { Confidence } from "@stanch/model/answer";
import type { Text } from "@stanch/model/text";
import { actTable } from "./act-table.ts";
import type { Deed } from "./deed.ts";

/** How sure a thread is, and why, in words. */
export interface Assurance {
  readonly value: Confidence;
  readonly reason: Text;
}

const reasons = {
  attempts: {
    zh: "尝试由记录直接写明，未见得手的记录",
    en: "The records state the attempts themselves; none of them states success",
  },
  faint: {
    zh: "只有少数迹象，记录没有直接写明攻击",
    en: "There are few signs, and no record states an attack itself",
  },
  few: {
    zh: "只有少量重复的尝试，也可能是误操作或配置错误",
    en: "There are only a few repeated attempts; a mistake or a wrong setting may explain them as well",
  },
  entryAndMore: {
    zh: "进入和其后的行为都由记录直接写明",
    en: "The records state both the entry and what followed",
  },
  severalFacts: {
    zh: "几种得手的行为由记录直接写明",
    en: "The records state several kinds of acts that worked",
  },
  oneGrave: {
    zh: "一种得手的行为由记录直接写明，其规则少有误报",
    en: "The records state one kind of act that worked, by a rule that is rarely wrong",
  },
  oneFact: {
    zh: "只有一种得手的行为由记录直接写明，其余没有佐证",
    en: "The records state only one kind of act that worked; nothing else supports it",
  },
  noSource: {
    zh: "行为由记录写明，但没有记录说明来自何处，也可能是管理员所为",
    en: "The acts are recorded, but no record says where they came from; an administrator may have done them",
  },
  inferred: {
    zh: "没有记录直接写明得手，只能由时间和位置推断",
    en: "No record states success itself; it is concluded from time and place alone",
  },
} as const satisfies Readonly<Record<string, Text>>;

const sure = (value: Confidence, reason: keyof typeof reasons): Assurance => ({ value, reason: reasons[reason] });

/** Acts that an administrator does every day as well. */
const everyday = new Set([
  "account-created",
  "account-changed",
  "cron-added",
  "service-added",
  "privilege",
  "key-added",
  "command",
  "login",
]);

function ofSuccess(deeds: readonly Deed[]): Assurance {
  const inside = deeds.filter((deed) => deed.outcome === "success" && actTable[deed.act].inside);
  const facts = inside.filter((deed) => deed.kind === "fact");
  const kinds = new Set(facts.map((deed) => deed.act));
  const top = Math.max(0, ...facts.map((deed) => deed.rank));
  if (facts.length === 0) return sure("low", "inferred");
  if (deeds.every((deed) => deed.address === undefined)) {
    const telling = facts.some((deed) => deed.rank >= 3 && !everyday.has(deed.act));
    return sure(telling ? "moderate" : "low", "noSource");
  }
  if (top < 2) return sure("low", "oneFact");
  if (kinds.size >= 2)
    return facts.some((deed) => deed.address !== undefined)
      ? sure("high", "entryAndMore")
      : sure("high", "severalFacts");
  return top >= 3 ? sure("moderate", "oneGrave") : sure("moderate", "oneFact");
}

/** How sure it is that a thread is what it says. */
export function assuranceOf(deeds: readonly Deed[], succeeded: boolean): Assurance {
  if (succeeded) return ofSuccess(deeds);
  const top = Math.max(0, ...deeds.map((deed) => deed.rank));
  if (top < 2) return sure("low", "few");
  if (top >= 3) return sure("high", "attempts");
  return sure("moderate", deeds.some((deed) => deed.outcome === "failure") ? "attempts" : "faint");
}
