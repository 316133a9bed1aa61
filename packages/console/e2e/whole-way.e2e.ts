import assert from "node:assert/strict";
import { test } from "node:test";
import { openHouse } from "./house.testkit.ts";
import { openLook } from "./look.ts";
import { walkAnswer, walkEvidence, walkFailure, walkInvestigate, walkKeys, walkTimeline } from "./steps-analysis.ts";
import { walkAdvice, walkContact, walkDetermine, walkDispatch, walkNoIncident, walkNotify } from "./steps-case.ts";
import { walkMeasures, walkReport, walkRest, walkSeal } from "./steps-closing.ts";
import { walkDuty, walkTasks } from "./steps-duty.ts";
import { walkCall, walkPublicRequest, walkTake } from "./steps-intake.ts";
import { walkPeople } from "./steps-people.ts";

test("one emergency from the first sign-in to the verified seal", async (walk) => {
  await using house = await openHouse();
  const stage = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const made = await act().catch(async (error: unknown) => {
      await house.picture();
      throw error;
    });
    walk.diagnostic(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    return made;
  };
  const { look, found } = await openLook("whole-way");
  const people = await stage("people", () => walkPeople(house, look));
  await stage("duty", () => walkDuty(people, look));
  const customer = await stage("request", () => walkPublicRequest(house, look));
  await stage("take", () => walkTake(people, look));
  await stage("contact", () => walkContact(people, look));
  await stage("notify", () => walkNotify(house, people, look));
  await stage("determine", () => walkDetermine(people, look));
  await stage("tasks", () => walkTasks(people, look));
  await stage("dispatch", () => walkDispatch(people, look));
  await stage("advise", () => walkAdvice(people, customer, look));
  await stage("evidence", () => walkEvidence(house, people, look));
  await stage("failure", () => walkFailure(house, people, look));
  await stage("investigate", () => walkInvestigate(house, people, look));
  await stage("timeline", () => walkTimeline(people, look));
  await stage("answer", () => walkAnswer(people, look));
  await stage("keys", () => walkKeys(people, look));
  await stage("measures", () => walkMeasures(people, look));
  await stage("rest", () => walkRest(people, look));
  await stage("report", () => walkReport(house, people, customer, look));
  await stage("seal", () => walkSeal(people, look));
  await stage("call", () => walkCall(people, look));
  await stage("no incident", () => walkNoIncident(people, look));
  assert.equal([...new Set(found), ...house.faults.found].join("\n"), "");
});
