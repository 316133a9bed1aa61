import type { Language } from "@stanch/model/text";

const zh: Readonly<Record<string, string>> = {
  "Usage:": "用法：",
  "Arguments:": "参数：",
  "Options:": "选项：",
  "Global Options:": "通用选项：",
  "Commands:": "命令：",
};

/** A heading of the help page, which commander has in English only. */
export function helpTitle(title: string, language: Language): string {
  return language === "zh" ? (zh[title] ?? title) : title;
}
