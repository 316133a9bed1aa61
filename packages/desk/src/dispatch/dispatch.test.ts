import assert from "node:assert/strict";
import { test } from "node:test";
import { acceptMinutes, type DispatchRun, type HandlerCandidate } from "@stanch/model/dispatch";
import { staffId } from "@stanch/model/ids";
import fc from "fast-check";
import * as machine from "./dispatch.ts";

const uuid = (kind: number, at: number): string =>
  `${String(kind).padStart(8, "0")}-0000-4000-8000-${String(at).padStart(12, "0")}`;
const candidate = (at: number): HandlerCandidate => ({
  staff: { id: staffId.parse(uuid(1, at)), name: `h${at}` },
  team: "t",
  place: "杭州",
  onDuty: true,
  busy: 0,
});

const step = fc.oneof(
  fc.record({ kind: fc.constant("pass" as const), minutes: fc.integer({ min: 0, max: 15 }) }),
  fc.record({ kind: fc.constant("turn" as const), people: fc.uniqueArray(fc.integer({ min: 0, max: 5 })) }),
  fc.record({ kind: fc.constantFrom("accept" as const, "decline" as const), offer: fc.nat(7) }),
  fc.record({ kind: fc.constant("stop" as const) }),
);

const minute = 60_000;
const open = (run: DispatchRun) => run.offers.filter(({ outcome }) => outcome === undefined);

/** What holds in every state that can be reached. */
function holds(run: DispatchRun): void {
  assert.ok(open(run).length <= 1, "two people are asked at once");
  const asked = run.offers.map(({ staff }) => staff.id);
  assert.equal(new Set(asked).size, asked.length, "somebody is asked twice");
  const taken = run.offers.filter(({ outcome }) => outcome === "accepted");
  assert.equal(taken.length, run.state === "accepted" ? 1 : 0);
  if (run.state !== "offering") assert.equal(open(run).length, 0, "an offer waits and nobody looks at it");
  for (const { at, until, endedAt, outcome } of run.offers) {
    assert.equal(Date.parse(until) - Date.parse(at), acceptMinutes * minute);
    assert.equal(endedAt === undefined, outcome === undefined);
  }
}

test("whatever happens, one person is asked at a time, nobody twice, and one has it", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let [run, now, ids] = [machine.beginDispatch({ part: "handler", mode: "on-site" }), 0, 0];
      let [told, over] = [0, 0];
      const at = () => new Date(now).toISOString();
      for (const one of steps) {
        const before = run;
        if (one.kind === "pass") now += one.minutes * minute;
        else if (one.kind === "turn") {
          const turned = machine.turnDispatch(run, at(), one.people.map(candidate), () => uuid(2, ids++));
          const late = open(run).some(({ until }) => Date.parse(until) <= now);
          if (run.state === "offering" && (late || open(run).length === 0)) assert.notEqual(turned.run, run);
          else assert.equal(turned.run, run, "nothing is due");
          ({ run } = turned);
          told += turned.acts.filter(({ kind }) => kind === "handed-over").length;
          for (const waiting of open(run)) assert.ok(Date.parse(waiting.until) > now, "an old offer is left");
          if (run.state === "handed-over" && before.state !== "handed-over") {
            const asked = new Set<string>(run.offers.map(({ staff }) => staff.id));
            assert.ok(
              one.people.every((person) => asked.has(uuid(1, person))),
              "somebody was never asked",
            );
          }
        } else if (one.kind === "stop") ({ run } = machine.stopDispatch(run, at()));
        else {
          const of = run.offers[one.offer]?.assignment ?? uuid(2, 999);
          const may = machine.mayAccept(run, of);
          if (one.kind === "decline") run = machine.declineOffer(run, of, at());
          else {
            ({ run } = machine.acceptOffer(run, of, at()));
            assert.equal(run.state === "accepted" && before !== run, may, "accepted exactly when it may be");
          }
        }
        if (run.state === "handed-over" && before.state !== "handed-over") over++;
        assert.equal(told, over, "the emergency team is told whenever everybody was asked, and only then");
        assert.ok(run.offers.length >= before.offers.length, "an offer vanished");
        holds(run);
      }
    }),
    { numRuns: 2000 },
  );
});

test("silence makes room after ten minutes, a refusal at once; everybody asked is handed over", () => {
  const people = [candidate(0), candidate(1), candidate(2)];
  let ids = 0;
  const turn = (run: DispatchRun, minutes: number) =>
    machine.turnDispatch(run, new Date(minutes * minute).toISOString(), people, () => uuid(2, ids++));
  let { run } = turn(machine.beginDispatch({ part: "handler", mode: "on-site" }), 0);
  assert.equal(turn(run, 9).run, run);
  ({ run } = turn(run, 10));
  assert.deepEqual(
    run.offers.map(({ staff, outcome }) => [staff.name, outcome]),
    [
      ["h0", "silent"],
      ["h1", undefined],
    ],
  );
  const eleven = new Date(11 * minute).toISOString();
  const refused = machine.declineOffer(run, run.offers[1]?.assignment ?? "", eleven);
  assert.equal(machine.dispatchDue(refused, eleven), eleven);
  ({ run } = turn(refused, 11));
  assert.equal(open(run)[0]?.staff.name, "h2");
  const late = machine.acceptOffer(run, run.offers[0]?.assignment ?? "", eleven);
  assert.deepEqual(
    [late.run.state, late.acts.map(({ kind }) => kind)],
    ["accepted", ["ended"]],
    "whoever comes late is taken, and the third is let go",
  );
  const over = turn(run, 21);
  assert.equal(over.run.state, "handed-over");
  assert.deepEqual(
    over.acts.map(({ kind }) => kind),
    ["ended", "handed-over"],
  );
});
