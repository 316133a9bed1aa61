import { existsSync } from "node:fs";
import path from "node:path";
import { fastifyStatic } from "@fastify/static";
import { StanchError } from "@stanch/model/error";
import type { FastifyInstance } from "fastify";

/** Files with a hash in their name never change; the page itself is asked for again each time. `file` is relative to the folder. */
function cacheControl(file: string): string {
  return /^assets[/\\]/.test(file) ? "public, max-age=31536000, immutable" : "no-cache";
}

/** The console: static files, and its one page for every address that is neither a file nor the API. */
export async function serveConsole(app: FastifyInstance, folder: string): Promise<void> {
  const page = path.join(folder, "index.html");
  if (existsSync(page)) {
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: true,
      preCompressed: true,
      index: ["index.html"],
      cacheControl: false,
      setHeaders: (reply, file) => void reply.header("cache-control", cacheControl(path.relative(folder, file))),
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const asksPage = request.method === "GET" && !/^\/(?:api|assets|metrics|healthz)(?:\/|$|\?)/.test(request.url);
    if (!asksPage) throw new StanchError("E_NOT_FOUND");
    if (!existsSync(page)) throw new StanchError("E_CONSOLE_MISSING");
    return reply.header("cache-control", "no-cache").sendFile("index.html", folder);
  });
}
