import assert from "node:assert/strict";
import { test } from "node:test";
import type { LogEvent } from "@stanch/model/log-event";
import fc from "fast-check";
import { ActivityBook } from "./activity.ts";
import { activityColumns, activityRows } from "./activity-columns.ts";

const anyEvent: fc.Arbitrary<LogEvent> = fc.record(
  {
    time: fc.option(fc.integer({ min: 0, max: 4e15 }), { nil: undefined }),
    digits: fc.constantFrom(0, 6),
    basis: fc.constantFrom("stated" as const, "year-inferred" as const, "none" as const),
    offset: fc.integer({ min: 0, max: 2 ** 40 }),
    record: fc.integer({ min: 1, max: 2 ** 40 }),
    nanos: fc.integer({ min: 0, max: 999 }),
    part: fc.integer({ min: 1, max: 5 }),
    "event.module": fc.constantFrom("sshd", "nginx"),
    "event.category": fc.constantFrom("authentication" as const, "web" as const),
    "event.action": fc.constantFrom("ssh_login", "<script>", "=1+1"),
    "event.outcome": fc.constantFrom("failure" as const, "success" as const),
    "host.name": fc.constantFrom("web-01", "数据库"),
    "source.ip": fc.constantFrom("203.0.113.9", "2001:db8::1"),
    "user.name": fc.string(),
  },
  { requiredKeys: ["time", "digits", "basis", "offset", "record"] },
);

const bookOf = (events: readonly LogEvent[]): ActivityBook => {
  const book = new ActivityBook();
  for (const event of events) book.add(event);
  return book;
};
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_key, one: unknown) => (one instanceof Set ? [...one] : one)));

test("activity that crossed the worker border is what it was", () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
      const rows = bookOf(events).rows();
      const crossed = [...activityRows(structuredClone(activityColumns(rows)))];
      assert.deepEqual(plain(crossed), plain(rows));
    }),
  );
});

test("counts of chunks add up to the counts of the whole", () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), fc.nat(30), (events, cut) => {
      const merged = bookOf([]);
      for (const part of [events.slice(0, cut), events.slice(cut)]) {
        for (const row of activityRows(activityColumns(bookOf(part).rows()))) merged.merge(row);
      }
      const counts = (book: ActivityBook) =>
        book
          .rows()
          .map(({ address, module, category, action, outcome, count, accounts }) => [
            address,
            module,
            category,
            action,
            outcome,
            count,
            [...accounts].sort(),
          ]);
      assert.deepEqual(counts(merged), counts(bookOf(events)));
    }),
  );
});

test("requests without an account are not counted: nothing is concluded from their number", () => {
  const plainRequest: LogEvent = {
    time: 1,
    digits: 0,
    basis: "stated",
    offset: 0,
    record: 1,
    "source.ip": "203.0.113.9",
  };
  assert.deepEqual(bookOf([{ ...plainRequest, "event.category": "web" }]).rows(), []);
  const tried = bookOf([{ ...plainRequest, "event.category": "web", "user.name": "admin" }]).rows();
  assert.deepEqual([...(tried[0]?.accounts ?? [])], ["admin"]);
});
