import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs `work` with a folder of its own, which is gone afterwards. `STANCH_BENCH_DIR` says where, when `/tmp` is small. */
export async function withFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(process.env["STANCH_BENCH_DIR"] ?? tmpdir(), "stanch-bench-"));
  const drop = (): void => rmSync(folder, { recursive: true, force: true });
  process.once("exit", drop);
  process.once("SIGINT", () => process.exit(130));
  try {
    return await work(folder);
  } finally {
    drop();
  }
}

/** Whether a command of others is there to be measured against; `flag` must end at once. */
export function isInstalled(command: string, flag = "--version"): boolean {
  return spawnSync(command, [flag], { stdio: "ignore", timeout: 60_000 }).error === undefined;
}

/** A script of this folder. */
export function script(name: string): string {
  return new URL(name, import.meta.url).pathname;
}

export const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);

/** Rows below a head, right-aligned but for the first column. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((cell, at) => Math.max(cell.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const format = (row: readonly string[]): string =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  ");
  for (const row of [head, ...rows]) console.log(format(row));
}

/** The value at a share of the sorted values: 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
