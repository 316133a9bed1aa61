import assert from "node:assert/strict";
import { totpCode } from "@stanch/server/sign-in/totp";
import type { Page } from "playwright-core";
import { button, field } from "./controls.ts";
import type { House } from "./house.testkit.ts";
import type { Look } from "./look.ts";
import { words } from "./words.ts";

/** Somebody at a browser. */
export interface Person {
  readonly page: Page;
  readonly name: string;
  readonly email: string;
}

const secretOf = async (page: Page): Promise<string> =>
  (await page.locator("code.secret").innerText()).replaceAll(" ", "");

/** The code that the person's authenticator shows now. */
function codeOf(secret: string): string {
  return totpCode(`otpauth://totp/x?secret=${secret}`, Date.now());
}

/**
 * The first sign-in of a person: one-time password, an own password, the second factor. With a look, every screen of it is looked at.
 */
export async function firstSignIn(
  house: House,
  who: { readonly name: string; readonly email: string; readonly password: string },
  look?: Look,
): Promise<Person> {
  const { signIn } = words.entry;
  const page = await house.window("zh");
  await page.goto("/inbox");
  await field(page, signIn.email).waitFor();
  await look?.(page, "sign-in");
  await field(page, signIn.email).fill(who.email);
  await page.getByLabel(signIn.password).fill(who.password);
  await page.keyboard.press("Enter");
  const own = `${who.password}-of-my-own-2026`;
  await page.getByRole("heading", { name: signIn.changeTitle }).waitFor();
  await page.locator("input[autocomplete=current-password]").fill(who.password);
  const [next, again] = await page.locator("input[autocomplete=new-password]").all();
  assert.ok(next !== undefined && again !== undefined);
  await next.fill(own);
  await again.fill(own);
  await look?.(page, "own-password");
  await button(page, signIn.changeSubmit).click();
  await page.getByRole("heading", { name: signIn.enrolTitle }).waitFor();
  const secret = await secretOf(page);
  await look?.(page, "second-factor");
  await field(page, signIn.code).fill(codeOf(secret));
  await button(page, signIn.confirm).click();
  await page.locator(".frame").waitFor();
  return { page, name: who.name, email: who.email };
}
