import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { canonicalJson } from "@stanch/model/canonical-json";
import fc from "fast-check";
import { joined, testContent, testJournal, testSigner } from "../test/bundle.ts";
import { sampleInput } from "../test/sample.ts";
import { hashFile, makeManifest, manifestText } from "./manifest.ts";
import { sealBundle } from "./seal.ts";
import { keyFingerprint } from "./signed-note.ts";
import { firstFault } from "./verification.ts";
import { makeSealer, verifyPath } from "./verify.ts";

let folder = "";
let bundle: Buffer = Buffer.alloc(0);
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "stanch-verify-"));
  bundle = await joined(sealBundle(await testContent(), testSigner));
  await writeFile(join(folder, "bundle.tar"), bundle);
});
after(() => rm(folder, { recursive: true, force: true }));

const said = async (path: string, key?: string) => {
  const result = await verifyPath(path, key === undefined ? {} : { key });
  return firstFault(result)?.detail.en ?? (result.holds ? "holds" : "nothing checked");
};

test("a sealed bundle holds, is the same bytes again, and the key can be pinned", async () => {
  const path = join(folder, "bundle.tar");
  assert.equal(await said(path), "holds");
  assert.ok((await joined(sealBundle(await testContent(), testSigner))).equals(bundle));
  assert.equal(await said(path, keyFingerprint(testSigner.publicKey)), "holds");
  assert.match(await said(path, "0".repeat(64)), /is not the given one/);
  const { holds, findings } = await makeSealer(testSigner).verify(path);
  assert.ok(holds && findings.length === 8 && findings.every(({ zh, en }) => zh !== "" && en !== ""));
});

test("property: any changed byte, any cut, anything added breaks a bundle", async () => {
  const path = join(folder, "changed.tar");
  const flips = fc.asyncProperty(fc.nat(bundle.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
    const changed = Buffer.from(bundle);
    changed[at] = (changed[at] ?? 0) ^ mask;
    await writeFile(path, changed);
    assert.notEqual(await said(path), "holds", `byte ${at} ^ ${mask}`);
  });
  await fc.assert(flips, { numRuns: 600 });
  const cuts = fc.asyncProperty(fc.nat(bundle.length - 1), async (at) => {
    await writeFile(path, bundle.subarray(0, at));
    assert.notEqual(await said(path), "holds");
    await writeFile(path, Buffer.concat([bundle, Buffer.alloc(1 + (at % 2000))]));
    assert.match(await said(path), /something follows/);
  });
  await fc.assert(cuts, { numRuns: 60 });
});

test("a stranger checks an unpacked bundle with tar, sha256sum and openssl, as VERIFY.md says", async () => {
  const open = join(folder, "open");
  await mkdir(open);
  execFileSync("tar", ["-xf", join(folder, "bundle.tar"), "-C", open]);
  const guide = await readFile(join(open, "VERIFY.md"), "utf8");
  const commands = [...guide.matchAll(/^ {7}(\S.*)$/gm)].map((match) => match[1] ?? "").slice(0, 3);
  assert.equal(commands.length, 3);
  const outputs = commands.map((command) => execFileSync("sh", ["-c", command], { cwd: open, encoding: "utf8" }));
  assert.ok(guide.includes((outputs[0] ?? "?").slice(0, 64)), "the fingerprint is printed in the guide");
  assert.match(outputs[1] ?? "", /Signature Verified Successfully/);
  assert.equal(/FAILED/.test(outputs[2] ?? "FAILED"), false);
  assert.equal(await said(open), "holds");
  await symlink("/etc/passwd", join(open, "evidence", "more"));
  assert.match(await said(open), /"evidence\/more" is not in the manifest/);
});

test("an original that is not what the records promise is not sealed", async () => {
  const content = await testContent();
  const [first] = content.evidence;
  if (first === undefined) throw new Error("no evidence");
  const changed = { ...content, evidence: [{ ...first, open: () => [Buffer.alloc(first.size)] }] };
  await assert.rejects(joined(sealBundle(changed, testSigner)), { code: "E_SEAL_DIFFERS" });
});

test("an output folder holds until something is changed, missing, added or out of balance", async () => {
  const out = join(folder, "out");
  await mkdir(out);
  const { answer, sources } = sampleInput();
  const write = async (sheet: unknown) => {
    await writeFile(join(out, "answer.json"), JSON.stringify(answer));
    await writeFile(join(out, "sources.json"), JSON.stringify(sheet));
    const paths = ["answer.json", "sources.json"];
    const files = await Promise.all(
      paths.map(async (path) => Object.assign(await hashFile(join(out, path)), { path })),
    );
    const made = { product: "stanch", version: "0.1.0", at: "2026-03-01T06:00:00Z" };
    await writeFile(join(out, "manifest.json"), manifestText(makeManifest({ kind: "investigation", made, files })));
  };
  await write({ version: 1, sources });
  assert.equal(await said(out), "holds");
  await writeFile(join(out, "answer.json"), "{}");
  assert.match(await said(out), /"answer.json" was changed/);
  await write({ version: 1, sources: [{ ...sources[0], events: 1 }] });
  assert.match(await said(out), /do not balance/);
  await write({ version: 1, sources });
  await writeFile(join(out, "more.txt"), "x");
  assert.match(await said(out), /"more.txt" is not in the manifest/);
  await rm(join(out, "more.txt"));
  await rm(join(out, "sources.json"));
  assert.match(await said(out), /"sources.json" is missing/);
});

test("a journal file: the first entry that does not hold is named", async () => {
  const path = join(folder, "journal.jsonl");
  const lines = testJournal(6).map((entry) => canonicalJson(entry));
  const write = (kept: readonly string[]) => writeFile(path, `${kept.join("\n")}\n`);
  await write(lines);
  assert.equal(await said(path), "holds");
  await write(lines.toSpliced(3, 1));
  assert.match(await said(path), /entry 4 is missing/);
  await write(lines.with(2, (lines[2] ?? "").replace("第 3 条", "第 9 条")));
  assert.match(await said(path), /entry 3 was changed/);
  await write(lines.with(1, "{}"));
  assert.match(await said(path), /line 2 is no journal entry/);
  await writeFile(path, "neither");
  assert.match(await said(path), /neither/);
  assert.match(await said(join(folder, "absent")), /cannot be read/);
});

test("property: a manifest lists only plain relative paths", () => {
  const made = { product: "stanch", version: "0.1.0", at: "" };
  const file = (path: string) => ({ path, bytes: 0, sha256: "0".repeat(64) });
  for (const path of ["../x", "/x", "a//b", "a/./b", "a\nb", String.raw`a\b`, "C:x", ""]) {
    assert.throws(() => makeManifest({ kind: "investigation", made, files: [file(path)] }), path);
  }
  assert.throws(() => makeManifest({ kind: "investigation", made, files: [file("a"), file("a")] }), TypeError);
});
