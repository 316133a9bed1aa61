import { actorName } from "./actor-graph.ts";
import type { CitedEvent } from "./cited-event.ts";
import type { Deed } from "./deed.ts";
import { distinctEvents, placeKey } from "./distinct-events.ts";
import { firstIndex } from "./first-index.ts";
import { type SessionLine, lineOf, openAt } from "./session-line.ts";

/** The time that an accepted log-in lasted. Times in microseconds. */
export interface Session {
  readonly actor: string;
  readonly host: string | undefined;
  readonly account: string | undefined;
  readonly from: number;
  readonly to: number;
  /** Whether a record says when it ended. */
  readonly ended: boolean;
}

/** What must be known of an act to say who may have done it. */
export interface Place {
  readonly host: string | undefined;
  readonly account: string | undefined;
  readonly time: number;
  readonly module: string | undefined;
  /** Terminal the act was done on, such as `pts/0`. */
  readonly terminal?: string | undefined;
  /** The kernel's audit session. */
  readonly audit?: string | undefined;
}

/** The sessions of all log-ins, and what ties acts to one of them. */
export interface SessionBook {
  readonly logins: readonly CitedEvent[];
  /** By the place of the log-in's record. */
  readonly sessions: ReadonlyMap<string, Session>;
  /** In order of their beginnings. */
  readonly ordered: readonly Session[];
  /** How long the longest of them lasted. */
  readonly longest: number;
  readonly byTerminal: ReadonlyMap<string, SessionLine>;
  readonly byAudit: ReadonlyMap<string, readonly Session[]>;
  /** When an account took root's rights for longer than one command, by host and account. */
  readonly raised: ReadonlyMap<string, readonly number[]>;
}

const DAY = 86_400_000_000;
const NEAR = 3_000_000;

type Part = string | number | undefined;

const key = (a: Part, b: Part, c?: Part, d?: Part): string => `${a ?? ""}\0${b ?? ""}\0${c ?? ""}\0${d ?? ""}`;

const isRoot = (account: string | undefined): boolean => account === "root" || account === "0";

/** Whether an event ends a session; a refused log-in that hangs up ends none. */
export const isEnd = ({ event }: CitedEvent): boolean =>
  (event["event.action"] === "session_end" || event["event.action"] === "ssh_disconnect") &&
  event["event.outcome"] !== "failure";

/** Whether an event is an accepted log-in from an address. */
export const isLogin = (one: CitedEvent): boolean =>
  one.event["event.action"] !== "session_end" &&
  one.event["event.action"] !== "ssh_disconnect" &&
  one.event["event.category"] === "authentication" &&
  one.event["event.outcome"] === "success" &&
  one.event["source.ip"] !== undefined;

