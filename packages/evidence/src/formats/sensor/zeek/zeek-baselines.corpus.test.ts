import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { conformance, noCorpora } from "@stanch/model/conformance.testkit";
import { identify } from "../../../identify.ts";
import { sampleOf } from "../../../sample.ts";
import { corpus } from "../../generic/corpus.testkit.ts";
import { readLines } from "../../generic/read-lines.testkit.ts";

test("every line of Zeek's baselines is read with its types", (t) => {
  const folder = corpus("zeek-baselines");
  if (folder === undefined) return t.skip(noCorpora);
  let files = 0;
  let lines = 0;
  let read = 0;
  for (const name of readdirSync(folder)) {
    for (const file of readdirSync(join(folder, name))) {
      const text: string = readFileSync(join(folder, name, file), "utf8");
      if (!text.includes("\n#fields") || !text.includes("\n#types")) continue;
      files++;
      const all = text.split(/\r?\n/).filter((line) => line !== "");
      const { format } = identify(sampleOf(Buffer.from(text), file));
      assert.equal(format?.id, "zeek-ascii", `${name}/${file}`);
      if (format?.by !== "line") continue;
      const data = all.filter((line) => !line.startsWith("#"));
      const { events, unparsed } = readLines(format, all, { path: file });
      lines += data.length;
      read += events.length;
      if (unparsed > 0) console.log(`${name}/${file}: ${unparsed} not read`);
      for (const event of events) {
        for (const field of ["id.orig_p", "id.resp_p", "orig_bytes"]) {
          const value = event.fields?.[field];
          assert.ok(value === undefined || typeof value === "number", `${name}/${file}: ${field}`);
        }
      }
    }
  }
  conformance(t, "zeek-baseline-lines", read, lines);
  assert.ok(files > 0);
  assert.equal(read, lines);
});
