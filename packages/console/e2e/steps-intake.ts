import assert from "node:assert/strict";
import { symptomNames } from "@stanch/model/request";
import type { Page } from "playwright-core";
import { button, dialog, field, fill } from "./controls.ts";
import { type House, mailTo } from "./house.testkit.ts";
import type { Look } from "./look.ts";
import { type People, staff } from "./steps-people.ts";
import { words } from "./words.ts";

const { entry, intake, frame, duty, going } = words;

/** A customer without an account asks for help; ends on the customer's page. */
export async function walkPublicRequest(house: House, look: Look): Promise<Page> {
  const page = await house.window("zh");
  await page.goto("/team");
  await page.getByRole("heading", { name: going.team.symptoms }).waitFor();
  await look(page, "team");
  await page
    .getByRole("navigation", { name: going.team.map })
    .getByRole("link", { name: going.team.request, exact: true })
    .click();
  await field(page, entry.request.organisation).waitFor();
  await button(page, entry.request.submit).click();
  assert.equal(await page.getByText(entry.request.fill).count(), 3, "what is missing is said beside the field");
  await look(page, "public-request");
  for (const one of ["unknown-process", "slow-or-down"] as const) await page.getByLabel(symptomNames[one].zh).check();
  await fill(page, {
    [entry.request.organisation]: "青山医院",
    [entry.request.contactName]: "王芳",
    [entry.request.contactPhone]: "+86 571 8888 0000",
    [`${entry.request.contactEmail} (${frame.optional})`]: "wang@hospital.test",
    [entry.request.location]: "杭州市西湖区 3 号机房",
    [entry.request.systems]: "挂号系统 web-01 10.0.3.7",
    [entry.request.description]: "服务器风扇狂转，出现陌生进程，疑似挖矿。",
  });
  await button(page, entry.request.submit).click();
  const heading = page.getByRole("heading", { name: /REQ-\d{4}-\d{4}/ });
  await heading.waitFor();
  await look(page, "public-request-received");
  await page.getByRole("link", { name: entry.request.statusLink }).click();
  await page.getByRole("heading", { name: "青山医院" }).waitFor();
  await look(page, "customer-page-received");
  const receipt = await mailTo(house, "wang@hospital.test");
  assert.ok(receipt.includes(page.url()), "the receipt holds the address of the customer's page");
  return page;
}

/** The duty officer finds the request by keyboard and takes it; ends on the case. */
export async function walkTake({ officer }: People, look: Look): Promise<void> {
  const { page } = officer;
  await page.goto("/");
  await page.getByRole("heading", { name: intake.inboxTitle }).waitFor();
  await page.getByRole("row", { name: /青山医院/ }).waitFor();
  await look(page, "inbox");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await dialog(page).getByText("服务器风扇狂转").waitFor();
  await button(dialog(page), duty.chain.answer).click();
  await dialog(page).getByText(duty.chain.answeredBy(staff.officer.name)).waitFor();
  await look(page, "request-details");
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  await page.locator("tr[data-row]").first().focus();
  await page.keyboard.press("t");
  await field(dialog(page), intake.takeCaseTitle).fill("挂号系统出现陌生进程，疑似挖矿");
  await look(page, "take-request");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/incidents\/[0-9a-f-]{36}$/);
  await page.locator(".case-head").waitFor();
}

/** A call is taken by keyboard alone, kept while it is typed, read back and registered. */
export async function walkCall({ officer }: People, look: Look): Promise<void> {
  const { page } = officer;
  await page.locator("#main").focus();
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await field(page, intake.call.organisation).waitFor();
  const type = async (text: string) => {
    await page.keyboard.type(text);
    await page.keyboard.press("Tab");
  };
  for (const text of ["海港零售有限公司", "陈先生", "+86 21 6000 0000", "", "021 6000 0000"]) await type(text);
  await type("门店电脑弹出一个窗口，来电人担心中毒。");
  await page.keyboard.press("7");
  for (let n = 0; n < 7; n++) await page.keyboard.press("Tab");
  await type("上海市浦东新区门店 12");
  await page.getByText(intake.call.draftSaved("").trim()).waitFor();
  await look(page, "call");
  await page.getByLabel(intake.call.agreed).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Control+Enter");
  await page.waitForURL(/\/inbox/);
  await page.getByRole("row", { name: /海港零售/ }).waitFor();
  assert.equal(
    await page
      .getByRole("row", { name: /海港零售/ })
      .getByText(symptomNames["alert-or-notice"].zh)
      .count(),
    1,
  );
}
