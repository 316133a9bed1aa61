import assert from "node:assert/strict";
import { test } from "node:test";
import { incidentId } from "@stanch/model/ids";
import { addressOf } from "./address.ts";
import { callWith, type Send } from "./client.ts";
import { Refusal, refusalOf } from "./refusal.ts";

const incident = incidentId.parse("2f9c1a34-5a5c-4a7b-9d2e-0c6d5b1f0a11");
const words = { zh: "字", en: "words" };
const shown = { code: "E_STATE", what: words, means: words, todo: words };
const answering =
  (status: number, body: unknown, seen: [string, RequestInit][] = []): Send =>
  async (address, init) => {
    seen.push([address, init]);
    return new Response(typeof body === "string" ? body : JSON.stringify(body), { status });
  };

test("a path is filled with escaped parameters and a query without empty values", () => {
  assert.equal(addressOf("/a/:b/c", { b: "x/../y?z" }, undefined), "/api/v1/a/x%2F..%2Fy%3Fz/c");
  assert.equal(
    addressOf("/a", undefined, { text: "重 大&x", state: undefined, empty: "" }),
    "/api/v1/a?text=%E9%87%8D+%E5%A4%A7%26x",
  );
});

test("a call sends what its route declares and answers what its schema says", async () => {
  const seen: [string, RequestInit][] = [];
  const answer = await callWith(answering(200, { ok: true, more: 1 }, seen), "incident.note", {
    params: { incident },
    body: { body: "hello" },
  });
  assert.deepEqual(answer, { ok: true });
  assert.equal(seen[0]?.[0], `/api/v1/incidents/${incident}/notes`);
  assert.equal(seen[0]?.[1].method, "POST");
  assert.equal(seen[0]?.[1].body, '{"body":"hello"}');
});

test("bytes go as bytes", async () => {
  const seen: [string, RequestInit][] = [];
  const id = "2f9c1a34-5a5c-4a7b-9d2e-0c6d5b1f0a12";
  const upload = { id, name: "a.log", size: 3, offset: 3 };
  await callWith(answering(200, upload, seen), "upload.append", {
    params: { incident, upload: id },
    query: { offset: 0 },
    body: new Blob(["abc"]),
  });
  assert.equal(seen[0]?.[0], `/api/v1/incidents/${incident}/uploads/${id}?offset=0`);
  assert.deepEqual(seen[0]?.[1].headers, { "content-type": "application/octet-stream" });
});

test("a refusal keeps its three sentences, in the envelope or without", async () => {
  const call = callWith(answering(409, { error: shown }), "incident.note", {
    params: { incident },
    body: { body: "x" },
  });
  await assert.rejects(
    call,
    (error) => error instanceof Refusal && error.status === 409 && error.problem.code === "E_STATE",
  );
  assert.deepEqual(refusalOf(404, shown).problem, shown);
});

test("an answer of another shape, of no shape, and no answer at all are told apart", async () => {
  const code = (send: Send) =>
    callWith(send, "incident.note", { params: { incident }, body: { body: "x" } }).then(
      () => "none",
      (error: unknown) => (error instanceof Refusal ? error.problem.code : String(error)),
    );
  assert.equal(await code(answering(200, { ok: 1 })), "E_ANSWER_UNREADABLE");
  assert.equal(await code(answering(502, "<html>bad gateway")), "E_ANSWER_UNREADABLE");
  assert.equal(await code(() => Promise.reject(new TypeError("fetch failed"))), "E_UNREACHABLE");
});
