import { linkSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { StanchError } from "@stanch/model/error";

/** Who holds a folder. `start` tells a process from a later one with the same pid. */
export interface LockHolder {
  readonly pid: number;
  /** Field 22 of /proc/PID/stat, clock ticks since boot; null where there is no /proc. Source: proc_pid_stat(5). */
  readonly start: string | null;
  readonly host: string;
  /** Random for each boot; null where there is no /proc. */
  readonly boot: string | null;
  /** The pid namespace: a pid of another container says nothing here. */
  readonly space: string | null;
  readonly token: string;
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** Start time of a process, null when there is none or it cannot be known. */
export function processStart(pid: number): string | null {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, "latin1"));
  // The second field is the name in parentheses and may hold anything, `)` and blanks included.
  const state = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  return state?.[0] === "Z" ? null : (state?.[19] ?? null);
}

function ownHolder(): LockHolder {
  return {
    pid: process.pid,
    start: processStart(process.pid),
    host: hostname(),
    boot: attempt(() => readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim()),
    space: attempt(() => readlinkSync("/proc/self/ns/pid")),
    token: randomUUID(),
  };
}

function readHolder(file: string): LockHolder | null {
  const text = attempt(() => readFileSync(file, "utf8"));
  return text === null ? null : attempt(() => JSON.parse(text) as LockHolder);
}

function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** False only when the holder is certainly gone; what cannot be judged from here counts as alive. */
export function isAlive(holder: LockHolder, here: LockHolder = ownHolder()): boolean {
  if (holder.host !== here.host) return true;
  if (holder.boot !== here.boot) return holder.boot === null || here.boot === null;
  if (holder.space !== here.space) return true;
  if (holder.start !== null) return processStart(holder.pid) === holder.start;
  return pidExists(holder.pid);
}

/** Creates `file` with this content, or says that it exists: in one step, so nobody ever reads half a lock. */
function create(file: string, holder: LockHolder): boolean {
  const draft = `${file}.${holder.token}`;
  writeFileSync(draft, JSON.stringify(holder), { flag: "wx", mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

function locked(file: string, holder: LockHolder | null): StanchError {
  return new StanchError("E_STORE_LOCKED", {
    lock: file,
    pid: holder === null ? "?" : String(holder.pid),
    host: holder?.host ?? "?",
  });
}

/**
 * Moves a dead holder's lock out of the way. A rename takes exactly one lock file, so of several that try only one succeeds;
 * should it have caught a newer, living lock, it puts that back.
 */
function bury(file: string, token: string): void {
  const grave = `${file}.dead.${token}`;
  try {
    renameSync(file, grave);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  const caught = readHolder(grave);
  if (caught !== null && isAlive(caught)) attempt(() => linkSync(grave, file));
  rmSync(grave);
}

/** A lock in hand; released by `using`, or by the death of the process. */
export interface PidLock extends Disposable {
  release(): void;
}

/** Longer than anybody needs between finding a lock dead and putting it back. */
const SETTLE_MS = 60;

/**
 * Takes the lock file, which lies beside what it guards. Never taken from a living process; a dead one's is taken over.
 * Errors: `E_STORE_LOCKED` with `{lock, pid, host}`.
 *
 * @example using lock = await takePidLock("data/records.lock");
 */
export async function takePidLock(file: string): Promise<PidLock> {
  const self = ownHolder();
  let taken = create(file, self);
  if (!taken) {
    const holder = readHolder(file);
    // An unreadable lock cannot be ours: locks appear whole. Somebody has to look.
    if (holder === null || isAlive(holder, self)) throw locked(file, holder);
    bury(file, self.token);
    taken = create(file, self);
    if (taken) await sleep(SETTLE_MS);
    const now = readHolder(file);
    if (now?.token !== self.token) throw locked(file, now);
  }
  const release = (): void => {
    if (readHolder(file)?.token === self.token) rmSync(file, { force: true });
  };
  return { release, [Symbol.dispose]: release };
}
