import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { button, dialog, field, fill, sending } from "./controls.ts";
import type { Look } from "./look.ts";
import { words } from "./words.ts";

const { clocks, evidence, formats } = words.analysis;

const newest = (page: Page): Locator => page.locator("li.panel", { has: page.locator(".badge") }).first();

/** Sets the zone of the first host of the newest investigation, and waits until the evidence was read again with it. */
async function setZone(page: Page, zone: string, shown: string | undefined): Promise<void> {
  const before = await page.locator("li.panel", { has: page.locator(".badge") }).count();
  const panel = newest(page).getByRole("region", { name: clocks.title });
  const form = panel.getByRole("form").first();
  await form.getByRole("textbox", { name: clocks.zone, exact: true }).fill(zone);
  await sending(page, () => button(form, clocks.set).click());
  await page
    .locator("li.panel", { has: page.locator(".badge") })
    .nth(before)
    .waitFor();
  await button(newest(page), evidence.sources).click({ timeout: 60_000 });
  await newest(page).getByRole("region", { name: clocks.title }).getByRole("form").first().waitFor();
  const kept = newest(page)
    .getByRole("region", { name: clocks.title })
    .getByRole("textbox", { name: clocks.zone, exact: true });
  assert.equal(await kept.first().inputValue(), shown ?? "");
}

/** A host's zone is set and taken back, each time the evidence is read again; a format is defined from sample lines. */
export async function walkReading(page: Page, look: Look): Promise<void> {
  const form = newest(page).getByRole("region", { name: clocks.title }).getByRole("form").first();
  await form.getByRole("textbox", { name: clocks.zone, exact: true }).fill("nowhere");
  assert.equal(await button(form, clocks.set).isDisabled(), true);
  await setZone(page, "Asia/Shanghai", "Asia/Shanghai");
  await look(page, "clocks");
  await setZone(page, "", undefined);
  await walkFormat(page, look);
}

async function walkFormat(page: Page, look: Look): Promise<void> {
  await button(page, formats.define).click();
  const box = dialog(page);
  const line = "ACME 2026-03-01 02:14:07 eve@203.0.113.9 login: <script>alert(1)</script>";
  await field(box, formats.lines).fill(`${line}\nACME 2026-03-01 02:14:09 张三@198.51.100.7 login: ok\nsomething else`);
  const first = field(box, formats.first);
  const mark = async (part: string, role: keyof typeof formats.roles): Promise<void> => {
    await first.evaluate((input, text) => {
      const at = (input as HTMLInputElement).value.indexOf(text);
      (input as HTMLInputElement).setSelectionRange(at, at + text.length);
    }, part);
    await button(box, formats.mark(formats.roles[role])).click();
  };
  await mark("2026-03-01 02:14:07", "time");
  await mark("203.0.113.9", "address");
  await mark("eve", "user");
  await mark("login", "action");
  await mark("<script>alert(1)</script>", "message");
  const pattern = await field(box, formats.pattern).inputValue();
  assert.equal(pattern, "ACME %{time} %{user}@%{address} %{action}: %{message}");
  await box.getByText(formats.fits(2, 3)).waitFor();
  await fill(box, { [formats.id]: "acme-erp", [formats.nameZh]: "ERP 日志", [formats.nameEn]: "ERP log" });
  await look(page, "format-definition");
  await sending(page, () => button(box, formats.save).click());
  await box.waitFor({ state: "detached" });
  await page.getByText("acme-erp").or(page.getByText("ERP log")).or(page.getByText("ERP 日志")).first().waitFor();
}
