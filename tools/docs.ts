/** Writes the pages of docs/ that are made from declarations: formats, errors, rules. `npm run docs`; a test fails when they are stale. */
import { readFileSync, writeFileSync } from "node:fs";
import { formats } from "@stanch/evidence/registry";
import { ownRules, readRuleFiles } from "@stanch/investigate/rule-files";
import type { ErrorKind } from "@stanch/model/error";
import { commandErrors } from "@stanch/model/errors/command-errors";
import { damageErrors } from "@stanch/model/errors/damage-errors";
import { deskErrors } from "@stanch/model/errors/desk-errors";
import { investigationErrors } from "@stanch/model/errors/investigation-errors";
import { reportErrors } from "@stanch/model/errors/report-errors";
import { serverErrors } from "@stanch/model/errors/server-errors";
import { storeErrors } from "@stanch/model/errors/store-errors";
import type { Language, Text } from "@stanch/model/text";
import { parseAllDocuments } from "yaml";

const root = new URL("..", import.meta.url).pathname;
const languages: readonly Language[] = ["en", "zh"];
const note: Text = {
  en: "<!-- Made by `npm run docs`; change the declarations instead. -->",
  zh: "<!-- 由 `npm run docs` 生成；请修改声明，而不是本页。 -->",
};

/** A table cell: nothing in it is markup. */
function cell(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\|<>*_`[\]]/g, "\\$&")
    .trim();
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const families: Readonly<Record<(typeof formats)[number]["family"], Text>> = {
  unix: { en: "Unix", zh: "Unix" },
  windows: { en: "Windows", zh: "Windows" },
  web: { en: "Web", zh: "网站" },
  service: { en: "Services", zh: "服务" },
  sensor: { en: "Sensors", zh: "安全设备" },
  desktop: { en: "Desktop", zh: "桌面" },
  network: { en: "Network", zh: "网络" },
  generic: { en: "Any program", zh: "通用" },
};

function formatsPage(language: Language): string {
  const zh = language === "zh";
  const intro = zh
    ? `共 ${formats.length} 种。文件由内容识别，与文件名无关；不认识的日志只要带时间，每一行仍成为一个事件。`
    : `${formats.length} formats. A file is known by its content, not by its name; lines of an unknown log still become events when they carry a time.`;
  const sections = Object.entries(families).flatMap(([family, names]) => {
    const members = formats.filter((one) => one.family === family);
    const rows = members.map(({ id, names: name, modules, references }) => [
      `\`${id}\``,
      cell(name[language]),
      modules.map((one) => `\`${one}\``).join(" "),
      cell(references.join("; ")),
    ]);
    const head = zh ? ["标识", "格式", "event.module", "依据"] : ["id", "format", "event.module", "by"];
    return members.length === 0 ? [] : [`## ${names[language]}`, table(head, rows)];
  });
  return [`# ${zh ? "日志格式" : "Log formats"}`, intro, ...sections].join("\n\n");
}

const catalogues: readonly (readonly [Text, Readonly<Record<string, ErrorKind>>])[] = [
  [{ en: "Command line", zh: "命令行" }, commandErrors],
  [{ en: "Investigation", zh: "分析" }, investigationErrors],
  [{ en: "Damage in evidence", zh: "证据损坏" }, damageErrors],
  [{ en: "Stores", zh: "存储" }, storeErrors],
  [{ en: "Desk", zh: "受理与处置" }, deskErrors],
  [{ en: "Report, seal, verification", zh: "报告、封存与核验" }, reportErrors],
  [{ en: "Server", zh: "服务器" }, serverErrors],
];

function errorsPage(language: Language): string {
  const zh = language === "zh";
  const intro = zh
    ? "每个错误都有固定代码，可以引用。花括号中的内容在出现时替换为实际值。"
    : "Every error has a stable code that can be quoted. What stands in braces is filled in when it happens.";
  const head = zh
    ? ["代码", "发生了什么", "意味着什么", "怎么办"]
    : ["code", "what happened", "what it means", "what to do"];
  const sections = catalogues.flatMap(([name, errors]) => [
    `## ${name[language]}`,
    table(
      head,
      Object.entries(errors).map(([code, { what, means, todo }]) => [
        `\`${code}\``,
        ...[what, means, todo].map((text) => cell(text[language])),
      ]),
    ),
  ]);
  return [`# ${zh ? "错误代码" : "Errors"}`, intro, ...sections].join("\n\n");
}

interface RuleDocument {
  readonly title?: string;
  readonly level?: string;
  readonly correlation?: unknown;
  readonly tags?: readonly string[];
  readonly "x-stanch"?: { readonly title?: Text; readonly explain?: Text };
}

function rulesPage(language: Language): string {
  const zh = language === "zh";
  const rows = readRuleFiles([ownRules()]).flatMap(({ path, yaml }) =>
    parseAllDocuments(yaml).map((document) => {
      const rule = document.toJS() as RuleDocument;
      const own = rule["x-stanch"];
      const techniques = (rule.tags ?? [])
        .filter((tag) => /^attack\.t\d/.test(tag))
        .map((tag) => tag.slice(7).toUpperCase());
      return {
        folder: path.split("/")[0] ?? "",
        cells: [
          cell(own?.title?.[language] ?? rule.title ?? ""),
          rule.level ?? "",
          techniques.join(" "),
          cell(own?.explain?.[language] ?? ""),
        ],
      };
    }),
  );
  const intro = zh
    ? `随程序提供 ${rows.length} 条规则（Sigma 2.1）。可用 \`--rules\` 加入其他规则目录，例如 SigmaHQ 的规则。`
    : `${rows.length} rules (Sigma 2.1) ship with the program. \`--rules\` adds folders of others, SigmaHQ's for example.`;
  const head = zh ? ["规则", "级别", "ATT&CK", "说明"] : ["rule", "level", "ATT&CK", "what it says"];
  const folders = [...new Set(rows.map((row) => row.folder))];
  const sections = folders.flatMap((folder) => [
    `## ${folder}`,
    table(
      head,
      rows.filter((row) => row.folder === folder).map((row) => row.cells),
    ),
  ]);
  return [`# ${zh ? "规则" : "Rules"}`, intro, ...sections].join("\n\n");
}

/** Every made page with its text. */
export function madePages(): ReadonlyMap<string, string> {
  const pages = languages.flatMap((language): [string, string][] =>
    (
      [
        ["formats", formatsPage],
        ["errors", errorsPage],
        ["rules", rulesPage],
      ] as const
    ).map(([name, page]) => [`docs/${language}/${name}.md`, `${note[language]}\n${page(language)}\n`]),
  );
  return new Map(pages);
}

/** Paths of made pages that differ from what the declarations say. */
export function stalePages(): string[] {
  return [...madePages()].filter(([path, text]) => readOr(`${root}${path}`) !== text).map(([path]) => path);
}

function readOr(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

if (import.meta.main) for (const [path, text] of madePages()) writeFileSync(`${root}${path}`, text);
