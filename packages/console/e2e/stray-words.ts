import type { Page } from "playwright-core";
import { en } from "../src/messages/en/all.ts";
import { zh } from "../src/messages/zh/all.ts";

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

const own = { zh: new Set(textsOf(zh)), en: new Set(textsOf(en)) };
/** The switch to the other language, and words that stay as somebody chose them. */
const both = new Set([
  zh.frame.otherLanguage,
  en.frame.otherLanguage,
  ...textsOf([zh.incident.advice.templateList, zh.closing.measures.proofDefault, zh.closing.measures.undoDefault]),
]);
const foreign = {
  zh: [...own.en].filter((one) => !own.zh.has(one) && !both.has(one)),
  en: [...own.zh].filter((one) => !own.en.has(one) && !both.has(one)),
};

/** Words of the other language's catalogue that stand on the page. */
export async function strayWords(page: Page, language: "zh" | "en"): Promise<string[]> {
  return page.evaluate((strangers) => {
    const known = new Set(strangers);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? "";
      if (known.has(text) && node.parentElement?.closest("[lang]")?.tagName === "HTML")
        found.push(`stray words: ${text}`);
    }
    return [...new Set(found)];
  }, foreign[language]);
}
