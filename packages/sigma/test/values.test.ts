import assert from "node:assert/strict";
import { test } from "node:test";
import type { FieldValue } from "@stanch/model/event-line";
import { item } from "./rules.testkit.ts";

/** `key: value` against the value of field `f`; the last column says whether it matches. */
type Row = readonly [key: string, value: unknown, field: FieldValue | undefined, matches: boolean];

function table(name: string, rows: readonly Row[]): void {
  test(`${name}: ${rows.length} cases`, () => {
    for (const [key, value, field, matches] of rows) {
      const fields = field === undefined ? {} : { f: field };
      assert.equal(item(key, value, fields), matches, `${key}: ${JSON.stringify(value)} on ${JSON.stringify(field)}`);
    }
  });
}

table("windash", [
  ["f|windash", "-a", "-a", true],
  ["f|windash", "-a", "/a", true],
  ["f|windash", "-a", "–a", true],
  ["f|windash", "-a", "—a", true],
  ["f|windash", "-a", "―a", true],
  ["f|windash", "/a", "-a", true],
  ["f|windash", "-a", "+a", false],
  ["f|windash|contains", " -a -b", "x /a -b", true],
  ["f|windash|contains", " -a -b", "x -a /b y", true],
  ["f|contains|windash", " -a -b", "x /a ―b y", true],
  ["f|windash|contains|all", ["-a", "-b"], "/b /a", true],
  ["f|windash|endswith", " -s", "dir c: /S", true],
  ["f|windash|contains", "dir*-s", "dir c: /s", true],
  ["f|windash|contains", "-enc", "/ENC abc", true],
  ["f|windash|contains", "-enc", "enc abc", false],
]);

table("cidr", [
  ["f|cidr", "10.0.0.0/8", "10.1.2.3", true],
  ["f|cidr", "10.0.0.0/8", "11.1.2.3", false],
  ["f|cidr", "192.168.1.0/24", "192.168.1.255", true],
  ["f|cidr", "192.168.1.128/25", "192.168.1.127", false],
  ["f|cidr", "0.0.0.0/0", "8.8.8.8", true],
  ["f|cidr", "10.1.2.3/32", "10.1.2.3", true],
  ["f|cidr", "10.1.2.3", "10.1.2.3", true],
  ["f|cidr", ["10.0.0.0/8", "172.16.0.0/12"], "172.31.255.255", true],
  ["f|cidr", ["10.0.0.0/8", "172.16.0.0/12"], "172.32.0.0", false],
  ["f|cidr", "::1/128", "::1", true],
  ["f|cidr", "fe80::/10", "fe80::1%eth0", true],
  ["f|cidr", "fe80::/10", "fec0::1", false],
  ["f|cidr", "2001:db8::/32", "2001:0db8:0:1::7", true],
  ["f|cidr", "2001:db8::/33", "2001:db8:8000::", false],
  ["f|cidr", "10.0.0.0/8", "::ffff:10.1.1.1", true],
  ["f|cidr", "10.0.0.0/8", "not an address", false],
  ["f|cidr", "10.0.0.0/8", "10.1.1.999", false],
  ["f|cidr", "10.0.0.0/8", "2001:db8::1", false],
  ["f|cidr", "10.0.0.0/8", undefined, false],
]);

table("exists", [
  ["f|exists", true, "x", true],
  ["f|exists", true, "", true],
  ["f|exists", true, null, true],
  ["f|exists", true, undefined, false],
  ["f|exists", false, undefined, true],
  ["f|exists", false, "x", false],
  ["f|exists", "true", "x", true],
  ["f|exists", "no", undefined, true],
]);

table("comparisons", [
  ["f|gt", 5, 6, true],
  ["f|gt", 5, 5, false],
  ["f|gte", 5, 5, true],
  ["f|gte", 5, 4, false],
  ["f|lt", 5, 4, true],
  ["f|lt", 5, 5, false],
  ["f|lte", 5, 5, true],
  ["f|lte", 5, 6, false],
  ["f|gt", 5, "6", true],
  ["f|gt", 5, " 6 ", true],
  ["f|gt", 5, "six", false],
  ["f|gt", 5, "", false],
  ["f|gt", 5, undefined, false],
  ["f|gt", "5", 6, true],
  ["f|gt", -1, 0, true],
  ["f|lt", 0.5, 0.25, true],
  ["f|gt", 9, "10", true],
  ["f|gt", 1, true, false],
]);

