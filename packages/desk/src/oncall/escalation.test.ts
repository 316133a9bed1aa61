import assert from "node:assert/strict";
import { test } from "node:test";
import { type EscalationPolicy, escalationRun, type EscalationRun, type PageTarget } from "@stanch/model/escalation";
import type { StaffId } from "@stanch/model/ids";
import fc from "fast-check";
import {
  acknowledgePage,
  actOnPages,
  beginEscalation,
  contactOnPages,
  decideGate,
  type EscalationAct,
  hurryEscalation,
  nextDue,
  resolveEscalation,
  turnEscalation,
} from "./escalation.ts";

const person = (number: number): StaffId => `00000000-0000-4000-8000-00000000000${number}` as StaffId;
const team = (number: number): PageTarget => ({ kind: "team", id: `20000000-0000-4000-8000-00000000000${number}` });
const names = ["duty desk", "intake", "handling", "emergency", "supervisor", "management"] as const;

/** The chain of the process: every unit in turn, a supervisor's gate before technical staff and management. */
const chain: EscalationPolicy = {
  id: "30000000-0000-4000-8000-000000000001",
  name: "7×24",
  repeat: 1,
  actionMinutes: 15,
  steps: names.map((name, at) => ({
    name,
    targets: [team(at)],
    kind: at === 4 ? "gate" : "page",
    delayMinutes: at === 4 ? 10 : 5,
    acknowledged: "next",
  })),
};
const holding: EscalationPolicy = {
  ...chain,
  steps: chain.steps.slice(0, 3).map((step) => ({ ...step, acknowledged: "stop" })),
};

const start = Date.parse("2026-01-06T19:04:00Z");
const at = (minutes: number): string => new Date(start + minutes * 60_000).toISOString();
const everybody = (targets: readonly PageTarget[]): StaffId[] =>
  targets.flatMap((one) => (one.kind === "team" ? [person(Number(one.id.at(-1)))] : []));
const told = (acts: readonly EscalationAct[]): string[] =>
  acts.map((act) => ("step" in act ? `${act.kind} ${act.step.name}` : act.kind));

interface Played {
  run: EscalationRun;
  readonly acts: string[];
}

/** Turns the chain at the given minutes; between them `before` may do something. */
function play(run: EscalationRun, minutes: readonly number[], who = everybody): Played {
  const acts: string[] = [];
  let current = run;
  for (const minute of minutes) {
    const done = turnEscalation(current, at(minute), who);
    current = done.run;
    acts.push(...told(done.acts).map((one) => `${minute} ${one}`));
  }
  return { run: current, acts };
}

test("every unit is told in its turn, the gate passes by itself after its time, and the unanswered are paged once more", () => {
  const { acts, run } = play(
    beginEscalation(chain, at(0)),
    Array.from({ length: 90 }, (_none, minute) => minute),
  );
  assert.deepEqual(acts.slice(0, 7), [
    "0 paged duty desk",
    "5 paged intake",
    "10 paged handling",
    "15 paged emergency",
    "20 gate-asked supervisor",
    "30 gate-passed supervisor",
    "30 paged management",
  ]);
  assert.deepEqual(
    acts.slice(7),
    [
      "35 paged duty desk",
      "40 paged intake",
      "45 paged handling",
      "50 paged emergency",
      "55 paged management",
      "60 told",
    ],
    "a later round does not ask at the gate again",
  );
  assert.equal(run.over, "told");
});

test("an acknowledgement lets the chain go on at once", () => {
  const first = play(beginEscalation(chain, at(0)), [0]).run;
  const { acts, run } = play(acknowledgePage(first, "0.0", person(0), at(1)), [1, 2, 6]);
  assert.deepEqual(acts, ["1 paged intake", "6 paged handling"]);
  assert.equal(run.pages[0]?.acknowledged?.expiresAt, at(16));
});

test("an acknowledgement without a first action expires and pages again, whoever is on duty by then", () => {
  const first = play(beginEscalation(holding, at(0)), [0]).run;
  const held = acknowledgePage(first, "0.0", person(0), at(1));
  assert.equal(held.state, "held");
  assert.equal(nextDue(held), at(16));
  const { acts, run } = play(held, [5, 15, 16, 20, 21], () => [person(7)]);
  assert.deepEqual(acts, ["16 paged-again duty desk", "21 paged intake"]);
  assert.deepEqual(run.pages[1], { key: "0.1", step: 0, at: at(16), to: [person(7)] });
});

test("an acknowledgement with an action ends a chain that stops for it", () => {
  const first = play(beginEscalation(holding, at(0)), [0]).run;
  const over = actOnPages(acknowledgePage(first, "0.0", person(0), at(1)), person(0), at(2));
  assert.equal(over.over, "resolved");
  assert.deepEqual(play(over, [2, 60]).acts, []);
});

test("whoever was paged and speaks with the customer has answered and acted; answers of others are settled by it too", () => {
  const first = play(beginEscalation(holding, at(0)), [0]).run;
  const own = contactOnPages(first, person(0), at(3));
  assert.deepEqual(own.pages[0]?.acknowledged, { by: person(0), at: at(3), actedAt: at(3) });
  assert.equal(own.over, "resolved");
  const held = acknowledgePage(first, "0.0", person(0), at(1));
  const other = contactOnPages(held, "somebody else", at(4));
  assert.deepEqual([other.state, other.pages[0]?.acknowledged?.actedAt], ["over", at(4)]);
  const unanswered = contactOnPages(first, "somebody else", at(4));
  assert.equal(unanswered, first, "nobody answered, and whoever spoke was not paged: the page stands");
});

