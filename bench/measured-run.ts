import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import type { Readable } from "node:stream";

/** What one run of a command cost. */
export interface MeasuredRun {
  readonly code: number;
  readonly seconds: number;
  /** Processor seconds of all its processes: what a busy machine stretches least. */
  readonly cpu: number;
  /** Peak resident memory of the largest process, bytes. */
  readonly largest: number;
  /** Peak of the resident memory of all its processes together, bytes, as sampled. */
  readonly together: number;
  readonly stdout: string;
}

interface Process {
  readonly parent: number;
  readonly resident: number;
  readonly peak: number;
}

/** What `times` of a shell says of the processes it started: `0m1.250s 0m0.310s` on its second line. */
function processorSeconds(times: string): number {
  const line = times.trim().split("\n")[1] ?? "";
  return [...line.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}

const kilobytes = (status: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0) * 1024;

function processes(): Map<number, Process> {
  const all = new Map<number, Process>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const status = readFileSync(`/proc/${name}/status`, "utf8");
      const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0);
      all.set(Number(name), { parent, resident: kilobytes(status, "VmRSS"), peak: kilobytes(status, "VmHWM") });
    } catch {
      // It ended between the listing and the look.
    }
  }
  return all;
}

function treeOf(root: number): Process[] {
  const all = processes();
  const below = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = all.get(at)?.parent) {
      if (at === root) return true;
    }
    return false;
  };
  return [...all].filter(([pid]) => below(pid)).map(([, process]) => process);
}

/** Runs a command to its end, looking at its whole process tree five times a second. Linux. */
export function measuredRun(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly keep?: boolean; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<MeasuredRun> {
  const start = performance.now();
  // The shell waits for the command and tells what it cost; a fourth channel keeps that apart from what the command says.
  const line = '"$@" 3>&-; code=$?; times >&3; exit $code';
  const child = spawn("sh", ["-c", line, "sh", command, ...args], {
    stdio: ["ignore", options.keep === false ? "ignore" : "pipe", "inherit", "pipe"],
    env: { ...process.env, ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  let stdout = "";
  let times = "";
  (child.stdio[3] as Readable).setEncoding("utf8").on("data", (text: string) => (times += text));
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  let largest = 0;
  let together = 0;
  const look = (): void => {
    if (child.pid === undefined) return;
    const tree = treeOf(child.pid);
    largest = Math.max(largest, ...tree.map((one) => one.peak));
    together = Math.max(
      together,
      tree.reduce((sum, one) => sum + one.resident, 0),
    );
  };
  const timer = setInterval(look, 200);
  return new Promise((resolve, reject) => {
    child.once("error", (error) => {
      clearInterval(timer);
      reject(error);
    });
    child.once("close", (code) => {
      clearInterval(timer);
      const seconds = (performance.now() - start) / 1000;
      const cpu = processorSeconds(times);
      resolve({ code: code ?? 1, seconds, cpu, largest, together: Math.max(together, largest), stdout });
    });
  });
}

/** The middle one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
}
