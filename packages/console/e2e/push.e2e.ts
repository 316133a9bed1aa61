import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { openHouse } from "./house.testkit.ts";
import { openLook } from "./look.ts";
import { walkPeople } from "./steps-people.ts";
import { words } from "./words.ts";

const { push } = words.reach;

/** Registers the worker as the console does and pushes to it as a push service would. */
async function pushTo(page: Page, origin: string, data: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const registrations: string[] = [];
  session.on("ServiceWorker.workerRegistrationUpdated", (event) => {
    for (const one of event.registrations) registrations.push(one.registrationId);
  });
  await session.send("ServiceWorker.enable");
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.register("/push/worker.js", { scope: "/push/" });
    while (registration.active?.state !== "activated") await new Promise((resolve) => setTimeout(resolve, 50));
  });
  for (let tries = 0; registrations.length === 0 && tries < 100; tries++) await page.waitForTimeout(50);
  const registrationId = registrations.at(-1) ?? "";
  await session.send("ServiceWorker.deliverPushMessage", { origin: `${origin}/`, registrationId, data });
}

test("push: the worker of the centre shows a page as the browser's notification, hostile text as text", async () => {
  await using house = await openHouse();
  const { look, found } = await openLook("push");
  const { officer } = await walkPeople(house, async () => undefined);
  const { page } = officer;
  const origin = new URL(house.centre.url).origin;
  await page.goto("/contacts");
  await page.getByRole("heading", { name: push.title }).waitFor();
  // A browser without a person to ask refuses notifications by itself.
  await page.getByText(push.denied).waitFor();
  await look(page, "denied");
  await page.context().grantPermissions(["notifications"], { origin });
  await page.reload();
  await page.getByRole("button", { name: push.use, exact: true }).waitFor();
  await look(page, "able");
  const hostile = "<img src=x onerror=alert(1)> REQ-2026-0001";
  const told = { title: "应急中心", body: hostile, path: "/n/abc", tag: "t-1", language: "zh" };
  await pushTo(page, origin, JSON.stringify(told));
  const shown = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration("/push/");
    for (let tries = 0; tries < 100; tries++) {
      const all = (await registration?.getNotifications()) ?? [];
      const read = all.map((one) => [one.title, one.body, one.tag, JSON.stringify(one.data)]);
      if (read.length > 0) return read;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return [];
  });
  assert.deepEqual(shown, [["应急中心", hostile, "t-1", '{"path":"/n/abc"}']]);
  assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null, "it rules no page");
  assert.deepEqual(await page.evaluate(() => caches.keys()), [], "it keeps nothing");
  assert.equal([...new Set(found), ...house.faults.found].join("\n"), "");
});