/** Terminal that a record names: sudo's, useradd's, that of wtmp; `none` where it says that there was none. */
export function terminalOf({ event }: CitedEvent): string | undefined {
  const told = event.fields?.["TTY"] ?? event.fields?.["from"] ?? event.fields?.["line"] ?? event.fields?.["tty"];
  if (typeof told !== "string" || told === "") return undefined;
  return /^(?:none|unknown|\?)$/.test(told) ? "none" : told.replace(/^\/dev\//, "");
}

/** Ends of sessions by process, connection and account, each list in order of time. */
type Ends = ReadonlyMap<string, readonly CitedEvent[]>;

const byProcess = ({ event }: CitedEvent): string => key(event["host.name"], "pid", event["process.pid"]);
const byConnection = ({ event }: CitedEvent): string =>
  key(event["host.name"], "from", event["source.ip"], event["source.port"]);
const byAccount = ({ event }: CitedEvent): string => key(event["host.name"], "user", event["user.name"]);

function endsOf(ended: readonly CitedEvent[]): Ends {
  return new Map([
    ...Map.groupBy(ended, byAccount),
    ...Map.groupBy(
      ended.filter(({ event }) => event["process.pid"] !== undefined),
      byProcess,
    ),
    ...Map.groupBy(
      ended.filter(({ event }) => event["source.port"] !== undefined),
      byConnection,
    ),
  ]);
}

/** Time of the first of a sorted list at or after an instant. */
function firstAfter(list: readonly CitedEvent[] | undefined, start: number): number {
  if (list === undefined) return Infinity;
  return list[firstIndex(list, ({ event }) => (event.time ?? -1) >= start)]?.event.time ?? Infinity;
}

/** The end of a log-in's session: its process or its connection is told closed, or, where it names neither, its account. */
function endOf(login: CitedEvent, ends: Ends): number | undefined {
  const { "process.pid": pid, "source.port": port, time: start = 0 } = login.event;
  const lists = [
    ...(pid === undefined ? [] : [ends.get(byProcess(login))]),
    ...(port === undefined ? [] : [ends.get(byConnection(login))]),
    ...(pid === undefined && port === undefined ? [ends.get(byAccount(login))] : []),
  ];
  const end = Math.min(...lists.map((list) => firstAfter(list, start)));
  return end === Infinity ? undefined : end;
}

function sessionOf(login: CitedEvent, ends: Ends): Session {
  const { event } = login;
  const from = event.time ?? 0;
  const end = endOf(login, ends);
  const actor = actorName(event["source.ip"], undefined, undefined);
  const { "host.name": host, "user.name": account } = event;
  return { actor, host, account, from, to: end ?? from + DAY, ended: end !== undefined };
}

const open = (session: Session, time: number): boolean => session.from <= time && time <= session.to;

const lasting = /^(?:\S*\/)?(?:su|login|(?:ba|da|z|k|c|tc|fi)?sh|screen|tmux)(?:\s|$)/;

/** Whether a record says that its user took root's rights to keep them. */
function raises({ event }: CitedEvent): boolean {
  if (event["event.outcome"] !== "success") return false;
  const target = event["user.target.name"] ?? "root";
  if (!isRoot(target)) return false;
  if (event["event.action"] === "su_session") return true;
  return event["event.action"] === "sudo_command" && lasting.test(event["process.command_line"] ?? "");
}

/** The only open session of a list at an instant; forgets what is over. */
function onlyOpen(list: Session[], time: number): Session | undefined {
  let found: Session | undefined;
  for (let at = list.length - 1; at >= 0; at--) {
    const session = list[at];
    if (session === undefined || session.to < time) list.splice(at, 1);
    else if (found !== undefined) return undefined;
    else found = session;
  }
  return found;
}

/** Terminals by the sessions they belonged to: from wtmp, and from what sudo tells of a user who was logged in once at that time. */
function terminals(
  sorted: readonly CitedEvent[],
  sessions: ReadonlyMap<string, Session>,
): ReadonlyMap<string, SessionLine> {
  const known = new Map<string, Set<Session>>();
  const current = new Map<string, Session[]>();
  for (const one of sorted) {
    const { "host.name": host, "user.name": user, time } = one.event;
    const opened = isLogin(one) ? sessions.get(placeKey(one)) : undefined;
    const terminal = terminalOf(one);
    const names = terminal !== undefined && terminal !== "none" && time !== undefined;
    // Most records tell neither.
    if (opened === undefined && !names) continue;
    const owner = key(host, user);
    const list = current.get(owner) ?? [];
    if (list.length === 0) current.set(owner, list);
    // Of a log-in that sshd and wtmp both tell of the first stays.
    const again = opened && list.findLast(({ actor, from }) => actor === opened.actor && opened.from - from <= NEAR);
    if (opened !== undefined && again === undefined) list.push(opened);
    if (!names) continue;
    const session = again ?? opened ?? onlyOpen(list, time);
    if (session === undefined) continue;
    const place = key(host, terminal);
    const owners = known.get(place) ?? new Set();
    known.set(place, owners.add(session));
  }
  return new Map([...known].map(([name, owners]) => [name, lineOf(owners)]));
}

/** The session of a log-in; of one that was not kept no end is known. */
export function sessionAfter(login: CitedEvent, { sessions }: SessionBook): Session {
  return sessions.get(placeKey(login)) ?? sessionOf(login, new Map());
}

/** Collects sessions from events in order of time. */
export function sessionBook(sorted: readonly CitedEvent[]): SessionBook {
  const ends = endsOf(sorted.filter(isEnd));
  const all = sorted.filter(isLogin);
  const sessions = new Map(all.map((login) => [placeKey(login), sessionOf(login, ends)]));
  const audited = all.filter(({ event }) => event["event.module"] === "auditd" && event["session.id"] !== undefined);
  const byAudit = Map.groupBy(audited, ({ event }) => key(event["host.name"], event["session.id"]));
  const raised = Map.groupBy(sorted.filter(raises), ({ event }) => key(event["host.name"], event["user.name"]));
  const times = ([name, events]: [string, CitedEvent[]]) => [name, events.map((one) => one.event.time ?? 0)] as const;
  const ordered = [...sessions.values()].sort((a, b) => a.from - b.from);
  return {
    logins: distinctEvents(all),
    sessions,
    ordered,
    longest: ordered.reduce((most, { from, to }) => Math.max(most, to - from), 0),
    byTerminal: terminals(sorted, sessions),
    byAudit: new Map(
      [...byAudit].map(([name, rows]) => [name, rows.flatMap((one) => sessions.get(placeKey(one)) ?? [])]),
    ),
    raised: new Map([...raised].map(times)),
  };
}

/** Sessions that were open at an instant. */
export function* sessionsAt({ ordered, longest }: SessionBook, time: number): Generator<Session> {
  let at = firstIndex(ordered, ({ from }) => from >= time - longest);
  for (let session = ordered[at]; session !== undefined && session.from <= time; session = ordered[++at])
    if (session.to >= time) yield session;
}

interface Owned {
  readonly owner: Session | undefined;
}

const owned = new WeakMap<Place, Owned>();

/** The session whose terminal an act was done on; every foothold of everybody is asked about one act. */
function ownerAt(place: Place, { byTerminal }: SessionBook): Owned {
  let found = owned.get(place);
  if (found === undefined) {
    const { host, terminal, time } = place;
    const line = byTerminal.get(key(host, terminal));
    found = { owner: line === undefined ? undefined : openAt(line, time) };
    owned.set(place, found);
  }
  return found;
}

const same = (a: Session, b: Session): boolean => a.actor === b.actor && a.account === b.account;

/**
 * How well a session explains an act: 3 the record names the session or its terminal, 2 the account is the session's or it held
 * root's rights, 0 it may be, -1 it cannot.
 */
export function explains(session: Session, place: Place, book: SessionBook): number {
  const { host, account, time, audit } = place;
  if (!open(session, time)) return -1;
  if (session.host !== undefined && host !== undefined && session.host !== host) return -1;
  const owners = audit === undefined ? [] : (book.byAudit.get(key(host, audit)) ?? []);
  if (owners.length > 0) return owners.some((owner) => same(owner, session)) ? 3 : -1;
  const { owner } = ownerAt(place, book);
  if (owner !== undefined && same(owner, session)) return 3;
  if (account !== undefined && !isRoot(account)) return account === session.account ? 2 : -1;
  if (isRoot(session.account)) return 2;
  const raised = book.raised.get(key(session.host, session.account)) ?? [];
  return raised.some((at) => at >= session.from && at <= time) ? 2 : 0;
}

/** Where an act was done, from the record that tells it. */
export function placeOfAct(one: CitedEvent, deed: Pick<Deed, "host">, account: string | undefined): Place | undefined {
  const { event } = one;
  if (event.time === undefined) return undefined;
  const audit = event["event.module"] === "auditd" ? event["session.id"] : undefined;
  return {
    host: deed.host,
    account,
    time: event.time,
    module: event["event.module"],
    terminal: terminalOf(one),
    audit,
  };
}
