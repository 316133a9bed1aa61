import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { LogEvent } from "@stanch/model/log-event";
import type { CitedEvent } from "./cited-event.ts";
import { distinctEvents } from "./distinct-events.ts";

const cited = (source: number, time: number | undefined, message: string, offset = 0): CitedEvent => {
  const event: LogEvent = { time, digits: 0, basis: "zone-assumed", offset, record: 1, message };
  return { source, event };
};

/** The rule as it is told, over all pairs: a record goes when another source told the same before. */
function naive(events: readonly CitedEvent[]): CitedEvent[] {
  return events.filter(({ source, event }, at) => {
    if (event.time === undefined) return true;
    const first = events
      .slice(0, at)
      .find((other) => other.event.time === event.time && other.event.message === event.message);
    return first === undefined || first.source === source;
  });
}

test("a record that two files tell stays once, of the file that told it first", () => {
  const one = fc.tuple(fc.nat(2), fc.option(fc.nat(3), { nil: undefined }), fc.constantFrom("a", "b", "c"));
  fc.assert(
    fc.property(fc.array(one, { maxLength: 14 }), (given) => {
      const events = given.map(([source, time, message], at) => cited(source, time, message, at));
      assert.deepEqual(distinctEvents(events), naive(events));
    }),
  );
});

test("the same line twice in one file is two events", () => {
  const events = [cited(0, 5, "x", 0), cited(0, 5, "x", 9)];
  assert.equal(distinctEvents(events).length, 2);
});
