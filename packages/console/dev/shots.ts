/** Pictures of every screen of the development server: `node tools/run.cjs packages/console/dev/shots.ts OUT [name…]`. */
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { ids } from "./case-data.ts";

const [out = ".artifacts/dev", ...only] = process.argv.slice(2);
const base = process.env["BASE"] ?? "http://127.0.0.1:5199";
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const kase = `/incidents/${ids.incident}`;
const pages: Record<string, string> = {
  inbox: "/inbox",
  call: "/call",
  incidents: "/incidents",
  overview: kase,
  notify: `${kase}/notify`,
  determine: `${kase}/determine`,
  people: `${kase}/people`,
  advice: `${kase}/advice`,
  evidence: `${kase}/evidence`,
  timeline: `${kase}/timeline?q=source.ip:203.0.113.9&event=0123456789abcdef-j`,
  answer: `${kase}/answer`,
  measures: `${kase}/measures`,
  report: `${kase}/report`,
  seal: `${kase}/archive`,
  journal: `${kase}/journal`,
  archive: "/archive",
  customers: "/customers",
  staff: "/staff",
  settings: "/settings",
  request: "/request",
  status: "/c/abcdefghijklmnopqrstuvwx",
  notice: "/n/abcdefghijklmnopqrstuvwx",
};
const looks = [
  { name: "zh-wide", lang: "zh", scheme: "light", width: 1440, height: 900 },
  { name: "en-dark", lang: "en", scheme: "dark", width: 1440, height: 900 },
  { name: "en-phone", lang: "en", scheme: "light", width: 360, height: 780 },
  { name: "zh-phone-dark", lang: "zh", scheme: "dark", width: 360, height: 780 },
  { name: "en-huge", lang: "en", scheme: "light", width: 2560, height: 1440 },
];
await mkdir(out, { recursive: true });
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const look of looks.filter(({ name }) => process.env["LOOK"] === undefined || process.env["LOOK"] === name)) {
  const context = await browser.newContext({ viewport: look, timezoneId: "Asia/Shanghai" });
  await context.addInitScript(
    `localStorage.setItem("stanch.language","${look.lang}");localStorage.setItem("stanch.scheme","${look.scheme}")`,
  );
  const page = await context.newPage();
  page.on("pageerror", (error) => console.log("pageerror", error.message));
  page.on("console", (message) =>
    message.type() === "error" ? console.log("console", message.text().slice(0, 300)) : undefined,
  );
  for (const [name, path] of Object.entries(pages).filter(([name]) => only.length === 0 || only.includes(name))) {
    await page.goto(base + path);
    await page.waitForTimeout(500);
    const wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    if (Number(wide) > 0) console.log(`${look.name} ${name}: ${String(wide)} px too wide`);
    await page.screenshot({ path: `${out}/${name}-${look.name}.png` });
    await page.addScriptTag({ path: axe }).catch(() => undefined);
    const found = (await page.evaluate(
      "axe.run().then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.slice(0,3).map((n) => n.target + ' ' + (n.any[0]?.message ?? n.all[0]?.message ?? '')).join(' | ')))",
    )) as string[];
    for (const one of found) console.log(`${look.name} ${name}: axe ${one}`);
  }
  await context.close();
}
await browser.close();
