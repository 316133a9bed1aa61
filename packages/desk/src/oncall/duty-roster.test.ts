import assert from "node:assert/strict";
import { test } from "node:test";
import type { StaffId } from "@stanch/model/ids";
import {
  type Rotation,
  rotation as rotationSchema,
  type Schedule,
  schedule as scheduleSchema,
} from "@stanch/model/oncall";
import fc from "fast-check";
import { dutyRoster } from "./duty-roster.ts";
import { naiveOnDuty } from "./naive-roster.testkit.ts";
import { turnsOf } from "./rotation.ts";

const person = (number: number): StaffId => `00000000-0000-4000-8000-00000000000${number}` as StaffId;
const [anna, bo, chen] = [person(1), person(2), person(3)];
const nights = "10000000-0000-4000-8000-000000000001";
const at = (text: string): number => Date.parse(text);
const everyDay = [1, 2, 3, 4, 5, 6, 7];

const empty = { zone: "Asia/Shanghai", rules: [], overrides: [], temporary: [], holidays: [] };
const weekly: Omit<Rotation, "id" | "name"> = {
  zone: "Asia/Shanghai",
  kind: "weekly",
  length: 1,
  start: "2026-01-05T09:00",
  participants: [anna, bo, chen],
};
const roundTheClock: Omit<Schedule, "id" | "name"> = {
  ...empty,
  rules: [{ target: { kind: "rotation", id: nights }, weekdays: everyDay, start: "00:00", end: "00:00" }],
};
const rotations = new Map([[nights, weekly]]);

test("a weekly rotation hands over at its hour, wraps, and counts back before its start", () => {
  const { at: on } = dutyRoster(roundTheClock, rotations);
  assert.deepEqual(on(at("2026-01-12T00:59:59Z")), [anna]);
  assert.deepEqual(on(at("2026-01-12T01:00:00Z")), [bo]);
  assert.deepEqual(on(at("2026-01-26T01:00:00Z")), [anna]);
  assert.deepEqual(on(at("2026-01-01T00:00:00Z")), [chen]);
});

test("a hand-over stays at its hour of the wall clock over both changes of summer time", () => {
  const daily = { ...weekly, zone: "Europe/Berlin", kind: "daily" as const, start: "2026-03-01T09:00" };
  const turns = turnsOf(daily);
  const hour = (turn: number) => new Date(turns.start(turn)).toISOString().slice(5, 16);
  assert.equal(hour(27), "03-28T08:00");
  assert.equal(hour(28), "03-29T07:00");
  assert.equal(hour(237), "10-24T07:00");
  assert.equal(hour(238), "10-25T08:00");
});

test("a turn that would begin in the skipped hour begins when the clock jumps; in the doubled hour it begins once", () => {
  const hourly = { ...weekly, zone: "Europe/Berlin", kind: "hourly" as const, start: "2026-03-29T01:30" };
  const turns = turnsOf(hourly);
  assert.equal(turns.start(1), at("2026-03-29T01:00:00Z"), "02:30 is never shown");
  assert.equal(turns.start(2), at("2026-03-29T01:30:00Z"));
  const autumn = turnsOf({ ...hourly, start: "2026-10-25T01:00" });
  assert.equal(autumn.start(1), at("2026-10-25T00:00:00Z"), "02:00 the first time");
  assert.equal(autumn.start(2), at("2026-10-25T02:00:00Z"), "03:00, two hours later");
});

test("a monthly turn from the 31st begins on the last day of shorter months, also in a leap year", () => {
  const turns = turnsOf({ ...weekly, zone: "UTC", kind: "monthly", start: "2028-01-31T08:00" });
  const days = [0, 1, 2, 3].map((turn) => new Date(turns.start(turn)).toISOString().slice(0, 10));
  assert.deepEqual(days, ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]);
});

test("hours over midnight belong to the weekday on which they begin", () => {
  const rule = { target: { kind: "staff" as const, id: anna }, weekdays: [5], start: "22:00", end: "06:00" };
  const { at: on } = dutyRoster({ ...empty, rules: [rule] }, new Map());
  assert.deepEqual(on(at("2026-01-09T22:30:00+08:00")), [anna], "Friday night");
  assert.deepEqual(on(at("2026-01-10T05:59:00+08:00")), [anna], "Saturday morning");
  assert.deepEqual(on(at("2026-01-10T06:00:00+08:00")), []);
  assert.deepEqual(on(at("2026-01-09T05:00:00+08:00")), [], "Friday morning is Thursday's night");
});

