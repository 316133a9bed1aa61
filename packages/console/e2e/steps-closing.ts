import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { stepNames } from "@stanch/model/process";
import type { Page } from "playwright-core";
import { button, choose, dialog, field, fill, sending } from "./controls.ts";
import { type House, mailTo } from "./house.testkit.ts";
import type { Look } from "./look.ts";
import { tab } from "./steps-case.ts";
import type { People } from "./steps-people.ts";
import { words } from "./words.ts";

const { closing, analysis, incident, names, entry, frame } = words;
const { consent } = words.portal;
const { measures, report, archive } = closing;

/** A recommendation becomes a measure; another person approves it; it is done with proof. */
export async function walkMeasures({ handler, supervisor }: People, customer: Page, look: Look): Promise<void> {
  const { page } = handler;
  await tab(page, "answer");
  await button(page, analysis.answer.plan).first().click();
  await field(dialog(page), measures.change).fill("nft add rule inet filter input ip saddr 203.0.113.9 drop");
  await page.getByLabel(measures.askCustomer).check();
  await look(page, "measure-plan");
  await sending(page, () => button(dialog(page), measures.submit).click());
  await dialog(page).waitFor({ state: "detached" });
  await tab(page, "measures");
  await page.getByText(measures.needsOther).waitFor();
  const boss = supervisor.page;
  await boss.goto(page.url());
  await button(boss, measures.approve).click();
  await field(dialog(boss), measures.decisionReason).fill("已核对改动、证明与撤回方法");
  await look(boss, "measure-approve");
  await sending(boss, () => button(dialog(boss), measures.approve).click());
  await page.getByText(measures.consentWaits).last().waitFor();
  await customer.reload();
  await field(customer, consent.reason).fill("门诊结束后");
  await look(customer, "consent");
  await sending(customer, () => button(customer, consent.agree).click());
  await button(page, measures.done).click();
  await fill(dialog(page), {
    [measures.before]: "$ nft list ruleset | grep -c 203.0.113.9\n0",
    [measures.after]: "$ nft list ruleset | grep -c 203.0.113.9\n1",
    [measures.proof]: "从外部再次尝试：ssh: connect to host web-01 port 22: Connection timed out",
  });
  await look(page, "measure-done");
  await sending(page, () => button(dialog(page), measures.done).click());
  await page.locator(".badge", { hasText: names.measureState.done }).first().waitFor();
  await look(page, "measures");
}

/** What was not needed is left out with a reason, what was done by hand is noted. */
export async function walkRest({ handler }: People, look: Look): Promise<void> {
  const { page } = handler;
  await tab(page, "overview");
  for (const step of ["eradicate", "recover", "harden", "police"] as const) {
    const row = page.locator(".step-list li", { hasText: stepNames[step].zh });
    await button(row, incident.overview.stepSkip).click();
    await field(dialog(page), frame.reason).fill("客户信息科自行完成并已告知");
    if (step === "police") await look(page, "step-skip");
    await sending(page, () => button(dialog(page), incident.overview.stepSkip).click());
    await dialog(page).waitFor({ state: "detached" });
  }
  const row = page.locator(".step-list li", { hasText: stepNames.reassess.zh });
  await button(row, incident.overview.stepDone).click();
  await field(dialog(page), incident.overview.stepNote).fill("T+1 复查：未再出现该地址，无新账号。");
  await sending(page, () => button(dialog(page), incident.overview.stepDone).click());
  await dialog(page).waitFor({ state: "detached" });
  await look(page, "overview-late");
}

