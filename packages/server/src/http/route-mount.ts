import {
  type Call,
  type Change,
  type DeskOperation,
  type FileAnswer,
  type Handlers,
  publicCall,
} from "@stanch/desk/handler";
import { api, type OperationId } from "@stanch/model/api";
import { StanchError } from "@stanch/model/error";
import { may } from "@stanch/model/role";
import type { Route } from "@stanch/model/route";
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from "fastify";
import { cookieJar, type CookieJar } from "../sign-in/cookie-jar.ts";
import type { SessionHandlers } from "../sign-in/session-handlers.ts";
import type { SignIn } from "../sign-in/sign-in.ts";
import { streamChanges } from "./change-stream.ts";
import { sendFile } from "./file-reply.ts";

/** Operations of the server itself besides the sign-in. */
export type OwnOperation = Exclude<OperationId, DeskOperation | `session.${string}`>;

export interface MountedHandlers {
  readonly desk: Handlers;
  readonly own: Handlers<OwnOperation>;
  readonly session: SessionHandlers;
  readonly signIn: Pick<SignIn, "caller">;
}

interface Parsed {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

type AnyHandler = (call: Call, input: Parsed) => Promise<unknown>;
type AnySession = (jar: CookieJar, input: Parsed) => Promise<unknown>;

/** Calls from one address in a time; whatever is not named here has the general limit of the application. */
const limits: Partial<Record<OperationId, { readonly max: number; readonly timeWindow: string }>> = {
  "public.request": { max: 20, timeWindow: "10 minutes" },
  "session.signIn": { max: 60, timeWindow: "5 minutes" },
  "session.totp": { max: 60, timeWindow: "5 minutes" },
  "session.password": { max: 30, timeWindow: "5 minutes" },
  "public.countersign": { max: 30, timeWindow: "10 minutes" },
};

function parsed(route: Route, request: FastifyRequest): Parsed {
  const part = (schema: Route["params"], value: unknown): unknown =>
    schema.type === "undefined" ? undefined : schema.parse(value ?? {});
  return {
    params: part(route.params, request.params),
    query: part(route.query, request.query),
    body: route.carries === "bytes" ? request.body : part(route.body, request.body),
  };
}

/** Who calls, once it is certain that they may. */
async function permitted(route: Route, signIn: MountedHandlers["signIn"], jar: CookieJar): Promise<Call> {
  if (route.permission === "public") return publicCall;
  const call = await signIn.caller(jar);
  if (call === undefined) throw new StanchError("E_SIGNED_OUT");
  if (!may(call.roles, route.permission)) throw new StanchError("E_FORBIDDEN");
  return call;
}

async function answer(route: Route, result: unknown, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  switch (route.carries) {
    case "file":
      return sendFile(result as FileAnswer, request, reply);
    case "stream":
      await streamChanges(result as AsyncIterable<Change>, request, reply);
      return reply;
    case "json":
    case "bytes": {
      reply.header("cache-control", "no-store");
      const shown = route.output.safeParse(result);
      // What does not fit its own schema may hold more than the caller should see.
      if (!shown.success) throw new Error(`the answer of ${route.path} does not fit: ${shown.error.message}`);
      return reply.send(shown.data);
    }
  }
}

/** Mounts every operation of the API. A missing handler is a mistake of the types, not of a request. */
export function mountApi(app: FastifyInstance, handlers: MountedHandlers): void {
  const plain = { ...handlers.desk, ...handlers.own } as unknown as Readonly<Record<string, AnyHandler>>;
  const session = handlers.session as unknown as Readonly<Record<string, AnySession>>;
  for (const [id, route] of Object.entries(api) as [OperationId, Route][]) {
    const run = plain[id];
    const sign = session[id];
    const limit = limits[id];
    const options: RouteShorthandOptions = limit === undefined ? {} : { config: { rateLimit: limit } };
    app.route({
      ...options,
      method: route.method,
      url: `/api/v1${route.path}`,
      // A GET beside which HEAD would run the whole operation again is not offered.
      exposeHeadRoute: false,
      handler: async (request, reply) => {
        const jar = cookieJar(request.headers);
        if (sign !== undefined) {
          const result = await sign(jar, parsed(route, request));
          for (const cookie of jar.set()) reply.header("set-cookie", cookie);
          return answer(route, result, request, reply);
        }
        if (run === undefined) throw new TypeError(`no handler for ${id}`);
        const call = await permitted(route, handlers.signIn, jar);
        return answer(route, await run(call, parsed(route, request)), request, reply);
      },
    });
  }
}
