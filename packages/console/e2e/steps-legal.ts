import assert from "node:assert/strict";
import { button, choose, dialog, field, fill, sending } from "./controls.ts";
import type { Look } from "./look.ts";
import { tab } from "./steps-case.ts";
import type { People } from "./steps-people.ts";
import { words } from "./words.ts";

const { legal, frame } = words;

/** What the law asks: facts are stated, one report is drafted from the case and recorded with its receipt, the rest is explained away. */
export async function walkLegal({ handler, supervisor }: People, look: Look): Promise<void> {
  const { page } = handler;
  const box = dialog(page);
  await tab(page, "legal");
  const cards = page.locator("#main li.panel");
  const cac = cards.filter({ hasText: "CN-CAC-OTHER" });
  await cac.waitFor();
  await button(page, legal.change).click();
  await choose(page, box, legal.data, legal.dataKinds.personal);
  await field(box, legal.why).fill("数据库含患者信息");
  await look(page, "legal-facts");
  await sending(page, () => button(box, frame.save).click());
  await cards.filter({ hasText: "CN-PIPL-57" }).waitFor();
  await button(cac, legal.record).click();
  await button(box, "中文").click();
  await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>("textarea")?.value.includes("SEC-"));
  assert.match(await field(box, legal.body).inputValue(), /NA-06|凭据攻击/);
  await fill(box, { [legal.channel]: "12387 网站", [legal.receipt]: "受理号 2026-0301-7" });
  await look(page, "legal-report");
  await sending(page, () => button(box, legal.record).click());
  await cac.locator(".badge", { hasText: legal.states.sent }).waitFor();
  const boss = supervisor.page;
  await boss.goto("/legal");
  await boss
    .getByRole("row", { name: /PIPL|个人信息保护/ })
    .first()
    .waitFor();
  await look(boss, "legal-list");
  await boss
    .getByRole("row", { name: /个人信息保护/ })
    .first()
    .click();
  const open = button(boss.locator("#main li.panel"), legal.waive);
  await open.first().waitFor();
  for (let left = await open.count(); left > 0; left--) {
    await open.first().click();
    await field(dialog(boss), legal.waiveReason).fill("演练案件，无须向主管部门报告");
    await sending(boss, () => button(dialog(boss), legal.waive).click());
    await dialog(boss).waitFor({ state: "detached" });
    await boss.waitForFunction((n) => document.querySelectorAll("#main .badge.accent").length < n, left);
  }
  await look(boss, "legal");
}
