import { compareInstants } from "./when.ts";
import { lintAnalysis } from "./lint-analysis.ts";
import { type LintFinding, lintError, lintWarning } from "./lint-finding.ts";
import { lintWords } from "./lint-words.ts";
import type { ReportModel } from "./report-model.ts";
import { isNotPart } from "./statement.ts";

export type { LintFinding } from "./lint-finding.ts";

/**
 * The machine checklist over a report model, rule by rule. R15 (defanged prose) and R01's empty languages cannot fail here: the
 * renderer defangs, and the schema demands both languages. R30 needs the deadlines that the desk keeps.
 *
 * @example lintReport(model).filter(({ level }) => level === "error").length === 0
 */
export function lintReport(model: ReportModel): LintFinding[] {
  const findings = [
    ...sections(model),
    ...lintAnalysis(model),
    ...evidence(model),
    ...handling(model),
    ...control(model),
    ...lintWords(model),
  ];
  return findings.sort((a, b) => (a.rule === b.rule ? 0 : a.rule < b.rule ? -1 : 1));
}

function sections({ summary, evidence, determination }: ReportModel): LintFinding[] {
  const { deadlines } = determination;
  const empty = isNotPart(deadlines)
    ? []
    : deadlines.filter((one) => one.dueAt === undefined && one.doneAt === undefined && one.notApplicable === undefined);
  return [
    ...(summary.verdict === "incident" && summary.statements.length === 0
      ? [lintWarning("R01", "summary.statements")]
      : []),
    ...(evidence.limitations.length === 0 ? [lintError("R20", "evidence.limitations")] : []),
    ...evidence.tools
      .filter(({ version }) => version === "")
      .map(({ name }) => lintError("R21", "evidence.tools", { name })),
    ...empty.map(({ id }) => lintError("R10", "determination.deadlines", { id })),
  ];
}

function evidence({ evidence }: ReportModel): LintFinding[] {
  if (isNotPart(evidence.items)) return [];
  return evidence.items.flatMap((item, index) => {
    const where = `evidence.items[${index}]`;
    const { id } = item;
    const broken = item.custody.find((line, at) => {
      const before = item.custody[at - 1];
      if (line.sha256 !== item.sha256) return true;
      return (
        before !== undefined &&
        (compareInstants(line.at, before.at) < 0 ||
          (line.from !== undefined && before.to !== undefined && line.from !== before.to))
      );
    });
    return [
      ...(item.stored !== undefined && item.stored !== item.sha256 ? [lintError("R04", where, { id })] : []),
      ...(item.custody.length === 0 ? [lintError("R22.none", where, { id })] : []),
      ...(broken === undefined ? [] : [lintError("R22.gap", where, { id, seq: String(broken.seq) })]),
    ];
  });
}

function handling({ response, recommendations }: ReportModel): LintFinding[] {
  if (isNotPart(response)) return [];
  return [
    ...response.actions.flatMap((action, index) => {
      const where = `response.actions[${index}]`;
      return [
        ...(action.result === undefined ? [lintWarning("R19.result", where, { what: action.what.en })] : []),
        ...(action.approvedBy !== undefined && action.approvedBy === action.by
          ? [lintError("R19.same", where, { what: action.what.en })]
          : []),
      ];
    }),
    ...recommendations
      .filter(({ owner, priority }) => owner === undefined && priority === "now")
      .map(({ id }) => lintWarning("R18.owner", "recommendations", { id })),
  ];
}

const strictness = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"] as const;

function control({ control, signatures }: ReportModel): LintFinding[] {
  const { tlp, strictest = tlp, approver, authors, status } = control;
  const people = control.customer !== undefined && status === "final";
  const copies = isNotPart(signatures) ? undefined : signatures;
  const differ =
    copies?.deliveredSha256 !== undefined &&
    copies.archivedSha256 !== undefined &&
    copies.deliveredSha256 !== copies.archivedSha256;
  return [
    ...(strictness.indexOf(strictest) > strictness.indexOf(tlp)
      ? [lintError("R23", "control.tlp", { tlp, strictest })]
      : []),
    ...(approver !== undefined && authors.includes(approver)
      ? [lintError("R26.same", "control.approver", { name: approver })]
      : []),
    ...(people && approver === undefined ? [lintError("R26.none", "control.approver")] : []),
    ...(differ ? [lintError("R27", "signatures")] : []),
  ];
}
