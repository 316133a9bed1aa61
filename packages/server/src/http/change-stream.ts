import type { Change } from "@stanch/desk/handler";
import type { FastifyReply, FastifyRequest } from "fastify";

const PING_MS = 20_000;

/** What a browser is told of a change: never the tenant. */
function told({ kind, incident, request, at }: Change): string {
  const shown = {
    kind,
    ...(incident === undefined ? {} : { incident }),
    ...(request === undefined ? {} : { request }),
    at,
  };
  return `data: ${JSON.stringify(shown)}\n\n`;
}

/**
 * Server-sent events until the client leaves or the centre closes. Source: HTML standard, section 9.2.
 */
export async function streamChanges(
  changes: AsyncIterable<Change>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const iterator = changes[Symbol.asyncIterator]();
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    connection: "keep-alive",
    "x-accel-buffering": "no",
  });
  raw.write("retry: 3000\n\n");
  const ping = setInterval(() => raw.write(": ping\n\n"), PING_MS);
  ping.unref();
  const leave = (): void => void iterator.return?.();
  request.raw.once("close", leave);
  raw.once("close", leave);
  try {
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
      if (raw.destroyed) break;
      raw.write(told(next.value));
    }
  } finally {
    clearInterval(ping);
    raw.end();
  }
}
