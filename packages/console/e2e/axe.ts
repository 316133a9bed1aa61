import type { Page } from "playwright-core";

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

declare global {
  interface Window {
    axe?: {
      run: (where: Document | { exclude: string[] }, options: object) => Promise<{ violations: readonly Violation[] }>;
    };
  }
}

/** What axe has against the page, a line each. On a phone the size of what is tapped counts too (WCAG 2.2, 2.5.8). */
export async function findAxe(page: Page, source: string, phone: boolean): Promise<string[]> {
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(source);
  const violations = await page.evaluate(async (touch) => {
    // The marks of the plot repeat the list below it, where the same is done by full-size targets (WCAG 2.5.8, "equivalent").
    const options = { resultTypes: ["violations"], rules: { "target-size": { enabled: touch } } };
    return (
      (await window.axe?.run(touch ? { exclude: [".lanes"] } : document, options))?.violations ?? [
        { id: "axe did not run", nodes: [] },
      ]
    );
  }, phone);
  return violations.map(({ id, nodes }) => {
    const places = nodes.slice(0, 3).map((node) => `${node.target.join(" ")} (${node.failureSummary ?? ""})`);
    return `axe ${id}: ${places.join(" | ").replace(/\s+/g, " ")}`;
  });
}