test("a holiday has the hours of another weekday, its night included; a Saturday that is worked has those of a Monday", () => {
  const who = (id: StaffId) => ({ kind: "staff" as const, id });
  const rules = [
    { target: who(anna), weekdays: [1, 2, 3, 4, 5], start: "08:00", end: "08:00" },
    { target: who(bo), weekdays: [6, 7], start: "08:00", end: "08:00" },
  ];
  const holidays = [
    { date: "2026-10-01", as: 7, name: "国庆节" },
    { date: "2026-10-10", as: 1, name: "调休上班" },
  ];
  const { at: on, gaps } = dutyRoster({ ...empty, rules, holidays }, new Map());
  assert.deepEqual(on(at("2026-10-01T07:59:00+08:00")), [anna], "the night before is Wednesday's");
  assert.deepEqual(on(at("2026-10-01T08:00:00+08:00")), [bo], "a Thursday that counts as a Sunday");
  assert.deepEqual(on(at("2026-10-02T07:59:00+08:00")), [bo]);
  assert.deepEqual(on(at("2026-10-02T08:00:00+08:00")), [anna]);
  assert.deepEqual(on(at("2026-10-10T12:00:00+08:00")), [anna], "a Saturday that is worked");
  assert.deepEqual(gaps(at("2026-09-28T00:00:00Z"), at("2026-10-20T00:00:00Z")), []);
});

test("overrides add, remove and replace; a replacement of somebody not on duty does nothing", () => {
  const span = { start: "2026-01-06T00:00:00Z", end: "2026-01-07T00:00:00Z" };
  const on = (overrides: Schedule["overrides"]) =>
    dutyRoster({ ...roundTheClock, overrides }, rotations).at(at("2026-01-06T12:00:00Z"));
  assert.deepEqual(on([{ ...span, add: bo }]), [anna, bo]);
  assert.deepEqual(on([{ ...span, remove: anna }]), []);
  assert.deepEqual(on([{ ...span, remove: anna, add: chen }]), [chen]);
  assert.deepEqual(on([{ ...span, remove: bo, add: chen }]), [anna]);
  assert.deepEqual(on([{ ...span, end: "2026-01-06T12:00:00Z", remove: anna }]), [anna], "the end is outside");
});

test("a temporary schedule goes before rules and overrides", () => {
  const temporary = [
    {
      start: "2026-01-06T00:00:00Z",
      end: "2026-01-08T00:00:00Z",
      shifts: [{ staff: chen, start: "2026-01-06T06:00:00Z", end: "2026-01-06T18:00:00Z" }],
    },
  ];
  const overrides = [{ start: "2026-01-06T00:00:00Z", end: "2026-01-07T00:00:00Z", add: bo }];
  const roster = dutyRoster({ ...roundTheClock, overrides, temporary }, rotations);
  assert.deepEqual(roster.at(at("2026-01-06T12:00:00Z")), [chen]);
  assert.deepEqual(roster.at(at("2026-01-06T20:00:00Z")), [], "a gap stays a gap");
  assert.deepEqual(roster.gaps(at("2026-01-05T00:00:00Z"), at("2026-01-09T00:00:00Z")), [
    { start: "2026-01-06T00:00:00.000Z", end: "2026-01-06T06:00:00.000Z" },
    { start: "2026-01-06T18:00:00.000Z", end: "2026-01-08T00:00:00.000Z" },
  ]);
});

test("shifts are whole stretches, cut to the span that was asked for", () => {
  const { shifts } = dutyRoster(roundTheClock, rotations);
  assert.deepEqual(shifts(at("2026-01-10T00:00:00Z"), at("2026-01-20T00:00:00Z")), [
    { staff: anna, start: "2026-01-10T00:00:00.000Z", end: "2026-01-12T01:00:00.000Z" },
    { staff: bo, start: "2026-01-12T01:00:00.000Z", end: "2026-01-19T01:00:00.000Z" },
    { staff: chen, start: "2026-01-19T01:00:00.000Z", end: "2026-01-20T00:00:00.000Z" },
  ]);
});

test("nobody takes part: the hours are a gap", () => {
  const none = new Map([[nights, { ...weekly, participants: [] }]]);
  const roster = dutyRoster(roundTheClock, none);
  assert.deepEqual(roster.at(at("2026-01-06T12:00:00Z")), []);
  assert.equal(roster.gaps(at("2026-01-06T00:00:00Z"), at("2026-01-07T00:00:00Z")).length, 1);
});

const zones = [
  "Asia/Shanghai",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "UTC",
  "Asia/Kathmandu",
];
// Around changes of summer time, a leap day, a year's end.
const moments = [
  "2026-03-29T00:00:00Z",
  "2026-10-25T00:00:00Z",
  "2026-03-08T05:00:00Z",
  "2026-11-01T04:00:00Z",
  "2026-04-04T13:00:00Z",
  "2028-02-28T20:00:00Z",
  "2026-12-31T20:00:00Z",
].map(at);
const pad = (value: number) => String(value).padStart(2, "0");
const clockTime = fc
  .tuple(fc.nat(23), fc.constantFrom(0, 15, 30, 45))
  .map(([hour, minute]) => `${pad(hour)}:${pad(minute)}`);
