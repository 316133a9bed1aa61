import type { Locator, Page } from "playwright-core";

type Place = Page | Locator;

/** A text field by the words beside it. */
export function field(place: Place, label: string): Locator {
  return place.getByRole("textbox", { name: label, exact: true });
}

/** A button by its words. */
export function button(place: Place, words: string): Locator {
  return place.getByRole("button", { name: words, exact: true });
}

/** Fills fields by their words. */
export async function fill(place: Place, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await field(place, label).fill(value);
}

/** Chooses from a list that opens. */
export async function choose(page: Page, place: Place, label: string, option: string | RegExp): Promise<void> {
  await place.getByRole("combobox", { name: label, exact: true }).click();
  await page.getByRole("option", { name: option, exact: true }).first().click();
}

/** The dialog that is open. */
export function dialog(page: Page): Locator {
  return page.getByRole("dialog");
}

/** Waits until an answer of the centre to a change has come, while something is pressed. */
export async function sending(page: Page, press: () => Promise<void>): Promise<void> {
  const answer = page.waitForResponse((one) => one.request().method() !== "GET" && one.url().includes("/api/v1/"));
  await Promise.all([answer, press()]);
}
