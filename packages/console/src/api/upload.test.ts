import assert from "node:assert/strict";
import { test } from "node:test";
import { evidenceId, uploadId } from "@stanch/model/ids";
import type { Upload } from "@stanch/model/handling";
import fc from "fast-check";
import { Refusal } from "./refusal.ts";
import { sendFile, uploadKey, type UploadCalls, type UploadMemory } from "./upload.ts";

const id = uploadId.parse("2f9c1a34-5a5c-4a7b-9d2e-0c6d5b1f0a12");
const done = evidenceId.parse("2f9c1a34-5a5c-4a7b-9d2e-0c6d5b1f0a13");
const words = { zh: "字", en: "words" };
const refusal = (status: number) => new Refusal(status, { code: "E_X", what: words, means: words, todo: words });

function memory(): UploadMemory & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    read: (key) => kept.get(key),
    write: (key, value) => void kept.set(key, value),
    drop: (key) => void kept.delete(key),
  };
}

/** A centre that keeps bytes and breaks where told: before or after it has taken a part. */
function centre(size: number, breaks: readonly ("none" | "before" | "after")[]) {
  const bytes: number[] = [];
  let calls = 0;
  const state = (): Upload => ({
    id,
    name: "a",
    size,
    offset: bytes.length,
    ...(bytes.length === size ? { evidenceId: done, sha256: "0" } : {}),
  });
  const api: UploadCalls & { created: number } = {
    created: 0,
    create: async () => {
      api.created++;
      return { id, name: "a", size, offset: 0 };
    },
    get: async () => state(),
    append: async (_, offset, part) => {
      const how = breaks[calls++] ?? "none";
      if (how === "before") throw new TypeError("network");
      if (offset !== bytes.length) throw refusal(409);
      bytes.push(...new Uint8Array(await part.arrayBuffer()));
      if (how === "after") throw new TypeError("network");
      return state();
    },
  };
  return { api, bytes };
}

test("every byte arrives once and in order, wherever the line breaks", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 60 }),
      fc.array(fc.constantFrom("none" as const, "before" as const, "after" as const), { maxLength: 12 }),
      fc.integer({ min: 1, max: 25 }),
      async (content, breaks, chunk) => {
        const { api, bytes } = centre(content.length, breaks);
        const options = { calls: api, memory: memory(), key: "k", file: new Blob([new Uint8Array(content)]), chunk };
        const upload = await sendFile({ ...options, onProgress: () => undefined, wait: async () => true });
        assert.equal(upload.evidenceId, done);
        assert.deepEqual(bytes, [...content]);
      },
    ),
    { numRuns: 60 },
  );
});

test("a reloaded page goes on where the centre is, and forgets what is finished", async () => {
  const kept = memory();
  const { api, bytes } = centre(4, ["none", "before"]);
  const options = {
    calls: api,
    memory: kept,
    key: "k",
    file: new Blob(["abcd"]),
    chunk: 2,
    onProgress: () => undefined,
  };
  await assert.rejects(sendFile({ ...options, wait: async () => false }));
  assert.equal(kept.kept.get("k"), id);
  await sendFile(options);
  assert.deepEqual(bytes, [97, 98, 99, 100]);
  assert.equal(api.created, 1);
  assert.equal(kept.kept.size, 0);
});

test("a refusal for good is not repeated", async () => {
  const { api } = centre(4, []);
  let appended = 0;
  const refusing = { ...api, append: async () => (appended++, Promise.reject(refusal(403))) };
  const options = { memory: memory(), key: "k", file: new Blob(["abcd"]), onProgress: () => undefined };
  await assert.rejects(sendFile({ ...options, calls: refusing, wait: async () => true }), refusal(403));
  assert.equal(appended, 1);
});

test("an upload that is called off stops between parts", async () => {
  const { api, bytes } = centre(4, []);
  const stop = new AbortController();
  const options = { calls: api, memory: memory(), key: "k", file: new Blob(["abcd"]), chunk: 1 };
  await assert.rejects(
    sendFile({ ...options, signal: stop.signal, onProgress: (offset) => (offset === 2 ? stop.abort() : undefined) }),
    /abort/i,
  );
  assert.equal(bytes.length, 2);
});

test("the key tells files of one name apart", () => {
  assert.notEqual(uploadKey("i", "a", { size: 1, lastModified: 1 }), uploadKey("i", "a", { size: 1, lastModified: 2 }));
});