const staff = fc.constantFrom(anna, bo, chen);
const span = (moment: number) =>
  fc.tuple(fc.integer({ min: -96, max: 96 }), fc.integer({ min: 1, max: 60 })).map(([from, length]) => ({
    start: new Date(moment + from * 900_000).toISOString(),
    end: new Date(moment + (from + length) * 900_000).toISOString(),
  }));

function schedules(moment: number) {
  const turn = fc.record({
    zone: fc.constantFrom(...zones),
    kind: fc.constantFrom("hourly" as const, "daily" as const, "weekly" as const, "monthly" as const),
    length: fc.integer({ min: 1, max: 5 }),
    start: fc
      .tuple(fc.constantFrom("2026-01-31", "2026-03-28", "2026-10-24", "2028-02-29", "2026-03-01"), clockTime)
      .map(([day, time]) => `${day}T${time}`),
    participants: fc.array(staff, { maxLength: 4 }),
  });
  const rule = fc.record({
    target: fc.oneof(
      fc.record({ kind: fc.constant("staff" as const), id: staff }),
      fc.constant({ kind: "rotation" as const, id: nights }),
    ),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    start: clockTime,
    end: clockTime,
  });
  const change = fc
    .tuple(span(moment), fc.option(staff, { nil: undefined }), fc.option(staff, { nil: undefined }))
    .map(([times, add, remove]) => ({
      ...times,
      ...(add && { add }),
      ...(remove && { remove }),
      ...(!add && !remove && { add: anna }),
    }));
  const fixed = fc
    .tuple(span(moment), fc.array(fc.tuple(span(moment), staff), { maxLength: 3 }))
    .map(([times, shifts]) => ({ ...times, shifts: shifts.map(([shift, who]) => ({ ...shift, staff: who })) }));
  const holiday = fc
    .tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 1, max: 7 }))
    .map(([days, as]) => ({ date: new Date(moment + days * 86_400_000).toISOString().slice(0, 10), as, name: "" }));
  return fc.record({
    turn,
    schedule: fc.record({
      zone: fc.constantFrom(...zones),
      rules: fc.array(rule, { maxLength: 3 }),
      overrides: fc.array(change, { maxLength: 3 }),
      temporary: fc.array(fixed, { maxLength: 1 }),
      holidays: fc.uniqueArray(holiday, { maxLength: 3, selector: ({ date }) => date }),
    }),
  });
}

const cases = fc.constantFrom(...moments).chain((moment) => fc.tuple(fc.constant(moment), schedules(moment)));
const runs = Number(process.env["STANCH_LONG_RUNS"] ?? 400);

test("a second implementation, written from the description, agrees on who is on duty", () => {
  fc.assert(
    fc.property(
      cases,
      fc.array(fc.integer({ min: -2880, max: 2880 }), { minLength: 4, maxLength: 8 }),
      ([moment, { turn, schedule }], minutes) => {
        rotationSchema.parse({ ...turn, id: nights, name: "n" });
        scheduleSchema.parse({ ...schedule, id: nights, name: "s" });
        const named = new Map([[nights, turn]]);
        const roster = dutyRoster(schedule, named);
        for (const minute of minutes) {
          const ms = moment + minute * 60_000;
          assert.deepEqual(roster.at(ms), naiveOnDuty(schedule, named, ms), new Date(ms).toISOString());
        }
      },
    ),
    { numRuns: runs },
  );
});

test("shifts and gaps say at every minute what asking for the minute says", () => {
  fc.assert(
    fc.property(cases, ([moment, { turn, schedule }]) => {
      const roster = dutyRoster(schedule, new Map([[nights, turn]]));
      const [from, to] = [moment - 20 * 3_600_000, moment + 20 * 3_600_000];
      const [shifts, gaps] = [roster.shifts(from, to), roster.gaps(from, to)];
      for (let ms = from; ms < to; ms += 900_000) {
        const covering = shifts.filter((one) => at(one.start) <= ms && ms < at(one.end)).map((one) => one.staff);
        assert.deepEqual(covering.toSorted(), roster.at(ms), new Date(ms).toISOString());
        const inGap = gaps.some((one) => at(one.start) <= ms && ms < at(one.end));
        assert.equal(inGap, covering.length === 0, new Date(ms).toISOString());
      }
    }),
    { numRuns: Math.ceil(runs / 10) },
  );
});
