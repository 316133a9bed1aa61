import assert from "node:assert/strict";
import { test } from "node:test";
import type { LogEvent } from "@stanch/model/log-event";
import fc from "fast-check";
import { ActivityBook } from "./activity.ts";
import { activityColumns, mergeActivity } from "./activity-columns.ts";

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
const told = (book: ActivityBook): unknown => [...book.all()];

test("activity that crossed the worker border is what it was", () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
      const crossed = bookOf([]);
      mergeActivity(crossed, structuredClone(activityColumns(bookOf(events))));
      assert.deepEqual(told(crossed), told(bookOf(events)));
    }),
  );
});

test("counts of chunks add up to the counts of the whole", () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), fc.nat(30), (events, cut) => {
      const merged = bookOf([]);
      for (const part of [events.slice(0, cut), events.slice(cut)])
        mergeActivity(merged, activityColumns(bookOf(part)));
      assert.deepEqual(told(merged), told(bookOf(events)));
    }),
  );
});

test("only refusals are counted, and of accounts no more than tell something", () => {
  const login = (user: string, outcome: "failure" | "success"): LogEvent => ({
    time: 1,
    digits: 0,
    basis: "stated",
    offset: 0,
    record: 1,
    "event.category": "authentication",
    "event.action": "ssh_login",
    "event.outcome": outcome,
    "source.ip": "203.0.113.9",
    "user.name": user,
  });
  const [row, ...more] = bookOf(
    ["a", "b", "a", "c", "d", "b"].map((user) => login(user, "failure")).concat(login("e", "success")),
  ).of("203.0.113.9");
  assert.deepEqual(more, []);
  assert.deepEqual([row?.count, row?.accounts, row?.moreAccounts], [6, ["a", "b", "c"], true]);
});

test("requests without an account are not counted: nothing is concluded from their number", () => {
  const plainRequest: LogEvent = {
    time: 1,
    digits: 0,
    basis: "stated",
    offset: 0,
    record: 1,
    "event.outcome": "failure",
    "source.ip": "203.0.113.9",
  };
  assert.deepEqual(told(bookOf([{ ...plainRequest, "event.category": "web" }])), []);
  const tried = bookOf([{ ...plainRequest, "event.category": "web", "user.name": "admin" }]).of("203.0.113.9");
  assert.deepEqual(tried[0]?.accounts, ["admin"]);
});
