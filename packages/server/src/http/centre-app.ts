import { fastifyRateLimit } from "@fastify/rate-limit";
import { fastify, type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { clientNetwork } from "./client-network.ts";
import { serveConsole } from "./console-files.ts";
import { serveMetrics } from "./metrics.ts";
import { openApi } from "./open-api.ts";
import { guardOrigin } from "./origin-guard.ts";
import { problemOf } from "./problem-answer.ts";
import { type MountedHandlers, mountApi } from "./route-mount.ts";
import type { WatchState } from "../self-watch/self-watch.ts";
import { serveMcp } from "../mcp/mcp-endpoint.ts";
import { setSecurityHeaders } from "./security-headers.ts";

export interface CentreAppParts extends MountedHandlers {
  readonly log: FastifyBaseLogger;
  /** Folder of the built console. */
  readonly console: string;
  readonly version: string;
  /** People reach the centre by HTTPS. */
  readonly secure: boolean;
  /** Believe `X-Forwarded-For` of a proxy on this machine. */
  readonly behindProxy: boolean;
  /** Resolves when the stores answer. */
  readonly healthy: () => Promise<void>;
  /** Whether the desk does its work in time. */
  readonly watch: () => WatchState;
}

/** Most bytes of a JSON body. */
const BODY_LIMIT = 1 << 20;
/** Longest time for a JSON body to arrive. */
const BODY_MS = 30_000;
/** Calls from one address in a minute: a whole team with several windows open may sit behind one. What strangers may call has limits of its own. */
const CALLS = 12_000;

function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const { status, body, ours } = problemOf(error, request.id);
    if (ours) request.log.error({ err: error, route: request.routeOptions.url }, "failed");
    void reply.code(status).header("cache-control", "no-store").send(body);
  });
}

/** One line for each call: the route, never the address, which may hold the secret of a link. */
function logCalls(app: FastifyInstance): void {
  app.addHook("onResponse", async (request, reply) => {
    const { method } = request;
    const route = request.routeOptions.url ?? "none";
    const ms = Math.round(reply.elapsedTime);
    request.log.info({ method, route, status: reply.statusCode, ms, from: request.ip }, "call");
  });
}

/** Whoever dribbles a small body in over minutes only wants to hold a connection. Uploads have their own patience. */
function limitBodyTime(app: FastifyInstance): void {
  app.addHook("preParsing", async (request, _reply, payload) => {
    if (request.headers["content-type"] === "application/octet-stream") return payload;
    // Without a body nothing ever ends, and streams, downloads and long work may last.
    const { "content-length": length = "0", "transfer-encoding": coding } = request.headers;
    if (length === "0" && coding === undefined) return payload;
    const timer = setTimeout(() => request.raw.destroy(), BODY_MS);
    const over = (): void => clearTimeout(timer);
    payload.once("end", over).once("close", over).once("error", over);
    return payload;
  });
}

/** The web side of the centre, ready to listen. */
export async function centreApp(parts: CentreAppParts): Promise<FastifyInstance> {
  const app: FastifyInstance = fastify({
    loggerInstance: parts.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 200 },
    trustProxy: parts.behindProxy ? "loopback" : false,
    forceCloseConnections: true,
    return503OnClosing: true,
  });
  answerErrors(app);
  logCalls(app);
  await setSecurityHeaders(app, parts.secure);
  await app.register(fastifyRateLimit, {
    global: true,
    max: CALLS,
    timeWindow: "1 minute",
    keyGenerator: (request) => clientNetwork(request.ip),
  });
  limitBodyTime(app);
  // Uploads are handed on as they arrive; their route counts the bytes.
  app.addContentTypeParser("application/octet-stream", (_request, payload, done) => done(null, payload));
  app.addHook("onRequest", async (request) => guardOrigin(request));
  mountApi(app, parts);
  serveMcp(app, parts, parts.version);
  serveMetrics(app, parts.watch);
  app.get("/healthz", async (_request, reply) => {
    await parts.healthy();
    const { late, watched, reachable } = parts.watch();
    // Whoever asks from another machine hears of it here, also when nobody could be mailed.
    const ok = late.length === 0 && watched;
    return reply
      .code(ok ? 200 : 503)
      .send(ok ? { ok, selfWatch: reachable } : { ok, late, watched, selfWatch: reachable });
  });
  const document = openApi(parts.version);
  app.get("/api/openapi.json", async (_request, reply) => reply.header("cache-control", "no-cache").send(document));
  await serveConsole(app, parts.console);
  return app;
}
