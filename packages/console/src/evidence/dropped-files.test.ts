import assert from "node:assert/strict";
import { test } from "node:test";
import { type Entry, walkEntries } from "./dropped-files.ts";

const file = (path: string): Entry => ({
  isFile: true,
  isDirectory: false,
  fullPath: path,
  file: (done) => done(new File(["x"], path.split("/").at(-1) ?? "")),
});

/** A directory that answers in parts, as browsers do from a hundred entries on. */
const folder = (path: string, entries: readonly Entry[], part: number): Entry => ({
  isFile: false,
  isDirectory: true,
  fullPath: path,
  createReader: () => {
    let at = 0;
    return {
      readEntries: (done) => {
        done(entries.slice(at, at + part));
        at += part;
      },
    };
  },
});

test("a folder is walked whole, also when it answers in parts, and sorted", async () => {
  const inner = folder("/logs/nginx", [file("/logs/nginx/access.log")], 1);
  const many = Array.from({ length: 7 }, (_, index) => file(`/logs/${index}.log`));
  const found = await walkEntries([file("/note.txt"), folder("/logs", [...many, inner], 3)]);
  assert.deepEqual(
    found.map(({ path }) => path),
    [...many.map((_, index) => `logs/${index}.log`), "logs/nginx/access.log", "note.txt"],
  );
});

test("an entry that cannot be read says so", async () => {
  const broken: Entry = { ...file("/a"), file: (_, failed) => failed(new Error("gone")) };
  await assert.rejects(walkEntries([broken]), /gone/);
});
