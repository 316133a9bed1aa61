import type { LogEvent } from "@stanch/model/log-event";
import type { EventOutcome } from "@stanch/model/event-line";
import { isIpv4 } from "../../generic/address/address.ts";
import { setField, setSource, setUser } from "../auth/remote.ts";
import { pamMessage } from "../auth/auth-message.ts";
import { type SshdRule, sshdRulesFor } from "./sshd-rules.ts";

/** What earlier lines of one connection said: later ones often leave it out. */
interface Connection {
  ip: string | undefined;
  address: string | undefined;
  port: number | undefined;
  user: string | undefined;
  /** A line told of abuse before the connection had said where from. */
  abused: boolean;
  /** sshd has told that it ends the connection: that it is ended is no other refusal. */
  ending: boolean;
  /** Whom PAM refused: sshd's own line or the end of the connection tells the attempt. */
  refused: string | undefined;
}

const maxConnections = 20_000;
const prefix = /^(?:(?:error|fatal|debug\d|info|srclimit_penalise): |kernel: ?\[ *[\d.]+\]:? )/;
/** The letters that a prefix begins with. */
const prefixed = new Set([..."efdisk"].map((letter) => letter.charCodeAt(0)));
const tail = /^(\S+?)(?: port (\d+))?(?: ssh\d?)?(?: \[preauth\])?$/;
const info = / port \d+ ssh\d?: /;

/** Most lines have single spaces and end without one. */
function singleSpaced(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  const plain = last > 32 && last < 127 && !text.includes("  ");
  return plain ? text : text.trimEnd().replace(/ {2,}/g, " ");
}

const endings = new Set(["", " ssh2", " [preauth]", " ssh2 [preauth]"]);

/** `192.0.2.1 port 22 ssh2`, as by far the most lines end; false for anything else, which {@link tail} may know. */
function readRemote(text: string, event: LogEvent): boolean {
  const space = text.indexOf(" ");
  if (space < 7 || !text.startsWith(" port ", space)) return false;
  let at = space + 6;
  let port = 0;
  for (let digit = text.charCodeAt(at) - 48; digit >= 0 && digit <= 9; digit = text.charCodeAt(++at) - 48)
    port = port * 10 + digit;
  if (at === space + 6 || !endings.has(text.slice(at))) return false;
  const address = text.slice(0, space);
  if (!isIpv4(address)) return false;
  event["source.ip"] = address;
  if (port <= 65_535) event["source.port"] = port;
  return true;
}

function setAct(event: LogEvent, action: string, outcome: EventOutcome): void {
  event["event.category"] = "authentication";
  event["event.action"] = action;
  event["event.outcome"] = outcome;
}

/** `password for invalid user a from b from 192.0.2.1 port 22 ssh2: info`: a name may hold anything, so the end decides. */
function readAttempt(rest: string, event: LogEvent): boolean {
  const start = rest.indexOf(" for ");
  if (start < 0) return false;
  let body = rest.slice(start + 5);
  const colon = body.indexOf(": ");
  if (colon >= 0) {
    const extra = info.exec(body);
    body = extra === null ? body.slice(0, colon) : body.slice(0, extra.index + extra[0].length - 2);
  }
  for (
    let from = body.lastIndexOf(" from ");
    from >= 0;
    from = from === 0 ? -1 : body.lastIndexOf(" from ", from - 1)
  ) {
    const end = body.slice(from + 6);
    if (!readRemote(end, event)) {
      const match = tail.exec(singleSpaced(end));
      if (match === null) continue;
      setSource(event, match[1] ?? "", match[2]);
    }
    const invalid = body.startsWith("invalid user ") || body.startsWith("illegal user ");
    setUser(event, body.slice(invalid ? 13 : 0, from));
    setField(event, "method", rest.slice(0, start));
    if (invalid) setField(event, "invalid_user", true);
    return true;
  }
  return false;
}

function setParts(event: LogEvent, { parts }: SshdRule, match: RegExpExecArray): void {
  let host: string | undefined;
  let port: string | undefined;
  for (let at = 0; at < parts.length; at++) {
    const text = match[at + 1];
    if (text === undefined) continue;
    switch (parts[at]) {
      case "ip":
        host = text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text;
        break;
      case "port":
        port = text;
        break;
      case "user":
        setUser(event, text);
        break;
      case "command":
        event["process.command_line"] = text;
    }
  }
  if (host !== undefined) setSource(event, host, port);
}

