import assert from "node:assert/strict";
import { after, test } from "node:test";
import { PushBrowser } from "./push-browser.testkit.ts";
import { makePushKeys } from "./push-encryption.ts";
import { PushGone, webPushSender } from "./push-sender.ts";
import { pushService } from "./push-service.testkit.ts";

const service = await pushService();
const { got } = service;
after(() => service[Symbol.asyncDispose]());
const base = service.url;

const sender = webPushSender(makePushKeys());
const browser = new PushBrowser();
const push = (endpoint: string, allow: readonly string[] = ["127.0.0.1"], withinMs = 20_000) =>
  sender.send({
    to: browser.subscription(endpoint),
    contact: "mailto:duty@soc.example",
    text: "SEC-2026-0142",
    keepFor: 600,
    at: 1000,
    allow,
    withinMs,
  });

test("a push service gets what only the browser reads, at once and for ten minutes", async () => {
  assert.deepEqual(await push(`${base}/201`), { detail: "HTTP 201" });
  const last = got.at(-1);
  assert.ok(last !== undefined);
  assert.equal(browser.open(last.body), "SEC-2026-0142");
  assert.ok(!last.body.includes("SEC-"));
  const { ttl, urgency, "content-encoding": coding, "content-length": size, authorization } = last.headers;
  assert.deepEqual([ttl, urgency, coding, size], ["600", "high", "aes128gcm", String(last.body.length)]);
  assert.match(authorization ?? "", /^vapid t=/);
});

test("a subscription that is over is told apart from a service that is ill", async () => {
  for (const status of [404, 410]) await assert.rejects(push(`${base}/${status}`), PushGone);
  for (const how of ["500", "429", "400", "307", "slow", "closed"]) {
    await assert.rejects(
      push(`${base}/${how}`, undefined, how === "slow" ? 300 : undefined),
      (error) => error instanceof Error && !(error instanceof PushGone),
      how,
    );
  }
});

test("an address that a browser made up reaches nothing inside, and nothing without TLS", async () => {
  const before = got.length;
  await assert.rejects(push(`${base}/201`, []), /not allowed/);
  await assert.rejects(push(`${base.replace("127.0.0.1", "localhost")}/201`, []), /not allowed/);
  for (const address of [
    base.replace("https", "http"),
    "file:///etc/passwd",
    "data:,x",
    "",
    "https://a:b@127.0.0.1/",
  ]) {
    await assert.rejects(push(address), /https only|no password/, address);
  }
  assert.equal(got.length, before);
});
