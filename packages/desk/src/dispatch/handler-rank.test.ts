import assert from "node:assert/strict";
import { test } from "node:test";
import type { Team } from "@stanch/model/duty-plan";
import { staffId } from "@stanch/model/ids";
import type { Account } from "../staff/staff.ts";
import { rankHandlers, skillFits } from "./handler-rank.ts";

const now = "2026-03-02T03:00:00.000Z";
const uuid = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`;
const person = (at: number, name: string, more: Partial<Account> = {}): Account => ({
  id: staffId.parse(uuid(at)),
  name,
  email: `p${at}@centre.test`,
  phone: "",
  roles: ["handler"],
  language: "zh",
  active: true,
  totp: true,
  ...more,
});
const team = (at: number, place: string, skills: string[], members: Account[], schedule?: string): Team => ({
  id: uuid(100 + at),
  name: `team ${at}`,
  kind: "handling",
  place,
  skills,
  members: members.map(({ id }) => id),
  ...(schedule === undefined ? {} : { schedule }),
});

const near = person(1, "near");
const far = person(2, "far");
const skilled = person(3, "skilled");
const asleep = person(4, "asleep");
const loose = person(5, "loose");
const gone = person(6, "gone", { active: false });
const outside = person(7, "outside", { roles: ["customer"] });
const staff = [loose, asleep, far, near, skilled, gone, outside];
const night = {
  id: uuid(200),
  name: "night",
  zone: "UTC",
  rules: [{ target: { kind: "staff" as const, id: uuid(99) }, weekdays: [1], start: "00:00", end: "00:00" }],
  overrides: [],
  temporary: [],
  holidays: [],
};
const plan = {
  teams: [
    team(1, "杭州市滨江区", ["Linux"], [near, gone, outside]),
    team(2, "Beijing", ["Windows"], [far]),
    team(3, "上海", ["勒索软件"], [skilled]),
    team(4, "杭州", ["MAL"], [asleep], night.id),
  ],
  rotations: [],
  schedules: [night],
  policies: [],
};
const input = {
  plan,
  staff,
  location: "杭州市 3 号机房",
  types: [] as string[],
  mode: "on-site" as const,
  now,
  busy: new Map<string, number>(),
  taken: new Set<string>(),
};
const names = (more: object) => rankHandlers({ ...input, ...more }).map((one) => one.staff.name);

test("duty before skill, skill before distance, distance by the city table; nobody who may not be asked", () => {
  assert.deepEqual(names({}), ["near", "skilled", "far", "asleep", "loose"]);
  const ransom = rankHandlers({ ...input, types: ["MAL-06"] });
  const all = rankHandlers(input);
  assert.equal(all[0]?.travelMinutes, 30);
  assert.ok((all[1]?.travelMinutes ?? 0) > 30 && (all[2]?.travelMinutes ?? 0) > (all[1]?.travelMinutes ?? 0));
  assert.equal(all[0]?.skilled, undefined, "nothing is determined: nobody is unskilled");
  assert.ok(ransom.every(({ skilled: known }) => known !== undefined));
  assert.deepEqual(names({ taken: new Set([near.id]) }), ["skilled", "far", "asleep", "loose"]);
  assert.deepEqual(names({ location: "<b>=1+1" }), ["far", "near", "skilled", "asleep", "loose"], "no city: by name");
});

test("who works from afar is not ranked by the way; who has less to do is asked first", () => {
  const busy = new Map<string, number>([[far.id, 2]]);
  assert.deepEqual(names({ mode: "remote" }), ["far", "near", "skilled", "asleep", "loose"]);
  assert.deepEqual(names({ mode: "remote", busy }), ["near", "skilled", "far", "asleep", "loose"]);
});

test("skills fit by key, by category, and by a word of the name in either language", () => {
  assert.ok(skillFits(["MAL-01"], ["MAL-01"]));
  assert.ok(skillFits(["mal"], ["MAL-01"]));
  assert.ok(skillFits(["病毒"], ["MAL-01"]));
  assert.ok(skillFits(["Virus"], ["MAL-01"]));
  assert.ok(!skillFits(["毒"], ["MAL-01"]), "one character says too little");
  assert.ok(!skillFits(["", "a", "NA"], ["MAL-01"]));
  assert.ok(!skillFits(["Linux"], []));
});
