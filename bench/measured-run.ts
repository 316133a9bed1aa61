import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** What one run of a command cost. */
export interface MeasuredRun {
  readonly code: number;
  readonly seconds: number;
  /** Processor seconds of all its processes, as last seen: what a busy machine does not stretch. */
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
  readonly cpu: number;
}

/** Clock ticks a second in `/proc`, the same on every Linux that Node runs on. */
const ticks = 100;

function processorSeconds(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticks;
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
      const cpu = processorSeconds(readFileSync(`/proc/${name}/stat`, "utf8"));
      all.set(Number(name), { parent, resident: kilobytes(status, "VmRSS"), peak: kilobytes(status, "VmHWM"), cpu });
    } catch {
      // It ended between the listing and the look.
    }
  }
  return all;
}

function treeOf(root: number): (Process & { readonly pid: number })[] {
  const all = processes();
  const below = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = all.get(at)?.parent) {
      if (at === root) return true;
    }
    return false;
  };
  return [...all].filter(([pid]) => below(pid)).map(([pid, process]) => ({ ...process, pid }));
}

/** Runs a command to its end, looking at its whole process tree five times a second. Linux. */
export function measuredRun(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly keep?: boolean; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<MeasuredRun> {
  const start = performance.now();
  const child = spawn(command, [...args], {
    stdio: ["ignore", options.keep === false ? "ignore" : "pipe", "inherit"],
    env: { ...process.env, ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  let stdout = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  let largest = 0;
  let together = 0;
  const spent = new Map<number, number>();
  const look = (): void => {
    if (child.pid === undefined) return;
    const tree = treeOf(child.pid);
    for (const { pid, cpu } of tree) spent.set(pid, cpu);
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
      const cpu = [...spent.values()].reduce((sum, one) => sum + one, 0);
      resolve({ code: code ?? 1, seconds, cpu, largest, together: Math.max(together, largest), stdout });
    });
  });
}

/** The middle one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
}
