import type { HandlerCandidate } from "@stanch/model/dispatch";
import type { DutyPlan, Team } from "@stanch/model/duty-plan";
import type { Assignment } from "@stanch/model/handling";
import { incidentType } from "@stanch/model/incident-type";
import { type City, cityOf, distanceKm, travelMinutes } from "@stanch/model/place";
import { dutyRoster } from "../oncall/duty-roster.ts";
import { likeness } from "../oncall/page-targets.ts";
import type { Account } from "../staff/staff.ts";

const plain = (text: string): string => text.normalize("NFKC").trim().toLowerCase();
/** A word of this many characters stands for the whole name: 勒索, worm. */
const enough = (skill: string): boolean => skill.length >= (/\p{Script=Han}/u.test(skill) ? 2 : 4);

/**
 * Whether skills, in words of whoever wrote them, fit types of an incident: by key, by category, or by a word of their names.
 *
 * @example skillFits(["勒索", "Linux"], ["MAL-06"])
 */
export function skillFits(skills: readonly string[], types: readonly string[]): boolean {
  const rows = types.flatMap((key) => {
    const row = incidentType(key);
    const category = row === undefined ? undefined : incidentType(row.category);
    return [row, category].filter((one) => one !== undefined);
  });
  const keys = new Set(rows.map(({ key }) => plain(key)));
  const names = rows.flatMap(({ name }) => [plain(name.zh), plain(name.en)]);
  return skills.map(plain).some((skill) => {
    return keys.has(skill) || (enough(skill) && names.some((name) => name.includes(skill)));
  });
}

export interface RankInput {
  readonly plan: DutyPlan;
  readonly staff: readonly Account[];
  /** Where the host is, as the customer wrote it. */
  readonly location: string;
  /** Keys of GB/T 20986-2023; none while nothing is determined. */
  readonly types: readonly string[];
  readonly mode: Assignment["mode"];
  readonly now: string;
  /** How many other incidents somebody is on, by id. */
  readonly busy: ReadonlyMap<string, number>;
  /** Who is on this incident already. */
  readonly taken: ReadonlySet<string>;
}

interface Ranked extends HandlerCandidate {
  /** How alike the places are written, where no city is named. */
  readonly like: number;
}

function order(mode: Assignment["mode"]): (a: Ranked, b: Ranked) => number {
  const flag = (a: boolean | undefined, b: boolean | undefined) => Number(b ?? false) - Number(a ?? false);
  const travel = (one: Ranked): number => one.travelMinutes ?? Number.MAX_SAFE_INTEGER;
  const near = (a: Ranked, b: Ranked) => (mode === "remote" ? 0 : travel(a) - travel(b) || b.like - a.like);
  const name = (a: Ranked, b: Ranked) => (a.staff.name < b.staff.name ? -1 : a.staff.name > b.staff.name ? 1 : 0);
  return (a, b) =>
    flag(a.onDuty, b.onDuty) ||
    flag(a.skilled, b.skilled) ||
    near(a, b) ||
    a.busy - b.busy ||
    name(a, b) ||
    (a.staff.id < b.staff.id ? -1 : 1);
}

/** Who is on duty at the instant, by any schedule. */
function rosters({ plan, now }: RankInput): ReadonlyMap<string, ReadonlySet<string>> {
  const rotations = new Map(plan.rotations.map((one) => [one.id, one]));
  const at = Date.parse(now);
  return new Map(plan.schedules.map((one) => [one.id, new Set<string>(dutyRoster(one, rotations).at(at))]));
}

function candidateOf(input: RankInput, to: City | undefined, person: Account, team: Team | undefined, onDuty: boolean) {
  const place = team?.place ?? "";
  const from = to === undefined ? undefined : cityOf(place);
  const minutes = from === undefined || to === undefined ? undefined : travelMinutes(distanceKm(from, to));
  return {
    staff: { id: person.id, name: person.name },
    team: team?.name ?? "",
    place,
    onDuty,
    ...(input.types.length === 0 ? {} : { skilled: skillFits(team?.skills ?? [], input.types) }),
    ...(minutes === undefined ? {} : { travelMinutes: minutes }),
    busy: input.busy.get(person.id) ?? 0,
    like: likeness(place, input.location),
  } satisfies Ranked;
}

/**
 * Handlers in the order in which they are asked: on duty before others, then skilled, then the one who would be there first (on site),
 * then the one with less to do. Somebody of several handling teams counts by the team that speaks best for them.
 *
 * @example rankHandlers({ plan, staff, location: "杭州市 3 号机房", types: ["MAL-06"], mode: "on-site", now, busy, taken })
 */
export function rankHandlers(input: RankInput): HandlerCandidate[] {
  const { plan, staff, mode, taken } = input;
  const onDuty = rosters(input);
  const anywhere = new Set([...onDuty.values()].flatMap((one) => [...one]));
  const teams = plan.teams.filter(({ kind }) => kind === "handling");
  const to = cityOf(input.location);
  const compare = order(mode);
  const able = staff.filter((one) => one.active && !one.roles.includes("customer") && !taken.has(one.id));
  return able
    .flatMap((person) => {
      const mine = teams.filter(({ schedule, members }) => {
        return members.includes(person.id) || (schedule !== undefined && onDuty.get(schedule)?.has(person.id) === true);
      });
      if (mine.length === 0 && !person.roles.includes("handler")) return [];
      const of = (team: Team | undefined): Ranked => {
        const here =
          team === undefined
            ? anywhere.has(person.id)
            : team.schedule === undefined || onDuty.get(team.schedule)?.has(person.id) === true;
        return candidateOf(input, to, person, team, here);
      };
      return (mine.length === 0 ? [of(undefined)] : mine.map(of)).toSorted(compare).slice(0, 1);
    })
    .toSorted(compare)
    .map(({ like: _like, ...candidate }) => candidate);
}
