import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { button, choose, dialog, field, fill, sending } from "./controls.ts";
import type { House } from "./house.testkit.ts";
import type { Look } from "./look.ts";
import { tab } from "./steps-case.ts";
import { walkPublicRequest, walkTake } from "./steps-intake.ts";
import { type People, staff } from "./steps-people.ts";
import { words } from "./words.ts";

/** A provider of messages on this machine. */
interface ProviderServer {
  readonly url: string;
  readonly calls: readonly { readonly body: string }[];
  behave:
    | { readonly kind: "answer"; readonly status: number; readonly body: string; readonly location?: string }
    | { readonly kind: "slow" | "closed" | "huge" };
}

const { closing, duty, frame, incident, intake, names, reach } = words;
const { providers } = reach;

const side = (page: Page, name: string) => page.locator(".side").getByRole("link", { name, exact: true }).click();

/** A text-message provider from its sample, tried as it is stored; what it refused is shown as text. */
export async function walkProviders({ administrator }: People, server: ProviderServer, look: Look): Promise<void> {
  const { page } = administrator;
  const box = dialog(page);
  await side(page, frame.settings);
  await field(page, closing.settings.fields.webhookAllow).fill("127.0.0.0/8");
  await page.getByLabel(closing.settings.dailyTest).check();
  await sending(page, () => button(page, closing.settings.save).first().click());
  await choose(page, page.locator("#main"), providers.add, /Generic SMS/);
  await fill(box, { [providers.name]: "短信网关", [providers.id]: "sms-gw", [providers.url]: `${server.url}/text` });
  await box.getByLabel(providers.secrets.secret, { exact: true }).fill("secret-of-text");
  await look(page, "provider");
  await sending(page, () => button(box, providers.save).click());
  await box.waitFor({ state: "detached" });
  await choose(page, page.locator("#main"), providers.add, /Generic voice/);
  await fill(box, { [providers.name]: "语音网关", [providers.url]: `${server.url}/call` });
  await sending(page, () => button(box, providers.save).click());
  await box.waitFor({ state: "detached" });
  server.behave = { kind: "answer", status: 403, body: '{"error":"<img src=x onerror=alert(1)> secret-of-text"}' };
  await button(page, providers.testOf("短信网关")).click();
  await field(box, providers.testTo).fill("+86 138-0013-8000");
  await sending(page, () => button(box, providers.test).click());
  await box.getByText(providers.testRefused).waitFor();
  assert.ok((await box.innerText()).includes("<img src=x"), "what it said is text");
  assert.ok(!(await box.innerText()).includes("secret-of-text"));
  await look(page, "provider-refused");
  server.behave = { kind: "answer", status: 200, body: '{"id":"m-1"}' };
  await sending(page, () => button(box, providers.test).click());
  await box.getByText("m-1", { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await box.waitFor({ state: "detached" });
  await look(page, "settings-providers");
}

/** One's own ways: added, verified by the code that came, and put in order. */
async function ownWays(page: Page, server: ProviderServer, address: string, look?: Look): Promise<void> {
  await page
    .locator("header")
    .getByRole("button", { name: /^(?!.*(?:搜索|EN)).*$/ })
    .last()
    .click();
  await page.getByRole("menuitem", { name: reach.title, exact: true }).click();
  await page.getByRole("heading", { name: reach.title, exact: true }).waitFor();
  await page.getByText(reach.noWays).waitFor();
  await look?.(page, "contacts-none");
  for (const channel of ["sms", "voice"] as const) {
    await choose(page, page.locator("#main"), reach.channel, names.noticeChannel[channel]);
    await field(page, reach.address).fill(address);
    await sending(page, () => button(page, reach.add).click());
    const way = page.locator("li.panel", { hasText: names.noticeChannel[channel] });
    const before = server.calls.length;
    await sending(page, () => button(way, reach.sendCode).click());
    await way.getByText(reach.codeSent).waitFor();
    if (channel === "sms") await look?.(page, "contact-code");
    for (let tries = 0; server.calls.length === before && tries < 100; tries++) await page.waitForTimeout(100);
    const said = decodeURIComponent((server.calls.at(-1)?.body ?? "").replaceAll("+", " "));
    const code = /(?<!\d)\d{6}(?!\d)/.exec(said)?.[0];
    assert.ok(code !== undefined, said);
    await field(way, reach.code).fill(code);
    await sending(page, () => button(way, reach.verify).click());
    await way.getByText(reach.verified, { exact: true }).waitFor();
  }
}

export async function walkWays({ officer, supervisor }: People, server: ProviderServer, look: Look): Promise<void> {
  await ownWays(officer.page, server, "+86 138 0013 8001", look);
  const { page } = officer;
  await page.getByText(reach.enoughYes).waitFor();
  await button(page, reach.addRule).click();
  await button(page, reach.addRule).click();
  await choose(page, page.getByRole("group", { name: reach.rule(2) }), reach.channel, /语音/);
  await look(page, "contacts");
  await sending(page, () => button(page, reach.saveRules).click());
  await ownWays(supervisor.page, server, "+86 138 0013 8002");
}

/** A schedule with a hole is seen before it is saved; a temporary schedule and a holiday; who may not be put on duty. */
export async function walkRoster({ administrator }: People, look: Look): Promise<void> {
  const { page } = administrator;
  const box = dialog(page);
  await side(page, duty.title);
  await page.getByRole("heading", { name: reach.ways.title }).waitFor();
  await page.getByText(reach.ways.lacks(2)).first().waitFor();
  await button(page, duty.add.rotations).click();
  await fill(box, { [duty.name]: "值班台轮班" });
  await choose(page, box, duty.addPerson, staff.officer.name);
  await choose(page, box, duty.addPerson, staff.handler.name);
  await box.getByText(reach.ways.lackingNow(staff.handler.name)).waitFor();
  await look(page, "rotation-lacking");
  await button(box, duty.takeOut(staff.handler.name)).click();
  await sending(page, () => button(box, frame.save).click());
  await box.waitFor({ state: "detached" });
  await button(page, duty.add.schedules).click();
  await fill(box, { [duty.name]: "青山总值班" });
  await button(box, duty.addRule).click();
  const week = box.getByRole("group", { name: duty.weekdays });
  await week.getByRole("checkbox").nth(6).uncheck();
  await box.getByText(duty.acceptGaps).waitFor();
  assert.ok(await button(box, frame.save).isDisabled(), "not saved while the gaps are not accepted");
  await look(page, "schedule-gaps");
  await week.getByRole("checkbox").nth(6).check();
  await box.getByText(duty.covered).waitFor();
  await button(box, duty.addHoliday).click();
  await field(box, duty.date).fill("2027年10月1日");
  await field(box, duty.holidayName).fill("国庆节");
  await button(box, duty.addTemporary).click();
  const span = page.getByRole("group", { name: duty.temporaryNumber(1) });
  const [from, to] = ["2027-02-10 09:00", "2027-02-17 09:00"];
  await field(span, duty.from).first().fill(from);
  await field(span, duty.to).first().fill(to);
  await choose(page, span, duty.who, staff.supervisor.name);
  await field(span, duty.from).nth(1).fill(from);
  await button(span, `${duty.to}：日历`).last().click();
  await page.locator(".month-grid").waitFor();
  await look(page, "calendar");
  await field(span, duty.to).nth(1).fill(to);
  await page.locator(".month-grid").waitFor({ state: "detached" });
  await look(page, "schedule-temporary");
  await sending(page, () => button(box, frame.save).click());
  await box.waitFor({ state: "detached" });
  await button(page, `${frame.edit} 青山总值班`).click();
  assert.equal(await field(span, duty.to).nth(1).inputValue(), to, "it can be edited again");
  assert.equal(await field(box, duty.date).inputValue(), "2027-10-01");
  await page.keyboard.press("Escape");
  await box.waitFor({ state: "detached" });
}

/** Whoever leaves duty writes what the next should know; the next takes it over. */
export async function walkHandover({ officer, supervisor }: People, look: Look): Promise<void> {
  await side(officer.page, duty.title);
  await field(officer.page, duty.handover.note).fill("青山医院 9 点回电。\n<b>勿重启</b> web-01。");
  await sending(officer.page, () => button(officer.page, duty.handover.write).click());
  const { page } = supervisor;
  await side(page, duty.title);
  await page.getByText("<b>勿重启</b>").waitFor();
  await look(page, "duty-page");
  await sending(page, () => button(page, duty.handover.take).click());
  await page.getByText(duty.handover.takenBy(staff.supervisor.name)).waitFor();
}

async function putChain({ administrator }: People): Promise<void> {
  const { page } = administrator;
  const box = dialog(page);
  await button(page, duty.add.policies).click();
  await fill(box, { [duty.name]: "7×24 通报链", [duty.stepName]: "总值班" });
  await choose(page, box, duty.answered, duty.answers.stop);
  await choose(page, box, duty.targets, "青山总值班");
  await page.keyboard.press("Tab");
  await sending(page, () => button(box, frame.save).click());
  await box.waitFor({ state: "detached" });
  await choose(page, page.locator("#main"), duty.inForce, "7×24 通报链");
  await page.locator(".badge", { hasText: duty.inForceMark }).waitFor();
}

/** A request pages the chain; people are rung from the screen; the contact ends the waiting, and the journal says all of it in words. */
export async function walkChain(house: House, people: People, look: Look): Promise<void> {
  const none: Look = async () => undefined;
  await putChain(people);
  await walkPublicRequest(house, none);
  const { page } = people.supervisor;
  await page.goto("/inbox");
  await page.getByRole("row", { name: /青山医院/ }).click();
  await button(dialog(page), reach.tree.open).click();
  const tree = dialog(page).last();
  await tree.getByText(reach.tree.next).waitFor();
  await field(tree, `${reach.tree.note} ${staff.officer.name}`).fill("响了十声 <i>无人</i>");
  await look(page, "call-tree");
  await sending(page, () =>
    button(tree, reach.tree.outcomeOf(reach.tree.outcomes["no-answer"], staff.officer.name)).click(),
  );
  await tree.getByText("响了十声 <i>无人</i>").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await walkTake(people, none);
  const officer = people.officer.page;
  await field(officer, incident.overview.how).fill("电话，已说明不要关机");
  await sending(officer, () => button(officer, incident.overview.stop).click());
  await tab(officer, "notify");
  await officer.getByText(duty.chain.overs.resolved).waitFor();
  await officer.getByText(duty.chain.acted).first().waitFor();
  await officer.getByText(duty.chain.log).click();
  await look(officer, "notify-chain");
  await tab(officer, "journal");
  await officer.locator(".journal-said").first().waitFor();
  const labels = await officer.locator(".journal-said > .muted").allInnerTexts();
  assert.ok(labels.length > 20);
  assert.deepEqual(
    labels.filter((one) => !/\p{Script=Han}|SHA/u.test(one)),
    [],
    "no key of the program stands there",
  );
  await look(officer, "journal");
  assert.ok(intake.inboxTitle.length > 0);
}
