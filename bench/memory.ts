/**
 * `npm run bench:memory [-- --gb 20] [NAME…]`: the peak of resident memory while large inputs are read to a finished Parquet file: a
 * log of 10 million lines, a Windows event log of 4 GB, a web log of `--gb`. 1 GB is the bound for each.
 */
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { megabytes, printTable, script, withFolder } from "./bench-tools.ts";
import { corpusLogs, evtxFile } from "./evtx-file.ts";
import { generateLog } from "./generate.ts";
import { measuredRun } from "./measured-run.ts";

const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { gb: { type: "string", default: "20" } },
});

const bound = 1e9;
/** An auth.log of as many bytes has 10 million lines. */
const tenMillionLines = 1.12e9;

const subjects: Readonly<Record<string, (folder: string) => string | undefined>> = {
  "10 million lines": (folder) => generateLog("auth.log", tenMillionLines, folder),
  evtx(folder) {
    const logs = corpusLogs();
    return logs.length === 0 ? undefined : evtxFile(join(folder, "big.evtx"), 4e9, logs).file;
  },
  "large log": (folder) => generateLog("access.log", Number(values.gb) * 1e9, folder),
};

const rows: string[][] = [];
for (const [name, make] of Object.entries(subjects)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  await withFolder(async (folder) => {
    mkdirSync(folder, { recursive: true });
    const file = make(folder);
    if (file === undefined) return console.log(`${name} skipped: no corpora`);
    const { size } = statSync(file);
    const run = await measuredRun(process.execPath, [script("parquet-once.ts"), join(folder, "out"), file]);
    if (run.code !== 0) throw new Error(`reading failed: ${name}`);
    const { events } = JSON.parse(run.stdout) as { readonly events: number };
    rows.push([
      name,
      megabytes(size),
      events.toLocaleString("en"),
      run.seconds.toFixed(0),
      (size / 1e6 / run.seconds).toFixed(1),
      megabytes(run.largest),
      run.largest <= bound ? "yes" : "NO",
    ]);
    printTable(["", "MB", "events", "s", "MB/s", "peak MB", "≤ 1 GB"], rows);
  });
}
process.exit(rows.every((row) => row.at(-1) === "yes") ? 0 : 1);
