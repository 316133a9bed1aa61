import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { mailServer, textOf } from "../../desk/test/mail-server.testkit.ts";
import { SelfWatch } from "../src/self-watch/self-watch.ts";
import { lateLoops, watchBoard } from "../src/self-watch/watch-board.ts";
import { enrol, person } from "./client.testkit.ts";

const home = mkdtempSync(path.join(tmpdir(), "stanch-self-watch-"));
after(() => rmSync(home, { recursive: true, force: true }));
const child = fileURLToPath(new URL("./self-watch-child.ts", import.meta.url));

async function until<T>(look: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 600; tries++) {
    const found = look();
    if (found !== undefined) return found;
    await sleep(50);
  }
  throw new Error("it did not come");
}

test("a thread that is held tells nobody, so another one does: by mail, while it is still held, once", async () => {
  await using smtp = await mailServer();
  const server = spawn(process.execPath, [child, path.join(home, "held"), "8000", "16000"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const said: string[] = [];
  server.stdout.on("data", (bytes: Buffer) => said.push(bytes.toString()));
  try {
    const { url, firstPassword } = JSON.parse(await until(() => said[0])) as {
      url: string;
      firstPassword: { email: string; password: string };
    };
    const admin = await enrol(() => url, firstPassword);
    const officer = await person(() => url, admin, "李值班", "duty-officer");
    const settings = { host: "127.0.0.1", port: smtp.port, security: "none", user: "", from: "desk@centre.test" };
    await admin.call("settings.put", { body: { smtp: settings } });
    const health = async () => (await fetch(`${url}/healthz`)).json() as Promise<{ ok: boolean; selfWatch: boolean }>;
    for (let tries = 0; tries < 1500 && !(await health()).selfWatch; tries++) await sleep(100);
    assert.deepEqual(await health(), { ok: true, selfWatch: true });
    const { email } = (await admin.call("staff.list")).find(({ id }) => id === officer.id) ?? { email: "" };
    server.stdin.write("hold\n");
    const mail = await until(() => smtp.mails.find(({ to, raw }) => to.includes(email) && raw.includes("self-watch-")));
    assert.match(textOf(mail.raw), /通知链|notification chain/);
    assert.ok(!said.includes("free\n"), "it came while the thread was held");
    await until(() => said.find((line) => line.includes("free")));
    await sleep(3000);
    const mine = smtp.mails.filter(({ to, raw }) => to.includes(email) && raw.includes("self-watch-"));
    assert.equal(mine.length, 1);
  } finally {
    server.kill("SIGKILL");
  }
});

test("a watcher that ends is complained about and begins again; without anybody to tell, health says so", async () => {
  const complaints: unknown[] = [];
  const watch = new SelfWatch((error) => complaints.push(error), 200);
  // What no thread can take ends it: the contacts cannot be read.
  watch.start(async () => ({ centre: { zh: "x", en: "x" }, servers: [], to: null }) as never);
  await until(() => (complaints.length >= 2 ? true : undefined));
  await watch.close();
  assert.match(String(complaints.at(-1)), /started again|null/);
});

test("a loop is late by its own last sign alone", () => {
  const board = watchBoard(1_000_000);
  assert.deepEqual(lateLoops(board, 1_035_000, 35_000), []);
  board.beat("clocks", 1_030_000);
  assert.deepEqual(lateLoops(board, 1_035_001, 35_000), ["escalations", "contacts", "dispatches", "legal"]);
  assert.deepEqual(lateLoops(watchBoard(0, board.memory), 1_066_000, 35_000).length, 5, "seen through shared memory");
});
