import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { request } from "node:http";
import path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { ended, giveEvidence, openCase } from "./case.testkit.ts";
import { testCentre, type TestCentre } from "./centre.testkit.ts";
import { administrator, client, pathOf, person, type Person } from "./client.testkit.ts";
import { intrusionLog } from "./intrusion.testkit.ts";

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

let of: TestCentre;
let handler: Person;
let incident: string;
before(async () => {
  of = await testCentre();
  const admin = await administrator(of);
  handler = await person(() => of.url, admin, "钱", "handler", "duty-officer");
  ({ incident } = await openCase(
    client(() => of.url),
    handler,
  ));
});
after(() => of[Symbol.asyncDispose]());

/** Begins to send bytes and breaks the connection after them. */
async function sendAndBreak(upload: string, offset: number, bytes: Uint8Array, announced: number): Promise<void> {
  const { hostname, port } = new URL(of.url);
  const sent = request({
    hostname,
    port,
    method: "PATCH",
    path: pathOf("upload.append", { params: { incident, upload }, query: { offset } }),
    headers: {
      cookie: [...handler.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      "content-type": "application/octet-stream",
      "content-length": announced,
    },
  });
  sent.on("error", () => undefined);
  await new Promise((resolve) => sent.write(bytes, resolve));
  await sleep(150);
  const closed = new Promise((resolve) => sent.once("close", resolve));
  sent.destroy();
  await closed;
}

test("an upload whose connection breaks again and again is whole in the end, and its hash is that of the file", async () => {
  const bytes = randomBytes(3_000_000);
  const { id } = await handler.call("upload.create", {
    params: { incident },
    body: { name: "disk.img", size: bytes.length, evidence: {} },
  });
  const params = { incident, upload: id };
  let breaks = 0;
  for (;;) {
    const { offset } = await handler.call("upload.get", { params });
    assert.ok(offset <= bytes.length);
    if (breaks === 4) break;
    await sendAndBreak(id, offset, bytes.subarray(offset, offset + 400_000), bytes.length - offset);
    breaks++;
    // The server notices the end of a connection on its own time.
    while (
      (await handler.ask("upload.append", { params, query: { offset: 1 }, body: new Uint8Array(1) })).body.code ===
      "E_UPLOAD_BUSY"
    )
      await sleep(20);
  }
  const { offset } = await handler.call("upload.get", { params });
  assert.ok(offset > 1_000_000, `${offset} bytes came through four broken connections`);
  const wrong = await handler.ask("upload.append", {
    params,
    query: { offset: offset - 1 },
    body: bytes.subarray(offset),
  });
  assert.deepEqual([wrong.status, wrong.body.code], [409, "E_UPLOAD_OFFSET"]);
  const more = Buffer.concat([bytes.subarray(offset), new Uint8Array(1)]);
  assert.equal(
    (await handler.ask("upload.append", { params, query: { offset }, body: more })).body.code,
    "E_UPLOAD_TOO_LONG",
  );
  const now = await handler.call("upload.get", { params });
  const done = await handler.call("upload.append", {
    params,
    query: { offset: now.offset },
    body: bytes.subarray(now.offset),
  });
  assert.equal(done.sha256, sha256(bytes));
  const range = await handler.ask("evidence.file", {
    params: { incident, evidence: done.evidenceId ?? "" },
    headers: { range: "bytes=10-19" },
  });
  assert.deepEqual([range.status, range.headers.get("content-range")], [206, `bytes 10-19/${bytes.length}`]);
  const outside = await handler.ask("evidence.file", {
    params: { incident, evidence: done.evidenceId ?? "" },
    headers: { range: "bytes=9999999-" },
  });
  assert.equal(outside.status, 416);
});

test("the same bytes again are the same evidence, of an empty file too", async () => {
  const bytes = new TextEncoder().encode("same");
  const one = await giveEvidence(handler, incident, "a.log", bytes);
  assert.equal(await giveEvidence(handler, incident, "b.log", bytes), one);
  const empty = await handler.call("upload.create", {
    params: { incident },
    body: { name: "empty", size: 0, evidence: {} },
  });
  assert.ok(empty.evidenceId !== undefined && empty.sha256 === sha256(new Uint8Array()));
  const items = await handler.call("evidence.list", { params: { incident } });
  assert.equal(items.find((item) => item.id === one)?.custody.length, 2);
});

test("an upload that is announced as JSON, or to another case, is refused", async () => {
  const { id } = await handler.call("upload.create", {
    params: { incident },
    body: { name: "x", size: 2, evidence: {} },
  });
  const json = await handler.ask("upload.append", {
    params: { incident, upload: id },
    query: { offset: 0 },
    body: { a: 1 },
  });
  assert.deepEqual([json.status, json.body.code], [415, "E_MEDIA"]);
  const other = await openCase(
    client(() => of.url),
    handler,
    { organisation: "东湖银行" },
  );
  const strayed = await handler.ask("upload.append", {
    params: { incident: other.incident, upload: id },
    query: { offset: 0 },
    body: new Uint8Array(2),
  });
  assert.equal(strayed.status, 404);
});

test("a broken archive is told as broken while the rest is analysed, and nothing leaves the folder", async () => {
  const made = await openCase(
    client(() => of.url),
    handler,
    { organisation: "西山学校" },
  );
  const log = new TextEncoder().encode(intrusionLog(Date.now()));
  const good = await giveEvidence(handler, made.incident, "auth.log", log);
  const packed = gzipSync(Buffer.concat([log, randomBytes(200_000)]));
  const bad = await giveEvidence(handler, made.incident, "../../broken.log.gz", packed.subarray(0, 100_000));
  const body = { evidence: [good, bad], zone: "UTC" };
  const run = await handler.call("investigation.create", { params: { incident: made.incident }, body });
  const ran = await ended(handler, made.incident, run.id);
  assert.equal(ran.state, "partial", JSON.stringify(ran));
  const params = { incident: made.incident, investigation: run.id };
  assert.equal((await handler.call("answer.get", { params })).verdict, "incident");
  const { sources } = await handler.call("sources.get", { params });
  assert.match(
    JSON.stringify(sources.filter((one) => one.path.includes("broken"))),
    /"E_|zh/,
    "the sheet says what is wrong with it",
  );
  for (const one of sources)
    assert.equal(
      one.records,
      one.events +
        one.unparsed +
        Object.values(one.skipped ?? {}).reduce((sum: number, count) => sum + Number(count), 0),
      one.path,
    );
  assert.ok(!readdirSync(path.join(of.data, "..")).includes("broken.log.gz"));
  assert.deepEqual(readdirSync(path.join(of.data, "work")), [], "nothing of the work is left behind");
});

test("an investigation is cancelled and starts over on request", async () => {
  const made = await openCase(
    client(() => of.url),
    handler,
    { organisation: "南湖公司" },
  );
  const evidence = await giveEvidence(
    handler,
    made.incident,
    "auth.log",
    new TextEncoder().encode(intrusionLog(Date.now())),
  );
  const where = { incident: made.incident };
  const run = await handler.call("investigation.create", { params: where, body: { evidence: [evidence] } });
  const params = { ...where, investigation: run.id };
  const answer = await handler.ask("investigation.cancel", { params });
  const first = await ended(handler, made.incident, run.id);
  // It may have ended before it heard of the wish; then it says so.
  assert.ok(answer.status === 200 || answer.body.code === "E_STATE", answer.text);
  if (first.state !== "cancelled") return;
  await handler.call("investigation.retry", { params });
  assert.equal((await ended(handler, made.incident, run.id)).state, "done");
});
