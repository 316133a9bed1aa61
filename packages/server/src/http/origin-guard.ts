import { StanchError } from "@stanch/model/error";
import type { FastifyRequest } from "fastify";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}

/**
 * Refuses changes that another site makes a browser send. Browsers name the origin; programs that name none carry no cookies of a
 * person. Source: OWASP CSRF Prevention Cheat Sheet, "Verifying origin with standard headers"; Fetch Metadata.
 *
 * @throws StanchError `E_ORIGIN`
 */
export function guardOrigin(request: Pick<FastifyRequest, "method" | "headers" | "host">): void {
  if (safe.has(request.method)) return;
  // Behind a trusted proxy this is the name that people used.
  const { host } = request;
  const { origin } = request.headers;
  const site = request.headers["sec-fetch-site"];
  if (site === "cross-site" || site === "same-site") throw new StanchError("E_ORIGIN");
  if (origin !== undefined && hostOf(origin) !== host) throw new StanchError("E_ORIGIN");
}
