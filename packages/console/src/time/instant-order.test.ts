import assert from "node:assert/strict";
import { test } from "node:test";
import { newestFirst } from "./instant-order.ts";

test("instants sort by time, however many digits they have; those missing stand where asked", () => {
  const [early, late] = ["2026-03-01T02:14:07.1Z", "2026-03-01T02:14:07.12Z"];
  assert.deepEqual([early, late].toSorted(newestFirst), [late, early]);
  assert.deepEqual(
    [early, undefined, late].toSorted((a, b) => newestFirst(a ?? undefined, b ?? undefined)),
    [late, early, undefined],
  );
  assert.ok(newestFirst(undefined, late, "first") < 0 && newestFirst(undefined, late) > 0);
  assert.equal(newestFirst(undefined, undefined), 0);
});
