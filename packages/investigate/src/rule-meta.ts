import { type Act, actTable, isAct } from "./act-table.ts";
import attack from "@stanch/model/data/attack-enterprise-v19.json" with { type: "json" };
import type { RuleLevel } from "@stanch/model/detection";
import type { Text } from "@stanch/model/text";

/** What the thread builder needs to know of a rule. */
export interface RuleMeta {
  readonly id: string;
  readonly title: Text;
  readonly explain: Text | undefined;
  readonly level: RuleLevel;
  readonly tags: readonly string[];
  readonly act: Act;
  /** The matched event itself proves that the act worked. */
  readonly success: boolean;
  readonly tactic: string;
  readonly technique: string;
  readonly correlation: boolean;
  /** A correlation of different acts: once each time it completes, however many events make it. */
  readonly composed?: boolean;
}

interface RuleLike {
  readonly id: string;
  readonly title: string;
  readonly level: string;
  readonly tags: readonly string[];
  readonly kind: string;
  readonly custom?: unknown;
}

const levels: readonly RuleLevel[] = ["informational", "low", "medium", "high", "critical"];
/** 0 for informational to 4 for critical. */
export function levelRank(level: RuleLevel): number {
  return levels.indexOf(level);
}

const techniques = new Map(attack.techniques.map((one) => [one.id, one.tactics]));
const revoked = attack.revoked as Readonly<Record<string, string>>;
const tacticByTag = new Map(
  Object.entries(attack.tactics).map(([id, name]) => [`attack.${name.toLowerCase().replaceAll(" ", "-")}`, id]),
);
tacticByTag.set("attack.defense-evasion", "TA0005");

/** Acts that a technique family stands for, for rules that name none. Longest prefix wins. */
const actByTechnique: readonly (readonly [string, Act])[] = [
  ["T1595", "scan"],
  ["T1110", "guess"],
  ["T1190", "exploit"],
  ["T1505.003", "web-shell"],
  ["T1136", "account-created"],
  ["T1098.004", "key-added"],
  ["T1098", "account-changed"],
  ["T1053", "cron-added"],
  ["T1543", "service-added"],
  ["T1547", "persistence"],
  ["T1546", "persistence"],
  ["T1574", "persistence"],
  ["T1105", "tool-download"],
  ["T1003", "credentials"],
  ["T1555", "credentials"],
  ["T1552", "credentials"],
  ["T1558", "credentials"],
  ["T1021", "lateral"],
  ["T1570", "lateral"],
  ["T1548", "privilege"],
  ["T1068", "privilege"],
  ["T1134", "privilege"],
  ["T1572", "tunnel"],
  ["T1090", "tunnel"],
  ["T1071", "c2"],
  ["T1095", "c2"],
  ["T1219", "c2"],
  ["T1496", "miner"],
  ["T1486", "ransom"],
  ["T1490", "ransom"],
  ["T1491", "deface"],
  ["T1498", "dos"],
  ["T1499", "dos"],
  ["T1685.005", "log-wipe"],
  ["T1685.006", "log-wipe"],
  ["T1070.001", "log-wipe"],
  ["T1685", "log-stop"],
  ["T1041", "exfiltration"],
  ["T1048", "exfiltration"],
  ["T1567", "exfiltration"],
];
const actByTactic: Readonly<Record<string, Act>> = {
  TA0043: "scan",
  TA0001: "exploit",
  TA0002: "suspicious",
  TA0003: "persistence",
  TA0004: "privilege",
  TA0005: "suspicious",
  TA0112: "log-stop",
  TA0006: "credentials",
  TA0007: "discovery",
  TA0008: "lateral",
  TA0009: "collection",
  TA0011: "c2",
  TA0010: "exfiltration",
  TA0040: "suspicious",
};

/** The v19 id of a technique that a tag names, following revocations; undefined when v19 has none. */
export function currentTechnique(tag: string): string | undefined {
  const match = /^attack\.(t\d{4}(?:\.\d{3})?)$/i.exec(tag);
  if (match?.[1] === undefined) return undefined;
  const named = match[1].toUpperCase();
  const id = techniques.has(named) ? named : revoked[named];
  return id !== undefined && techniques.has(id) ? id : undefined;
}

function actOf(technique: string | undefined, tactic: string | undefined): Act {
  const known =
    technique === undefined
      ? undefined
      : actByTechnique.find(([prefix]) => technique === prefix || technique.startsWith(`${prefix}.`));
  return known?.[1] ?? (tactic === undefined ? "suspicious" : (actByTactic[tactic] ?? "suspicious"));
}

/** Tactic that fits: the one the rule names if the technique allows it, else the technique's first. */
function tacticOf(technique: string, named: string | undefined, fallback: string): string {
  const allowed = techniques.get(technique) ?? [];
  if (named !== undefined && allowed.includes(named)) return named;
  return allowed.includes(fallback) ? fallback : (allowed[0] ?? fallback);
}

function isText(value: unknown): value is Text {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as Text).zh === "string" &&
    typeof (value as Text).en === "string"
  );
}

/**
 * Reads `x-stanch` and ATT&CK tags of a rule; any Sigma rule has an act afterwards.
 *
 * @param type kind of a correlation.
 */
export function ruleMeta(rule: RuleLike, type?: string): RuleMeta {
  const outer = (rule.custom ?? {}) as Record<string, unknown>;
  const custom = ((outer["x-stanch"] as Record<string, unknown> | undefined) ?? outer) as Record<string, unknown>;
  const named = rule.tags.map(currentTechnique).find((id) => id !== undefined);
  const tactic = rule.tags
    .map((tag) => tacticByTag.get(tag.toLowerCase().replaceAll("_", "-")))
    .find((id) => id !== undefined);
  const act = isAct(custom["act"]) ? custom["act"] : actOf(named, tactic);
  const technique = named ?? actTable[act].technique;
  return {
    id: rule.id,
    title: isText(custom["title"]) ? custom["title"] : { zh: rule.title, en: rule.title },
    explain: isText(custom["explain"]) ? custom["explain"] : undefined,
    level: levels.find((one) => one === rule.level) ?? "medium",
    tags: rule.tags,
    act,
    success: custom["success"] === true || (custom["success"] === undefined && actTable[act].inside),
    tactic: tacticOf(technique, tactic, actTable[act].tactic),
    technique,
    correlation: rule.kind === "correlation",
    ...(type?.startsWith("temporal") === true ? { composed: true } : {}),
  };
}
