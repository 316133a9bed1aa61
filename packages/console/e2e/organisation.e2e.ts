import assert from "node:assert/strict";
import { test } from "node:test";
import { openProvider } from "../../server/test/oidc-provider.testkit.ts";
import { button, choose, dialog, fill, sending } from "./controls.ts";
import { openHouse } from "./house.testkit.ts";
import { openLook } from "./look.ts";
import { walkPeople } from "./steps-people.ts";
import { words } from "./words.ts";

const { access, closing, frame, portal } = words;
const { organisation } = access;
const account = { name: "王芳", email: "wangfang@hospital.test" } as const;

test("a customer's person comes in through the own organisation's sign-in", async () => {
  await using house = await openHouse();
  await using provider = await openProvider(`${house.centre.url}/sign-in/oidc`);
  const { look, found } = await openLook("organisation");
  const { administrator } = await walkPeople(house, async () => undefined);
  const admin = administrator.page;
  const box = dialog(admin);
  await admin.evaluate(async () => {
    const body = JSON.stringify({ "webhook.allow": ["127.0.0.1"] });
    await fetch("/api/v1/settings", { method: "PUT", body, headers: { "content-type": "application/json" } });
  });
  await admin.goto("/staff");
  await button(admin, closing.staff.add).click();
  await fill(box, { [frame.name]: account.name, [frame.email]: account.email });
  await choose(admin, box, closing.staff.belongs, "青山医院");
  await sending(admin, () => button(box, frame.save).click());
  await box.getByRole("button", { name: frame.close, exact: true }).last().click();

  await admin.goto("/customers");
  await admin.getByText(organisation.none).waitFor();
  await button(admin, organisation.add).click();
  await choose(admin, box, organisation.customer, "青山医院");
  await fill(box, {
    [organisation.issuer]: provider.issuer,
    [organisation.clientId]: provider.client.id,
    [organisation.clientSecret]: provider.client.secret,
  });
  await look(admin, "provider-new");
  await sending(admin, () => button(box, frame.save).click());
  await box.waitFor({ state: "detached" });
  const start = await admin.getByText(/\/sign-in\/[a-z0-9]{16}$/).innerText();
  await look(admin, "providers");

  provider.who = { sub: "wang", email: account.email, verified: true };
  const page = await house.window("zh");
  await page.goto(start);
  await page.getByRole("heading", { name: organisation.title }).waitFor();
  await look(page, "organisation");
  await button(page, organisation.go).click();
  await page.getByRole("heading", { name: "青山医院" }).waitFor();
  await button(page, portal.report).waitFor();
  assert.match(page.url(), /\/portal$|\/$/);
  assert.ok(!page.url().includes("code="), "nothing of the answer stays in the address");

  provider.who = { sub: "stranger", email: "stranger@hospital.test", verified: true };
  const other = await house.window("zh");
  await other.goto(start);
  await button(other, organisation.go).click();
  await other.locator(".problem").waitFor();
  await look(other, "organisation-refused");
  await other.getByRole("link", { name: organisation.otherwise }).click();
  await other.getByText(words.entry.signIn.email).first().waitFor();
  house.faults.expected += 5;
  // Only the organisation's own provider is another origin.
  const faults = house.faults.found.filter((one) => !one.includes("401") && !one.includes(provider.issuer));
  assert.equal([...new Set(found), ...faults].join("\n"), "");
});
