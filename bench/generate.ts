/**
 * Makes logs to measure with: `node tools/run.cjs bench/generate.ts FOLDER auth.log=512 access.log=512 eve.json=100 audit.log=50`
 * (sizes in MB). Ordinary traffic of thirty days with one intrusion planted at three fifths; the same arguments, the same bytes.
 */
import { closeSync, mkdirSync, openSync, utimesSync, writeSync } from "node:fs";
import { join } from "node:path";
import { accessLines } from "./access-lines.ts";
import { auditLines } from "./audit-lines.ts";
import { authLines } from "./auth-lines.ts";
import { eveLines } from "./eve-lines.ts";
import type { LineSource } from "./line-source.ts";
import { type Random, seeded } from "./random.ts";

const start = Date.UTC(2026, 2, 1) / 1000;
const span = 30 * 86_400;

const sources: Readonly<Record<string, (random: Random) => LineSource>> = {
  "auth.log": authLines,
  "access.log": accessLines,
  "eve.json": eveLines,
  "audit.log": auditLines,
};

export type LogName = "auth.log" | "access.log" | "eve.json" | "audit.log";

/** Writes one log of at least `bytes` bytes into `folder`; answers its path. */
export function generateLog(name: LogName, bytes: number, folder: string, seed = 1): string {
  const source = sources[name]?.(seeded(seed * 7919 + name.length));
  if (source === undefined) throw new RangeError(`no log ${name}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  const out = openSync(file, "w");
  let written = 0;
  let planted = false;
  const lines: string[] = [];
  while (written < bytes) {
    // Time goes with the bytes, so that every size spans the same days.
    let estimate = written;
    while (estimate - written < 1 << 19) {
      const from = lines.length;
      const at = Math.floor(start + Math.min(1, estimate / bytes) * span);
      if (!planted && estimate >= bytes * 0.6) source.intrusion(at, lines);
      else source.ordinary(at, lines);
      planted ||= estimate >= bytes * 0.6;
      for (let line = from; line < lines.length; line++) estimate += (lines[line]?.length ?? 0) + 1;
      if (estimate >= bytes && planted) break;
    }
    const block = Buffer.from(`${lines.join("\n")}\n`);
    writeSync(out, block);
    written += block.length;
    lines.length = 0;
  }
  closeSync(out);
  // Yearless dates are placed by the time of the file.
  utimesSync(file, start + span, start + span);
  return file;
}

if (import.meta.main) {
  const [folder, ...wanted] = process.argv.slice(2);
  if (folder === undefined || wanted.length === 0) {
    console.error("usage: bench/generate.ts FOLDER auth.log=MB [access.log=MB] [eve.json=MB] [audit.log=MB]");
    process.exit(2);
  }
  for (const one of wanted) {
    const [name = "", size = ""] = one.split("=");
    if (!(name in sources) || !(Number(size) > 0)) throw new RangeError(`what is ${one}?`);
    console.log(generateLog(name as LogName, Number(size) * 1e6, folder));
  }
}
