import assert from "node:assert/strict";
import { test } from "node:test";
import { button, dialog, field, sending } from "./controls.ts";
import { openHouse } from "./house.testkit.ts";
import { openLook } from "./look.ts";
import { walkPeople } from "./steps-people.ts";
import { words } from "./words.ts";

const { access, frame } = words;

test("sign-ins, keys, lock-outs and the access log", async () => {
  await using house = await openHouse();
  const { look, found } = await openLook("access");
  const { administrator, handler } = await walkPeople(house, async () => undefined);
  const { page } = handler;
  const box = dialog(page);

  await page.goto("/account");
  await page.getByText(access.here).first().waitFor();
  await look(page, "account-empty");
  await button(page, access.add).click();
  await field(box, access.name).fill('<b>工单</b> "=cmd()"');
  await box.getByLabel(access.permissions["incident.read"], { exact: true }).check();
  await box.getByLabel(access.permissions["evidence.read"], { exact: true }).check();
  await look(page, "key-new");
  await sending(page, () => button(box, access.make).click());
  const secret = await box.locator("output.one-time").innerText();
  assert.match(secret, /^stanch_[\w-]{43}$/);
  await look(page, "key-once");
  await box.getByRole("button", { name: frame.close, exact: true }).last().click();
  const used = await fetch(`${house.centre.url}/api/v1/incidents`, { headers: { authorization: `Bearer ${secret}` } });
  assert.equal(used.status, 200);
  await page.reload();
  await page.getByText(access.uses(1)).first().waitFor();
  await look(page, "account");
  assert.equal(await page.getByText(secret).count(), 0, "the secret is never shown again");

  for (let at = 0; at < 9; at++)
    await fetch(`${house.centre.url}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: handler.email, password: `wrong password ${at}` }),
    });
  const admin = administrator.page;
  await admin.goto("/staff");
  await admin.getByRole("heading", { name: access.lockouts }).waitFor();
  await look(admin, "staff-locked-out");
  await sending(admin, () => admin.getByRole("button", { name: access.liftOf(handler.name) }).click());
  await admin.getByRole("heading", { name: access.lockouts }).waitFor({ state: "detached" });

  await admin.locator(".side").getByRole("link", { name: access.audit, exact: true }).click();
  await admin
    .getByText(access.lines["apiKey.used"] ?? "-")
    .first()
    .waitFor();
  await look(admin, "access-log");
  await field(admin, access.words).fill("no such line %");
  await admin.getByText(access.auditNone).waitFor();
  await look(admin, "access-log-nothing");

  await page.getByRole("button", { name: access.revokeOf('<b>工单</b> "=cmd()"') }).click();
  await look(page, "key-revoke");
  await sending(page, () => button(box, access.revoke).click());
  await box.waitFor({ state: "detached" });
  await page.getByText(access.revoked(handler.name)).first().waitFor();
  const refused = await fetch(`${house.centre.url}/api/v1/incidents`, {
    headers: { authorization: `Bearer ${secret}` },
  });
  assert.equal(refused.status, 401);
  assert.equal([...new Set(found), ...house.faults.found].join("\n"), "");
});
