import assert from "node:assert/strict";
import { test } from "node:test";
import { readRuleZip } from "@stanch/investigate/rule-zip";
import { folderZip } from "./folder-zip.ts";

const dropped = (path: string, text: string) => ({ path, file: new File([text], path.split("/").at(-1) ?? "") });
const bytesOf = async (zip: Blob): Promise<Buffer> => Buffer.from(await zip.arrayBuffer());

test("rules and licence of a folder arrive as they are, whatever else lies there and in whatever order", async () => {
  const files = [
    dropped("规则/linux/b.yml", "title: '<script>'\n"),
    dropped("规则/a.yaml", "title: a\n".repeat(500)),
    dropped("规则/LICENSE.txt", "DRL 1.1\n"),
    dropped("规则/README.md", "no rule"),
    dropped("规则/.git/config", "no rule"),
  ];
  const zip = await bytesOf(await folderZip(files));
  const { texts, licence } = readRuleZip(zip, "x.zip");
  assert.deepEqual(
    texts.map(({ path, yaml }) => [path, yaml]),
    [
      ["规则/a.yaml", "title: a\n".repeat(500)],
      ["规则/linux/b.yml", "title: '<script>'\n"],
    ],
  );
  assert.equal(licence, "DRL 1.1");
  assert.deepEqual(await bytesOf(await folderZip(files.toReversed())), zip);
});

test("a folder without rules is an empty zip", async () => {
  const zip = await bytesOf(await folderZip([dropped("a/x.log", "x")]));
  assert.deepEqual(readRuleZip(zip, "x.zip").texts, []);
});
