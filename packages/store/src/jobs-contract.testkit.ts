// oxlint-disable max-lines-per-function -- a suite of tests is one function
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { after, before, describe, it } from "node:test";
import type { LeasedJob } from "./jobs.ts";
import { migrate } from "./migrate.ts";
import type { Records } from "./records.ts";
import { tableJobs } from "./table-jobs.ts";

const minute = 60_000;

/** What the queue must do on every engine. */
export function jobsContract(name: string, open: () => Promise<Records>): void {
  describe(`jobs: ${name}`, () => {
    let records: Records;
    let jobs: ReturnType<typeof tableJobs>;
    before(async () => {
      records = await open();
      await migrate(records, []);
      jobs = tableJobs(records);
    });
    after(() => records.close());

    async function claimed(kind: string, leaseMs = minute): Promise<LeasedJob> {
      const job = await jobs.claim([kind], "w", leaseMs);
      assert.ok(job !== undefined);
      return job;
    }

    it("runs jobs in order, each once, however many ask", async () => {
      const kind = randomUUID();
      const ids = [];
      for (let n = 0; n < 6; n++) ids.push(await jobs.enqueue({ kind, payload: { n } }));
      const taken = await Promise.all(Array.from({ length: 9 }, () => jobs.claim([kind], "w", minute)));
      const got = taken.filter((job) => job !== undefined);
      assert.equal(new Set(got.map((job) => job.id)).size, 6);
      assert.deepEqual(got.map((job) => job.id).toSorted(), ids.toSorted());
    });

    it("stores progress and result, and shows them", async () => {
      const kind = randomUUID();
      const id = await jobs.enqueue({ kind, payload: ["x"], subject: kind });
      const job = await claimed(kind);
      assert.equal(await jobs.heartbeat(job, minute, { done: 1, total: 2, unit: "items" }), "go on");
      assert.deepEqual((await jobs.get(id))?.progress, { done: 1, total: 2, unit: "items" });
      assert.equal(await jobs.finish(job, { ok: [1] }), true);
      const [listed] = await jobs.list({ subject: kind });
      assert.equal(listed?.state, "done");
      assert.deepEqual(listed?.result, { ok: [1] });
      assert.deepEqual(listed?.payload, ["x"]);
    });

    it("gives a dead worker's job to another, and takes nothing from the dead", async () => {
      const kind = randomUUID();
      await jobs.enqueue({ kind, payload: null });
      const dead = await claimed(kind, 1);
      await sleep(20);
      const heir = await claimed(kind);
      assert.equal(heir.id, dead.id);
      assert.equal(heir.attempt, 2);
      assert.equal(await jobs.heartbeat(dead, minute), "lost");
      assert.equal(await jobs.finish(dead, "stale"), false);
      assert.equal(await jobs.finish(heir, "fresh"), true);
      assert.equal((await jobs.get(heir.id))?.result, "fresh");
    });

    it("fails visibly when the last attempt's worker dies", async () => {
      const kind = randomUUID();
      const id = await jobs.enqueue({ kind, payload: null, maxAttempts: 1 });
      await claimed(kind, 1);
      await sleep(20);
      assert.equal(await jobs.claim([kind], "w", minute), undefined);
      const job = await jobs.get(id);
      assert.equal(job?.state, "failed");
      assert.equal(job?.failure?.code, "E_JOB_LOST");
    });

    it("waits before another attempt, fails after the last, starts over on demand", async () => {
      const kind = randomUUID();
      const id = await jobs.enqueue({ kind, payload: null, maxAttempts: 2 });
      const failure = { code: "E_DISK_FULL", params: { path: "x" } };
      await jobs.fail(await claimed(kind), failure);
      const waiting = await jobs.get(id);
      assert.equal(waiting?.state, "waiting");
      assert.ok(Date.parse(waiting?.runAt ?? "") > Date.now());
      assert.equal(await jobs.claim([kind], "w", minute), undefined);
      const now = await jobs.enqueue({ kind, payload: null });
      await jobs.fail(await claimed(kind), failure, { retry: false });
      assert.deepEqual((await jobs.get(now))?.failure, failure);
      const again = await jobs.retry(now);
      assert.equal(again?.state, "waiting");
      assert.equal((await claimed(kind)).attempt, 1);
    });

    it("cancels a waiting job at once and a running one by its worker", async () => {
      const kind = randomUUID();
      const waiting = await jobs.enqueue({ kind, payload: null });
      assert.equal((await jobs.cancel(waiting))?.state, "cancelled");
      assert.equal(await jobs.claim([kind], "w", minute), undefined);
      await jobs.enqueue({ kind, payload: null });
      const job = await claimed(kind);
      assert.equal((await jobs.cancel(job.id))?.state, "running");
      assert.equal(await jobs.heartbeat(job, minute), "cancel");
      assert.equal(await jobs.cancelled(job), true);
      assert.equal((await jobs.get(job.id))?.state, "cancelled");
    });

    it("makes one job for one key while it is open", async () => {
      const kind = randomUUID();
      const first = await jobs.enqueue({ kind, key: "a", payload: 1 });
      assert.equal(await jobs.enqueue({ kind, key: "a", payload: 2 }), first);
      await jobs.finish(await claimed(kind), null);
      assert.notEqual(await jobs.enqueue({ kind, key: "a", payload: 3 }), first);
    });
  });
}
