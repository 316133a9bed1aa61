import type { ConsoleMessage, Page } from "playwright-core";

/** What no page may do; each is a defect, found while people walk. */
export interface Faults {
  readonly found: string[];
  /** Refusals that the walk provokes on purpose: the browser writes a line about each. */
  expected: number;
}

const refused = /Failed to load resource: the server responded with a status of 4\d\d/;

function onConsole(message: ConsoleMessage, faults: Faults): void {
  if (message.type() !== "error" && message.type() !== "warning") return;
  if (refused.test(message.text()) && faults.expected > 0) {
    faults.expected--;
    return;
  }
  faults.found.push(`console ${message.type()}: ${message.text().slice(0, 400)} ${message.location().url}`);
}

/** Notes errors of scripts, warnings, answers that failed, and anything asked of another host. */
export function watchPage(page: Page, origin: string, faults: Faults): void {
  page.on("console", (message) => onConsole(message, faults));
  page.on("pageerror", (error) => faults.found.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(?:data|blob|about):/.test(url)) faults.found.push(`stranger: ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) faults.found.push(`${response.status()} ${response.url()}`);
  });
}
