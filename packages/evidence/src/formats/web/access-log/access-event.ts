import type { LogEvent } from "@stanch/model/log-event";
import { isAddress, plainAddress } from "../../generic/address/address.ts";
import { requestParts, target } from "../http-request/http-request.ts";
import { webEvent } from "../web-event/web-event.ts";
import { cut, scanAccess } from "./access-scan.ts";

const head = { host: "", port: -1, address: "", user: "" };

let knownAddress = "";
let known = false;

/** The same few clients fill a log: the last answer is kept. */
function isKnownAddress(text: string): boolean {
  if (text === knownAddress) return known;
  knownAddress = text;
  known = isAddress(text);
  return known;
}

function withoutPort(text: string): string {
  const colon = text.indexOf(":");
  return colon > 0 && colon === text.lastIndexOf(":") ? text.slice(0, colon) : text;
}

/** What stands before the date: `[vhost[:port] ]client ident user`. */
function scanHead(text: string, end: number): void {
  const first = text.indexOf(" ");
  let start = 0;
  let stop = first < 0 || first > end ? end : first;
  head.host = "";
  let client = text.slice(start, stop);
  // `%{X-Forwarded-For}i` lists proxies after the client.
  if (client.endsWith(",")) {
    client = client.slice(0, -1);
    while (text.charCodeAt(stop - 1) === 44 && stop < end) {
      const next = text.indexOf(" ", stop + 1);
      stop = next < 0 || next > end ? end : next;
    }
  } else if (stop < end) {
    const next = text.indexOf(" ", stop + 1);
    const second = text.slice(stop + 1, next < 0 || next > end ? end : next);
    const behind = !isKnownAddress(client) || withoutPort(client) !== client;
    if (behind && (isAddress(plainAddress(second)) || (/:\d+$/.test(client) && second !== "-" && next < end))) {
      head.host = withoutPort(client);
      start = stop + 1;
      stop = start + second.length;
      client = second;
    }
  }
  const bare = plainAddress(client);
  head.address = isKnownAddress(bare) ? bare : withoutPort(client);
  head.user = userOf(text, stop + 1, end);
}

function userOf(text: string, from: number, end: number): string {
  if (from >= end) return "";
  // By far the most lines say `- -`.
  if (end - from === 3 && text.charCodeAt(from) === 45 && text.charCodeAt(end - 1) === 45) return "";
  const ident = text.indexOf(" ", from);
  if (ident < 0 || ident >= end) return "";
  const user = text.slice(ident + 1, end).trim();
  return user === "-" || user === '""' || user.endsWith(" -") ? "" : user;
}

function unquoted(text: string, from: number, to: number): string | undefined {
  if (to - from <= 0 || (to - from === 1 && text.charCodeAt(from) === 45)) return undefined;
  return text.slice(from, to);
}

/**
 * One access line as an event, or undefined when the line is none. Escapes stay as the server wrote them.
 *
 * @example accessEvent('192.0.2.4 - - [18/Jan/2024:15:31:16 +0100] "GET / HTTP/1.1" 200 5', "nginx")
 */
export function accessEvent(text: string, module: string): LogEvent | undefined {
  if (!scanAccess(text)) return undefined;
  scanHead(text, cut.head);
  const request = text.slice(cut.request, cut.requestEnd);
  const wellFormed = requestParts(request);
  const ip = isKnownAddress(head.address) ? head.address : undefined;
  const event = webEvent({
    module,
    time: cut.time,
    digits: cut.digits,
    basis: "stated",
    ip,
    client: head.address,
    user: head.user === "" ? undefined : head.user,
    domain: head.host === "" ? target.domain : head.host,
    status: cut.status,
    bytes: cut.bytes,
    referrer: unquoted(text, cut.referrer, cut.referrerEnd),
    agent: unquoted(text, cut.agent, cut.agentEnd),
    wellFormed,
    message: request,
  });
  if (text.length > cut.rest + 1) addRest(event, text.slice(cut.rest).trim());
  return event;
}

const traefikRest = /^\d+ "[^"]*" "[^"]*" \d+ms$/;

/** What a server's own format adds: forwarded addresses are named, the rest is kept as it is. */
function addRest(event: LogEvent, rest: string): void {
  if (rest === "" || rest === '"-"') return;
  event.fields = { extra: rest };
  if (rest.endsWith("ms") && traefikRest.test(rest)) {
    event["event.module"] = "traefik";
    return;
  }
  const forwarded = /^"([0-9a-fA-F.:]+(?:, ?[0-9a-fA-F.:]+)*)"/.exec(rest)?.[1];
  if (forwarded !== undefined && isAddress(forwarded.split(",", 1)[0] ?? "")) {
    event.fields["x-forwarded-for"] = forwarded;
  }
}