test("a step without anybody is passed over at once and told", () => {
  const without = (targets: readonly PageTarget[]) => everybody(targets).filter((one) => one !== person(1));
  assert.deepEqual(play(beginEscalation(chain, at(0)), [0, 5], without).acts, [
    "0 paged duty desk",
    "5 skipped intake",
    "5 paged handling",
  ]);
  const nobody = play(beginEscalation(chain, at(0)), [0], () => []);
  assert.deepEqual(nobody.acts.length, 2 * names.length + 1, "each step of both rounds, and the end");
  assert.equal(nobody.run.over, "told");
});

test("the supervisor declines, and somebody above overturns it", () => {
  const atGate = play(beginEscalation(chain, at(0)), [0, 5, 10, 15, 20]).run;
  const declined = decideGate(acknowledgePage(atGate, "4.0", person(4), at(21)), false, at(22));
  assert.equal(declined.over, "declined");
  assert.deepEqual(play(declined, [40, 90]).acts, []);
  assert.deepEqual(play(decideGate(declined, true, at(30)), [30]).acts, ["30 paged management"]);
  assert.equal(decideGate(declined, false, at(30)).over, "declined");
  assert.deepEqual(play(decideGate(atGate, true, at(21)), [21, 36]).acts, [
    "21 paged management",
    "36 paged duty desk",
  ]);
});

test("what was due while nothing ran is done once, from now on", () => {
  const { acts } = play(beginEscalation(chain, at(0)), [0, 600, 601, 605]);
  assert.deepEqual(acts, ["0 paged duty desk", "600 paged intake", "605 paged handling"]);
});

test("everybody of a step was rung in vain: the next is told at once; silence at the gate decides nothing", () => {
  const first = play(beginEscalation(chain, at(0)), [0]).run;
  const hurried = play(hurryEscalation(first, at(1)), [1]);
  assert.deepEqual(hurried.acts, ["1 paged intake"]);
  let gate = first;
  for (let minute = 1; gate.state !== "waiting"; minute++) gate = play(hurryEscalation(gate, at(minute)), [minute]).run;
  assert.equal(hurryEscalation(gate, at(30)), gate);
  const over = resolveEscalation(first);
  assert.equal(hurryEscalation(over, at(1)), over);
});

test("resolving stops everything", () => {
  const run = resolveEscalation(play(beginEscalation(chain, at(0)), [0, 5]).run);
  assert.equal(nextDue(run), undefined);
  assert.deepEqual(play(run, [10, 100]).acts, []);
});

type Move =
  | readonly ["wait", number]
  | readonly ["ack", number]
  | readonly ["act", number]
  | readonly ["decide", boolean]
  | readonly ["ring", number]
  | readonly ["resolve", number];
const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constant("wait" as const), fc.integer({ min: 1, max: 12 })) },
  { weight: 3, arbitrary: fc.tuple(fc.constant("ack" as const), fc.nat(9)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant("act" as const), fc.nat(5)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("decide" as const), fc.boolean()) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("ring" as const), fc.constant(0)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("resolve" as const), fc.constant(0)) },
);

function moved(run: EscalationRun, [what, value]: Move, now: string): EscalationRun {
  switch (what) {
    case "wait":
      return run;
    case "ack": {
      const page = run.pages[value % Math.max(1, run.pages.length)];
      return page?.to[0] === undefined ? run : acknowledgePage(run, page.key, page.to[0], now);
    }
    case "act":
      return value > 4 ? contactOnPages(run, person(0), now) : actOnPages(run, person(value), now);
    case "decide":
      return decideGate(run, value, now);
    case "ring":
      return hurryEscalation(run, now);
    case "resolve":
      return resolveEscalation(run);
  }
}

test("whatever people do, a chain never forgets a step, never pages after its end, and never sends one key twice", () => {
  const policies = fc.constantFrom(chain, holding, { ...chain, repeat: 0 }, { ...holding, repeat: 3 });
  fc.assert(
    fc.property(policies, fc.array(moves, { maxLength: 40 }), (policy, history) => {
      let run = beginEscalation(policy, at(0));
      let minute = 0;
      const keys = new Set<string>();
      const reached = new Set<string>();
      const turn = (): void => {
        const wasOver = run.state === "over";
        const { run: next, acts } = turnEscalation(run, at(minute), everybody);
        assert.ok(!wasOver || acts.length === 0, "paged after its end");
        for (const act of acts) {
          if ("step" in act) reached.add(act.step.name);
          if (!("page" in act)) continue;
          assert.ok(!keys.has(act.page.key), `key ${act.page.key} twice`);
          keys.add(act.page.key);
        }
        run = escalationRun.parse(structuredClone(next));
        assert.deepEqual(run, next, "the state survives its storage");
        assert.deepEqual(turnEscalation(run, at(minute), everybody).acts, [], "the same moment has nothing more");
      };
      turn();
      for (const move of history) {
        if (move[0] === "wait") minute += move[1];
        run = moved(run, move, at(minute));
        turn();
      }
      const decided = run.over === "resolved" || run.over === "declined";
      for (let next = nextDue(run), more = 0; next !== undefined; next = nextDue(run), more++) {
        assert.ok(more < 200, "a chain that nobody touches ends");
        minute = Math.max(minute, Math.ceil((Date.parse(next) - start) / 60_000));
        turn();
      }
      assert.equal(run.state, "over", "nothing is due and yet it is not over");
      if (!decided && run.over === "told") assert.equal(reached.size, policy.steps.length, "a step was forgotten");
    }),
    { numRuns: 500 },
  );
});
