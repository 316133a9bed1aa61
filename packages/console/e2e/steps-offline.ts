import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { button } from "./controls.ts";
import type { Look } from "./look.ts";
import type { People } from "./steps-people.ts";
import { words } from "./words.ts";

const { papers } = words;

async function saved(page: Page, press: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return download.path();
}

/** The form that works without the centre: filled in apart from it, saved, and imported with the time at which it was true. */
export async function walkOffline({ officer }: People, look: Look): Promise<void> {
  const { page } = officer;
  await page.goto("/inbox");
  await look(page, "inbox-offline");
  const form = await readFile(await saved(page, () => button(page, papers.offline).click()), "utf8");
  const alone = await page.context().newPage();
  await alone.setContent(form);
  for (const [name, value] of Object.entries({
    organisation: "断网工厂",
    name: "赵六",
    phone: "+86 571 8000 0000",
    location: "萧山 2 号车间",
    description: "停电后恢复，文件后缀全变",
    trueAt: "2026-03-01T03:15",
  }))
    await alone.locator(`[name=${name}]`).fill(value);
  await alone.locator("[value=files-encrypted]").check();
  const file = await saved(alone, () => alone.locator("form button").click());
  await alone.close();
  await page.locator("input[type=file]").setInputFiles(file);
  const told = await page.getByRole("status").textContent();
  await page.getByRole("row", { name: /断网工厂/ }).click();
  await page.getByText("2026-03-01 03:15:00").waitFor();
  assert.match(told ?? "", /REQ-/);
  await page.keyboard.press("Escape");
  await page.goto("/request/paper");
  await page.locator("svg.qr").waitFor();
  await look(page, "paper-form");
}
