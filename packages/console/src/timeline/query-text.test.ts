import assert from "node:assert/strict";
import { test } from "node:test";
import { timelineFilter } from "@stanch/model/timeline";
import fc from "fast-check";
import {
  filterOf,
  parseTerms,
  queryFields,
  readSearch,
  withoutTerm,
  withTerm,
  writeTerms,
  type QueryField,
  type QueryTerm,
} from "./query-text.ts";

test("a query is fields, alternatives and free text", () => {
  assert.deepEqual(filterOf({ q: 'source.ip:203.0.113.9 ip:2001:db8::1 outcome:failure "accepted for" root' }), {
    address: ["203.0.113.9", "2001:db8::1"],
    outcome: ["failure"],
    text: "accepted for root",
  });
});

test("what names no field stays text", () => {
  assert.deepEqual(filterOf({ q: "http://x outcome:maybe constructor:1" }), {
    text: "http://x outcome:maybe constructor:1",
  });
});

const fields = Object.keys(queryFields).filter((field) => field !== "event.outcome") as QueryField[];
const term: fc.Arbitrary<QueryTerm> = fc.oneof(
  fc.record({ field: fc.constantFrom(...fields), value: fc.string({ minLength: 1 }) }),
  fc.record({ value: fc.string({ minLength: 1 }) }),
);

test("what is written is read the same", () => {
  fc.assert(
    fc.property(fc.array(term), (terms) => {
      assert.deepEqual(
        parseTerms(writeTerms(terms)),
        terms.map((one) => ({ ...one })),
      );
    }),
  );
});

test("every address gives a filter the API takes, or text it refuses for length only", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom("q", "from", "to", "order", "event"), fc.string()), (raw) => {
      assert.equal(timelineFilter.safeParse(filterOf(readSearch(raw))).success, true);
    }),
  );
});

test("a malformed address is dropped part by part", () => {
  assert.deepEqual(readSearch({ q: 42, from: "soon", to: "2026-03-01T00:00:00Z", order: "x", event: "../etc" }), {
    q: "42",
    from: undefined,
    to: "2026-03-01T00:00:00Z",
    order: undefined,
    event: undefined,
  });
});

test("terms are added once and taken away by place", () => {
  const query = withTerm("host:web-01", { field: "user.name", value: 'o\'brien "x"' });
  assert.equal(query, 'host.name:web-01 user.name:"o\'brien \\"x\\""');
  assert.equal(withTerm(query, { field: "host.name", value: "web-01" }), query);
  assert.equal(withoutTerm(query, 1), "host.name:web-01");
  assert.equal(withoutTerm("host:web-01", 0), undefined);
});
