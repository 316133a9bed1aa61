import {
  type Call,
  type Change,
  type DeskOperation,
  type FileAnswer,
  type Handlers,
  publicCall,
} from "@stanch/desk/handler";
import { Readable } from "node:stream";
import { isDeepStrictEqual } from "node:util";
import { api, type OperationId } from "@stanch/model/api";
import { StanchError } from "@stanch/model/error";
import { may } from "@stanch/model/role";
import type { Route } from "@stanch/model/route";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { cookieJar, type CookieJar } from "../sign-in/cookie-jar.ts";
import type { ApiKeys } from "../sign-in/api-keys.ts";
import type { SessionHandlers } from "../sign-in/session-handlers.ts";
import type { SignIn } from "../sign-in/sign-in.ts";
import { streamChanges } from "./change-stream.ts";
import { clientNetwork } from "./client-network.ts";
import { sendFile } from "./file-reply.ts";
import { uploadBytes } from "./upload-bytes.ts";
import { wellFormed } from "./well-formed.ts";

/** Operations of the server itself besides the sign-in. */
export type OwnOperation = Exclude<OperationId, DeskOperation | `session.${string}`>;

export interface MountedHandlers {
  readonly desk: Handlers;
  readonly own: Handlers<OwnOperation>;
  readonly session: SessionHandlers;
  readonly signIn: Pick<SignIn, "caller">;
  readonly keys: Pick<ApiKeys, "caller">;
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
  "session.oidcBegin": { max: 60, timeWindow: "5 minutes" },
  "session.oidcFinish": { max: 60, timeWindow: "5 minutes" },
  "session.password": { max: 30, timeWindow: "5 minutes" },
  "public.countersign": { max: 30, timeWindow: "10 minutes" },
};

/** The bytes of an upload; anything else in their place is refused. */
function patient(body: unknown): AsyncIterable<Uint8Array> {
  if (!(body instanceof Readable)) throw new StanchError("E_MEDIA");
  return uploadBytes(body);
}

/** A body that is no JSON value (the bytes of an upload in the wrong place) is none. */
function jsonOf(body: unknown): unknown {
  return body instanceof Readable ? undefined : wellFormed(body);
}

function parsed(route: Route, request: FastifyRequest): Parsed {
  const part = (schema: Route["params"], value: unknown): unknown =>
    schema.type === "undefined" ? undefined : schema.parse(value ?? {});
  return {
    params: part(route.params, request.params),
    query: part(route.query, request.query),
    body: route.carries === "bytes" ? patient(request.body) : part(route.body, jsonOf(request.body)),
  };
}

/** Whoever may be calling: by a key, or by a session. */
interface Callers {
  readonly id: OperationId;
  readonly signIn: MountedHandlers["signIn"];
  readonly keys?: MountedHandlers["keys"];
}

/** Who calls, once it is certain that they may. */
async function permitted(route: Route, callers: Callers, jar: CookieJar, authorization?: string): Promise<Call> {
  if (route.permission === "public") return publicCall;
  const { id: operation, signIn, keys } = callers;
  const use = { authorization, network: jar.network, operation, permission: route.permission };
  const program = await keys?.caller(use);
  if (program !== undefined) return program;
  const call = await signIn.caller(jar);
  if (call === undefined) throw new StanchError("E_SIGNED_OUT");
  if (!may(call.roles, route.permission)) throw new StanchError("E_FORBIDDEN");
  return call;
}

/** Whether somebody is who they were, with the same roles and the same reach. */
function unchanged(before: Call, now: Call | undefined): boolean {
  return now !== undefined && isDeepStrictEqual(before, now);
}

async function answer(route: Route, result: unknown, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  if (route.carries === "file") return sendFile(result as FileAnswer, request, reply);
  reply.header("cache-control", "no-store");
  const shown = route.output.safeParse(result);
  // What does not fit its own schema may hold more than the caller should see.
  if (!shown.success) throw new Error(`the answer of ${route.path} does not fit: ${shown.error.message}`);
  return reply.send(shown.data);
}

/** Cookies and caller of each exchange, from before its body is read. */
interface Exchange {
  readonly jar: CookieJar;
  readonly call: Call;
}

interface Mounted<Run> extends Callers {
  readonly run: Run;
}

const jarOf = (request: FastifyRequest): CookieJar => cookieJar(request.headers, clientNetwork(request.ip), request.ip);

function mountSession(app: FastifyInstance, options: RouteOptions, route: Route, mounted: Mounted<AnySession>): void {
  const { run } = mounted;
  app.route({
    ...options,
    preParsing: async (request, _reply, payload) => {
      await permitted(route, mounted, jarOf(request));
      return payload;
    },
    handler: async (request, reply) => {
      const jar = jarOf(request);
      const result = await run(jar, parsed(route, request));
      for (const cookie of jar.set()) reply.header("set-cookie", cookie);
      return answer(route, result, request, reply);
    },
  });
}

function mountOne(app: FastifyInstance, options: RouteOptions, route: Route, mounted: Mounted<AnyHandler>): void {
  const { run, signIn } = mounted;
  const exchanges = new WeakMap<FastifyRequest, Exchange>();
  app.route({
    ...options,
    // Before a byte of the body is read: who may not call sends nothing.
    preParsing: async (request, _reply, payload) => {
      const jar = jarOf(request);
      const call = await permitted(route, mounted, jar, request.headers.authorization);
      exchanges.set(request, { jar, call });
      return payload;
    },
    handler: async (request, reply) => {
      const exchange = exchanges.get(request);
      if (exchange === undefined) throw new TypeError("a call that nobody let in");
      const { call, jar } = exchange;
      const result = await run(call, parsed(route, request));
      if (route.carries !== "stream") return answer(route, result, request, reply);
      const allowed = async (): Promise<boolean> => unchanged(call, await signIn.caller(jar));
      await streamChanges(result as AsyncIterable<Change>, request, reply, allowed);
      return reply;
    },
  });
}

type RouteOptions = Omit<Parameters<FastifyInstance["route"]>[0], "handler">;

/** Mounts every operation of the API. A missing handler is a mistake of the types, not of a request. */
export function mountApi(app: FastifyInstance, handlers: MountedHandlers): void {
  const plain = { ...handlers.desk, ...handlers.own } as unknown as Readonly<Record<string, AnyHandler>>;
  const { signIn, keys } = handlers;
  const session = handlers.session as unknown as Readonly<Record<string, AnySession>>;
  for (const [id, route] of Object.entries(api) as [OperationId, Route][]) {
    const limit = limits[id];
    const options: RouteOptions = {
      ...(limit === undefined ? {} : { config: { rateLimit: limit } }),
      method: route.method,
      url: `/api/v1${route.path}`,
      // A GET beside which HEAD would run the whole operation again is not offered.
      exposeHeadRoute: false,
    };
    const run = plain[id];
    const sign = session[id];
    if (sign !== undefined) mountSession(app, options, route, { id, run: sign, signIn });
    else if (run !== undefined) mountOne(app, options, route, { id, run, signIn, keys });
    else throw new TypeError(`no handler for ${id}`);
  }
}
