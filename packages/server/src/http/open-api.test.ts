import assert from "node:assert/strict";
import { test } from "node:test";
import { api } from "@stanch/model/api";
import { openApi } from "./open-api.ts";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Readonly<Record<string, unknown>>;
}
interface Operation {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  readonly responses: Readonly<Record<string, unknown>>;
  readonly "x-permission": string;
  readonly security?: readonly unknown[];
}

const document = openApi("0.0.0") as unknown as {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: object; readonly securitySchemes: object };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** Every `$ref` below a value. */
function refs(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refs);
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "$ref" && typeof inner === "string" ? [inner] : refs(inner),
  );
}

test("the document names every operation of the table once, and nothing else", () => {
  assert.match(document.openapi, /^3\.1\./);
  assert.deepEqual(operations.map(({ operation }) => operation.operationId).toSorted(), Object.keys(api).toSorted());
  for (const { path, method, operation } of operations) {
    const route = api[operation.operationId as keyof typeof api];
    assert.equal(path, `/api/v1${route.path.replaceAll(/:(\w+)/g, "{$1}")}`);
    assert.equal(method, route.method.toLowerCase());
    assert.equal(operation["x-permission"], route.permission);
    assert.equal(operation.security !== undefined, route.permission === "public", operation.operationId);
  }
});

test("each place in a path has its parameter, each parameter a schema that says something", () => {
  for (const { path, operation } of operations) {
    const places = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const named = operation.parameters.filter((one) => one.in === "path").map((one) => one.name);
    assert.deepEqual(named.toSorted(), places.toSorted(), operation.operationId);
    for (const { name, schema } of operation.parameters)
      assert.notDeepEqual(schema, {}, `${operation.operationId} ${name}`);
  }
});

test("bodies and answers have schemas, references lead somewhere, GET sends no body", () => {
  for (const { method, operation } of operations) {
    assert.ok("200" in operation.responses && "default" in operation.responses, operation.operationId);
    if (method === "get" || method === "delete") assert.equal(operation.requestBody, undefined);
    for (const ref of refs(operation)) {
      const found = ref
        .replace(/^#\//, "")
        .split("/")
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      assert.ok(found !== undefined, `${operation.operationId} ${ref}`);
    }
  }
  const text = JSON.stringify(document);
  assert.deepEqual(JSON.parse(text), document, "the document is plain JSON");
});
