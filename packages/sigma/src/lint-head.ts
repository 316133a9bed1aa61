import { channelCategories, sysmonCategories } from "./data/windows-logsource.ts";
import { type LintTarget, remark } from "./lint-report.ts";

const statuses = ["stable", "test", "experimental", "deprecated", "unsupported"];
const levels = ["informational", "low", "medium", "high", "critical"];
const knownKeys = new Set(
  `title id name related taxonomy status description license references author date modified logsource detection fields
  falsepositives level tags scope correlation filter generate simulation regression_tests_path`.split(/\s+/),
);
const otherCategories =
  `antivirus application appliance database dns firewall proxy webserver file_access file_change file_delete
  file_rename process_termination registry_rename clipboard_capture create_stream_hash ps_classic_script`.split(/\s+/);
const categories = new Set(
  [...Object.values(sysmonCategories), ...Object.values(channelCategories).flatMap((table) => Object.values(table))]
    .flat()
    .concat(otherCategories),
);
const tactics = new Set(
  `reconnaissance resource-development initial-access execution persistence privilege-escalation defense-evasion stealth
  defense-impairment credential-access discovery lateral-movement collection command-and-control exfiltration impact`.split(
    /\s+/,
  ),
);

const text = (target: LintTarget, key: string): string | undefined => {
  const value = target.data[key];
  return typeof value === "string" ? value : value instanceof Date ? value.toISOString().slice(0, 10) : undefined;
};

/** Title, id, status, level and the like. Source: Sigma specification 2.1, "Rule attributes"; SigmaHQ conventions. */
export function lintHead(target: LintTarget): void {
  lintTitle(target);
  const id = text(target, "id");
  if (id === undefined) remark(target, "id-missing", []);
  else if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
    remark(target, "id-format", ["id"], { value: id });
  oneOf(target, "status", statuses, "status-unknown");
  if (text(target, "level") === undefined) remark(target, "level-missing", []);
  oneOf(target, "level", levels, "level-unknown");
  const description = text(target, "description");
  if (description === undefined) remark(target, "description-missing", []);
  else if (description.trim().length < 16) remark(target, "description-short", ["description"]);
  if (text(target, "author") === undefined) remark(target, "author-missing", []);
  lintDates(target);
  for (const key of Object.keys(target.data)) {
    if (!knownKeys.has(key) && !key.startsWith("x-")) remark(target, "key-unknown", [key], { value: key });
  }
}

function lintTitle(target: LintTarget): void {
  const title = text(target, "title");
  if (title === undefined || title === "") return remark(target, "title-missing", []);
  if (title.length > 256) remark(target, "title-long", ["title"]);
  if (/^detects\b/i.test(title)) remark(target, "title-detects", ["title"]);
  if (title.endsWith(".")) remark(target, "title-stop", ["title"]);
}

function oneOf(
  target: LintTarget,
  key: "status" | "level",
  allowed: readonly string[],
  check: "status-unknown" | "level-unknown",
): void {
  const value = text(target, key);
  if (value !== undefined && !allowed.includes(value)) remark(target, check, [key], { value });
}

function lintDates(target: LintTarget): void {
  const dates = ["date", "modified"].map((key) => {
    const value = text(target, key);
    if (value !== undefined && !/^\d{4}-\d\d-\d\d$/.test(value)) remark(target, "date-format", [key], { key, value });
    return value;
  });
  const [date, modified] = dates;
  if (date !== undefined && modified !== undefined && modified < date)
    remark(target, "modified-before-date", ["modified"]);
}

/** References, false positives and tags. */
export function lintLists(target: LintTarget): void {
  const references = listOf(target, "references", "references-list");
  for (const [at, value] of references.entries()) {
    if (references.indexOf(value) < at) remark(target, "references-twice", ["references", at], { value });
  }
  for (const [at, value] of listOf(target, "falsepositives", "falsepositives-list").entries()) {
    if (/^(?:none|unknown\??|pentest|penetration test(?:ing)?)$/i.test(value) && !/^unknown$/i.test(value)) {
      remark(target, "falsepositives-empty-word", ["falsepositives", at], { value });
    }
  }
  lintTags(target, listOf(target, "tags", "tags-list"));
}

function listOf(
  target: LintTarget,
  key: string,
  check: "references-list" | "falsepositives-list" | "tags-list",
): string[] {
  const value = target.data[key];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    remark(target, check, [key]);
    return [];
  }
  return value.map(String);
}

function lintTags(target: LintTarget, tags: readonly string[]): void {
  for (const [at, value] of tags.entries()) {
    const path = ["tags", at];
    if (tags.indexOf(value) < at) remark(target, "tag-twice", path, { value });
    const [space = "", name = ""] = [value.slice(0, value.indexOf(".")), value.slice(value.indexOf(".") + 1)];
    if (!/^[a-z0-9_-]+\.[a-z0-9._-]+$/.test(value)) remark(target, "tag-format", path, { value });
    else if (
      space === "attack" &&
      !/^(?:t\d{4}(?:\.\d{3})?|[gs]\d{4}|ta\d{4}|c\d{4})$/.test(name) &&
      !tactics.has(name)
    ) {
      remark(target, "tag-attack", path, { value });
    } else if (space === "cve" && !/^\d{4}[-.]\d{4,}$/.test(name)) remark(target, "tag-cve", path, { value });
  }
  const technique = tags.some((tag) => /^attack\.t\d{4}/.test(tag));
  if (technique && !tags.some((tag) => tactics.has(tag.slice("attack.".length))))
    remark(target, "tag-tactic-missing", ["tags"]);
}

/** The logsource of a rule. */
export function lintLogsource(target: LintTarget): void {
  const { logsource } = target.data;
  if (typeof logsource !== "object" || logsource === null) return;
  for (const [key, value] of Object.entries(logsource as Record<string, unknown>)) {
    const path = ["logsource", key];
    if (!["product", "category", "service", "definition"].includes(key))
      remark(target, "logsource-key", path, { value: key });
    else if (key !== "definition" && typeof value === "string" && value !== value.toLowerCase())
      remark(target, "logsource-case", path, { key });
    if (key === "category" && typeof value === "string" && !categories.has(value.toLowerCase())) {
      remark(target, "logsource-unseen", path, { value });
    }
  }
}
