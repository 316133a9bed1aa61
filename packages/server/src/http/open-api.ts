import { isDeepStrictEqual } from "node:util";
import { api, type OperationId } from "@stanch/model/api";
import { problem, type Route } from "@stanch/model/route";
import { z } from "zod";

type Schema = Readonly<Record<string, unknown>>;

/** Schemas of the document that others refer to, by name. */
const shared = new Map<string, Schema>([["Problem", z.toJSONSchema(problem, { io: "output" })]]);

/** A schema whose definitions, which recursion needs, stand among those of the whole document. */
function schemaOf(type: z.ZodType, io: "input" | "output"): Schema {
  const made = z.toJSONSchema(type, { io, unrepresentable: "any", cycles: "ref" });
  const text = JSON.stringify(made).replaceAll('"#/$defs/__', '"#/components/schemas/');
  const {
    $schema: _,
    $defs: definitions = {},
    ...schema
  } = JSON.parse(text) as Schema & { $defs?: Record<string, Schema> };
  for (const [name, definition] of Object.entries(definitions)) define(name.replace(/^__/, ""), definition);
  return schema;
}

/** Two different definitions under one name would make one of them a lie. */
function define(name: string, definition: Schema): void {
  const known = shared.get(name);
  if (known !== undefined && !isDeepStrictEqual(known, definition)) throw new TypeError(`two schemas named ${name}`);
  shared.set(name, definition);
}

function isUsed(type: z.ZodType): boolean {
  return type.type !== "undefined";
}

/** Properties of an object schema as parameters of a path or a query. */
function parameters(type: z.ZodType, place: "path" | "query"): Schema[] {
  if (!isUsed(type)) return [];
  const { properties = {}, required = [] } = schemaOf(type, "input") as {
    properties?: Record<string, Schema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema,
  }));
}

function requestBody(route: Route): Schema {
  if (route.carries === "bytes") {
    const bytes = { "application/octet-stream": { schema: { type: "string", format: "binary" } } };
    return { requestBody: { required: true, content: bytes } };
  }
  if (!isUsed(route.body)) return {};
  return {
    requestBody: { required: true, content: { "application/json": { schema: schemaOf(route.body, "input") } } },
  };
}

function answerOf(route: Route): Schema {
  switch (route.carries) {
    case "file":
      return { "application/octet-stream": { schema: { type: "string", format: "binary" } } };
    case "stream":
      return { "text/event-stream": { schema: { type: "string" } } };
    case "json":
    case "bytes":
      return { "application/json": { schema: schemaOf(route.output, "output") } };
  }
}

function operation(id: OperationId, route: Route): Schema {
  return {
    operationId: id,
    tags: [id.split(".")[0]],
    "x-permission": route.permission,
    ...(route.permission === "public" ? { security: [] } : {}),
    parameters: [...parameters(route.params, "path"), ...parameters(route.query, "query")],
    ...requestBody(route),
    responses: {
      "200": { description: "done", content: answerOf(route) },
      default: {
        description: "refused or failed",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

/** The whole API as an OpenAPI 3.1 document, made from the schemas that check every call. */
export function openApi(version: string): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const [id, route] of Object.entries(api) as [OperationId, Route][]) {
    const path = `/api/v1${route.path.replaceAll(/:(\w+)/g, "{$1}")}`;
    (paths[path] ??= {})[route.method.toLowerCase()] = operation(id, route);
  }
  return {
    openapi: "3.1.0",
    info: { title: "Stanch", version, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    security: [{ session: [] }, { key: [] }],
    paths,
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "stanch.session_token" },
        key: { type: "http", scheme: "bearer", description: "An API key: stanch_…" },
      },
      schemas: Object.fromEntries(shared),
    },
  };
}
