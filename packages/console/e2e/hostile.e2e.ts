import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { button, dialog, field, fill, sending } from "./controls.ts";
import { openHouse } from "./house.testkit.ts";
import { readLayout } from "./layout.ts";
import { tab } from "./steps-case.ts";
import { firstSignIn, type Person } from "./person.ts";
import { words } from "./words.ts";

const { entry, intake, closing, frame, analysis, names, incident } = words;

const script = "<script>window.owned = 1</script>";
const ansi = "\u001b[31;5mred\u001b]0;owned\u0007";
const turned = "\u202egpj.exe";
const long = "长".repeat(10) + "W".repeat(4000);
const image = '<img src="x" onerror="window.owned = 1">';

/** The screen shows hostile text as text: nothing ran, nothing became markup, nothing broke the layout. */
async function harmless(page: Page, where: string, shown: readonly string[]): Promise<void> {
  const text = await page.locator("body").innerText();
  for (const one of shown) assert.ok(text.includes(one), `${where}: "${one}" is to be read\n${text.slice(0, 2000)}`);
  assert.doesNotMatch(text, /[\u001b\u0007\u202e]/, `${where}: steering characters are shown, not obeyed`);
  const state = await page.evaluate(() => ({
    ran: "owned" in window,
    made: document.querySelectorAll("#root script, #root img[src=x], body > script[src='']").length,
    title: document.title,
  }));
  assert.deepEqual({ ran: state.ran, made: state.made }, { ran: false, made: 0 }, where);
  assert.doesNotMatch(state.title, /[\u001b\u202e]/, where);
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    assert.deepEqual(await readLayout(page), [], `${where} at ${width} px`);
  }
}

async function handlerOf(admin: Person): Promise<string> {
  const { page } = admin;
  await page.goto("/staff");
  await button(page, closing.staff.add).click();
  await fill(dialog(page), { [frame.name]: `钱${image}`, [frame.email]: "qian@centre.test" });
  await dialog(page).getByRole("checkbox").nth(1).check();
  await button(dialog(page), frame.save).click();
  const password = await page.locator("output.one-time").innerText();
  await page.keyboard.press("Escape");
  await harmless(page, "staff", [image]);
  return password;
}

async function reported(page: Page): Promise<void> {
  await page.goto("/request");
  await fill(page, {
    [entry.request.organisation]: `${script}${turned}${ansi}`.slice(0, 200),
    [entry.request.contactName]: image,
    [entry.request.contactPhone]: "+86 571 8888 0000",
    [entry.request.location]: `=HYPERLINK("http://evil.test") ${turned}`,
    [entry.request.systems]: "X".repeat(900),
    [entry.request.description]: `${script}\n${ansi}\n${long}`,
  });
  await button(page, entry.request.submit).click();
  await page.getByRole("link", { name: entry.request.statusLink }).click();
  await page.locator(".status-page h1").waitFor();
  await harmless(page, "customer page", [script, "⟨202E⟩gpj.exe", "␛[31;5mred"]);
}

const log = [
  `Mar 12 03:00:01 web-01 sshd[1]: Failed password for invalid user ${script} from 203.0.113.9 port 1 ssh2`,
  `Mar 12 03:00:02 web-01 sshd[2]: Failed password for invalid user ${ansi}${turned} from 203.0.113.9 port 2 ssh2`,
  `Mar 12 03:00:03 web-01 sshd[3]: Failed password for invalid user ${"W".repeat(4000)} from 203.0.113.9 port 3 ssh2`,
  `Mar 12 03:00:04 web-01 sshd[4]: Accepted password for root from 203.0.113.9 port 4 ssh2`,
  `Mar 12 03:00:05 web-01 sudo:   root : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/echo ${image}`,
].join("\n");

async function investigated(page: Page): Promise<void> {
  const { evidence } = analysis;
  await tab(page, "evidence");
  const file = {
    name: `${turned}${image.replaceAll("/", "")}${ansi}.log`,
    mimeType: "",
    buffer: Buffer.from(`${log}\n`),
  };
  const chooser = page.getByLabel(evidence.choose, { exact: true }).and(page.locator("input[type=file]"));
  await chooser.setInputFiles(file);
  await page.getByText(evidence.arrived).waitFor();
  await page.locator(".evidence-item").waitFor();
  await harmless(page, "evidence", [image]);
  await button(page, evidence.runAll(1)).click();
  const over = page.locator("li.panel .badge", {
    hasText: new RegExp(`^(${names.investigationState.done}|${names.investigationState.partial})$`),
  });
  await over.first().waitFor({ timeout: 60_000 });
  await button(page, evidence.sources).click();
  await page.getByRole("table").last().waitFor();
  await harmless(page, "sources", [image]);
  await tab(page, "timeline");
  const row = page.getByRole("grid").getByRole("row");
  for (const [index, words] of [script, "␛[31;5mred", "WWWW"].entries()) {
    await row.nth(index + 1).click();
    await page.locator(".raw-line", { hasText: words }).waitFor();
    await harmless(page, `raw line ${index + 1}`, [words]);
    await page.setViewportSize({ width: 1440, height: 900 });
  }
  await tab(page, "answer");
  await page.locator(".verdict").waitFor();
  await harmless(page, "answer", ["203.0.113.9"]);
}

test("hostile text is harmless text on every screen", async () => {
  await using house = await openHouse();
  const first = house.centre.firstPassword;
  assert.ok(first !== undefined);
  const admin = await firstSignIn(house, { ...first, name: "Administrator" });
  const password = await handlerOf(admin);
  await reported(await house.window("zh"));
  const { page } = await firstSignIn(house, { name: "钱", email: "qian@centre.test", password });
  await page.goto("/inbox");
  await page.getByText(script).first().waitFor();
  await harmless(page, "inbox", [script, "⟨202E⟩gpj.exe"]);
  await page.locator("tr[data-row]").first().press("Enter");
  await dialog(page).waitFor();
  await harmless(page, "request", [script, image]);
  await button(dialog(page), intake.take).click();
  await field(dialog(page), intake.takeCaseTitle).fill(`${script} ${"T".repeat(250)}`);
  await sending(page, () => button(dialog(page), intake.takeSubmit).click());
  await page.locator(".case-head").waitFor();
  await harmless(page, "overview", [script, image, "⟨202E⟩gpj.exe"]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await investigated(page);
  await tab(page, "advice");
  await field(page, incident.advice.body).fill(`${script}${long}`);
  await sending(page, () => button(page, incident.advice.give).click());
  await page.getByText(incident.advice.unread).waitFor();
  await harmless(page, "advice", [script]);
  await tab(page, "journal");
  await page.getByRole("table").waitFor();
  await harmless(page, "journal", [script, image]);
  await page.goto("/incidents");
  await page.getByText(script).first().waitFor();
  await harmless(page, "incidents", [script]);
  assert.deepEqual(house.faults.found, []);
});
