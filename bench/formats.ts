/**
 * `npm run bench:formats [-- --mb 300] [NAME…]`: bytes of each format to the finished Parquet file of its events, without rules,
 * on all processors; beside what else reads the format, as ratios in one run.
 */
import { mkdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { isInstalled, megabytes, printTable, script, withFolder } from "./bench-tools.ts";
import { corpusLogs, evtxFile } from "./evtx-file.ts";
import { generateLog, type LogName } from "./generate.ts";
import { measuredRun, type MeasuredRun } from "./measured-run.ts";

const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { mb: { type: "string", default: "300" } },
});
const bytesWanted = Number(values.mb) * 1e6;

/** Another reader of the same bytes, once for each file where it takes but one. */
interface Peer {
  readonly command: string;
  readonly flag?: string;
  arguments(input: string, folder: string): readonly string[];
}

const goaccess: Peer = {
  command: "goaccess",
  arguments: (input, folder) => [
    input,
    "--log-format=COMBINED",
    "--no-progress",
    "--no-global-config",
    "-o",
    join(folder, "goaccess.json"),
  ],
};
const evtxexport: Peer = { command: "evtxexport", flag: "-V", arguments: (input) => ["-f", "xml", input] };
const evtxDump: Peer = { command: "evtx_dump", arguments: (input) => ["-o", "jsonl", input] };
const log2timeline: Peer = {
  command: "log2timeline.py",
  arguments: (input, folder) => ["-q", "--status_view", "none", "--storage_file", join(folder, "plaso"), input],
};

const peers: Readonly<Record<string, readonly Peer[]>> = {
  "auth.log": [log2timeline],
  "access.log": [goaccess, log2timeline],
  evtx: [evtxexport, evtxDump, log2timeline],
};

/** One log as large as wanted, of the full chunks of real ones. */
function bigEvtx(folder: string, logs: readonly string[]): string {
  mkdirSync(folder, { recursive: true });
  return evtxFile(join(folder, "big.evtx"), bytesWanted, logs).file;
}

interface Subject {
  readonly name: string;
  readonly files: readonly string[];
}

function subjects(folder: string): Subject[] {
  const names: readonly LogName[] = ["auth.log", "access.log", "eve.json", "audit.log"];
  const chosen = names.filter((name) => wanted.length === 0 || wanted.includes(name));
  const made: Subject[] = chosen.map((name) => ({ name, files: [generateLog(name, bytesWanted, folder)] }));
  if (wanted.length > 0 && !wanted.includes("evtx")) return made;
  const logs = corpusLogs();
  if (logs.length === 0) console.log("evtx skipped: no corpora");
  return logs.length === 0 ? made : [...made, { name: "evtx", files: [bigEvtx(folder, logs)] }];
}

async function runPeer(peer: Peer, files: readonly string[], folder: string): Promise<MeasuredRun> {
  if (files.length === 1) return measuredRun(peer.command, peer.arguments(files[0] ?? "", folder), { keep: false });
  // One shell for all files, so that starting processes is all that is added.
  const line = files.map((file) => [peer.command, ...peer.arguments(file, folder)].map(quoted).join(" ")).join("\n");
  return measuredRun("sh", ["-c", line], { keep: false });
}

const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;

await withFolder(async (folder) => {
  const rows: string[][] = [];
  for (const { name, files } of subjects(folder)) {
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    const args = [script("parquet-once.ts"), join(folder, "out"), ...files];
    const ours = await measuredRun(process.execPath, args);
    if (ours.code !== 0) throw new Error(`${name} could not be read`);
    const { events, records } = JSON.parse(ours.stdout) as { events: number; records: number };
    const rate = bytes / 1e6 / ours.seconds;
    const perSecond = (count: number): string => Math.round(count / ours.seconds).toLocaleString("en");
    rows.push([
      name,
      "stanch",
      megabytes(bytes),
      rate.toFixed(1),
      (bytes / 1e6 / ours.cpu).toFixed(1),
      perSecond(records),
      perSecond(events),
      megabytes(ours.largest),
      "",
    ]);
    for (const peer of peers[name] ?? []) {
      if (!isInstalled(peer.command, peer.flag)) {
        rows.push([name, peer.command, "", "", "", "", "", "", "not installed"]);
        continue;
      }
      const run = await runPeer(peer, files, folder);
      const other = bytes / 1e6 / run.seconds;
      rows.push([
        name,
        peer.command,
        megabytes(bytes),
        other.toFixed(1),
        (bytes / 1e6 / run.cpu).toFixed(1),
        "-",
        "-",
        megabytes(run.largest),
        `${(rate / other).toFixed(2)} ×`,
      ]);
    }
  }
  printTable(["format", "reader", "MB", "MB/s", "MB/cpu s", "records/s", "events/s", "peak MB", "stanch is"], rows);
  console.log(`to Parquet, without rules, ${availableParallelism()} processors`);
});
