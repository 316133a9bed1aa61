import assert from "node:assert/strict";
import { harmNames, importanceNames, levelNames, lossNames } from "@stanch/model/level-table";
import type { Page } from "playwright-core";
import { button, choose, dialog, field, fill, sending } from "./controls.ts";
import { type House, mailTo } from "./house.testkit.ts";
import type { Look } from "./look.ts";
import { type People, staff } from "./steps-people.ts";
import { words } from "./words.ts";

const { incident, names, entry } = words;

/** Goes to a page of the case that is open. */
export async function tab(page: Page, name: keyof typeof incident.tabs): Promise<void> {
  await page.locator(".tabs").getByRole("link", { name: incident.tabs[name], exact: true }).click();
}

/** The customer is called back: the clock stops with who spoke and how. */
export async function walkContact({ officer }: People, look: Look): Promise<void> {
  const { page } = officer;
  await look(page, "overview");
  await field(page, incident.overview.how).fill("电话，已说明不要关机，两小时内到场");
  await sending(page, () => button(page, incident.overview.stop).click());
  await page.locator(".case-head .clock.met").waitFor();
}

/** Somebody is told by mail and acknowledges by the link in it; the supervisor decides who else is told. */
export async function walkNotify(house: House, { officer, supervisor }: People, look: Look): Promise<void> {
  const { page } = officer;
  await tab(page, "notify");
  await fill(page, {
    [incident.notify.to]: "刘工",
    [incident.notify.part]: "技术部",
    [incident.notify.address]: "liu@centre.test",
  });
  await sending(page, () => button(page, incident.notify.send).click());
  const link = /http:\/\/\S+\/n\/[\w-]+/.exec(await mailTo(house, "liu@centre.test"))?.[0];
  assert.ok(link !== undefined, "the mail holds the link to acknowledge by");
  const other = await house.window("zh");
  await other.goto(link);
  await field(other, entry.notice.yourName).fill("刘工");
  await look(other, "notice");
  await button(other, entry.notice.acknowledge).click();
  await other.getByRole("status").waitFor();
  await look(other, "notice-acknowledged");
  const told = page.locator("li.panel", { hasText: "liu@centre.test" });
  await told.locator(".badge", { hasText: names.noticeState.acknowledged }).waitFor();
  await supervisor.page.goto(page.url());
  await field(supervisor.page, words.frame.reason).fill("影响门诊挂号，须告知信息科负责人");
  await look(supervisor.page, "notify");
  await sending(supervisor.page, () => button(supervisor.page, incident.notify.furtherYes).click());
}

/** The handler determines type and level; the supervisor sets another level with a reason. */
export async function walkDetermine({ handler, supervisor, officer }: People, look: Look): Promise<void> {
  const { page } = handler;
  await page.goto(officer.page.url().replace(/\/notify$/, "/determine"));
  await page.getByRole("radio", { name: names.disposition.incident, exact: true }).check();
  await choose(page, page.locator("form"), incident.determine.type, /NA-06/);
  await choose(page, page.locator("form"), incident.determine.importance, importanceNames.important.zh);
  await choose(page, page.locator("form"), incident.determine.loss, lossNames.severe.zh);
  await choose(page, page.locator("form"), incident.determine.harm, harmNames.general.zh);
  await page.getByText(incident.determine.numbers).click();
  await field(page, incident.determine.personalInformation).fill("1,200,000");
  await field(page, incident.determine.reason).fill("陌生进程占满处理器，日志显示口令被猜解成功。");
  await look(page, "determine");
  await sending(page, () => button(page, incident.determine.submit).click());
  await page.locator(".case-head .badge.level").waitFor();
  const boss = supervisor.page;
  await boss.goto(page.url());
  await button(boss, incident.determine.again).click();
  await boss.getByRole("radio", { name: names.disposition.incident, exact: true }).check();
  await choose(boss, boss.locator("form"), incident.determine.type, /NA-06/);
  await boss.getByLabel(incident.determine.override).check();
  await choose(boss, boss.locator("form"), incident.determine.overrideLevel, `2 ${levelNames[2].zh}`);
  await field(boss, incident.determine.overrideReason).fill("三甲医院门诊停摆，按重大处置。");
  await field(boss, incident.determine.reason).fill("同处置人员判断。");
  await sending(boss, () => button(boss, incident.determine.submit).click());
  await boss.locator(".case-head .badge.level.l2").waitFor();
  await look(boss, "determine-overridden");
}

/** The handler is sent, accepts, travels, arrives. */
export async function walkDispatch({ officer, handler }: People, look: Look): Promise<void> {
  const { page } = officer;
  await tab(page, "people");
  await choose(page, page.locator("form"), incident.people.staff, staff.handler.name);
  await sending(page, () => button(page, incident.people.add).click());
  await tab(handler.page, "people");
  for (const state of ["accepted", "under-way", "arrived"] as const) {
    const own = handler.page.locator("li.panel", { hasText: staff.handler.name });
    await sending(handler.page, () => button(own, names.assignmentState[state]).click());
    await own.locator(".badge", { hasText: names.assignmentState[state] }).waitFor();
  }
  await look(handler.page, "people");
}

/** Interim advice: given, read by the customer, acted on. */
export async function walkAdvice({ handler }: People, customer: Page, look: Look): Promise<void> {
  const { page } = handler;
  await tab(page, "advice");
  const [, unplug] = incident.advice.templateList;
  assert.ok(unplug !== undefined);
  await button(page, unplug[0]).click();
  await sending(page, () => button(page, incident.advice.give).click());
  await page.getByText(incident.advice.unread).waitFor();
  await customer.reload();
  await look(customer, "customer-page");
  await button(customer, entry.status.read).click();
  await field(customer, entry.status.actedNote).fill("已拔网线");
  await button(customer, entry.status.acted).click();
  await customer.getByText("已拔网线").waitFor();
  await page.getByText("已拔网线").waitFor();
  await look(page, "advice");
}

/** A request that is none of an incident: the letter explains and shows another way to help. */
export async function walkNoIncident({ officer, handler }: People, look: Look): Promise<void> {
  await officer.page.goto("/inbox");
  await button(officer.page.getByRole("row", { name: /海港零售/ }), words.intake.take).click();
  await button(dialog(officer.page), words.intake.takeSubmit).click();
  await officer.page.waitForURL(/\/incidents\/[0-9a-f-]{36}$/);
  const { page } = handler;
  await page.goto(`${officer.page.url()}/determine`);
  await page.getByRole("radio", { name: names.disposition["false-indicator"], exact: true }).check();
  await field(page, incident.determine.letter).fill(
    "该窗口为浏览器通知广告，不属于安全事件。可致电信息科清理浏览器通知权限。",
  );
  await field(page, incident.determine.reason).fill("远程查看确认为浏览器通知。");
  await look(page, "determine-no-incident");
  await sending(page, () => button(page, incident.determine.submit).click());
  await page.locator(".case-head .badge", { hasText: names.incidentState["not-an-incident"] }).waitFor();
  await tab(page, "overview");
  const path = await page.locator(".facts a[target=_blank]").getAttribute("href");
  await page.goto(path ?? "");
  await page.getByText("浏览器通知广告").waitFor();
  await look(page, "customer-page-letter");
}
