import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { isAlive, type LockHolder, takePidLock } from "./pid-lock.ts";

const folder = mkdtempSync(path.join(tmpdir(), "stanch-lock-"));
after(() => rmSync(folder, { recursive: true, force: true }));

describe("a pid lock", () => {
  it("is held by one, and free again when released", async () => {
    const file = path.join(folder, "held.lock");
    const lock = await takePidLock(file);
    await assert.rejects(takePidLock(file), { code: "E_STORE_LOCKED" });
    lock.release();
    assert.equal(existsSync(file), false);
    (await takePidLock(file)).release();
  });

  it(
    "is taken over from a dead process by exactly one",
    { skip: !existsSync("/proc/self/stat") && "skipped: no /proc" },
    async () => {
      const file = path.join(folder, "dead.lock");
      const module = new URL("./pid-lock.ts", import.meta.url).href;
      const child = spawnSync(process.execPath, [
        "--input-type=module",
        "-e",
        `await (await import("${module}")).takePidLock(${JSON.stringify(file)}); process.kill(process.pid, "SIGKILL")`,
      ]);
      assert.equal(child.signal, "SIGKILL");
      assert.ok(existsSync(file));
      const takers = await Promise.allSettled([takePidLock(file), takePidLock(file), takePidLock(file)]);
      assert.equal(takers.filter((taker) => taker.status === "fulfilled").length, 1);
    },
  );

  it("is never taken from what cannot be judged", async () => {
    const file = path.join(folder, "odd.lock");
    writeFileSync(file, "half a lo");
    await assert.rejects(takePidLock(file), { code: "E_STORE_LOCKED", params: { lock: file, pid: "?", host: "?" } });
    const here: LockHolder = { pid: 2 ** 22, start: "1", host: hostname(), boot: "b", space: "s", token: "t" };
    assert.equal(isAlive(here, here), false);
    assert.equal(isAlive({ ...here, host: "elsewhere" }, here), true);
    assert.equal(isAlive({ ...here, space: "another container" }, here), true);
    assert.equal(isAlive({ ...here, boot: "before" }, here), false);
  });
});
