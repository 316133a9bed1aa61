import assert from "node:assert/strict";
import { type Role, roleNames } from "@stanch/model/role";
import { button, choose, dialog, field, fill, sending } from "./controls.ts";
import type { House } from "./house.testkit.ts";
import type { Look } from "./look.ts";
import { firstSignIn, type Person } from "./person.ts";
import { words } from "./words.ts";

const { frame, closing } = words;

/** The people of the centre, one of each role, and a second supervisor to approve what the first wrote. */
export const staff = {
  officer: { name: "赵值班", email: "zhao@centre.test", roles: ["duty-officer"] },
  handler: { name: "钱处置", email: "qian@centre.test", roles: ["handler"] },
  supervisor: { name: "李主管", email: "li@centre.test", roles: ["supervisor"] },
  researcher: { name: "孙研究", email: "sun@centre.test", roles: ["researcher"] },
  archivist: { name: "周档案", email: "zhou@centre.test", roles: ["archivist"] },
} as const satisfies Record<string, { name: string; email: string; roles: readonly Role[] }>;
export type Colleague = keyof typeof staff;
export type People = Readonly<Record<Colleague | "administrator", Person>>;

async function addPerson(admin: Person, one: (typeof staff)[Colleague], look?: Look): Promise<string> {
  const { page } = admin;
  await button(page, closing.staff.add).click();
  const box = dialog(page);
  await fill(box, { [frame.name]: one.name, [frame.email]: one.email, [frame.phone]: "+86 571 8000 1000" });
  for (const role of one.roles) await box.getByLabel(roleNames[role].zh, { exact: true }).check();
  await look?.(page, "staff-new");
  await button(box, frame.save).click();
  const password = await page.locator("output.one-time").innerText();
  await look?.(page, "staff-one-time-password");
  await dialog(page).getByRole("button", { name: frame.close, exact: true }).last().click();
  await dialog(page).waitFor({ state: "detached" });
  return password;
}

async function addCustomer(admin: Person, look: Look): Promise<void> {
  const { page } = admin;
  await page.locator(".side").getByRole("link", { name: frame.customers, exact: true }).click();
  await page.getByRole("heading", { name: closing.customers.title }).waitFor();
  await look(page, "customers-empty");
  await button(page, closing.customers.add).click();
  const box = dialog(page);
  await fill(box, { [closing.customers.name]: "青山医院" });
  await button(box, closing.customers.addContact).click();
  await fill(box, { [frame.name]: "王芳", [frame.phone]: "+86 571 8888 0000", [frame.email]: "wang@hospital.test" });
  await choose(page, box, closing.customers.importance, closing.customers.importances.important);
  await look(page, "customer-new");
  await sending(page, () => button(box, frame.save).click());
  await page.getByRole("cell", { name: "青山医院" }).waitFor();
  await look(page, "customers");
}

async function setUp(house: House, admin: Person, look: Look): Promise<void> {
  const { page } = admin;
  const { settings } = closing;
  const { fields } = settings;
  await page.getByRole("link", { name: closing.setUp.mail.name }).click();
  await field(page, fields.nameZh).fill("青山应急响应中心");
  await fill(page, { [fields.nameEn]: "Qingshan Response Centre", [fields.dutyPhone]: "+86 571 8000 1100" });
  await button(page, settings.thisAddress).click();
  const mail = page.getByRole("group", { name: settings.mail, exact: true });
  await fill(mail, { [fields.smtpHost]: "127.0.0.1", [fields.smtpPort]: String(house.mails.port) });
  await choose(page, mail, fields.smtpSecurity, settings.securities.none);
  await fill(mail, { [fields.smtpFrom]: "desk@centre.test" });
  await fill(page, { [fields.dutyMail]: "duty@centre.test" });
  await fill(page, { [fields.teamName]: "青山应急小组", [fields.teamAddress]: "team@centre.test" });
  await look(page, "settings");
  await sending(page, () => button(page, settings.save).first().click());
  await page.goto("/");
  await page.getByText(closing.setUp.done).first().waitFor();
  await look(page, "set-up");
}

/** The first start: an administrator, the settings, a customer, and everybody's first sign-in. */
export async function walkPeople(house: House, look: Look): Promise<People> {
  const first = house.centre.firstPassword;
  assert.ok(first !== undefined, "the first start makes an administrator");
  const administrator = await firstSignIn(house, { ...first, name: "Administrator" }, look);
  await look(administrator.page, "administrator-first-page");
  await setUp(house, administrator, look);
  await addCustomer(administrator, look);
  await administrator.page.locator(".side").getByRole("link", { name: frame.staff, exact: true }).click();
  const passwords: [Colleague, string][] = [];
  for (const [key, one] of Object.entries(staff) as [Colleague, (typeof staff)[Colleague]][])
    passwords.push([key, await addPerson(administrator, one, passwords.length === 0 ? look : undefined)]);
  await look(administrator.page, "staff");
  const found: Partial<Record<Colleague, Person>> = {};
  for (const [key, password] of passwords) found[key] = await firstSignIn(house, { ...staff[key], password });
  return { administrator, ...(found as Record<Colleague, Person>) };
}
