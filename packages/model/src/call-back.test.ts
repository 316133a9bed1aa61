import assert from "node:assert/strict";
import { test } from "node:test";
import { numberKey } from "./call-back.ts";

test("a number is the same however it is written, and another when it reaches somebody else", () => {
  const hangzhou = numberKey("+86 571-8888 0000");
  for (const same of [
    "0571 88880000",
    "(0571)8888-0000",
    "0086 571 8888 0000",
    "+86(0)57188880000",
    "0571 88880000 x12",
  ])
    assert.equal(numberKey(same), hangzhou, same);
  for (const other of ["+86 10 8888 0000", "88880000", "+1 571 8888 0000", "0571 88880001", ""])
    assert.notEqual(numberKey(other), hangzhou, other);
  assert.equal(numberKey("+86 138 0013 8000"), numberKey("13800138000"));
});
