import type { EventCategory, EventOutcome } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { setField, setSource, setUser } from "./remote.ts";

/** Says what kind of act an event is. */
export function setKind(event: LogEvent, category: EventCategory, action: string, outcome: EventOutcome): void {
  event["event.category"] = category;
  event["event.action"] = action;
  event["event.outcome"] = outcome;
}

const pamHead = /^(?:pam_\w+\(([^():]*)(?::\w+)?\): |PAM |\(pam_\w+\) )/;
const session = /^session (opened|closed) for user ([^\s(]*)(?:\(uid=\d+\))?(?: by ([^\s(]*)(?:\(uid=(\d+)\))?)?/;
const refused =
  /^(?:(\d+) more )?authentication failures?; (?:logname=(\S*) )?(?:uid=(\d*) )?(?:euid=\d* )?tty=(\S*) ruser=(.*?) rhost=(\S*)(?:\s+user=(.*?))?(?: \[preauth\])?\s*$/;
const received = /^received for user (.*): \d+ \((.*)\)$/;
const unknownUser = /^(?:check pass; user unknown|user unknown|bad username \[(.*)\])/;

/** What PAM writes under the name of any service that asks it; false when the message is not PAM's. */
export function pamMessage(message: string, event: LogEvent): boolean {
  const head = pamHead.exec(message);
  const body = head === null ? message : message.slice(head[0].length);
  if (head === null && !/^(?:session (?:opened|closed) for |authentication failure;|check pass;)/.test(body))
    return false;
  const service = head?.[1];
  if (service !== undefined && service !== "") setField(event, "pam_service", service);
  return pamSession(body, event) || pamFailure(body, event) || head !== null;
}

function pamSession(body: string, event: LogEvent): boolean {
  const match = session.exec(body);
  if (match === null) return false;
  setKind(event, "session", match[1] === "opened" ? "session_start" : "session_end", "success");
  setUser(event, match[2] ?? "");
  const by = match[3] ?? "";
  if (by !== "") setField(event, "by", by);
  return true;
}

function pamFailure(body: string, event: LogEvent): boolean {
  const match = refused.exec(body);
  if (match !== null) {
    setKind(event, "authentication", "pam_auth", "failure");
    setUser(event, match[7] ?? match[5] ?? "");
    setSource(event, match[6] ?? "");
    if (match[4] !== "" && match[4] !== undefined) setField(event, "tty", match[4]);
    return true;
  }
  const unknown = unknownUser.exec(body);
  if (unknown !== null) {
    setKind(event, "authentication", "pam_auth", "unknown");
    setUser(event, unknown[1] ?? "");
    return true;
  }
  const other = received.exec(body);
  if (other === null) return false;
  setKind(event, "authentication", "pam_auth", "failure");
  setUser(event, other[1] ?? "");
  return true;
}

const sudoLine =
  /^\s*(\S+) : (?:(?!(?:TTY|PWD)=)(.*?) ; )?(?:TTY=(\S*) ; )?PWD=(.*?) ; USER=(\S*) ; (?:GROUP=\S+ ; )?(?:TSID=\S+ ; )?(?:ENV=.*? ; )?COMMAND=(.*)$/s;
const sudoRefused = /NOT in sudoers|incorrect password|command not allowed|not allowed|a password is required|no tty/;

/** Messages of sudo: who ran what as whom, or was refused. */
export function sudoMessage(message: string, event: LogEvent): void {
  const match = sudoLine.exec(message);
  if (match === null) {
    if (pamMessage(message, event)) return;
    const user = /^\s*(\S+) : /.exec(message);
    if (user === null) return;
    setKind(event, "process", "sudo_command", sudoRefused.test(message) ? "failure" : "unknown");
    setUser(event, user[1] ?? "");
    return;
  }
  const [, user = "", reason, tty = "", folder = "", target = "", command = ""] = match;
  setKind(event, "process", "sudo_command", reason !== undefined && sudoRefused.test(reason) ? "failure" : "success");
  event["user.name"] = user;
  if (target !== "") event["user.target.name"] = target;
  if (command !== "") event["process.command_line"] = command;
  if (folder !== "") event["process.working_directory"] = folder;
  event.fields = { ...event.fields, ...(tty === "" ? {} : { TTY: tty }), ...(reason === undefined ? {} : { reason }) };
}

const suForms: readonly (readonly [RegExp, EventOutcome, number, number])[] = [
  [/^Successful su for (\S+) by (\S+)/, "success", 2, 1],
  [/^FAILED su for (\S+) by (\S+)/, "failure", 2, 1],
  [/^\(to (\S+)\) (\S+) on /, "success", 2, 1],
  [/^FAILED SU \(to (\S+)\) (\S+) on /, "failure", 2, 1],
  [/^\+ \S+ (\S+?)[:-](\S+)$/, "success", 1, 2],
  [/^- \S+ (\S+?)[:-](\S+)$/, "failure", 1, 2],
  [/^BAD SU (\S+) to (\S+)/, "failure", 1, 2],
  [/^(\S+) to (\S+) on \S+$/, "success", 1, 2],
];

/** Messages of su, of shadow, util-linux and BSD. */
export function suMessage(message: string, event: LogEvent): void {
  for (const [pattern, outcome, user, target] of suForms) {
    const match = pattern.exec(message);
    if (match === null) continue;
    setKind(event, "authentication", "su_session", outcome);
    setUser(event, match[user] ?? "");
    const name = match[target] ?? "";
    if (name !== "") event["user.target.name"] = name;
    return;
  }
  if (!pamMessage(message, event)) return;
  const opened = session.exec(message.slice(pamHead.exec(message)?.[0].length ?? 0));
  if (opened?.[1] !== "opened") return;
  event["event.action"] = "su_session";
  event["user.target.name"] = opened[2] ?? "";
  setUser(event, opened[3] ?? "");
}

const loginFailed =
  /^FAILED LOGIN (?:SESSION |\(?\d*\)? ?)*(?:on '?\S+'? )?(?:FROM (\S+) )?(?:FOR|for) [`'"]?(.*?)[`'"]?(?:,.*)?$/;
const loginDone = /^(ROOT )?LOGIN (?:ON (\S+)(?: BY (\S+?))?)(?: FROM (\S+))?$/;

/** Messages of login(1) on consoles and serial lines. */
export function loginMessage(message: string, event: LogEvent): void {
  const failed = loginFailed.exec(message);
  if (failed !== null) {
    setKind(event, "authentication", "login", "failure");
    setUser(event, failed[2] ?? "");
    if (failed[1] !== undefined && failed[1] !== "(null)") setSource(event, failed[1]);
    return;
  }
  const done = loginDone.exec(message);
  if (done === null) {
    pamMessage(message, event);
    return;
  }
  setKind(event, "authentication", "login", "success");
  setUser(event, done[3] ?? (done[1] === undefined ? "" : "root"));
  if (done[4] !== undefined) setSource(event, done[4]);
  event.fields = { tty: done[2] ?? "" };
}
