import assert from "node:assert/strict";
import { test } from "node:test";
import { userCache } from "./user-cache.ts";

test("what can be made again goes where the user's platform keeps such things", () => {
  assert.equal(userCache("linux", {}, "/home/ada"), "/home/ada/.cache/stanch");
  assert.equal(userCache("linux", { XDG_CACHE_HOME: "/var/tmp/c" }, "/home/ada"), "/var/tmp/c/stanch");
  assert.equal(userCache("linux", { XDG_CACHE_HOME: "here" }, "/home/ada"), "/home/ada/.cache/stanch");
  assert.equal(userCache("linux", { XDG_CACHE_HOME: "" }, "/home/ada"), "/home/ada/.cache/stanch");
  assert.equal(userCache("darwin", {}, "/Users/ada"), "/Users/ada/Library/Caches/stanch");
  assert.equal(userCache("win32", {}, "C:\\Users\\ada"), "C:\\Users\\ada\\AppData\\Local\\stanch\\cache");
  assert.equal(userCache("win32", { LOCALAPPDATA: "D:\\l" }, "C:\\Users\\ada"), "D:\\l\\stanch\\cache");
});
