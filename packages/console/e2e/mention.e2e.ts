import assert from "node:assert/strict";
import { test } from "node:test";
import { button, sending } from "./controls.ts";
import { mailTo, openHouse } from "./house.testkit.ts";
import { openLook } from "./look.ts";
import { tab } from "./steps-case.ts";
import { walkPublicRequest } from "./steps-intake.ts";
import { staff, walkPeople } from "./steps-people.ts";
import { words } from "./words.ts";

const { overview } = words.incident;

test("mention: @ offers colleagues, the keyboard chooses, the note shows who is named, hostile text as text", async () => {
  await using house = await openHouse();
  const { look, found } = await openLook("mention");
  const people = await walkPeople(house, async () => undefined);
  await walkPublicRequest(house, async () => undefined);
  const { page } = people.officer;
  const incident = await page.evaluate(async () => {
    const requests = (await (await fetch("/api/v1/requests")).json()) as { id: string }[];
    const init = { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" };
    const taken = await fetch(`/api/v1/requests/${requests[0]?.id}/take`, init);
    return ((await taken.json()) as { id: string }).id;
  });
  await page.goto(`/incidents/${incident}`);
  const box = page.getByRole("textbox", { name: overview.note });
  await box.waitFor();
  await box.pressSequentially('<img src=x onerror="alert(1)"> 请@');
  await page.getByRole("listbox", { name: overview.notePeople }).waitFor();
  await look(page, "offered");
  await box.focus();
  await page.keyboard.type("qian");
  const option = page.getByRole("option", { name: staff.handler.name });
  await option.waitFor();
  assert.equal(await page.getByRole("option").count(), 1);
  await page.keyboard.press("Enter");
  assert.equal(await box.inputValue(), `<img src=x onerror="alert(1)"> 请@${staff.handler.name} `);
  await page.keyboard.type("看一下");
  await sending(page, () => button(page, overview.noteSave).click());
  await page.getByText(overview.noteTold([staff.handler.name])).waitFor();
  const mail = await mailTo(house, staff.handler.email);
  assert.ok(mail.length > 0);
  await tab(page, "journal");
  await page.locator("mark.mention", { hasText: `@${staff.handler.name}` }).waitFor();
  await page.getByText('<img src=x onerror="alert(1)">').first().waitFor();
  await look(page, "journal");
  assert.equal([...new Set(found), ...house.faults.found].join("\n"), "");
});
