/** `npm run bench:report`: the Chinese and the English PDF of an investigation of 5,000 events, and of one whose timeline has 5,000 rows. */
import { join } from "node:path";
import { megabytes, printTable, script, withFolder } from "./bench-tools.ts";
import { generateLog } from "./generate.ts";
import { measuredRun } from "./measured-run.ts";

interface Printed {
  readonly events: number;
  readonly rows: number;
  readonly seconds: number;
  readonly pages: readonly (string | null)[];
  readonly bytes: number;
}

await withFolder(async (folder) => {
  const logs = [generateLog("auth.log", 300_000, folder), generateLog("access.log", 550_000, folder)];
  const lines: string[][] = [];
  for (const wanted of ["0", "5000"]) {
    const run = await measuredRun(process.execPath, [script("report-once.ts"), join(folder, "out"), wanted, ...logs]);
    if (run.code !== 0) throw new Error("the report failed");
    const { events, rows, seconds, pages, bytes } = JSON.parse(run.stdout) as Printed;
    const sizes = [String(events), String(rows), pages.map((one) => one ?? "?").join(" + "), megabytes(bytes)];
    lines.push(["zh + en PDF", ...sizes, seconds.toFixed(1), megabytes(run.largest)]);
  }
  printTable(["", "events", "timeline rows", "pages", "MB", "s", "peak MB"], lines);
});
