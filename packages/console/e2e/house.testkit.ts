import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Centre } from "@stanch/server/centre";
import { openCentre } from "@stanch/server/centre";
import { pino } from "pino";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { type MailServer, mailServer, textOf } from "../../desk/test/mail-server.testkit.ts";
import { type Faults, watchPage } from "./faults.ts";

const executable = process.env["STANCH_CHROMIUM"] ?? "/usr/bin/chromium";
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Everything a walk needs: a real centre on its own folder, a real mail server, a real browser. */
export interface House extends AsyncDisposable {
  readonly centre: Centre;
  readonly mails: MailServer;
  readonly faults: Faults;
  /** A folder for files of the walk. */
  readonly folder: string;
  /** A browser of one person: own cookies, own memory. */
  readonly window: (language: "zh" | "en") => Promise<Page>;
  /** Pictures of every window as it stands, for whoever looks into a failure. */
  readonly picture: () => Promise<void>;
}

async function pictureAll(browser: Browser): Promise<void> {
  const folder = path.join(import.meta.dirname, "../../../test-results/console/failed");
  await mkdir(folder, { recursive: true });
  for (const [index, context] of browser.contexts().entries())
    for (const page of context.pages()) await page.screenshot({ path: path.join(folder, `${index}.png`) });
}

async function open(browser: Browser, language: "zh" | "en", origin: string, faults: Faults): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    timezoneId: process.env["STANCH_E2E_ZONE"] ?? "Asia/Shanghai",
    locale: language === "zh" ? "zh-CN" : "en-GB",
    colorScheme: "light",
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
    baseURL: origin,
  });
  context.setDefaultTimeout(45_000);
  const page = await context.newPage();
  watchPage(page, origin, faults);
  return page;
}

/** Opens the house; closing it removes what it wrote. */
export async function openHouse(): Promise<House> {
  await using opening = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), "stanch-e2e-"));
  opening.defer(() => rm(folder, { recursive: true, force: true }));
  await mkdir(path.join(folder, "files"));
  const mails = opening.use(await mailServer());
  const level = process.env["STANCH_E2E_LOG"] ?? "silent";
  const centre = await openCentre({ data: path.join(folder, "data"), port: 0, log: pino({ level }) });
  opening.defer(() => centre.close());
  const browser = await chromium.launch({ executablePath: executable, args: quiet });
  opening.defer(() => browser.close());
  const faults: Faults = { found: [], expected: 0 };
  const held = opening.move();
  return {
    centre,
    mails,
    faults,
    folder: path.join(folder, "files"),
    picture: () => pictureAll(browser),
    window: (language) => open(browser, language, centre.url, faults),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/** Waits for a mail to an address and answers its text. */
export async function mailTo(house: House, address: string): Promise<string> {
  for (let tries = 0; tries < 150; tries++) {
    const mail = house.mails.mails.findLast((one) => one.to.includes(address));
    if (mail !== undefined) return textOf(mail.raw);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no mail came to ${address}`);
}
