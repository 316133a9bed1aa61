import { z } from "zod";
import type { Permission } from "./role.ts";

/** One operation of the HTTP API, as data: server, OpenAPI, the console's client and the tenant matrix are made from it. */
export interface Route<Params = unknown, Query = unknown, Body = unknown, Output = unknown> {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Fastify path below `/api/v1`. */
  readonly path: string;
  readonly permission: Permission;
  readonly params: z.ZodType<Params>;
  readonly query: z.ZodType<Query>;
  readonly body: z.ZodType<Body>;
  readonly output: z.ZodType<Output>;
  /** `bytes`: raw body in (uploads) ; `file`: bytes out; `stream`: server-sent events. JSON otherwise. */
  readonly carries: "json" | "bytes" | "file" | "stream";
}

const none = z.undefined();

/** Fills what a route does not use. */
export function route<Output, Params = undefined, Query = undefined, Body = undefined>(spec: {
  method: Route["method"];
  path: string;
  permission: Permission;
  output: z.ZodType<Output>;
  params?: z.ZodType<Params>;
  query?: z.ZodType<Query>;
  body?: z.ZodType<Body>;
  carries?: Route["carries"];
}): Route<Params, Query, Body, Output> {
  return {
    method: spec.method,
    path: spec.path,
    permission: spec.permission,
    output: spec.output,
    params: spec.params ?? (none as unknown as z.ZodType<Params>),
    query: spec.query ?? (none as unknown as z.ZodType<Query>),
    body: spec.body ?? (none as unknown as z.ZodType<Body>),
    carries: spec.carries ?? "json",
  };
}

export type ParamsOf<R> = R extends Route<infer P, unknown, unknown, unknown> ? P : never;
export type QueryOf<R> = R extends Route<infer _P, infer Q, unknown, unknown> ? Q : never;
export type BodyOf<R> = R extends Route<infer _P, infer _Q, infer B, unknown> ? B : never;
export type OutputOf<R> = R extends Route<infer _P, infer _Q, infer _B, infer O> ? O : never;

/** What every refused or failed call answers. `code` is a key of the error catalogue; the texts are ready to show. */
export const problem = z.object({
  code: z.string(),
  what: z.object({ zh: z.string(), en: z.string() }),
  means: z.object({ zh: z.string(), en: z.string() }),
  todo: z.object({ zh: z.string(), en: z.string() }),
  /** Field names with a code each, for forms. */
  fields: z.record(z.string(), z.string()).optional(),
});
export type Problem = z.infer<typeof problem>;
