import type { AnswerSheet, Verdict } from "@stanch/model/answer";
import { gradeIncident } from "@stanch/model/level";
import type { GradingFactors } from "@stanch/model/handling";
import type { Text } from "@stanch/model/text";
import type { BuiltThread } from "./thread-list.ts";

/** incident: somebody got in. suspected: attempts, or signs without proof. no-incident: neither. */
export function verdictOf(threads: readonly BuiltThread[]): Verdict {
  if (threads.some((one) => one.thread.succeeded && one.thread.confidence !== "low")) return "incident";
  return threads.length > 0 ? "suspected" : "no-incident";
}

/** Primary type from the gravest thread, the others as secondary. */
export function typeOf(threads: readonly BuiltThread[]): AnswerSheet["type"] {
  const grave = threads.some((one) => one.thread.succeeded) ? threads.filter((one) => one.thread.succeeded) : threads;
  const types = new Set(grave.flatMap((one) => [one.thread.type, ...one.types]));
  const [key] = types;
  return { scheme: "GB/T 20986-2023", key: key ?? null, secondary: [...types].slice(1) };
}

const loss: Readonly<Record<string, GradingFactors["loss"]>> = {
  "MAL-07": "severe",
  "DS-05": "considerable",
  "NA-09": "considerable",
  "MAL-08": "considerable",
};

/**
 * The level that the evidence alone supports. Importance of the object and social harm are not in logs: the general case is
 * assumed and said; people set the true values at the determination.
 */
export function levelOf(verdict: Verdict, type: AnswerSheet["type"]): AnswerSheet["level"] {
  const unknown = { importance: "unknown", loss: "unknown", harm: "unknown" } as const;
  if (verdict !== "incident") {
    const explain: Text = { zh: "未认定为安全事件，不定级", en: "Not determined to be an incident; no level" };
    return { value: null, rule: "none", factors: unknown, assumptions: [], explain };
  }
  const worst = [type.key ?? "", ...type.secondary].map((key) => loss[key]).find((one) => one !== undefined) ?? "minor";
  const graded = gradeIncident({ importance: "general", loss: worst, harm: "general" });
  return {
    value: graded.level,
    rule: graded.rules.map((rule) => rule.id).join(" "),
    factors: { ...unknown, loss: worst },
    assumptions: [
      {
        zh: "受影响对象按“一般”计；若为重要系统或关键信息基础设施，等级会更高",
        en: "The affected object is taken as general; for an important system or critical infrastructure the level is higher",
      },
      {
        zh: "社会危害按“一般”计；涉及个人信息或公众服务时须由人重新判定",
        en: "Social harm is taken as general; where personal information or public service is touched, people must decide anew",
      },
    ],
    explain: graded.explain,
  };
}
