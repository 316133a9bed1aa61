import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { pack } from "tar-stream";
import { archives, authLog } from "./containers/archives.testkit.ts";
import { openEvidence } from "./open-evidence.ts";
import type { Limits, SourceFile } from "./source-file.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stanch-open-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, "case", name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

async function open(limits: Partial<Limits> = {}): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for await (const source of openEvidence([join(folder, "case")], { scratch: join(folder, "scratch"), limits })) {
    found.push(source);
  }
  return found;
}

function read(source: SourceFile | undefined): string {
  assert.ok(source !== undefined && source.file !== "");
  const bytes = readFileSync(source.file);
  assert.equal(source.sha256, createHash("sha256").update(bytes).digest("hex"));
  assert.equal(source.size, bytes.length);
  return bytes.toString("utf8");
}

interface Entry {
  readonly name: string;
  readonly text: string;
  readonly mtime?: Date;
}

async function tar(entries: readonly Entry[]): Promise<Buffer> {
  const stream = pack();
  for (const { name, text, mtime } of entries) stream.entry({ name, ...(mtime === undefined ? {} : { mtime }) }, text);
  stream.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

test("every kind of archive gives its members, by content and not by name", async () => {
  const mtime = new Date("2026-03-01T02:14:07Z");
  put("a", archives.lzma2);
  put("b", archives.lzma);
  put("c", archives.zip);
  put("auth.log.1.xz", archives.xz);
  put("auth.log.2.bz2", archives.bzip2);
  put("auth.log.3.gz", gzipSync(authLog));
  put("auth.log.4.zst", zstdCompressSync(authLog));
  put("logs.tar.gz", gzipSync(await tar([{ name: "var/log/auth.log", text: authLog, mtime }])));
  const found = new Map((await open()).map((source) => [source.path, source]));
  const paths = [
    "a!/d/auth.log",
    "b!/d/auth.log",
    "c!/d/auth.log",
    "auth.log.1.xz!/auth.log.1",
    "auth.log.2.bz2!/auth.log.2",
    "auth.log.3.gz!/auth.log.3",
    "auth.log.4.zst!/auth.log.4",
    "logs.tar.gz!/var/log/auth.log",
  ];
  for (const path of paths) assert.equal(read(found.get(path)), authLog, path);
  assert.equal(found.get("a!/d/empty")?.size, 0);
  assert.equal(found.get("a!/d/auth.log")?.mtime, mtime.getTime());
  assert.equal(found.get("logs.tar.gz!/var/log/auth.log")?.mtime, mtime.getTime());
  assert.deepEqual(
    [...found.values()].filter(({ container }) => container !== undefined).map(({ container }) => container),
    ["7z", "xz", "bzip2", "gzip", "zstd", "7z", "zip", "gzip"],
  );
  for (const source of found.values()) assert.equal(source.failure, undefined, source.path);
});

test("archives nest, and names inside them lead nowhere", async () => {
  const inner = await tar([
    { name: "../../etc/passwd", text: "root" },
    { name: "/abs/olute", text: "x" },
    { name: "same", text: "1" },
    { name: "same", text: "2" },
  ]);
  put("outer.gz", gzipSync(gzipSync(inner)));
  const found = await open();
  assert.deepEqual(
    found.filter(({ container }) => container === undefined).map(({ path }) => path),
    ["etc/passwd", "abs/olute", "same", "same~2"].map((name) => `outer.gz!/outer!/${name}`),
  );
  for (const source of found) assert.ok(source.file.startsWith(folder), source.file);
});

test("a damaged archive gives what lay before the damage and costs no other file anything", async () => {
  const large = Array.from({ length: 200_000 }, (_, index) => `${index} ${index * 7919}\n`).join("");
  const whole = gzipSync(large);
  put("cut.gz", whole.subarray(0, whole.length - 5000));
  put("cut.7z", archives.lzma2.subarray(0, 200));
  const bad = Buffer.from(archives.lzma);
  bad[100] = (bad[100] ?? 0) ^ 0xff;
  put("bad.7z", bad);
  put("cut.xz", archives.xz.subarray(0, 150));
  put("good.log", authLog);
  put("zero.log", "");
  const found = new Map((await open()).map((source) => [source.path, source]));
  const part = read(found.get("cut.gz!/cut"));
  assert.ok(part.length > 1000 && large.startsWith(part));
  for (const path of ["cut.gz", "cut.7z", "bad.7z", "cut.xz"]) {
    assert.equal(found.get(path)?.failure?.code, "E_ARCHIVE_BROKEN", path);
  }
  assert.equal(read(found.get("good.log")), authLog);
  assert.equal(read(found.get("zero.log")), "");
});

test("what cannot be read says why: encrypted, unknown packing, another kind of archive", async () => {
  put("enc.7z", archives.encrypted);
  put("ppmd.7z", archives.ppmd);
  put("x.rar", Buffer.from("Rar!\u001a\u0007\u0001\u0000", "latin1"));
  symlinkSync("/etc/passwd", join(folder, "case", "link"));
  const found = new Map((await open()).map((source) => [source.path, source.failure]));
  assert.equal(found.get("enc.7z")?.code, "E_ARCHIVE_ENCRYPTED");
  assert.equal(found.get("ppmd.7z!/d/auth.log")?.code, "E_ARCHIVE_UNSUPPORTED");
  assert.match(found.get("ppmd.7z")?.message.en ?? "", /unpack it first/);
  assert.match(found.get("x.rar")?.message.zh ?? "", /请先解包/);
  assert.equal(found.has("link"), false);
});

test("archives made to exhaust the machine are stopped at the limits", async () => {
  put(
    "deep.gz",
    [1, 2, 3, 4].reduce((bytes) => gzipSync(bytes), Buffer.from(authLog)),
  );
  put("many.tar", await tar(Array.from({ length: 12 }, (_, index) => ({ name: `f${index}`, text: "x" }))));
  put("zeros.gz", gzipSync(Buffer.alloc(70 << 20)));
  const found = new Map((await open({ depth: 3, entries: 10, ratio: 100 })).map((source) => [source.path, source]));
  assert.equal(found.get("many.tar")?.failure?.code, "E_ARCHIVE_BOMB");
  assert.equal(found.get("zeros.gz")?.failure?.code, "E_ARCHIVE_BOMB");
  assert.ok((found.get("zeros.gz!/zeros")?.size ?? 0) <= 65 << 20);
  assert.ok(
    [...found.values()].some(({ path, failure }) => path.startsWith("deep.gz!/") && failure?.code === "E_ARCHIVE_BOMB"),
  );
  const total = await open({ total: 1 << 20 });
  assert.equal(total.find(({ path }) => path === "zeros.gz")?.failure?.code, "E_ARCHIVE_BOMB");
});

test("two roots of one last name keep their files apart, whatever order they are given in and wherever they lie", async () => {
  const paths: string[][] = [];
  for (const place of ["here", "there/deep"]) {
    for (const host of ["hostA", "hostB"]) put(`${place}/${host}/log/auth.log`, authLog);
    const roots = ["hostA", "hostB"].map((host) => join(folder, "case", place, host, "log"));
    for (const given of [roots, roots.toReversed()]) {
      const found: string[] = [];
      for await (const source of openEvidence(given, { scratch: join(folder, "scratch") })) found.push(source.path);
      paths.push(found);
    }
  }
  for (const found of paths) assert.deepEqual(found, ["hostA/log/auth.log", "hostB/log/auth.log"]);
});

test("an archive is not unpacked onto a disk that has too little room, and says so", async () => {
  put("a.log", authLog);
  put("b.log.gz", gzipSync(authLog));
  put("c.zip.log.gz", gzipSync(Buffer.alloc(3 << 20, "x")));
  const openWith = async (mebibytes: number): Promise<Map<string, SourceFile>> => {
    const found = new Map<string, SourceFile>();
    const written = (scratch: string): number =>
      readdirSync(scratch).reduce((sum, name) => sum + statSync(join(scratch, name)).size, 0);
    const freeBytes = (scratch: string): number => mebibytes * 2 ** 20 - written(scratch);
    const options = { scratch: join(folder, "scratch"), freeBytes };
    for await (const source of openEvidence([join(folder, "case")], options)) found.set(source.path, source);
    return found;
  };
  const full = await openWith(512);
  assert.equal(read(full.get("a.log")), authLog);
  assert.equal(full.has("b.log.gz!/b.log"), false, "nothing was written");
  assert.equal(full.get("b.log.gz")?.failure?.code, "E_ARCHIVE_SPACE");
  assert.match(full.get("b.log.gz")?.failure?.message.en ?? "", /too little disk space.*512 MiB free/);
  assert.match(full.get("b.log.gz")?.failure?.message.zh ?? "", /空间不足.*释放空间/);
  const tight = await openWith(513);
  assert.equal(read(tight.get("b.log.gz!/b.log")), authLog);
  assert.equal(tight.get("c.zip.log.gz")?.failure?.code, "E_ARCHIVE_SPACE", "it grew beyond the room while unpacking");
  assert.ok((tight.get("c.zip.log.gz!/c.zip.log")?.size ?? Infinity) <= 1 << 20);
});

test("two openings at the same moment do not meet", async () => {
  put("a.gz", gzipSync(authLog));
  const both = await Promise.all([open(), open()]);
  assert.notEqual(both[0]?.[0]?.file, both[1]?.[0]?.file);
  for (const found of both) assert.equal(read(found[0]), authLog);
});
