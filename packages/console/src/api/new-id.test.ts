import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { newId } from "./new-id.ts";

test("ids are UUIDs of version 4 and differ", () => {
  const made = Array.from({ length: 200 }, newId);
  for (const one of made) assert.equal(z.uuidv4().parse(one), one);
  assert.equal(new Set(made).size, made.length);
});
