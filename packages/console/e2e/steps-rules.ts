import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Page } from "playwright-core";
import { zipOf } from "@stanch/investigate/rule-zip.testkit";
import { button, choose, dialog, field, fill, sending } from "./controls.ts";
import type { Look } from "./look.ts";
import type { People } from "./steps-people.ts";
import { words } from "./words.ts";

const { rules } = words;
/** A title of a stranger that no screen may obey. */
const hostile = '<img src=x onerror=alert(1)>=HYPERLINK("x")';
const id = "0b1f9e7c-5a0e-4a1e-9b53-1f0d8a1f3c11";
const otherId = "0b1f9e7c-5a0e-4a1e-9b53-1f0d8a1f3c12";
const rule = `title: '${hostile}'\nid: ${id}\nlogsource: {product: linux}\ndetection: {s: {User: root}, condition: s}\nlevel: high\n`;
const filter = `title: 扫描器\nlogsource:\n  product: linux\nfilter:\n  rules:\n    - ${id}\n  selection:\n    User: scan\n  condition: not selection\n`;

async function addSource(page: Page, look: Look): Promise<void> {
  await button(page, rules.addSource).click();
  const box = dialog(page);
  await field(box, rules.name).fill("mine");
  const chooser = page.waitForEvent("filechooser");
  await box.getByRole("button", { name: rules.file }).click();
  const buffer = zipOf({ "rules/a.yml": rule, LICENSE: "DRL 1.1" }, true);
  await (await chooser).setFiles({ name: "mine.zip", mimeType: "application/zip", buffer });
  await look(page, "rule-source-new");
  await sending(page, () => button(box, rules.addSource).click());
  await page.getByRole("cell", { name: "DRL 1.1" }).waitFor();
}

/** A folder of rules goes up as what it is, its licence with it. */
async function addFolder(page: Page, look: Look): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "stanch-rules-"));
  try {
    mkdirSync(join(folder, "linux"));
    writeFileSync(join(folder, "linux", "b.yml"), rule.replace(id, otherId));
    writeFileSync(join(folder, "LICENSE"), "folder licence");
    await button(page, rules.addSource).click();
    const box = dialog(page);
    await field(box, rules.name).fill("folder");
    const chooser = page.waitForEvent("filechooser");
    await button(box, rules.folder).click();
    await (await chooser).setFiles(folder);
    await box.getByText(rules.folderTaken(basename(folder), 2)).waitFor();
    await look(page, "rule-source-folder");
    await sending(page, () => button(box, rules.addSource).click());
    await page.getByRole("cell", { name: "folder licence" }).waitFor();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function addFilter(page: Page, look: Look): Promise<void> {
  await button(page, rules.addFilter).click();
  const box = dialog(page);
  await field(box, rules.yaml).fill("title: x");
  await button(box, rules.check).click();
  await box.getByText(rules.error, { exact: true }).first().waitFor();
  await look(page, "rule-filter-wrong");
  await field(box, rules.yaml).fill(filter);
  await button(box, rules.check).click();
  await box.getByText(rules.reach(1)).waitFor();
  await field(box, rules.reason).fill("自己的扫描器");
  await look(page, "rule-filter-right");
  await sending(page, () => button(box, rules.save).click());
  await page.locator("summary").getByText("扫描器").waitFor();
}

/** The researcher adds rules, switches one off for a customer and on again, and narrows it by a filter. */
export async function walkRules({ researcher, officer }: People, look: Look): Promise<void> {
  const { page } = researcher;
  await page.locator(".side").getByRole("link", { name: rules.title, exact: true }).click();
  await page.getByRole("heading", { name: rules.title, exact: true }).waitFor();
  await addSource(page, look);
  await addFolder(page, look);
  await addFilter(page, look);
  await choose(page, page, rules.whose, "青山医院");
  await field(page, rules.search).fill(id);
  await page.getByText(hostile).waitFor();
  await button(page, rules.switchOffOf(hostile)).click();
  await fill(dialog(page), { [rules.reason]: "太吵" });
  await look(page, "rule-switch");
  await sending(page, () => button(dialog(page), rules.switchOff).click());
  await page.getByText(rules.offHere, { exact: true }).waitFor();
  await look(page, "rules");
  await choose(page, page, rules.whose, rules.everybody);
  await field(page, rules.search).fill(id);
  await button(page, rules.switchOffOf(hostile)).waitFor();
  assert.equal(await page.getByText(rules.offHere, { exact: true }).count(), 0);
  await officer.page.goto("/rules");
  await officer.page.getByRole("heading", { name: rules.title, exact: true }).waitFor();
  assert.equal(await button(officer.page, rules.addFilter).count(), 0, "who may not choose sees no button for it");
}
