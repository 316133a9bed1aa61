import type { LogEvent } from "@stanch/model/log-event";
import { requestParts, target } from "../http-request/http-request.ts";

/** Gives an event the parts of a request line such as `GET /a?b HTTP/1.1`. */
export function setRequest(event: LogEvent, request: string): void {
  if (!requestParts(request)) return;
  if (target.method !== undefined) event["http.request.method"] = target.method;
  if (target.version !== undefined) event["http.version"] = target.version;
  setTarget(event);
}

/** Gives an event what `target` holds after `urlParts`. */
export function setTarget(event: LogEvent): void {
  if (target.url !== undefined) event["url.original"] = target.url;
  if (target.path !== undefined) event["url.path"] = target.path;
  if (target.query !== undefined) event["url.query"] = target.query;
  if (target.domain !== undefined) event["url.domain"] ??= target.domain;
}
