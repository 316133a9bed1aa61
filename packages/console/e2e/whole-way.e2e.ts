import assert from "node:assert/strict";
import { test } from "node:test";
import { openHouse } from "./house.testkit.ts";
import { openLook } from "./look.ts";
import { walkAdvice, walkContact, walkDetermine, walkDispatch, walkNoIncident, walkNotify } from "./steps-case.ts";
import { walkCall, walkPublicRequest, walkTake } from "./steps-intake.ts";
import { walkPeople } from "./steps-people.ts";

test("one emergency from the first sign-in to the verified seal", async (walk) => {
  const stage = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const made = await act();
    walk.diagnostic(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    return made;
  };
  await using house = await openHouse();
  const { look, found } = await openLook("whole-way");
  const people = await stage("people", () => walkPeople(house, look));
  const customer = await stage("request", () => walkPublicRequest(house, look));
  await stage("take", () => walkTake(people, look));
  await stage("contact", () => walkContact(people, look));
  await stage("notify", () => walkNotify(house, people, look));
  await stage("determine", () => walkDetermine(people, look));
  await stage("dispatch", () => walkDispatch(people, look));
  await stage("advise", () => walkAdvice(people, customer, look));
  await stage("call", () => walkCall(people, look));
  await stage("no incident", () => walkNoIncident(people, look));
  assert.equal([...new Set(found), ...house.faults.found].join("\n"), "");
});
