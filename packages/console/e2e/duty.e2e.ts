import assert from "node:assert/strict";
import { test } from "node:test";
import { providerServer } from "../../desk/test/provider-server.testkit.ts";
import { openHouse } from "./house.testkit.ts";
import { openLook } from "./look.ts";
import { walkPeople } from "./steps-people.ts";
import { walkChain, walkHandover, walkProviders, walkRoster, walkWays } from "./steps-reach.ts";

test("people on duty: how they are reached, who covers which hours, what is handed over, and whom to ring", async (walk) => {
  await using house = await openHouse();
  await using server = await providerServer();
  const { look, found } = await openLook("duty");
  const stage = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    const made = await act().catch(async (error: unknown) => {
      await house.picture();
      throw error;
    });
    walk.diagnostic(name);
    return made;
  };
  const people = await stage("people", () => walkPeople(house, async () => undefined));
  await stage("providers", () => walkProviders(people, server, look));
  await stage("ways", () => walkWays(people, server, look));
  await stage("roster", () => walkRoster(people, look));
  await stage("handover", () => walkHandover(people, look));
  await stage("chain", () => walkChain(house, people, look));
  assert.equal([...new Set(found), ...house.faults.found].join("\n"), "");
});
