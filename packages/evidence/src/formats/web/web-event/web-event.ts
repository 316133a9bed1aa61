import type { TimeBasis } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { refusedStatus } from "../http-outcome/http-outcome.ts";
import { target } from "../http-request/http-request.ts";

/** One web request as any server logs it; the parts of its target are taken from `target`, cut just before. */
export interface WebFacts {
  readonly module: string;
  readonly time: number | undefined;
  readonly digits: number;
  readonly basis: TimeBasis;
  /** The client as an address, or undefined when the log names it otherwise. */
  readonly ip: string | undefined;
  /** The client as written. */
  readonly client: string;
  readonly user: string | undefined;
  readonly domain: string | undefined;
  /** 0 when none was sent. */
  readonly status: number;
  /** Body bytes sent; below 0 when not stated. */
  readonly bytes: number;
  readonly referrer: string | undefined;
  readonly agent: string | undefined;
  /** False for what is no HTTP request. */
  readonly wellFormed: boolean;
  readonly message: string | undefined;
}

/** The event of a web request. Sigma's names of the webserver category are read from its ECS fields. */
export function webEvent(facts: WebFacts): LogEvent {
  const { ip, client, user, status, agent, referrer } = facts;
  return {
    time: facts.time,
    digits: facts.digits,
    basis: facts.basis,
    offset: -1,
    record: 0,
    "event.module": facts.module,
    "event.category": "web",
    "event.action": "http_request",
    "event.outcome": refusedStatus(status, facts.wellFormed),
    "user.name": user,
    "source.ip": ip,
    "source.address": ip === undefined && client !== "-" && client !== "" ? client : undefined,
    "url.original": target.url,
    "url.path": target.path,
    "url.query": target.query,
    "url.domain": facts.domain,
    "http.request.method": target.method,
    "http.request.referrer": referrer,
    "http.version": target.version,
    "http.response.status_code": status === 0 ? undefined : status,
    "http.response.body.bytes": facts.bytes < 0 ? undefined : facts.bytes,
    "user_agent.original": agent,
    message: facts.message === "" ? undefined : facts.message,
  };
}
