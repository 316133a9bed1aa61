import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Session } from "./session.ts";
import { lineOf, openAt } from "./session-line.ts";

const sessionOf = ([from, lasting]: readonly [number, number], at: number): Session => ({
  actor: `actor-${at}`,
  host: "web",
  account: "root",
  from,
  to: from + lasting,
  ended: true,
});

test("the newest session open at an instant is found, or none", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(40), fc.nat(15)), { maxLength: 12 }), fc.nat(60), (given, time) => {
      const sessions = given.map(sessionOf);
      const open = sessions.filter(({ from, to }) => from <= time && time <= to).sort((a, b) => a.from - b.from);
      assert.equal(openAt(lineOf(sessions), time)?.from, open.at(-1)?.from);
    }),
  );
});
