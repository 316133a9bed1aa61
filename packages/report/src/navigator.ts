import type { ReportModel } from "./report-model.ts";

/** The techniques of a report as an ATT&CK Navigator layer. Source: Navigator layer file format 4.5. */
export function navigatorLayer({ control, attack, timeline }: ReportModel): string {
  const counts = new Map<string, number>();
  for (const { technique, count } of timeline) {
    if (technique !== undefined) counts.set(technique, (counts.get(technique) ?? 0) + count);
  }
  const layer = {
    name: `${control.number} ${control.title.en}`,
    versions: { attack: attack.version.split(".")[0], navigator: "5.1.0", layer: "4.5" },
    domain: "enterprise-attack",
    description: control.title.zh,
    techniques: attack.rows.map(({ tactic, technique, procedure }) => ({
      techniqueID: technique,
      tactic: tacticSlugs[tactic],
      score: counts.get(technique) ?? 1,
      comment: `${procedure.en}\n${procedure.zh}`,
      enabled: true,
      showSubtechniques: technique.includes("."),
    })),
    gradient: { colors: ["#d6ecec", "#0d5c5f"], minValue: 0, maxValue: Math.max(1, ...counts.values()) },
  };
  return `${JSON.stringify(layer, undefined, 2)}\n`;
}

/** Short names of the tactics as the matrix of version 19 has them. */
export const tacticSlugs: Readonly<Record<string, string>> = {
  TA0043: "reconnaissance",
  TA0042: "resource-development",
  TA0001: "initial-access",
  TA0002: "execution",
  TA0003: "persistence",
  TA0004: "privilege-escalation",
  TA0005: "stealth",
  TA0112: "defense-impairment",
  TA0006: "credential-access",
  TA0007: "discovery",
  TA0008: "lateral-movement",
  TA0009: "collection",
  TA0011: "command-and-control",
  TA0010: "exfiltration",
  TA0040: "impact",
};
