/**
 * The independent path: a thread with its own timer and its own way out. It looks at the board in shared memory, and when a loop of the
 * desk is late it mails people by itself, whatever the main thread is doing. There is nothing that switches it off.
 */
import { writeSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { smtpMailer } from "@stanch/desk/notification/mailer";
import type { SelfWatchContacts } from "@stanch/desk/self-watch-contacts";
import { lateLoops, watchBoard } from "./watch-board.ts";
import { watchMail } from "./watch-mail.ts";

export interface WatcherSetup {
  readonly memory: SharedArrayBuffer;
  readonly lateMs: number;
}

const { memory, lateMs } = workerData as WatcherSetup;
const board = watchBoard(0, memory);
const mailer = smtpMailer();
let contacts: SelfWatchContacts | undefined;
let since: number | undefined;
let told = new Set<string>();
let busy = false;

parentPort?.on("message", (fresh: SelfWatchContacts) => void (contacts = fresh));

/** Everybody once an outage, through the first server that takes it; who could not be told is tried again at the next look. */
async function tell(late: readonly string[], began: number): Promise<void> {
  const known = contacts;
  if (known === undefined) return;
  for (const to of known.to) {
    if (told.has(to.address)) continue;
    const mail = watchMail({ centre: known.centre, to, late, began, now: Date.now() });
    for (const server of known.servers) {
      const sent = await mailer.send(mail, server).then(
        () => true,
        (error: unknown) => void writeSync(2, `self-watch: ${String(error)}\n`),
      );
      if (sent !== true) continue;
      told.add(to.address);
      break;
    }
  }
}

async function look(): Promise<void> {
  const now = Date.now();
  board.beat("watcher", now);
  const late = lateLoops(board, now, lateMs);
  if (late.length === 0) {
    since = undefined;
    told = new Set();
    return;
  }
  if (since === undefined) writeSync(2, `self-watch: ${late.join(", ")} stood still for more than ${lateMs} ms\n`);
  since ??= now;
  if (busy) return;
  busy = true;
  await tell(late, since).finally(() => void (busy = false));
}

setInterval(() => void look(), Math.min(5000, lateMs / 4));
