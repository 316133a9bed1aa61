import assert from "node:assert/strict";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import fc from "fast-check";
import { openFolderBlobs } from "./folder-blobs.ts";

const folder = mkdtempSync(path.join(tmpdir(), "stanch-blobs-"));
const blobs = await openFolderBlobs(folder);
after(() => rmSync(folder, { recursive: true, force: true }));

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
async function whole(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}
const drafts = (): string[] => readdirSync(path.join(folder, "uploads"));

describe("blobs in a folder", () => {
  it("give back what they were given, whole and in part", async () => {
    const bytes = randomBytes(700_000);
    const ref = await blobs.write([bytes.subarray(0, 10), bytes.subarray(10)]);
    assert.deepEqual(ref, { sha256: sha256(bytes), size: bytes.length });
    assert.deepEqual(await whole(blobs.read(ref.sha256)), bytes);
    assert.deepEqual(await whole(blobs.read(ref.sha256, { start: 5, end: 600_001 })), bytes.subarray(5, 600_001));
    assert.equal((await whole(blobs.read(ref.sha256, { start: 700_000 }))).length, 0);
    await assert.rejects(whole(blobs.read(ref.sha256, { start: 0, end: 700_001 })), { code: "E_BLOB_RANGE" });
    assert.equal(statSync(await blobs.path(ref.sha256)).mode & 0o222, 0);
  });

  it("keep the same bytes once", async () => {
    const bytes = randomBytes(100);
    const [one, two] = await Promise.all([blobs.write([bytes]), blobs.write([bytes])]);
    assert.deepEqual(one, two);
    assert.deepEqual(drafts(), []);
  });

  it("keep nothing of a stream that breaks", async () => {
    async function* breaking(): AsyncIterable<Uint8Array> {
      yield randomBytes(1000);
      throw new Error("the line is cut");
    }
    await assert.rejects(blobs.write(breaking()), /the line is cut/);
    assert.deepEqual(drafts(), []);
  });

  it("never leave the folder, whatever the name", async () => {
    for (const name of ["../../etc/passwd", "", "A".repeat(64), `${"a".repeat(63)}/`, "..", "\0"]) {
      await assert.rejects(whole(blobs.read(name)), { code: "E_BLOB_MISSING" });
      assert.equal(await blobs.has(name), false);
      await assert.rejects(blobs.openUpload(name), { code: "E_UPLOAD_MISSING" });
      assert.equal(await blobs.upload(name), undefined);
    }
  });

  it("notice changed bytes, and heal when the original comes again", async () => {
    const ref = await blobs.write([Buffer.from("the original")]);
    const file = await blobs.path(ref.sha256);
    assert.deepEqual(await blobs.verify(ref.sha256), { holds: true, found: ref.sha256 });
    const all = await Array.fromAsync(blobs.all());
    assert.ok(all.includes(ref.sha256));
    assert.deepEqual(all, all.toSorted());
    chmodSync(file, 0o600);
    truncateSync(file, 4);
    assert.deepEqual(await blobs.verify(ref.sha256), { holds: false, found: sha256(Buffer.from("the ")) });
    await blobs.write([Buffer.from("the original")]);
    assert.equal((await blobs.verify(ref.sha256)).holds, true);
    assert.deepEqual(await blobs.verify("0".repeat(64)), { holds: false });
  });
});

describe("an upload", () => {
  it("continues where it broke off, in another process too", async () => {
    const bytes = randomBytes(50_000);
    const id = randomUUID();
    assert.deepEqual(await blobs.openUpload(id), { id, offset: 0 });
    async function* cut(): AsyncIterable<Uint8Array> {
      yield bytes.subarray(0, 20_000);
      throw new Error("the line is cut");
    }
    await assert.rejects(blobs.append(id, 0, cut()), /the line is cut/);
    const restarted = await openFolderBlobs(folder);
    assert.deepEqual(await restarted.openUpload(id), { id, offset: 20_000 });
    await assert.rejects(restarted.append(id, 0, [bytes]), { code: "E_UPLOAD_OFFSET", params: { offset: "20000" } });
    assert.equal((await restarted.append(id, 20_000, [bytes.subarray(20_000)])).offset, 50_000);
    await assert.rejects(restarted.finish(id, { sha256: "0".repeat(64) }), { code: "E_UPLOAD_DIFFERS" });
    await assert.rejects(restarted.finish(id, { size: 1 }), { code: "E_UPLOAD_DIFFERS" });
    assert.deepEqual(await restarted.finish(id, { size: 50_000 }), { sha256: sha256(bytes), size: 50_000 });
    assert.equal(await restarted.upload(id), undefined);
    await assert.rejects(restarted.append(id, 0, []), { code: "E_UPLOAD_MISSING" });
  });

  it("takes one writer at a time", async () => {
    const id = randomUUID();
    await blobs.openUpload(id);
    const gate = Promise.withResolvers<undefined>();
    async function* slow(): AsyncIterable<Uint8Array> {
      await gate.promise;
      yield Buffer.from("slow");
    }
    const first = blobs.append(id, 0, slow());
    await assert.rejects(blobs.append(id, 0, [Buffer.from("fast")]), { code: "E_UPLOAD_BUSY" });
    gate.resolve(undefined);
    assert.equal((await first).offset, 4);
    await blobs.abandon(id);
    assert.equal(await blobs.upload(id), undefined);
  });

  it("hashes the same however it is cut, with a stranger's bytes in between", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }),
        fc.nat(4),
        async (parts, restart) => {
          const id = randomUUID();
          let store = blobs;
          let { offset } = await store.openUpload(id);
          for (const [at, part] of parts.entries()) {
            if (at === restart) store = await openFolderBlobs(folder);
            ({ offset } = await store.append(id, offset, [part]));
          }
          assert.equal((await store.finish(id)).sha256, sha256(Buffer.concat(parts)));
        },
      ),
      { numRuns: 15 },
    );
    const id = randomUUID();
    await blobs.openUpload(id);
    await blobs.append(id, 0, [Buffer.from("ab")]);
    writeFileSync(path.join(folder, "uploads", id), "abXY");
    const { offset } = await blobs.openUpload(id);
    await blobs.append(id, offset, [Buffer.from("c")]);
    assert.equal((await blobs.finish(id)).sha256, sha256(Buffer.from("abXYc")));
  });
});
