import assert from "node:assert/strict";
import { test } from "node:test";
import { conformance, suiteFigure } from "@stanch/model/conformance.testkit";
import { judgeSuites, raisedFloors } from "./conformance.ts";

const verdicts = (...args: Parameters<typeof judgeSuites>): string[] =>
  judgeSuites(...args).map(({ suite, verdict }) => `${suite} ${verdict}`);

test("a figure travels through a diagnostic line, and other lines are left alone", () => {
  const lines: string[] = [];
  conformance({ diagnostic: (message) => void lines.push(message) }, "a-suite", 7, 9);
  assert.deepEqual(lines.map(suiteFigure), [{ suite: "a-suite", passed: 7, of: 9 }]);
  assert.equal(suiteFigure("tests 4"), undefined);
});

test("a figure below its floor, without a floor or not told at all fails", () => {
  const figures = [
    { suite: "held", passed: 5, of: 6 },
    { suite: "lost", passed: 4, of: 6 },
    { suite: "fresh", passed: 6, of: 6 },
  ];
  const floors = { held: 5, lost: 5, silent: 1 };
  assert.deepEqual(verdicts(figures, floors, false), ["fresh FAIL", "held ok", "lost FAIL", "silent FAIL"]);
  assert.deepEqual(verdicts([], { silent: 1 }, true), ["silent skipped"]);
});

test("floors only rise", () => {
  const figures = [
    { suite: "b", passed: 3, of: 9 },
    { suite: "a", passed: 8, of: 9 },
  ];
  assert.deepEqual(raisedFloors(figures, { b: 4, a: 7 }), { a: 8, b: 4 });
});
