import type { FastifyInstance } from "fastify";
import type { WatchState } from "../self-watch/self-watch.ts";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

const loopback = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

/** Whether the desk does its work in time, and whether somebody would be told if not. */
function watchGauges(watch: () => WatchState): readonly Gauge[] {
  const ages = new Gauge({
    name: "stanch_loop_age_seconds",
    help: "Seconds since a loop of the desk last did its work",
    labelNames: ["loop"],
    registers: [],
    collect() {
      for (const [loop, age] of Object.entries(watch().ages)) this.set({ loop }, age);
    },
  });
  const up = new Gauge({
    name: "stanch_self_watch_up",
    help: "1 while the independent watcher gives signs and has somebody to tell",
    registers: [],
    collect() {
      const { watched, reachable } = watch();
      this.set(watched && reachable ? 1 : 0);
    },
  });
  return [ages, up] as readonly Gauge[];
}

/** Figures for Prometheus: of the process, and of every operation by its route, never by its address. To this machine only. */
export function serveMetrics(app: FastifyInstance, watch: () => WatchState): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: "stanch_http_request_seconds",
    help: "Time from request to answer",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  });
  for (const gauge of watchGauges(watch)) registry.registerMetric(gauge);
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
