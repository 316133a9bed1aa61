import assert from "node:assert/strict";
import { test } from "node:test";
import { openHouse } from "./house.testkit.ts";
import { openLook } from "./look.ts";
import { walkPeople } from "./steps-people.ts";
import { walkRules } from "./steps-rules.ts";

test("rules: a zip is added, a filter is checked and saved, a rule is switched off for one customer with a reason", async () => {
  await using house = await openHouse();
  const { look, found } = await openLook("rules");
  const people = await walkPeople(house, async () => undefined);
  await walkRules(people, look).catch(async (error: unknown) => {
    await house.picture();
    throw error;
  });
  assert.equal([...new Set(found), ...house.faults.found].join("\n"), "");
});
