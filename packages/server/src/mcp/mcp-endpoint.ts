import type { Call } from "@stanch/desk/handler";
import { StanchError } from "@stanch/model/error";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { clientNetwork } from "../http/client-network.ts";
import type { MountedHandlers } from "../http/route-mount.ts";
import { mcpMessage, mcpRevisions, rpcCode, rpcError } from "./mcp-message.ts";
import { mcpAnswer } from "./mcp-server.ts";
import { type McpTool, routeOf } from "./mcp-tools.ts";

type AnyHandler = (call: Call, input: unknown) => Promise<unknown>;

/** Messages from one network in a minute: an assistant asks one after the other. */
const limit = { max: 600, timeWindow: "1 minute" };

/**
 * `POST /mcp`: the Model Context Protocol for assistants, with a key as `Authorization: Bearer`. A key's rights and its owner's reach
 * hold as for every other call; sessions of people open nothing here, so that no page can make a browser ask.
 * Source: Model Context Protocol 2025-06-18, "Transports", Streamable HTTP.
 */
export function serveMcp(app: FastifyInstance, handlers: MountedHandlers, version: string): void {
  const plain = { ...handlers.desk, ...handlers.own } as unknown as Readonly<Record<string, AnyHandler>>;
  const { keys } = handlers;
  const holders = new WeakMap<FastifyRequest, Call>();
  app.route({
    method: "POST",
    url: "/mcp",
    config: { rateLimit: limit },
    // Before a byte of the body is read: who has no key sends nothing.
    preParsing: async (request, reply, payload) => {
      reply.header("www-authenticate", "Bearer");
      holders.set(request, await holderOf(keys, request));
      reply.removeHeader("www-authenticate");
      return payload;
    },
    handler: async (request, reply) => {
      const holder = holders.get(request);
      if (holder === undefined) throw new TypeError("a call that nobody let in");
      const revision = request.headers["mcp-protocol-version"];
      if (revision !== undefined && !mcpRevisions.some((one) => one === revision)) return refused(reply);
      const message = mcpMessage.safeParse(request.body);
      if (!message.success) return reply.code(400).send(rpcError(null, rpcCode.invalid, "one JSON-RPC message"));
      const answer = await mcpAnswer(message.data, holder, (tool) => holderOf(keys, request, tool), {
        version,
        exchange: request.id,
        run: async (call, operation, input) => plain[operation]?.(call, input),
        failed: (error, tool) => request.log.error({ err: error, tool }, "failed"),
      });
      reply.header("cache-control", "no-store");
      return answer === undefined ? reply.code(202).send() : reply.send(answer);
    },
  });
  app.route({
    method: ["GET", "DELETE"],
    url: "/mcp",
    exposeHeadRoute: false,
    handler: async (_request, reply) => reply.code(405).header("allow", "POST").send(),
  });
}

/** Whose key it is; with a tool, once it is certain that the key opens it. */
async function holderOf(keys: MountedHandlers["keys"], request: FastifyRequest, tool?: McpTool): Promise<Call> {
  const call = await keys.caller({
    authorization: request.headers.authorization,
    network: clientNetwork(request.ip),
    operation: tool === undefined ? "mcp" : tool.operation,
    permission: tool === undefined ? undefined : routeOf(tool).permission,
  });
  if (call === undefined) throw new StanchError("E_KEY");
  return call;
}

function refused(reply: FastifyReply): FastifyReply {
  return reply.code(400).send(rpcError(null, rpcCode.invalid, `revisions: ${mcpRevisions.join(", ")}`));
}
