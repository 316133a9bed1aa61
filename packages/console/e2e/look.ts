import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type { Page } from "playwright-core";
import { findAxe } from "./axe.ts";
import { readLayout } from "./layout.ts";
import { strayWords } from "./stray-words.ts";

/** Looks at the screen as it stands: pictures, axe, layout, in both languages, light and dark, wide and on a phone. */
export type Look = (page: Page, name: string) => Promise<void>;

interface Watcher {
  readonly look: Look;
  /** What was found, a line each. */
  readonly found: string[];
  /** How many screens were looked at. */
  readonly screens: () => number;
}

const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
/** Where axe looks too: both schemes, sizes and languages once. */
const thorough = new Set(["en-dark-phone", "zh-light-wide"]);
const out = path.join(import.meta.dirname, "../../../test-results/console");

/** Switches the language as another tab of the same browser would. */
async function speak(page: Page, language: "zh" | "en"): Promise<void> {
  await page.evaluate((next) => {
    localStorage.setItem("stanch.language", next);
    window.dispatchEvent(new StorageEvent("storage", { key: "stanch.language", newValue: next }));
  }, language);
  await page.waitForFunction((next) => document.documentElement.lang === next, language);
}

/** Nothing is hovered, nothing lies half under the head of the page. */
async function settle(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.waitForFunction(() => document.querySelector(".loading") === null);
}

/** `STANCH_E2E_LOOK`: `quick` takes two pictures of a screen, `view` all eight, `full` two of the whole page, `none` only walks. */
const mode = process.env["STANCH_E2E_LOOK"] ?? "quick";

export async function openLook(walk: string): Promise<Watcher> {
  const folder = path.join(out, walk);
  mkdirSync(folder, { recursive: true });
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const found: string[] = [];
  let count = 0;
  const note = (where: string, lines: readonly string[]) => found.push(...lines.map((line) => `${where}: ${line}`));
  const shoot = async (page: Page, name: string) => {
    const full = mode === "full";
    await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: full, animations: "disabled" });
  };
  const oneLanguage = async (page: Page, name: string, language: "zh" | "en") => {
    await speak(page, language);
    for (const scheme of ["dark", "light"] as const) {
      for (const size of ["wide", "phone"] as const) {
        const kind = `${language}-${scheme}-${size}`;
        if (mode !== "view" && !thorough.has(kind)) continue;
        await page.emulateMedia({ colorScheme: scheme });
        await page.setViewportSize(sizes[size]);
        await settle(page);
        await shoot(page, `${name}-${kind}`);
        if (thorough.has(kind)) note(`${name}-${kind}`, await findAxe(page, axe, size === "phone"));
      }
    }
    for (const width of [360, 2560]) {
      await page.setViewportSize({ width, height: 900 });
      note(`${name}-${language} ${width} px`, await readLayout(page));
    }
    note(`${name}-${language}`, await strayWords(page, language));
  };
  const look: Look = async (page, name) => {
    count++;
    if (mode === "none") return;
    const numbered = `${String(count).padStart(2, "0")}-${name}`;
    for (const language of ["en", "zh"] as const) await oneLanguage(page, numbered, language);
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize(sizes.wide);
  };
  return { look, found, screens: () => count };
}
