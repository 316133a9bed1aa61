import assert from "node:assert/strict";
import { test } from "node:test";
import { cookieJar } from "./cookie-jar.ts";

test("cookies that an answer sets replace those that came, and those it ends are gone", () => {
  const jar = cookieJar({ cookie: "a=1; b=x=y; =z; c" }, "192.0.2.1");
  assert.equal(jar.headers().get("cookie"), "a=1; b=x=y");
  const headers = new Headers();
  headers.append("set-cookie", "a=2; HttpOnly; SameSite=Strict");
  headers.append("set-cookie", "b=; Max-Age=0");
  jar.take(new Response(null, { headers }));
  assert.equal(jar.headers().get("cookie"), "a=2");
  assert.deepEqual(jar.set(), ["a=2; HttpOnly; SameSite=Strict", "b=; Max-Age=0"]);
  assert.equal(cookieJar({}, "").headers().has("cookie"), false);
});
