import assert from "node:assert/strict";
import type { LogEvent } from "@stanch/model/log-event";
import type { LineFormat } from "../../../format.ts";
import { identify } from "../../../identify.ts";
import { sampleOf } from "../../../sample.ts";
import { isoTime, readLines } from "../../generic/read-lines.testkit.ts";

/** Fields an event must have; `at` is its time, `fields.x` an original field. */
export type Wanted = Readonly<Record<string, unknown>>;

/** Reads lines, checks that they are recognised, and compares the events with what is wanted of each. */
export function checkLines(
  format: LineFormat,
  lines: readonly string[],
  wanted: readonly Wanted[],
  path = "case/file",
): LogEvent[] {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const found = identify(sampleOf(Buffer.from(`${lines.join("\n")}\n`), name));
  assert.equal(found.format?.id, format.id, `${format.id} not recognised`);
  const { events, unparsed } = readLines(format, lines, { path, bound: Date.UTC(2026, 2, 1) / 1000 });
  assert.equal(unparsed, 0, `${format.id}: ${unparsed} not understood`);
  assert.equal(events.length, wanted.length, format.id);
  for (const [index, one] of wanted.entries()) {
    const event: Record<string, unknown> = { ...events[index], at: isoTime(events[index]) };
    for (const [key, value] of Object.entries(one)) {
      const got = key.startsWith("fields.") ? events[index]?.fields?.[key.slice(7)] : event[key];
      assert.deepEqual(got, value, `${format.id} ${index}: ${key}`);
    }
  }
  return events;
}
