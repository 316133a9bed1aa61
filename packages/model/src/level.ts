import type { Grading, GradingFactors } from "./handling.ts";
import type { IncidentLevel } from "./incident.ts";
import {
  dataThreatLevels,
  harmLevels,
  harmNames,
  importanceNames,
  levelNames,
  lossLevels,
  lossNames,
  quantitativeTests,
  type QuantitativeLevel,
  type QuantitativeTest,
} from "./level-table.ts";
import type { Text } from "./text.ts";

type Fired = Grading["rules"][number];

/**
 * The level of an incident from stated facts: the most severe of table A (importance × loss), B (harm to society) and C (the
 * numbers of the CAC annex). 1 is the most severe. Facts nobody stated fire nothing; they never lower a level.
 *
 * Source: GB/T 20986-2023; 国家网络安全事件报告管理办法, annex 网络安全事件分级指南.
 * @example gradeIncident({ importance: "general", loss: "minor", harm: "general", ciiMinutes: 10 }).level === 3
 */
export function gradeIncident(factors: GradingFactors): Grading {
  const rules = [byLoss(factors), byHarm(factors), ...byNumbers(factors), ...byDataThreat(factors)];
  const level = Math.min(...rules.map((rule) => rule.level)) as IncidentLevel;
  return { level, rules, explain: conclude(level, rules) };
}

function byLoss({ importance, loss }: GradingFactors): Fired {
  const level = lossLevels[importance][loss];
  return {
    id: `A-${importance}-${loss}`,
    level,
    explain: {
      zh: `事件影响对象${importanceNames[importance].zh}，业务损失${lossNames[loss].zh}：${level} 级（${levelNames[level].zh}）。`,
      en: `Affected object ${importanceNames[importance].en}, business loss ${lossNames[loss].en}: level ${level} (${levelNames[level].en}).`,
    },
  };
}

function byHarm({ harm }: GradingFactors): Fired {
  const level = harmLevels[harm];
  return {
    id: `B-${harm}`,
    level,
    explain: {
      zh: `社会危害${harmNames[harm].zh}：${level} 级（${levelNames[level].zh}）。`,
      en: `Harm to society ${harmNames[harm].en}: level ${level} (${levelNames[level].en}).`,
    },
  };
}

function byNumbers(factors: GradingFactors): Fired[] {
  return quantitativeTests.flatMap((test) => {
    const value = test.value(factors);
    const level = value === undefined ? undefined : reached(test, value, factors);
    return value === undefined || level === undefined ? [] : [firedBy(test, value, level)];
  });
}

function reached(test: QuantitativeTest, value: number, factors: GradingFactors): QuantitativeLevel | undefined {
  const allowed = test.allowed?.(factors) ?? ([1, 2, 3] as const);
  return allowed.find((level) => value >= test.thresholds[level]);
}

function firedBy(test: QuantitativeTest, value: number, level: QuantitativeLevel): Fired {
  const limit = test.thresholds[level];
  return {
    id: `C-${test.id}-${level}`,
    level,
    explain: {
      zh: `${test.name.zh}：${grouped(value)} ${test.unit.zh}，达到 ${grouped(limit)} ${test.unit.zh}：${level} 级（${levelNames[level].zh}）。`,
      en: `${test.name.en}: ${grouped(value)} ${test.unit.en}, at least ${grouped(limit)}: level ${level} (${levelNames[level].en}).`,
    },
  };
}

function byDataThreat({ dataThreat }: GradingFactors): Fired[] {
  if (dataThreat === undefined || dataThreat === "none") return [];
  const level = dataThreatLevels[dataThreat];
  const how = dataThreat === "considerable" ? { zh: "较严重", en: "considerable" } : lossNames[dataThreat];
  return [
    {
      id: `C-data-threat-${level}`,
      level,
      explain: {
        zh: `核心数据或重要数据丢失、被窃取或篡改，对国家安全和社会稳定构成${how.zh}威胁：${level} 级（${levelNames[level].zh}）。`,
        en: `Core or important data lost, stolen or altered, a threat to state security and social stability that is ${how.en}: level ${level} (${levelNames[level].en}).`,
      },
    },
  ];
}

function conclude(level: IncidentLevel, rules: readonly Fired[]): Text {
  const decisive = rules.filter((rule) => rule.level === level);
  const ids = decisive.map((rule) => rule.id).join(", ");
  return {
    zh: `定为 ${level} 级（${levelNames[level].zh}），取各条规则中最严重者，依据规则 ${ids}。${decisive.map((rule) => rule.explain.zh).join("")}`,
    en: `Level ${level} (${levelNames[level].en}), the most severe of all rules, by ${ids}. ${decisive.map((rule) => rule.explain.en).join(" ")}`,
  };
}

/** Digits in groups of three with a thin separator that both languages read. */
function grouped(value: number): string {
  return new Intl.NumberFormat("en", { maximumFractionDigits: 2 }).format(value);
}
