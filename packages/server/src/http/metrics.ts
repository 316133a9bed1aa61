import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Histogram, Registry } from "prom-client";

const loopback = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

/** Figures for Prometheus: of the process, and of every operation by its route, never by its address. To this machine only. */
export function serveMetrics(app: FastifyInstance): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: "stanch_http_request_seconds",
    help: "Time from request to answer",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  });
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    seconds.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
  });
  app.get("/metrics", async (request, reply) => {
    // A proxy on this machine is near, but who stands behind it is not.
    const forwarded = request.headers["x-forwarded-for"] ?? request.headers.forwarded;
    if (forwarded !== undefined || !loopback.has(request.socket.remoteAddress ?? "")) return reply.callNotFound();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
