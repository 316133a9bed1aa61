import type { DutyPlan, Team } from "@stanch/model/duty-plan";
import type { StaffId } from "@stanch/model/ids";
import type { PageTarget } from "@stanch/model/escalation";
import { cityOf, distanceKm, travelMinutes } from "@stanch/model/place";
import { bigrams, searchText } from "../search-text.ts";
import type { Account } from "../staff/staff.ts";
import { type DutyRoster, dutyRoster } from "./duty-roster.ts";
import type { LookUp } from "./escalation.ts";
import { turnsOf } from "./rotation.ts";

/** How much two descriptions of places have in common: shared pairs of characters. */
export function likeness(place: string, location: string): number {
  const there = new Set(bigrams(searchText([location])));
  return bigrams(searchText([place])).filter((pair) => there.has(pair)).length;
}

/**
 * Handling teams, the one that would be there first before the others: by the cities that places name, else by how alike the places
 * are written.
 *
 * @example nearestFirst(teams, "杭州市西湖区 3 号机房")
 */
export function nearestFirst(teams: readonly Team[], location: string): Team[] {
  const to = cityOf(location);
  // Without end where one of the places names no city.
  const travel = (place: string): number => {
    const from = to === undefined ? undefined : cityOf(place);
    return from === undefined || to === undefined ? Infinity : travelMinutes(distanceKm(from, to));
  };
  return teams
    .filter((one) => one.kind === "handling")
    .map((one) => ({ one, travel: travel(one.place), like: likeness(one.place, location) }))
    .sort((a, b) => {
      const sooner = a.travel === b.travel ? 0 : a.travel - b.travel;
      return sooner || b.like - a.like || (a.one.name < b.one.name ? -1 : 1);
    })
    .map(({ one }) => one);
}

/**
 * Who stands behind targets at an instant, by the plan as it is now. People who are no longer active are nobody; of the handling teams
 * the nearest that has anybody is taken.
 */
export function pageTargets(plan: DutyPlan, staff: readonly Account[], location: string, now: string): LookUp {
  const at = Date.parse(now);
  const active = new Map(staff.filter((one) => one.active).map((one) => [one.id as string, one]));
  const rotations = new Map(plan.rotations.map((one) => [one.id, one]));
  const rosters = new Map<string, DutyRoster>(plan.schedules.map((one) => [one.id, dutyRoster(one, rotations)]));
  const onTeam = (team: Team | undefined): readonly string[] =>
    team === undefined ? [] : team.schedule === undefined ? team.members : (rosters.get(team.schedule)?.at(at) ?? []);
  const present = (ids: readonly (string | undefined)[]): string[] =>
    ids.filter((id) => id !== undefined).filter((id) => active.has(id));
  const behind = (target: PageTarget): readonly string[] => {
    switch (target.kind) {
      case "staff":
        return present([target.id]);
      case "rotation": {
        const rotation = rotations.get(target.id);
        if (rotation === undefined) return [];
        const turns = turnsOf(rotation);
        return present([turns.person(turns.at(at))]);
      }
      case "schedule":
        return present(rosters.get(target.id)?.at(at) ?? []);
      case "team":
        return present(onTeam(plan.teams.find((one) => one.id === target.id)));
      case "role":
        return [...active.values()].filter((one) => one.roles.includes(target.role)).map(({ id }) => id);
      case "nearest-team":
        return (
          nearestFirst(plan.teams, location)
            .map((one) => present(onTeam(one)))
            .find((ids) => ids.length > 0) ?? []
        );
    }
  };
  return (targets) => [...new Set(targets.flatMap(behind))] as StaffId[];
}
