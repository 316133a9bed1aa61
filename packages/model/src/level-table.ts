import type { GradingFactors } from "./handling.ts";
import type { IncidentLevel } from "./incident.ts";
import type { Text } from "./text.ts";

type Importance = GradingFactors["importance"];
type Loss = GradingFactors["loss"];
type Harm = GradingFactors["harm"];

/** Names of the four levels. */
export const levelNames: Record<IncidentLevel, Text> = {
  1: { zh: "特别重大", en: "Especially major" },
  2: { zh: "重大", en: "Major" },
  3: { zh: "较大", en: "Considerable" },
  4: { zh: "一般", en: "General" },
};

export const importanceNames: Record<Importance, Text> = {
  special: { zh: "特别重要", en: "especially important" },
  important: { zh: "重要", en: "important" },
  general: { zh: "一般", en: "ordinary" },
};

export const lossNames: Record<Loss, Text> = {
  extreme: { zh: "特别严重", en: "extremely severe" },
  severe: { zh: "严重", en: "severe" },
  considerable: { zh: "较大", en: "considerable" },
  minor: { zh: "较小", en: "minor" },
};

export const harmNames: Record<Harm, Text> = {
  extreme: { zh: "特别重大", en: "extreme" },
  severe: { zh: "重大", en: "severe" },
  considerable: { zh: "较大", en: "considerable" },
  general: { zh: "一般", en: "general" },
};

/** Table A: importance of the affected object × business loss. Source: GB/T 20986-2023, annex A (shape of GB/Z 20986-2007). */
export const lossLevels: Record<Importance, Record<Loss, IncidentLevel>> = {
  special: { extreme: 1, severe: 2, considerable: 3, minor: 4 },
  important: { extreme: 2, severe: 3, considerable: 4, minor: 4 },
  general: { extreme: 3, severe: 4, considerable: 4, minor: 4 },
};

/** Table B: harm to society. Source: GB/T 20986-2023. */
export const harmLevels: Record<Harm, IncidentLevel> = { extreme: 1, severe: 2, considerable: 3, general: 4 };

/** The most severe level down to the least that a quantitative test can give. */
export type QuantitativeLevel = 1 | 2 | 3;
/** "At least" values of a test for levels 1, 2, 3; the number itself counts. */
export type Thresholds = Record<QuantitativeLevel, number>;

export interface QuantitativeTest {
  readonly id: string;
  readonly name: Text;
  readonly unit: Text;
  readonly thresholds: Thresholds;
  /** The stated value, or undefined when nobody stated it. */
  readonly value: (factors: GradingFactors) => number | undefined;
  /** Levels this test may give at all, by the kind of object it concerns; absent: all. */
  readonly allowed?: (factors: GradingFactors) => readonly QuantitativeLevel[];
}

const minutes: Text = { zh: "分钟", en: "minutes" };
const people: Text = { zh: "人", en: "people" };
const times: Text = { zh: "次", en: "times" };

const siteLevels = { "provincial-portal": [1, 2, 3], "prefecture-portal": [2, 3], other: [] } as const;
const tamperLevels = { "level-1": [1, 2, 3], "level-2": [2, 3], "level-3": [3] } as const;
const tampered = (factors: GradingFactors): readonly QuantitativeLevel[] =>
  factors.tampered === undefined ? [] : tamperLevels[factors.tampered.object];

/**
 * Table C: the numbers of the annex to 国家网络安全事件报告管理办法 (CAC, in force 2025-11-01); any one suffices.
 * `checkedAt` 2026-11-23. Clauses without a number (`dataThreat`, generic clauses) are decided by a person.
 */
export const quantitativeTests: readonly QuantitativeTest[] = [
  {
    id: "site-down",
    name: { zh: "门户网站或重点新闻网站无法访问", en: "Portal or key news site unreachable" },
    unit: minutes,
    thresholds: { 1: 1440, 2: 360, 3: 120 },
    value: (factors) => factors.siteDown?.minutes,
    allowed: (factors) => (factors.siteDown === undefined ? [] : siteLevels[factors.siteDown.object]),
  },
  {
    id: "cii-whole",
    name: { zh: "关键信息基础设施整体中断", en: "Critical infrastructure interrupted as a whole" },
    unit: minutes,
    thresholds: { 1: 360, 2: 60, 3: 10 },
    value: (factors) => factors.ciiMinutes,
  },
  {
    id: "cii-main",
    name: { zh: "关键信息基础设施主要功能中断", en: "Main function of critical infrastructure interrupted" },
    unit: minutes,
    thresholds: { 1: 1440, 2: 180, 3: 30 },
    value: (factors) => factors.ciiMainMinutes,
  },
  {
    id: "people",
    name: { zh: "影响工作生活的人数", en: "People whose work or life is affected" },
    unit: people,
    thresholds: { 1: 10_000_000, 2: 1_000_000, 3: 100_000 },
    value: (factors) => factors.peopleAffected,
  },
  {
    id: "personal-information",
    name: { zh: "泄露个人信息涉及人数", en: "People whose personal information leaked" },
    unit: people,
    thresholds: { 1: 100_000_000, 2: 10_000_000, 3: 1_000_000 },
    value: (factors) => factors.personalInformation,
  },
  {
    id: "direct-loss",
    name: { zh: "直接经济损失", en: "Direct economic loss" },
    unit: { zh: "元", en: "yuan" },
    thresholds: { 1: 100_000_000, 2: 20_000_000, 3: 5_000_000 },
    value: (factors) => factors.lossYuan,
  },
  {
    id: "tampered-home",
    name: { zh: "首页被篡改并传播违法信息", en: "Home page tampered with illegal content" },
    unit: minutes,
    thresholds: { 1: 360, 2: 120, 3: 30 },
    value: (factors) => factors.tampered?.homeMinutes,
    allowed: tampered,
  },
  {
    id: "tampered-other",
    name: { zh: "其他页面被篡改并传播违法信息", en: "Other page tampered with illegal content" },
    unit: minutes,
    thresholds: { 1: 1440, 2: 720, 3: 120 },
    value: (factors) => factors.tampered?.otherMinutes,
    allowed: tampered,
  },
  {
    id: "tampered-reposts",
    name: { zh: "违法信息被转发次数", en: "Reposts of the illegal content" },
    unit: times,
    thresholds: { 1: 100_000, 2: 10_000, 3: 1000 },
    value: (factors) => factors.tampered?.reposts,
    allowed: tampered,
  },
  {
    id: "tampered-views",
    name: { zh: "违法信息被浏览次数", en: "Views of the illegal content" },
    unit: times,
    thresholds: { 1: 1_000_000, 2: 100_000, 3: 10_000 },
    value: (factors) => factors.tampered?.views,
    allowed: tampered,
  },
];

/** Threat of lost or stolen core or important data to state security and social stability (same annex). */
export const dataThreatLevels = { extreme: 1, severe: 2, considerable: 3 } as const;
