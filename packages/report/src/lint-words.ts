import type { Text } from "@stanch/model/text";
import { type LintFinding, lintError, lintWarning } from "./lint-finding.ts";
import type { ReportModel } from "./report-model.ts";
import type { Statement } from "./statement.ts";

/** A sentence or statement of the model and where it stands. */
interface Placed<T> {
  readonly where: string;
  readonly value: T;
}

/** Rules about sentences: R02 numbers, R03 citations, R16 wording, R24 secrets, R28 placeholders. */
export function lintWords(model: ReportModel): LintFinding[] {
  const { texts, statements } = sentences(model);
  return [
    ...texts.flatMap(sameNumbers),
    ...texts.flatMap(wording),
    ...statements.flatMap(({ where, value }) => cited(value, where, model)),
  ];
}

/** Every bilingual sentence and every statement below a value, in order. */
function sentences(root: unknown): { texts: Placed<Text>[]; statements: Placed<Statement>[] } {
  const texts: Placed<Text>[] = [];
  const statements: Placed<Statement>[] = [];
  const visit = (value: unknown, where: string): void => {
    if (value === null || typeof value !== "object") return;
    if (Array.isArray(value)) {
      for (const [index, one] of value.entries()) visit(one, `${where}[${index}]`);
      return;
    }
    const map = value as Record<string, unknown>;
    if (typeof map["zh"] === "string" && typeof map["en"] === "string") texts.push({ where, value: map as Text });
    if (typeof map["kind"] === "string" && Array.isArray(map["cites"]) && map["text"] !== undefined) {
      statements.push({ where, value: map as Statement });
    }
    for (const [name, one] of Object.entries(map)) {
      if (name !== "citations") visit(one, where === "" ? name : `${where}.${name}`);
    }
  };
  visit(root, "");
  return { texts, statements };
}

/** Numbers and dates of a sentence, thousands joined, order aside; ", once" is how English says 1 次. */
function numbersOf(sentence: string): string {
  const counted = sentence.replaceAll(/, once(?=[:.,;]| \(|$)/g, ", 1");
  return (counted.replaceAll(/(\d),(?=\d{3}(?!\d))/g, "$1").match(/\d+/g) ?? []).sort().join(" ");
}

function sameNumbers({ where, value }: Placed<Text>): LintFinding[] {
  const [zh, en] = [numbersOf(value.zh), numbersOf(value.en)];
  return zh === en ? [] : [lintError("R02", where, { zh, en })];
}

const absolute =
  /\b(?:certainly|undoubtedly|without (?:a )?doubt|impossible)\b|100\s?%|毫无疑问|百分之百|绝对(?:是|不)/i;
const placeholder = /\b(?:TODO|TBD|FIXME|XXX|lorem ipsum)\b|待补充|待填写|（待定）|\{\w+\}/i;
const secret =
  /\b(?:password|passwd|pwd|token|secret|api[_-]?key)\s*[=:]\s*\S{6,}|\bAKIA[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY|\b[1-9]\d{5}(?:19|20)\d{2}(?:0\d|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx]\b|口令(?:为|是|：)\s*\S{4,}/i;

function wording({ where, value }: Placed<Text>): LintFinding[] {
  return [value.zh, value.en].flatMap((sentence) => {
    const found = absolute.exec(sentence)?.[0];
    const empty = placeholder.exec(sentence)?.[0];
    return [
      ...(found === undefined ? [] : [lintWarning("R16", where, { word: found })]),
      ...(empty === undefined ? [] : [lintError("R28", where, { word: empty })]),
      ...(secret.test(sentence) ? [lintWarning("R24", where)] : []),
    ];
  });
}

function cited({ kind, cites, confidence, likelihood }: Statement, where: string, model: ReportModel): LintFinding[] {
  const unknown = cites.find((id) => !Object.hasOwn(model.citations, id));
  const row = where.startsWith("timeline") || where.startsWith("analysis.threads");
  return [
    ...(kind === "fact" && cites.length === 0 ? [lintError("R03", where)] : []),
    ...(unknown === undefined ? [] : [lintError("R03.unknown", where, { id: unknown })]),
    ...(confidence !== undefined && likelihood !== undefined && !row ? [lintError("R16.both", where)] : []),
  ];
}
