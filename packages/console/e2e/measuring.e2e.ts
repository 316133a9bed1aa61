import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { button, dialog, field, fill, sending } from "./controls.ts";
import { openHouse } from "./house.testkit.ts";
import { type Look, openLook } from "./look.ts";
import { tab } from "./steps-case.ts";
import { walkPeople } from "./steps-people.ts";
import { words } from "./words.ts";

const { frame, incident, intake, measuring } = words;
const { hours, metrics } = measuring;
const hostile = "<img src=x onerror=alert(1)>=cmd|' /C calc'!A0 制作 web-01 磁盘镜像";

const request = {
  organisation: "青山医院影像中心与放射科联合信息系统运行维护管理办公室",
  contact: { name: "王芳", phone: "+86 571 8888 0000" },
  location: "杭州市 3 号机房",
  systems: "pacs-02",
  symptoms: ["files-encrypted"],
  description: "文件后缀变为 .lock",
  language: "zh",
};

/** Hours are written down, and a line is corrected by another. */
async function walkHours(page: Page, look: Look): Promise<void> {
  await tab(page, "people");
  await page.getByText(hours.none).waitFor();
  await button(page, hours.add).click();
  const box = dialog(page);
  await fill(box, { [hours.minutes]: "50", [hours.purpose]: hostile });
  await look(page, "hours-new");
  await sending(page, () => button(box, frame.save).click());
  await box.waitFor({ state: "detached" });
  await page.getByText(hostile).waitFor();
  await button(page, hours.correct).click();
  await fill(box, { [hours.minutes]: "90", [hours.reason]: "漏记了打包" });
  await look(page, "hours-correct");
  // Work that is not over yet is refused where it was typed.
  await sending(page, () => button(box, hours.correct).click());
  await box.locator(".problem").waitFor();
  await fill(box, { [hours.minutes]: "40" });
  await sending(page, () => button(box, hours.correct).click());
  await box.waitFor({ state: "detached" });
  await page.getByText(hours.total(hours.duration(0, 40), hours.duration(0, 40))).waitFor();
  await look(page, "hours");
}

test("hours of a case and the figures of the centre", async () => {
  await using house = await openHouse();
  const { look, found } = await openLook("measuring");
  const { officer } = await walkPeople(house, async () => undefined);
  const { page } = officer;
  await page.goto("/figures");
  await page.getByText(metrics.none).waitFor();
  await look(page, "metrics-empty");
  const sent = await page.request.post("/api/v1/public/requests", {
    data: request,
    headers: { origin: house.centre.url },
  });
  assert.equal(sent.status(), 200, await sent.text());
  await page.goto("/inbox");
  await page
    .getByRole("row", { name: /青山医院/ })
    .getByRole("button", { name: intake.take, exact: true })
    .click();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/incidents\/[0-9a-f-]{36}$/);
  await field(page, incident.overview.how).fill("电话");
  await sending(page, () => button(page, incident.overview.stop).click());
  await walkHours(page, look);

  await page.locator(".side").getByRole("link", { name: metrics.title, exact: true }).click();
  await page.getByRole("heading", { name: metrics.title }).waitFor();
  await page.getByText(metrics.keptOf(1, 1)).waitFor();
  await page
    .getByRole("cell", { name: metrics.share(100, 1, 1) })
    .first()
    .waitFor();
  await look(page, "metrics");
  await page.getByRole("button", { name: metrics.kinds.contain }).click();
  assert.match(page.url(), /kind=contain/, "what is shown is in the address");
  await page.getByText(metrics.notYetLong).first().waitFor();
  await look(page, "metrics-nothing-measured");
  // What was written with the hours is found by two characters of it.
  await page.keyboard.press("Control+k");
  await dialog(page).getByRole("combobox").fill("镜像");
  await dialog(page).getByRole("option", { name: /镜像/ }).first().waitFor();
  await look(page, "search-of-journals");
  await page.keyboard.press("Escape");
  const file = await page.request.get("/api/v1/metrics/cases");
  assert.match((await file.body()).toString("utf8"), /^\uFEFFnumber,.*\r\nSEC-/);
  house.faults.expected += 1;
  assert.equal([...new Set(found), ...house.faults.found.filter((one) => !/400/.test(one))].join("\n"), "");
});
