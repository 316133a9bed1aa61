import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { Change } from "@stanch/desk/handler";
import type { FastifyReply, FastifyRequest } from "fastify";

const PING_MS = 20_000;
/** How long a caller is believed after it was last certain. */
const BELIEVED_MS = 1000;
const CHECK_MS = 5000;

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

function begin(reply: FastifyReply): ServerResponse {
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
  return raw;
}

/** Asks whether the caller is still who it was, at most once in {@link BELIEVED_MS}; what cannot be told is a no. */
function believed(allowed: () => Promise<boolean>): () => Promise<boolean> {
  let sure = performance.now();
  return async () => {
    if (performance.now() - sure < BELIEVED_MS) return true;
    const holds = await allowed().catch(() => false);
    if (holds) sure = performance.now();
    return holds;
  };
}

/**
 * Server-sent events until the client leaves, its session ends or changes, or the centre closes. Source: HTML standard, section 9.2.
 */
export async function streamChanges(
  changes: AsyncIterable<Change>,
  request: FastifyRequest,
  reply: FastifyReply,
  allowed: () => Promise<boolean>,
): Promise<void> {
  const iterator = changes[Symbol.asyncIterator]();
  const raw = begin(reply);
  const still = believed(allowed);
  const leave = (): void => void iterator.return?.();
  const ping = setInterval(() => raw.write(": ping\n\n"), PING_MS).unref();
  const check = setInterval(() => void still().then((holds) => (holds ? undefined : leave())), CHECK_MS).unref();
  request.raw.once("close", leave);
  raw.once("close", leave);
  try {
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
      if (raw.destroyed || !(await still())) break;
      // A client that does not read makes the desk drop old changes, not this process grow.
      if (!raw.write(told(next.value))) await Promise.race([once(raw, "drain"), once(raw, "close")]);
    }
  } finally {
    clearInterval(ping);
    clearInterval(check);
    leave();
    raw.end();
  }
}