function readKnown(message: string, event: LogEvent): boolean {
  if (message.startsWith("Failed ")) {
    if (!readAttempt(message.slice(7), event)) return false;
    setAct(event, "ssh_login", "failure");
    const offered = event.fields?.["method"] === "publickey" && event.fields["invalid_user"] !== true;
    // A client offers each of its keys in turn: one that does not fit is no attack yet.
    if (offered) event["event.outcome"] = "unknown";
    return true;
  }
  if (message.startsWith("Accepted ")) {
    setAct(event, "ssh_login", "success");
    return readAttempt(message.slice(9), event);
  }
  for (const rule of sshdRulesFor(message.charCodeAt(0))) {
    if (!message.includes(rule.has)) continue;
    const match = rule.pattern.exec(message);
    if (match === null) continue;
    setAct(event, rule.action, rule.outcome);
    setParts(event, rule, match);
    return true;
  }
  return false;
}

/** Reads messages of sshd; one for each source, since a connection tells who it is only once. */
export function openSshd(): (message: string, event: LogEvent) => void {
  const connections = new Map<number, Connection>();
  return (whole, event) => {
    let message = whole;
    while (prefixed.has(message.charCodeAt(0))) {
      const match = prefix.exec(message);
      if (match === null) break;
      message = message.slice(match[0].length);
    }
    if (message.startsWith("pam_") ? !pamMessage(message, event) : !readKnown(message, event))
      pamMessage(message, event);
    const pid = event["process.pid"];
    if (pid === undefined) return;
    remember(connections, pid, event);
    endOnce(connections.get(pid), message, event);
    if (event["event.action"] === "pam_auth") foretell(connections.get(pid), event);
  };
}

function endOnce(known: Connection | undefined, message: string, event: LogEvent): void {
  if (known === undefined) return;
  if (known.ending && message.startsWith("Disconnected from ")) event["event.outcome"] = "unknown";
  known.ending = event["event.outcome"] === "failure" && message.startsWith("Disconnecting ");
}

/** One attempt is one failure: PAM's refusal of a user is told again by sshd, unless the connection went on to another user. */
function foretell(known: Connection | undefined, event: LogEvent): void {
  if (known === undefined || event["event.outcome"] !== "failure") return;
  const user = event["user.name"] ?? "";
  if (known.refused === undefined || known.refused === user) event["event.outcome"] = "unknown";
  known.refused = user;
}

function remember(connections: Map<number, Connection>, pid: number, event: LogEvent): void {
  const named = event["source.ip"] !== undefined || event["source.address"] !== undefined;
  const faceless = !named && event["event.action"] === "ssh_disconnect" && event["event.outcome"] === "failure";
  let known = connections.get(pid);
  if (known === undefined) {
    // Nobody can be told yet: the line that names the other side will be the refusal.
    if (faceless || isExhausted(event, named)) event["event.outcome"] = "unknown";
    if (!named && !faceless) return;
    if (connections.size >= maxConnections) connections.clear();
    known = {
      ip: undefined,
      address: undefined,
      port: undefined,
      user: undefined,
      abused: faceless,
      ending: false,
      refused: undefined,
    };
    connections.set(pid, known);
  }
  if (named) {
    // The same text is then the same object, which later comparisons know at once.
    if (known.ip !== undefined && known.ip === event["source.ip"]) event["source.ip"] = known.ip;
    else known.ip = event["source.ip"];
    if (known.user !== undefined && known.user === event["user.name"]) event["user.name"] = known.user;
    else known.user = event["user.name"] ?? known.user;
    known.address = event["source.address"];
    known.port = event["source.port"] ?? known.port;
    if (known.abused && event["event.action"] === "ssh_disconnect") event["event.outcome"] = "failure";
    known.abused = false;
  } else if (event["event.action"] !== "service_started") inherit(event, known);
}

function isExhausted(event: LogEvent, named: boolean): boolean {
  return !named && event["event.action"] === "ssh_login" && event.message?.startsWith("Disconnecting") === true;
}

function inherit(event: LogEvent, known: Connection): void {
  if (known.ip !== undefined) event["source.ip"] = known.ip;
  if (known.address !== undefined) event["source.address"] = known.address;
  if (known.port !== undefined) event["source.port"] = known.port;
  if (event["user.name"] === undefined && known.user !== undefined) event["user.name"] = known.user;
}
