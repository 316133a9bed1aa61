import { isIP } from "node:net";
import { incidentType } from "@stanch/model/incident-type";
import { revokedBy, technique } from "./attack-table.ts";
import { isPrivateAddress } from "./defang.ts";
import { type LintFinding, lintError, lintWarning } from "./lint-finding.ts";
import type { ReportIndicator, ReportModel } from "./report-model.ts";
import { compareInstants } from "./when.ts";

/** Rules about the analysis: R05 to R08, R11 to R14, R17, R18, R25, R29. */
export function lintAnalysis(model: ReportModel): LintFinding[] {
  return [
    ...timeline(model),
    ...determination(model),
    ...model.attack.rows.flatMap((row, index) => attackRow(row, `attack.rows[${index}]`, model.attack.version)),
    ...model.indicators.flatMap((one, index) => indicator(one, `indicators[${index}]`)),
    ...conclusions(model),
    ...figures(model),
  ];
}

function timeline({ timeline, control, summary }: ReportModel): LintFinding[] {
  const findings: LintFinding[] = [];
  for (const [index, row] of timeline.entries()) {
    const where = `timeline[${index}]`;
    const before = timeline[index - 1];
    if (before !== undefined && compareInstants(before.at, row.at) > 0) findings.push(lintError("R05.order", where));
    const end = row.until ?? row.at;
    if (end !== undefined && compareInstants(end, control.made) > 0) {
      findings.push(lintError("R05.future", where, { made: control.made }));
    }
    if (row.host === undefined && row.account === undefined && row.source === undefined) {
      findings.push(lintWarning("R06", where));
    }
  }
  const { first, last } = summary;
  if (first !== undefined && last !== undefined && compareInstants(first, last) > 0) {
    findings.push(lintError("R05.span", "summary"));
  }
  return findings;
}

function determination({ determination, summary, analysis }: ReportModel): LintFinding[] {
  const { type, level } = determination;
  const keys = [type.key, ...type.secondary].filter((key) => key !== null);
  const differs = level.computed !== null && level.value !== level.computed && level.override === undefined;
  const root = analysis.rootCause;
  return [
    ...keys
      .filter((key) => incidentType(key) === undefined)
      .map((key) => lintError("R08.type", "determination.type", { key })),
    ...(type.key === null && summary.verdict === "incident" ? [lintError("R08.none", "determination.type")] : []),
    ...(differs
      ? [
          lintError("R08.level", "determination.level", {
            value: String(level.value),
            computed: String(level.computed),
          }),
        ]
      : []),
    ...(root.kind === "fact" && root.cites.length === 0 ? [lintError("R07", "analysis.rootCause")] : []),
    ...(["people", "loss", "outage"] as const)
      .filter((key) => !determination.quantities.some((one) => one.key === key))
      .map((key) => lintError("R09", "determination.quantities", { key })),
  ];
}

function attackRow(row: ReportModel["attack"]["rows"][number], where: string, version: string): LintFinding[] {
  const id = row.technique;
  const known = technique(id);
  const by = revokedBy(id);
  if (by !== undefined) return [lintError("R11.revoked", where, { id, by })];
  if (known === undefined) return [lintError("R11.unknown", where, { id, version })];
  return [
    ...(known.tactics.includes(row.tactic) ? [] : [lintError("R12", where, { id, tactic: row.tactic })]),
    ...(row.cites.length === 0 ? [lintError("R13", where, { id })] : []),
  ];
}

const forms: Partial<Record<ReportIndicator["type"], (value: string) => boolean>> = {
  ip: (value) => isIP(value) !== 0,
  domain: (value) => /^(?=.{1,253}$)(?:[\p{L}\d_](?:[\p{L}\d_-]{0,61}[\p{L}\d])?\.)+[\p{L}\d-]{2,63}\.?$/u.test(value),
  url: (value) => URL.canParse(value),
  hash: (value) => /^(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64}|[\da-f]{128})$/i.test(value),
  email: (value) => /^[^\s@]+@[^\s@]+$/.test(value),
};

function indicator({ type, value, block }: ReportIndicator, where: string): LintFinding[] {
  return [
    ...(forms[type]?.(value) === false ? [lintError("R14.form", where, { value })] : []),
    ...(type === "ip" && block && isPrivateAddress(value) ? [lintError("R14.block", where, { value })] : []),
  ];
}

function conclusions({ adversary, analysis, recommendations, impact }: ReportModel): LintFinding[] {
  const { attribution } = adversary;
  const claimed = impact.exfiltration.kind !== "gap" && impact.exfiltration.cites.length === 0;
  const inside = analysis.threads.some(({ succeeded }) => succeeded);
  return [
    ...("alternatives" in attribution && attribution.alternatives.length === 0
      ? [lintError("R17", "adversary.attribution")]
      : []),
    ...(inside && recommendations.length === 0 ? [lintError("R18", "recommendations")] : []),
    ...(claimed ? [lintError("R25", "impact.exfiltration")] : []),
  ];
}

function figures({ summary, analysis, indicators }: ReportModel): LintFinding[] {
  const threads = analysis.threads;
  const counted = {
    threads: threads.length,
    indicators: indicators.length,
    hosts: new Set(threads.flatMap(({ hosts }) => hosts)).size,
    accounts: new Set(threads.flatMap(({ accounts }) => accounts)).size,
  };
  return (Object.keys(counted) as (keyof typeof counted)[])
    .filter((name) => counted[name] !== summary.figures[name])
    .map((name) =>
      lintError("R29", "summary.figures", {
        name,
        stated: String(summary.figures[name]),
        counted: String(counted[name]),
      }),
    );
}
