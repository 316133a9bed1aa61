import assert from "node:assert/strict";
import { cp, readdir, rename } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { button, field, sending } from "./controls.ts";
import { guessedLog, writeFiles } from "./evidence-files.ts";
import type { House } from "./house.testkit.ts";
import type { Look } from "./look.ts";
import { tab } from "./steps-case.ts";
import type { People } from "./steps-people.ts";
import { words } from "./words.ts";

const { analysis, names, frame } = words;
const { evidence, timeline, answer } = analysis;
const examples = path.join(import.meta.dirname, "../../../examples");

/** Gives files to the field behind a button, and waits until every one has arrived with its hash. */
async function give(page: Page, label: string, files: string | string[], expected: number): Promise<void> {
  await page.getByLabel(label, { exact: true }).and(page.locator("input[type=file]")).setInputFiles(files);
  const arrived = page.locator(".upload-item", { hasText: evidence.arrived });
  await arrived.nth(expected - 1).waitFor({ timeout: 60_000 });
}

/** A folder, a file and a broken archive arrive; the stored copy is verified against its hash. */
export async function walkEvidence(house: House, { handler }: People, look: Look): Promise<void> {
  const { page } = handler;
  await tab(page, "evidence");
  await look(page, "evidence-empty");
  const folder = path.join(house.folder, "web-01");
  await cp(path.join(examples, "ssh-guessing/evidence"), folder, { recursive: true });
  await field(page, evidence.host).fill("web-01");
  await field(page, evidence.zone).fill("UTC");
  await field(page, evidence.method).fill("只读挂载后复制");
  const inside = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = inside.filter((one) => one.isFile()).length;
  await give(page, evidence.chooseFolder, folder, files);
  const cut = gzipSync(Buffer.from(guessedLog(40))).subarray(0, 120);
  const [broken = ""] = await writeFiles(house.folder, { "backup.log.gz": cut });
  await give(page, evidence.choose, [broken], files + 1);
  await page.locator(".evidence-item").nth(files).waitFor();
  await look(page, "evidence-arrived");
  await button(page, evidence.verify).first().click();
  await page.getByText(evidence.verified).first().waitFor();
}

const run = (page: Page, state: keyof typeof names.investigationState) =>
  page.locator("li.panel", { has: page.locator(".badge", { hasText: names.investigationState[state] }) });

/** An investigation of much is stopped half-way; that of everything says what was broken and concludes from the rest. */
export async function walkInvestigate(house: House, { handler }: People, look: Look): Promise<void> {
  const { page } = handler;
  const big = gzipSync(Buffer.alloc(60 << 20, guessedLog(4000)));
  const [file = ""] = await writeFiles(house.folder, { "old.log.gz": big });
  const before = await page.locator(".upload-item").count();
  await page.getByLabel(evidence.choose, { exact: true }).and(page.locator("input[type=file]")).setInputFiles(file);
  await page.locator(".upload-item", { hasText: "old.log.gz" }).getByText(evidence.arrived).waitFor();
  assert.equal(await page.locator(".upload-item").count(), before + 1);
  const all = page.locator(".evidence-item");
  await all.filter({ hasText: "old.log.gz" }).waitFor();
  const box = all.filter({ hasText: "old.log.gz" }).getByRole("checkbox");
  await box.check();
  await button(page, evidence.runAll(1)).click();
  await button(page, evidence.cancel).click();
  await run(page, "cancelled").first().waitFor();
  await box.uncheck();
  for (const one of await all.filter({ hasNotText: "old.log.gz" }).getByRole("checkbox").all()) await one.check();
  const chosen = await all.filter({ hasNotText: "old.log.gz" }).count();
  await button(page, evidence.runAll(chosen)).click();
  const newest = page.locator("li.panel").first();
  await newest.locator(".badge", { hasText: names.investigationState.partial }).waitFor({ timeout: 60_000 });
  await button(newest, evidence.sources).click();
  await page.getByText("E_").first().waitFor();
  await look(page, "investigated");
}

/** A file of the centre's store by the hash of what it holds. */
async function storedFile(house: House, sha256: string): Promise<string> {
  const store = path.join(house.folder, "../data");
  const names = await readdir(store, { recursive: true });
  const name = names.find((one) => one.replaceAll(path.sep, "").endsWith(sha256));
  assert.ok(name !== undefined, `the store holds ${sha256}`);
  return path.join(store, name);
}

