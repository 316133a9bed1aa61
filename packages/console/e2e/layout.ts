import type { Page } from "playwright-core";

/** What does not fit: a page that scrolls sideways, words cut off in a button, badge, head or label. */
export async function readLayout(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const found: string[] = [];
    const wide = root.scrollWidth - root.clientWidth;
    if (wide > 0) found.push(`${wide} px too wide`);
    for (const one of document.querySelectorAll<HTMLElement>(
      "button, .badge, th, h1, h2, h3, label, legend, .tabs a",
    )) {
      const hidden = one.closest(".visually-hidden") !== null || one.clientWidth === 0;
      if (!hidden && one.scrollWidth > one.clientWidth + 1)
        found.push(`cut off: <${one.tagName.toLowerCase()} class="${one.className}"> ${one.innerText.slice(0, 60)}`);
    }
    return found;
  });
}
