import assert from "node:assert/strict";
import test from "node:test";
import { sampleModel } from "../test/sample.ts";
import { lintPlace, printedSections } from "./lint-place.ts";
import { paperOf } from "./paper.ts";

test("places are told by the name and the number that are printed", () => {
  for (const language of ["zh", "en"] as const) {
    const printed = paperOf(sampleModel(), language).sections;
    assert.deepEqual(
      printed.map(({ id }) => id),
      printedSections,
    );
    for (const { id, number, title } of printed) {
      const words = lintPlace(id)?.[language] ?? "";
      assert.ok(words.includes(title) && words.includes(` ${number}`), words);
    }
  }
  assert.deepEqual(lintPlace("timeline[2].text"), {
    zh: "第 6 节“时间线”，第 3 项",
    en: "section 6, “Timeline”, item 3",
  });
  assert.equal(lintPlace("control.tlp")?.zh, "封面");
  assert.equal(lintPlace("signatures")?.zh, lintPlace("closing")?.zh);
  assert.equal(lintPlace("nowhere"), undefined);
});
