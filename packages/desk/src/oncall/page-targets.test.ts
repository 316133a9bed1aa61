import assert from "node:assert/strict";
import { test } from "node:test";
import type { Team } from "@stanch/model/duty-plan";
import { nearestFirst } from "./page-targets.ts";

const team = (name: string, place: string, kind: Team["kind"] = "handling"): Team =>
  ({ id: name, name, kind, place, members: [] }) as unknown as Team;

test("the team that would be there first is asked first, whatever language places are written in", () => {
  const teams = [team("north", "北京市海淀区"), team("east", "Shanghai, Pudong"), team("desk", "杭州", "duty-desk")];
  const names = (location: string): string[] => nearestFirst(teams, location).map((one) => one.name);
  assert.deepEqual(names("杭州市西湖区 3 号机房"), ["east", "north"]);
  assert.deepEqual(names("Tianjin, Heping District"), ["north", "east"]);
  assert.deepEqual(
    nearestFirst(teams.toReversed(), "天津市和平区").map((one) => one.name),
    ["north", "east"],
  );
});

test("where a place names no city, what is written alike decides; a team whose city is known comes first", () => {
  const teams = [team("a", "西山园区 2 号楼"), team("b", "东山园区"), team("c", "南京")];
  assert.deepEqual(
    nearestFirst(teams, "东山园区 B 栋机房").map((one) => one.name),
    ["b", "a", "c"],
  );
  assert.equal(nearestFirst(teams, "苏州工业园区")[0]?.name, "c");
});
