import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { PushBrowser } from "./push-browser.testkit.ts";
import { makePushKeys } from "./push-encryption.ts";
import { PushGone, webPushSender } from "./push-sender.ts";

const folder = mkdtempSync(path.join(tmpdir(), "push-"));
const [keyFile, certFile] = [path.join(folder, "key.pem"), path.join(folder, "cert.pem")];
const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
execFileSync("openssl", ["req", "-x509", ...curve, ...names, "-keyout", keyFile, "-out", certFile], {
  stdio: "ignore",
});
const [key, cert] = [readFileSync(keyFile), readFileSync(certFile, "utf8")];
rmSync(folder, { recursive: true });
setDefaultCACertificates([...getCACertificates("default"), cert]);

const got: { headers: IncomingHttpHeaders; body: Buffer }[] = [];
const service = createServer({ key, cert }, (request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    got.push({ headers: request.headers, body: Buffer.concat(chunks) });
    const how = request.url?.slice(1) ?? "";
    if (how === "slow") return;
    if (how === "closed") request.socket.destroy();
    else response.writeHead(Number(how), { Location: "https://localhost/201" }).end("a long story");
  });
});
service.listen(0, "127.0.0.1");
await once(service, "listening");
after(() => {
  service.closeAllConnections();
  service.close();
});
const bound = service.address();
assert.ok(bound !== null && typeof bound === "object");
const base = `https://127.0.0.1:${bound.port}`;

const sender = webPushSender({ keys: makePushKeys(), contact: "mailto:duty@soc.example" });
const browser = new PushBrowser();
const push = (endpoint: string, allow: readonly string[] = ["127.0.0.1"], withinMs = 20_000) =>
  sender.send({
    to: browser.subscription(endpoint),
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
  await assert.rejects(push(`https://localhost:${bound.port}/201`, []), /not allowed/);
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
