import { type LintTarget, remark } from "./lint-report.ts";
import { sigmaText } from "./sigma-text.ts";
import { CASED, fitsPattern, textPattern } from "./text-pattern.ts";

type Path = readonly (string | number)[];

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Search identifiers, their items and the condition. @param key `detection` or `filter` */
export function lintDetection(target: LintTarget, key: "detection" | "filter"): void {
  const detection = target.data[key];
  if (!isMap(detection)) return;
  if ("timeframe" in detection) remark(target, "timeframe-old", [key, "timeframe"]);
  const names = Object.keys(detection).filter((name) => !["condition", "timeframe", "rules"].includes(name));
  for (const name of names) {
    if (/^(?:and|or|not|of|them|all|any|1)$/i.test(name) || !/^[\w.-]+$/.test(name)) {
      remark(target, "identifier-name", [key, name], { value: name });
    }
    lintValue(target, detection[name], [key, name]);
  }
  lintCondition(target, key, names, [detection["condition"]].flat().map(String).join(" or "));
}

function lintValue(target: LintTarget, value: unknown, path: Path): void {
  if (Array.isArray(value)) for (const [at, one] of value.entries()) lintValue(target, one, [...path, at]);
  if (isMap(value)) for (const [key, one] of Object.entries(value)) lintItem(target, key, one, [...path, key]);
}

function lintItem(target: LintTarget, key: string, value: unknown, path: Path): void {
  const modifiers = key.split("|").slice(1);
  for (const [at, modifier] of modifiers.entries()) {
    if (modifiers.indexOf(modifier) < at) remark(target, "modifier-twice", path, { value: modifier });
  }
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  if (Array.isArray(value) && list.length === 1) remark(target, "list-of-one", path);
  if (modifiers.includes("all") && list.length < 2) remark(target, "all-without-list", path);
  const seen = new Set<string>();
  for (const [at, one] of list.entries()) {
    if (typeof one !== "string") continue;
    const place = Array.isArray(value) ? [...path, at] : path;
    const folded = modifiers.includes("re") || modifiers.includes("cased") ? one : one.toLowerCase();
    if (seen.has(folded)) remark(target, "value-twice", place, { value: one });
    seen.add(folded);
    if (modifiers.includes("re")) lintRegex(target, one, place);
    else lintText(target, modifiers, one, place);
  }
}

function lintText(target: LintTarget, modifiers: readonly string[], value: string, path: Path): void {
  if (value === "*" && modifiers.length === 0) return remark(target, "wildcard-only", path);
  const { tokens } = sigmaText(value);
  const first = tokens[0] === 1;
  const last = tokens.length > 1 && tokens.at(-1) === 1;
  const inner = tokens.slice(first ? 1 : 0, last ? -1 : undefined).some((token) => typeof token !== "string");
  const placed = modifiers.some((modifier) => ["contains", "startswith", "endswith"].includes(modifier));
  if (placed && ((first && !modifiers.includes("startswith")) || (last && !modifiers.includes("endswith")))) {
    remark(target, "wildcard-needless", path, { value });
  } else if (!placed && modifiers.length === 0 && (first || last) && !inner)
    remark(target, "wildcard-edge", path, { value });
  if (!placed && (value.startsWith(" ") || value.endsWith(" "))) remark(target, "space-edge", path, { value });
}

function lintRegex(target: LintTarget, value: string, path: Path): void {
  if (/^[\w\s-]+$/.test(value)) remark(target, "regex-plain", path, { value });
  else if (/^\.\*[^?+]|[^\\]\.\*$/.test(value)) remark(target, "regex-slow-start", path, { value });
}

function lintCondition(target: LintTarget, key: string, names: readonly string[], condition: string): void {
  const words = condition.match(/[\w*.-]+/g) ?? [];
  const used = new Set<string>();
  for (const [at, word] of words.entries()) {
    const quantity = words[at - 1]?.toLowerCase() === "of";
    const fitting = quantity ? matching(names, word) : names.filter((name) => name === word);
    for (const name of fitting) used.add(name);
    if (quantity && word.includes("*") && fitting.length === 1) {
      remark(target, "all-of-one", [key, "condition"], { value: `${words[at - 2] ?? ""} of ${word}` });
    }
  }
  for (const name of names)
    if (!used.has(name) && !name.startsWith("_")) remark(target, "identifier-unused", [key, name], { value: name });
  if (key === "detection" && /^\s*not\b/i.test(condition) && !/\b(?:and|or)\b/i.test(condition)) {
    remark(target, "only-negative", [key, "condition"]);
  }
}

function matching(names: readonly string[], pattern: string): string[] {
  if (pattern.toLowerCase() === "them") return names.filter((name) => !name.startsWith("_"));
  const wanted = textPattern(sigmaText(pattern), CASED);
  return names.filter((name) => fitsPattern(wanted, name));
}

/** What a correlation lacks. */
export function lintCorrelation(target: LintTarget): void {
  const { correlation } = target.data;
  if (!isMap(correlation)) return;
  if (target.data["logsource"] !== undefined) remark(target, "correlation-logsource", ["logsource"]);
  if (correlation["group-by"] === undefined) remark(target, "correlation-group", ["correlation"]);
  const rules = [correlation["rules"]].flat();
  const type = String(correlation["type"]);
  if (type.startsWith("temporal") && rules.length < 2)
    remark(target, "correlation-alone", ["correlation", "type"], { value: type });
}
