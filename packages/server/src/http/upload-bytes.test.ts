import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { uploadBytes } from "./upload-bytes.ts";

async function taken(bytes: AsyncIterable<Uint8Array>): Promise<{ got: number; error: unknown }> {
  let got = 0;
  try {
    for await (const chunk of bytes) got += chunk.length;
    return { got, error: undefined };
  } catch (error) {
    return { got, error };
  }
}

test("a client that falls silent is cut, and what it sent before was handed on", async () => {
  const body = new Readable({ read: () => undefined });
  body.push(Buffer.alloc(10));
  const { got, error } = await taken(uploadBytes(body, 50));
  assert.equal(got, 10);
  assert.equal((error as { code?: string }).code, "E_UPLOAD_BROKEN");
  assert.ok(body.destroyed);
});

test("a connection that breaks is told as that, and one that ends in order is not", async () => {
  const broken = Readable.from(
    (async function* () {
      yield Buffer.alloc(3);
      throw new Error("aborted");
    })(),
  );
  const first = await taken(uploadBytes(broken));
  assert.deepEqual([first.got, (first.error as { code?: string }).code], [3, "E_UPLOAD_BROKEN"]);
  assert.deepEqual(await taken(uploadBytes(Readable.from([Buffer.alloc(4), Buffer.alloc(5)]))), {
    got: 9,
    error: undefined,
  });
});

test("time that storing takes is not the client's silence", async () => {
  let got = 0;
  for await (const chunk of uploadBytes(Readable.from([Buffer.alloc(1), Buffer.alloc(1)]), 100)) {
    await sleep(250);
    got += chunk.length;
  }
  assert.equal(got, 2);
});