table("neq", [
  ["f|neq", "a", "b", true],
  ["f|neq", "a", "A", false],
  ["f|neq", 5, 6, true],
  ["f|neq", 5, "5", false],
  ["f|neq", ["a", "b"], "c", true],
  ["f|neq", ["a", "b"], "b", false],
  ["f|contains|neq", "a", "xbx", true],
  ["f|contains|neq", "a", "xax", false],
  ["f|neq", "a", undefined, true],
  ["f|neq|cased", "a", "A", true],
  ["f|re|neq", "^a", "ba", true],
  ["f|cidr|neq", "10.0.0.0/8", "10.0.0.1", false],
]);

table("parts of a time, in UTC", [
  ["f|minute", 30, "2024-02-29T23:30:15Z", true],
  ["f|hour", 23, "2024-02-29T23:30:15Z", true],
  ["f|hour", 22, "2024-02-29T23:30:15Z", false],
  ["f|hour", 21, "2024-02-29T23:30:15+02:00", true],
  ["f|day", 29, "2024-02-29T23:30:15Z", true],
  ["f|month", 2, "2024-02-29 23:30:15.123", true],
  ["f|year", 2024, "2024-02-29", true],
  ["f|week", 9, "2024-02-29T00:00:00Z", true],
  ["f|week", 1, "2024-12-30T00:00:00Z", true],
  ["f|week", 53, "2021-01-01T00:00:00Z", true],
  ["f|hour|gte", 22, "2024-02-29T23:30:15Z", true],
  ["f|hour|lt", 6, "2024-02-29T23:30:15Z", false],
  ["f|year", 2024, 1709249415, true],
  ["f|year", 2024, 1709249415000, true],
  ["f|hour", [22, 23], "2024-02-29T23:30:15Z", true],
  ["f|hour", 1, "no time", false],
]);

table("null, empty and missing", [
  ["f", null, undefined, true],
  ["f", null, null, true],
  ["f", null, "", false],
  ["f", null, "x", false],
  ["f", null, "null", false],
  ["f", "", "", true],
  ["f", "", "x", false],
  ["f", "", null, false],
  ["f", "", undefined, false],
  ["f", [null, "a"], undefined, true],
  ["f", [null, "a"], "a", true],
  ["f", [null, ""], "", true],
  ["f", "-", "-", true],
  ["f", null, "-", false],
  ["f", null, [], true],
  ["f", null, [null], true],
  ["f", null, ["a"], false],
]);

table("numbers, truth values and text", [
  ["f", 4624, 4624, true],
  ["f", 4624, "4624", true],
  ["f", "4624", 4624, true],
  ["f", "4624", "4624", true],
  ["f", 4624, 4625, false],
  ["f", 4624, "04624", false],
  ["f", [1, 2], 2, true],
  ["f", -1, "-1", true],
  ["f", 1.5, "1.5", true],
  ["f", true, true, true],
  ["f", true, "True", true],
  ["f", "true", true, true],
  ["f", false, "true", false],
  ["f", "46*", 4624, true],
  ["f", 0, 0, true],
  ["f", 0, false, false],
]);

table("lists in events: any member", [
  ["f", "b", ["a", "b"], true],
  ["f", "c", ["a", "b"], false],
  ["f|contains", "el", ["hello", "x"], true],
  ["f|contains|all", ["a", "b"], ["a", "b"], true],
  ["f|startswith", "h", ["x", "Hello"], true],
  ["f|endswith", "lo", ["x", "Hello"], true],
  ["f|re", "^x$", ["y", "x"], true],
  ["f|cidr", "10.0.0.0/8", ["8.8.8.8", "10.0.0.1"], true],
  ["f|gt", 5, [1, 9], true],
  ["f", 2, [1, 2], true],
  ["f", "x", [], false],
  ["f|exists", true, [], true],
  ["f", "a", [null, "a"], true],
]);
