import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { symptomNames } from "@stanch/model/request";
import type { Page } from "playwright-core";
import { button, choose, dialog, field, fill, sending } from "./controls.ts";
import { openHouse } from "./house.testkit.ts";
import { type Look, openLook } from "./look.ts";
import { firstSignIn, type Person } from "./person.ts";
import { tab } from "./steps-case.ts";
import { walkPeople } from "./steps-people.ts";
import { words } from "./words.ts";

const { analysis, closing, entry, frame, going, incident, intake, portal, service } = words;
const account = { name: "王芳", email: "wangfang@hospital.test" } as const;

/** A plan with a promise to come, and the customer's contract for it with a site and an asset. */
async function walkContract({ page }: Person, look: Look): Promise<void> {
  const box = dialog(page);
  await page.locator(".side").getByRole("link", { name: frame.settings, exact: true }).click();
  await button(page, service.plans.add).click();
  await fill(box, { [service.plans.id]: "high", [service.plans.nameZh]: "高级", [service.plans.nameEn]: "High" });
  await field(box, `${service.plans.general} · ${service.plans.response}`).fill("120");
  await field(box, `${service.plans.general} · ${service.plans.onSite}`).fill("480");
  await field(box, `${service.plans.level(1)} · ${service.plans.response}`).fill("30");
  await look(page, "service-plan");
  await sending(page, () => button(box, service.plans.save).click());
  await box.waitFor({ state: "detached" });
  await page.locator(".side").getByRole("link", { name: frame.customers, exact: true }).click();
  await page.getByRole("row", { name: /青山医院/ }).click();
  await button(box, service.contract.add).click();
  await fill(box, { [service.contract.number]: "HT-2026-<b>1</b>" });
  await field(box, service.contract.from).fill("2026-01-01");
  await field(box, service.contract.until).fill("2030-12-31");
  await button(box, service.sites.add).click();
  await field(box, service.sites.name).last().fill("主院区");
  await field(box, service.sites.place).fill("杭州市西湖区");
  await button(box, service.assets.add).click();
  await field(box, service.assets.name).last().fill("影像系统 pacs-02");
  await look(page, "customer-contract");
  await sending(page, () => button(box, frame.save).click());
  await box.waitFor({ state: "detached" });
}

/** The administrator writes about the team; everybody reads it, and what this program says of privacy and law. */
async function walkTeamPage({ page }: Person, look: Look): Promise<void> {
  const { team, teamEditor } = going;
  const hostile = "7×24 应急 <b>响应</b>=1+1";
  await page.locator(".side").getByRole("link", { name: frame.settings, exact: true }).click();
  await button(page, teamEditor.addService).click();
  await fill(page, {
    [`${teamEditor.serviceTitle} · ${teamEditor.zh}`]: hostile,
    [`${teamEditor.serviceTitle} · ${teamEditor.en}`]: "Emergency response",
  });
  await button(page, teamEditor.addReach).click();
  await fill(page, {
    [`${teamEditor.reachLabel} · ${teamEditor.zh}`]: "传真",
    [`${teamEditor.reachLabel} · ${teamEditor.en}`]: "Fax",
    [teamEditor.reachValue]: "+86 571 8000 1101",
  });
  await button(page, teamEditor.take).first().click();
  await sending(page, () => button(page, teamEditor.save).click());
  await page.getByText(teamEditor.saved).waitFor();
  await look(page, "team-editor");
  await page.getByRole("link", { name: teamEditor.look }).click();
  await page.getByRole("heading", { name: hostile }).waitFor();
  await page.getByText("+86 571 8000 1101").waitFor();
  for (const [link, name] of [
    [team.privacy, "privacy"],
    [team.legal, "legal-notice"],
    [team.map, "site-map"],
  ] as const) {
    await page.getByRole("contentinfo").getByRole("link", { name: link, exact: true }).click();
    await page.getByRole("heading", { name: link, level: 1 }).waitFor();
    await look(page, name);
  }
  await page.goto("/");
}

