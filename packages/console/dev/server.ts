/**
 * A development aid: serves the built pages and answers the API with invented data, so that screens can be looked at without a
 * centre. Not shipped, not used by the end-to-end test. `node tools/run.cjs packages/console/dev/server.ts 5199`
 */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { api } from "@stanch/model/api";
import { answers } from "./answers.ts";

const dist = join(import.meta.dirname, "../dist");
const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

const table = Object.entries(api).map(([id, { method, path, output }]) => ({
  id,
  method,
  output,
  names: [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? ""),
  pattern: new RegExp(`^/api/v1${path.replace(/:\w+/g, "([^/]+)")}$`),
}));

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  try {
    return JSON.parse(Buffer.concat(parts).toString()) as unknown;
  } catch {
    return undefined;
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const body = await bodyOf(request);
  const route = table.find((one) => one.method === request.method && one.pattern.test(url.pathname));
  const give = route === undefined ? undefined : answers[route.id as keyof typeof answers];
  if (route?.id === "changes.stream") {
    response.writeHead(200, { "content-type": "text/event-stream" });
    return;
  }
  const words = { zh: "开发服务器没有这项操作。", en: "The development server does not have this." };
  if (route === undefined || give === undefined) {
    response.writeHead(501, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: { code: "E_DEV", what: words, means: words, todo: words } }));
    return;
  }
  const values = route.pattern.exec(url.pathname)?.slice(1) ?? [];
  const params = Object.fromEntries(route.names.map((name, index) => [name, values[index] ?? ""]));
  const said = give({ params, body, query: url.searchParams });
  const parsed = route.output.safeParse(JSON.parse(JSON.stringify(said)));
  if (!parsed.success) console.error(route.id, parsed.error.message);
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(said));
}

async function file(response: ServerResponse, pathname: string): Promise<void> {
  const path = extname(pathname) === "" ? "/index.html" : pathname;
  const bytes = await readFile(join(dist, path)).catch(() => undefined);
  response.writeHead(bytes === undefined ? 404 : 200, {
    "content-type": types[extname(path)] ?? "application/octet-stream",
    "content-security-policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
  });
  response.end(bytes);
}

const port = Number(process.argv[2] ?? "5199");
createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  void (url.pathname.startsWith("/api/") ? answer(request, response, url) : file(response, url.pathname));
}).listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}`));