/** An investigation whose evidence cannot be read fails where everybody sees it, and is tried again once it can. */
export async function walkFailure(house: House, { handler }: People, look: Look): Promise<void> {
  const { page } = handler;
  const item = page.locator(".evidence-item", { hasText: "backup.log.gz" });
  const stored = await storedFile(house, await item.locator(".evidence-hash code").innerText());
  for (const one of await page.locator(".evidence-item").getByRole("checkbox", { checked: true }).all())
    await one.uncheck();
  await item.getByRole("checkbox").check();
  await rename(stored, `${stored}.away`);
  await button(page, evidence.runAll(1)).click();
  const failed = run(page, "failed");
  await failed.locator(".problem").waitFor({ timeout: 60_000 });
  await look(page, "investigation-failed");
  await rename(`${stored}.away`, stored);
  await sending(page, () => button(failed, evidence.retry).click());
  await failed.waitFor({ state: "detached", timeout: 60_000 });
  await item.getByRole("checkbox").uncheck();
}

/** The timeline: filters, histogram with brush, the raw line with its place and hash, a citation, a saved view. */
export async function walkTimeline({ handler }: People, look: Look): Promise<void> {
  const { page } = handler;
  await page.locator("#main").focus();
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  const grid = page.getByRole("grid", { name: timeline.title });
  await grid.waitFor();
  await look(page, "timeline");
  await page.locator("#main").focus();
  await page.keyboard.press("/");
  await page.keyboard.type("outcome:success");
  await page.keyboard.press("Enter");
  await page.locator(".chip", { hasText: "success" }).waitFor();
  await grid.focus();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  const raw = page.locator(".raw-line");
  await raw.waitFor();
  await button(page, timeline.copyCitation).click();
  const citation = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(citation, /^E-\d\d\/\S+:\d+ @\d+ sha256:[0-9a-f]{64} /);
  await field(page, timeline.viewName).fill("成功的动作");
  await button(page, timeline.saveView).click();
  await button(page, timeline.clear).click();
  const bars = page.locator(".histogram svg");
  const shape = await bars.boundingBox();
  assert.ok(shape !== null);
  await page.mouse.move(shape.x + shape.width * 0.5, shape.y + 20);
  await page.mouse.down();
  await page.mouse.move(shape.x + shape.width * 0.9, shape.y + 20, { steps: 4 });
  await page.mouse.up();
  await page.locator(".chip").waitFor();
  await page.getByRole("button", { name: "成功的动作", exact: true }).click();
  await page.locator(".chip", { hasText: "success" }).waitFor();
  await grid.focus();
  await page.keyboard.press("j");
  await raw.waitFor();
  await look(page, "timeline-raw");
}

/** The answer: verdict, blocks, plot, steps; each sentence leads to its raw line in one click. */
export async function walkAnswer({ handler }: People, look: Look): Promise<void> {
  const { page } = handler;
  await page.locator("#main").focus();
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await page.locator(".verdict.incident").waitFor();
  assert.equal(await page.locator(".five > div").count(), 5);
  assert.ok((await page.locator(".lane .mark").count()) > 1);
  await look(page, "answer");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("p");
  await page.getByRole("dialog").getByRole("textbox").fill("得手后的第一个动作");
  await sending(page, () => button(page.getByRole("dialog"), answer.pin).click());
  await page.locator(".step .badge", { hasText: answer.pinned }).waitFor();
  const steps = page.locator(".step");
  for (const step of await steps.all())
    assert.ok((await step.locator(".cite").count()) > 0, "every act cites its records");
  await steps.first().locator(".cite").first().click();
  await page.locator(".raw-line").waitFor();
  assert.ok((await page.locator(".raw-facts").innerText()).includes(timeline.hash));
  await page.goBack();
  await page.locator(".verdict").waitFor();
}

/** The keys that work everywhere. */
export async function walkKeys({ handler }: People, look: Look): Promise<void> {
  const { page } = handler;
  await page.locator("#main").focus();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: frame.keysTitle }).waitFor();
  await look(page, "keys");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  const search = page.getByRole("dialog", { name: frame.searchTitle });
  await search.getByRole("combobox").fill("青山");
  await search.getByRole("option", { name: /SEC-/ }).waitFor();
  await look(page, "search");
  await page.keyboard.press("Enter");
  await page.locator(".case-head").waitFor();
  await page.keyboard.press("Tab");
  const ring = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
  assert.notEqual(ring, "none", "the focus is seen");
  await page.locator("#main").focus();
  await page.keyboard.press("g");
  await page.keyboard.press("i");
  await page.getByRole("heading", { name: words.intake.inboxTitle }).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.locator(".case-head").waitFor();
}
