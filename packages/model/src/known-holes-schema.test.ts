import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { api } from "./api.ts";
import type { Route } from "./route.ts";

const routes = Object.entries(api) as [string, Route][];

/** Bodies of any names, and what looks at each name instead. */
const free: Readonly<Record<string, string>> = {
  "settings.put": "every key is one of the settings, or refused",
  "draft.save": "shown only to whoever saved it, as a form that is checked when it is sent",
};

/** JSON Schema objects that let unknown names through. */
function open(schema: unknown, path = ""): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap((one, at) => open(one, `${path}/${at}`));
  const here = schema as Readonly<Record<string, unknown>>;
  const named = typeof here["properties"] === "object" && "additionalProperties" in here;
  const lets = named && here["additionalProperties"] !== false ? [path] : [];
  return [...lets, ...Object.entries(here).flatMap(([key, inner]) => open(inner, `${path}/${key}`))];
}

test("no body takes names that its form does not have", () => {
  // Unknown names are dropped by the parser; an object that keeps them says so in its schema.
  assert.deepEqual(open(z.toJSONSchema(z.looseObject({ a: z.string() }), { io: "output" })), [""]);
  let seen = 0;
  for (const [id, { body, carries }] of routes) {
    if (body.type === "undefined" || carries === "bytes" || id in free) continue;
    const schema = z.toJSONSchema(body, { io: "output", unrepresentable: "any", cycles: "ref" });
    assert.deepEqual(open(schema), [], id);
    assert.notEqual(JSON.stringify(schema), "{}", id);
    seen++;
  }
  assert.ok(seen > 50, `${seen} bodies`);
});

test("no operation that is a mere link changes anything, but for the record that it was read", () => {
  for (const [id, { method, body }] of routes) {
    if (method !== "GET") continue;
    assert.equal(body.type, "undefined", id);
    const name = id.slice(id.lastIndexOf(".") + 1);
    assert.doesNotMatch(name, /^(?:create|add|put|set|change|remove|delete|take|send|decide|reset|update|write)/i, id);
  }
});

test("no operation takes code: nothing that runs is written through the API", () => {
  const code = /python|javascript|script|command|shell|exec|lambda|function|jinja|template/i;
  for (const [id, { body, query, carries }] of routes) {
    assert.doesNotMatch(id, code, id);
    for (const part of [body, query]) {
      if (part.type === "undefined" || carries === "bytes") continue;
      const schema = z.toJSONSchema(part, { io: "input", unrepresentable: "any", cycles: "ref" });
      const names = [...JSON.stringify(schema).matchAll(/"(?:properties)":\{"([^"]+)"/g)].map(
        (match) => match[1] ?? "",
      );
      for (const name of names) assert.doesNotMatch(name, code, `${id} ${name}`);
    }
  }
});
