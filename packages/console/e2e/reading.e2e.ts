import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { button, dialog, field, fill, sending } from "./controls.ts";
import { openHouse } from "./house.testkit.ts";
import { openLook } from "./look.ts";
import { firstSignIn, type Person } from "./person.ts";
import { tab } from "./steps-case.ts";
import { walkReading } from "./steps-reading.ts";
import { words } from "./words.ts";

const { analysis, closing, entry, frame, intake, names } = words;
const { evidence } = analysis;

async function handlerOf({ page }: Person): Promise<string> {
  await page.goto("/staff");
  await button(page, closing.staff.add).click();
  await fill(dialog(page), { [frame.name]: "钱处置", [frame.email]: "qian@centre.test" });
  await dialog(page).getByRole("checkbox").nth(1).check();
  await button(dialog(page), frame.save).click();
  const password = await page.locator("output.one-time").innerText();
  await page.keyboard.press("Escape");
  return password;
}

async function reported(page: Page): Promise<void> {
  await page.goto("/request");
  await fill(page, {
    [entry.request.organisation]: "海纳电子",
    [entry.request.contactName]: "孙经理",
    [entry.request.contactPhone]: "+86 571 8888 0000",
    [entry.request.location]: "三楼机房",
    [entry.request.systems]: "web-01",
    [entry.request.description]: "登录异常",
  });
  await button(page, entry.request.submit).click();
  await page.getByRole("link", { name: entry.request.statusLink }).waitFor();
}

async function investigated(page: Page): Promise<void> {
  await tab(page, "evidence");
  const log = Array.from(
    { length: 30 },
    (_, at) =>
      `Mar 12 03:00:${String(at).padStart(2, "0")} web-01 sshd[${at + 1}]: Failed password for root from 203.0.113.9 port ${4000 + at} ssh2`,
  ).join("\n");
  const file = { name: "auth.log", mimeType: "", buffer: Buffer.from(`${log}\n`) };
  await page.getByLabel(evidence.choose, { exact: true }).and(page.locator("input[type=file]")).setInputFiles(file);
  await page.locator(".evidence-item").waitFor();
  await button(page, evidence.runAll(1)).click();
  await page.locator("li.panel .badge", { hasText: names.investigationState.done }).waitFor({ timeout: 60_000 });
  await button(page, evidence.sources).click();
  await page.getByRole("region", { name: analysis.clocks.title }).waitFor();
}

test("the clock of a host is set where its evidence is, and a format is defined from examples", async () => {
  await using house = await openHouse();
  const { look, found } = await openLook("reading");
  const first = house.centre.firstPassword;
  assert.ok(first !== undefined);
  const password = await handlerOf(await firstSignIn(house, { ...first, name: "Administrator" }));
  await reported(await house.window("zh"));
  const { page } = await firstSignIn(house, { name: "钱处置", email: "qian@centre.test", password });
  try {
    await page.goto("/inbox");
    await page.locator("tr[data-row]").first().press("Enter");
    await button(dialog(page), intake.take).click();
    await field(dialog(page), intake.takeCaseTitle).fill("登录异常");
    await sending(page, () => button(dialog(page), intake.takeSubmit).click());
    await page.locator(".case-head").waitFor();
    await investigated(page);
    await walkReading(page, look);
  } catch (error) {
    await house.picture();
    throw error;
  }
  assert.equal([...new Set(found), ...house.faults.found].join("\n"), "");
});
