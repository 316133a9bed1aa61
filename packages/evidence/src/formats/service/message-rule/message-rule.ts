import type { EventCategory, EventOutcome } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { party } from "../../generic/address/address.ts";
import { table } from "../../../table.ts";

/**
 * What one kind of message of a service means. Named groups of `pattern` become fields: `ip` (an address or a name, with port
 * or without), `port`, `user`, `target`, `domain` (of the user), `dip`, `dport`, `from`, `to`, `subject`, `method`, `path`,
 * `code`, `session`, `file`, `rule`, `proto`, `name` (DNS), `type` (DNS), `size`, `db`.
 */
export interface MessageRule {
  /** Plain text any message of this kind holds; looked for before the pattern is tried. */
  readonly has: string;
  /** Must run in linear time; anchored wherever a remote party chooses part of the text. */
  readonly pattern: RegExp;
  readonly action: string;
  readonly outcome: EventOutcome;
  readonly category?: EventCategory;
}

/** Patterns see no more of a message than this, in characters: hostile lines may be megabytes. */
const longest = 2048;

type Setter = (event: LogEvent, value: string) => void;

function source(event: LogEvent, value: string): void {
  const { ip, name, port } = party(value);
  if (ip !== undefined) event["source.ip"] = ip;
  else if (name !== undefined) event["source.address"] = name;
  if (port !== undefined) event["source.port"] = port;
}

function destination(event: LogEvent, value: string): void {
  const { ip, name, port } = party(value);
  if (ip !== undefined) event["destination.ip"] = ip;
  else if (name !== undefined) event["destination.address"] = name;
  if (port !== undefined) event["destination.port"] = port;
}

function portTo(name: "source.port" | "destination.port"): Setter {
  return (event, value) => {
    const port = Number(value);
    if (Number.isInteger(port) && port >= 0 && port <= 65_535) event[name] = port;
  };
}

function number(name: "http.response.status_code" | "file.size"): Setter {
  return (event, value) => {
    const known = Number(value);
    if (Number.isSafeInteger(known)) event[name] = known;
  };
}

type TextName = { [K in keyof LogEvent]-?: string extends LogEvent[K] ? K : never }[keyof LogEvent];

function text(name: TextName): Setter {
  return (event, value) => {
    event[name] = value;
  };
}

const setters: Readonly<Record<string, Setter>> = table({
  ip: source,
  host: source,
  port: portTo("source.port"),
  dip: destination,
  dport: portTo("destination.port"),
  user: text("user.name"),
  domain: text("user.domain"),
  target: text("user.target.name"),
  from: text("email.from.address"),
  to: text("email.to.address"),
  subject: text("email.subject"),
  method: text("http.request.method"),
  path: text("url.path"),
  url: text("url.original"),
  code: number("http.response.status_code"),
  agent: text("user_agent.original"),
  session: text("session.id"),
  file: text("file.path"),
  size: number("file.size"),
  rule: text("rule.name"),
  proto: text("network.protocol"),
  transport: (event, value) => {
    event["network.transport"] = value.toLowerCase();
  },
  name: text("dns.question.name"),
  type: text("dns.question.type"),
  command: text("process.command_line"),
});

/**
 * Gives an event what the first fitting rule knows; false when none fits and the event is as it was.
 *
 * @example applyRules(courierRules, "LOGIN FAILED, user=a, ip=[::ffff:192.0.2.1]", event) // true; event["source.ip"] === "192.0.2.1"
 */
export function applyRules(rules: readonly MessageRule[], message: string, event: LogEvent): boolean {
  const seen = (message.length > longest ? message.slice(0, longest) : message).trimEnd();
  for (const rule of rules) {
    if (rule.has !== "" && !seen.includes(rule.has)) continue;
    const match = rule.pattern.exec(seen);
    if (match === null) continue;
    event["event.action"] = rule.action;
    event["event.outcome"] = rule.outcome;
    if (rule.category !== undefined) event["event.category"] = rule.category;
    if (match.groups !== undefined) applyGroups(match.groups, event);
    return true;
  }
  return false;
}

function applyGroups(groups: Record<string, string | undefined>, event: LogEvent): void {
  for (const name in groups) {
    const value = groups[name]?.trim();
    if (value === undefined || value === "" || value === "-") continue;
    // `ip2`, `user3`: the same field in another branch of the pattern.
    setters[name.replace(/\d$/, "")]?.(event, value);
  }
}