/** The time to be on site stands still, and the customer reads why. */
async function walkPause(staff: Page, customer: Page, look: Look): Promise<void> {
  const { site } = service;
  await tab(staff, "overview");
  await button(staff, site.pause).click();
  await field(dialog(staff), site.reason).fill("大门 18:00 后关闭，<i>明早</i> 7 点开");
  await sending(staff, () => button(dialog(staff), site.pause).click());
  await staff.getByText(site.customerPaused).waitFor();
  await look(staff, "site-clock-paused");
  await customer.getByText("大门 18:00 后关闭，<i>明早</i> 7 点开").waitFor();
}

test("a customer's account: its requests, its clock, what to do, and nothing of others", async () => {
  await using house = await openHouse();
  const { look, found } = await openLook("portal");
  const { administrator, officer } = await walkPeople(house, async () => undefined);
  const admin = administrator.page;
  await admin.locator(".side").getByRole("link", { name: frame.staff, exact: true }).click();
  await button(admin, closing.staff.add).click();
  const box = dialog(admin);
  await fill(box, { [frame.name]: account.name, [frame.email]: account.email });
  await choose(admin, box, closing.staff.belongs, "青山医院");
  await look(admin, "account-of-a-customer");
  await sending(admin, () => button(box, frame.save).click());
  const password = await admin.locator("output.one-time").innerText();
  await dialog(admin).getByRole("button", { name: frame.close, exact: true }).last().click();
  await walkContract(administrator, look);
  await walkTeamPage(administrator, look);

  const customer = await firstSignIn(house, { ...account, password });
  const { page } = customer;
  await page.getByRole("heading", { name: "青山医院" }).waitFor();
  await look(page, "portal-empty");
  await button(page, portal.report).click();
  await page.getByLabel(symptomNames["files-encrypted"].zh).check();
  await fill(page, {
    [entry.request.contactName]: account.name,
    [entry.request.contactPhone]: "+86 571 8888 0000",
    [entry.request.location]: "杭州市西湖区 3 号机房",
    [entry.request.systems]: "影像系统 pacs-02",
    [entry.request.description]: '<script>alert(1)</script>文件后缀变为 .lock"',
  });
  await look(page, "portal-new");
  await sending(page, () => button(page, entry.request.submit).click());
  await page.waitForURL(/\/portal\/[0-9a-f-]{36}$/);
  await page.getByRole("heading", { name: "青山医院" }).waitFor();

  const staff = officer.page;
  await staff.goto("/inbox");
  await staff
    .getByRole("row", { name: /青山医院/ })
    .getByRole("button", { name: intake.take, exact: true })
    .click();
  await staff.keyboard.press("Enter");
  await staff.waitForURL(/\/incidents\/[0-9a-f-]{36}$/);
  await tab(staff, "advice");
  await field(staff, incident.advice.body).fill("断开网络，不要关机。");
  await sending(staff, () => button(staff, incident.advice.give).click());
  await page.getByText("断开网络，不要关机。").waitFor();
  await walkPause(staff, page, look);
  await look(page, "portal-request");
  await sending(page, () => button(page, entry.status.read).click());
  await field(page, portal.handInHost).fill("pacs-02");
  const files = page.getByLabel(analysis.evidence.choose, { exact: true }).and(page.locator("input[type=file]"));
  const bytes = Buffer.from("勒索信息 <script>alert(1)</script>\n".repeat(2000));
  await files.setInputFiles({ name: "note=<b>1</b>.txt", mimeType: "text/plain", buffer: bytes });
  const print = createHash("sha256").update(bytes).digest("hex");
  await page.locator(".upload-item").getByText(print).waitFor();
  await page.getByText(print).nth(1).waitFor();
  await look(page, "portal-hand-in");
  await tab(staff, "evidence");
  await staff.getByText("note=<b>1</b>.txt").first().waitFor();
  await page.getByRole("link", { name: portal.back }).click();
  await page.getByRole("link", { name: /^SEC-/ }).waitFor();
  await look(page, "portal");
  await page.goto(staff.url());
  await page.locator(".problem, .empty").first().waitFor();
  assert.equal(await page.getByText("断开网络").count(), 0, "the staff's page of the case is not open to the account");
  house.faults.expected += 20;
  assert.equal([...new Set(found), ...house.faults.found.filter((one) => !/40[34]/.test(one))].join("\n"), "");
});
