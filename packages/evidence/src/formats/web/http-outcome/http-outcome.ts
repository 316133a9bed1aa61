import type { EventOutcome } from "@stanch/model/event-line";

/**
 * What a web request's status says about it. `failure`: refused (400, 401, 403, 404, 405, 407, 414, 421, 429, 431, 444, 451,
 * 494–497), or no HTTP at all; `unknown`: the server failed (5xx) or wrote no status; everything else was served.
 * Source: RFC 9110, section 15; nginx's own 444 and 494–497.
 */
export function refusedStatus(status: number, wellFormed: boolean): EventOutcome {
  if (!wellFormed) return "failure";
  if (status < 400) return status === 0 ? "unknown" : "success";
  if (status >= 500) return "unknown";
  return status === 408 || status === 499 || status === 412 || status === 416 ? "success" : "failure";
}
