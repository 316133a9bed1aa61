import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { rootNames } from "./root-name.ts";

const namesOf = (paths: readonly string[]): string[] => [...rootNames(paths).values()];

test("a root goes by the shortest end of its path that tells it from the others", () => {
  assert.deepEqual(namesOf(["/case/hostA/log", "/case/hostB/log"]), ["hostA/log", "hostB/log"]);
  assert.deepEqual(namesOf(["/p/a/log", "/q/a/log", "/r/b/log"]), ["p/a/log", "q/a/log", "b/log"]);
  assert.deepEqual(namesOf(["/case/auth.log", "/case/syslog"]), ["auth.log", "syslog"]);
  assert.deepEqual(namesOf(["/case/log", "/case/./log/", "/case/x/../log"]), ["log"]);
  assert.deepEqual(namesOf(["/case/a/log", "/case/log"]), ["a/log", "log"]);
  assert.deepEqual(namesOf(["/case", "/case/a/log"]), ["case"], "what lies inside is read there");
  assert.deepEqual(namesOf(["/"]), ["evidence"]);
});

test("files of one root never go by a name inside another's", () => {
  assert.deepEqual(namesOf(["/x/a", "/y/b/log", "/z/a/log"]), ["x/a", "b/log", "z/a/log"]);
});

const part = fc.constantFrom("a", "b", "log");
const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((names) => `/${names.join("/")}`);

test("names are ends of their paths, and neither order nor the place above changes them", () => {
  fc.assert(
    fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 6 }), (paths) => {
      const names = rootNames(paths);
      for (const [root, name] of names) assert.ok(root.endsWith(`/${name}`));
      assert.deepEqual(rootNames(paths.toReversed()), names);
      const moved = rootNames(paths.map((one) => `/elsewhere/a/deep${one}`));
      assert.deepEqual([...moved.values()], [...names.values()]);
      assert.equal(new Set(names.values()).size, names.size);
    }),
  );
});