/** The report: drafted, checked, written, approved by another person, delivered, countersigned by the customer. */
export async function walkReport(house: House, people: People, customer: Page, look: Look): Promise<void> {
  const { page } = people.handler;
  await tab(page, "report");
  await look(page, "report-empty");
  await sending(page, () => button(page, report.draft).click());
  await field(page, report.words.summary).waitFor({ timeout: 60_000 });
  await look(page, "report-draft");
  await fill(page, {
    [report.words.summary]: "攻击者猜解出口令后登录 web-01，新建账号并植入计划任务运行挖矿程序。",
    [report.words.impact]: "门诊挂号变慢约四小时，未见数据外传的证据。",
    [report.words.advice]: "关闭口令登录，仅用密钥；对外只开放必要端口。",
    [report.words.limits]: "未取得网络流量，无法判断是否有数据外传。",
  });
  await sending(page, () => button(page, frame.save).click());
  await sending(page, () => button(page, report.submit).click());
  await page.getByText(report.needsOther).waitFor();
  const boss = people.supervisor.page;
  await boss.goto(page.url());
  await button(boss, report.approve).click();
  await look(boss, "report-approve");
  await sending(boss, () => button(dialog(boss), report.approve).click());
  await button(page, report.deliver).waitFor({ timeout: 60_000 });
  await sending(page, () => button(page, report.deliver).click());
  await page.locator(".badge", { hasText: names.reportState.delivered }).waitFor();
  await look(page, "report-delivered");
  await mailTo(house, "team@centre.test");
  await customer.reload();
  await button(customer, entry.status.countersign).click();
  await field(dialog(customer), entry.status.yourName).fill("王芳");
  await look(customer, "countersign");
  await sending(customer, () => button(dialog(customer), entry.status.countersign).click());
  await customer.getByText(/王芳 已确认收到/).waitFor();
  await look(customer, "customer-page-documents");
  await page.locator(".badge", { hasText: names.reportState.countersigned }).waitFor();
}

/** The archivist seals the case, verifies the seal, and takes the bundle away; the case is read-only from then on. */
export async function walkSeal({ archivist, handler }: People, look: Look): Promise<void> {
  const { page } = archivist;
  await page.goto(handler.page.url().replace(/\/report$/, "/archive"));
  await button(page, archive.seal).click();
  await choose(page, dialog(page), archive.classification, names.classification.confidential);
  await look(page, "seal");
  await button(dialog(page), archive.seal).click();
  await button(page, archive.verify).waitFor({ timeout: 60_000 });
  await button(page, archive.verify).click();
  await page.getByText(archive.holds).waitFor({ timeout: 60_000 });
  await look(page, "sealed");
  const sha256 = await page.locator(".facts dd.mono").first().innerText();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: archive.download }).click();
  const bundle = await readFile(await (await download).path());
  const shown = await page.locator(".facts").innerText();
  const hash = createHash("sha256").update(bundle).digest("hex");
  assert.ok(shown.includes(hash), `the bundle is what the record says: ${sha256} ${hash}`);
  await tab(page, "journal");
  await page.getByRole("table").waitFor();
  await look(page, "journal");
  await page.locator(".side").getByRole("link", { name: frame.archive, exact: true }).click();
  await page.getByRole("heading", { name: archive.title }).waitFor();
  await look(page, "archive");
  await page.locator(".side").getByRole("link", { name: frame.incidents, exact: true }).click();
  await page.getByRole("heading", { name: words.intake.incidentsTitle }).waitFor();
  await look(page, "incidents");
}

/** The case is over: the customer says how it was, thinks again, and the people on the case read it. */
export async function walkRating({ handler }: People, customer: Page, look: Look): Promise<void> {
  const { status } = entry;
  await customer.reload();
  await customer.getByRole("radio", { name: `2 · ${status.starWords[2]}`, exact: true }).check();
  await field(customer, status.ratingWords).fill("来得快，<b>写得慢</b>");
  await look(customer, "rating");
  await sending(customer, () => button(customer, status.ratingSend).click());
  await button(customer, status.ratingAgain).click();
  await customer.getByRole("radio", { name: `5 · ${status.starWords[5]}`, exact: true }).check();
  await sending(customer, () => button(customer, status.ratingSend).click());
  await customer.getByRole("img", { name: status.starsOf(5) }).waitFor();
  await look(customer, "rated");
  const { page } = handler;
  await tab(page, "overview");
  await page.getByText("来得快，<b>写得慢</b>").waitFor();
  await look(page, "overview-rated");
}
