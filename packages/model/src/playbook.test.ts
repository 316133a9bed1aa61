import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { parse } from "yaml";
import { plannedTasks, type Playbook, playbook, retyped } from "./playbook.ts";
import { stepNames } from "./process.ts";

const folder = new URL("../../../playbooks/", import.meta.url).pathname;
const shipped: Playbook[] = globSync("*.yml", { cwd: folder })
  .sort()
  .map((name) => {
    const book = playbook.parse(parse(readFileSync(`${folder}${name}`, "utf8")));
    assert.equal(`${book.id}.yml`, name);
    return book;
  });

test("the playbooks that ship cover the common emergencies, and no type twice", () => {
  assert.ok(shipped.length >= 13);
  const types = shipped.flatMap((one) => one.types);
  assert.equal(new Set(types).size, types.length);
  for (const type of [
    "MAL-07",
    "MAL-08",
    "NA-02",
    "NA-05",
    "NA-06",
    "NA-08",
    "NA-09",
    "NA-18",
    "NA-19",
    "DS-05",
    "MAL-02",
    "VO-01",
  ]) {
    assert.ok(types.includes(type), type);
  }
  for (const { tasks } of shipped) for (const { step } of tasks) assert.ok(stepNames[step]);
});

test("what always holds comes first, then the type's own tasks", () => {
  const ids = plannedTasks(shipped, ["MAL-08", "NA-06"]).map(({ id }) => id);
  assert.equal(ids[0], "common/call-back");
  assert.ok(ids.indexOf("mining/pool") < ids.indexOf("brute-force/succeeded"));
  assert.equal(new Set(ids).size, ids.length);
});

test("a new type keeps finished work, adds what is missing and retires the rest; doing it twice changes nothing more", () => {
  const types = fc.subarray(shipped.flatMap((one) => one.types));
  fc.assert(
    fc.property(types, types, fc.array(fc.boolean(), { minLength: 200, maxLength: 200 }), (before, after, done) => {
      const have = plannedTasks(shipped, before).map(({ id }, at) => ({ id, finished: done[at] === true }));
      const wanted = plannedTasks(shipped, after);
      const { added, retired, kept } = retyped(have, wanted);
      for (const { id, finished } of have) if (finished) assert.ok(kept.includes(id), "finished work is kept");
      assert.equal(kept.length + retired.length, have.length, "every task is kept or retired");
      const now = [...have.filter(({ id }) => kept.includes(id)), ...added.map(({ id }) => ({ id, finished: false }))];
      for (const { id } of wanted)
        assert.ok(
          now.some((one) => one.id === id),
          "every task asked for is there",
        );
      const again = retyped(now, wanted);
      assert.deepEqual([again.added, again.retired], [[], []]);
    }),
    { numRuns: 200 },
  );
});
