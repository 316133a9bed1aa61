import type { LogEvent } from "@stanch/model/log-event";
import { isAddress, plainAddress } from "../generic/address/address.ts";
import type { UtmpRecord } from "./utmp-layout.ts";

const types = [
  "EMPTY",
  "RUN_LVL",
  "BOOT_TIME",
  "NEW_TIME",
  "OLD_TIME",
  "INIT_PROCESS",
  "LOGIN_PROCESS",
  "USER_PROCESS",
  "DEAD_PROCESS",
  "ACCOUNTING",
];

/** Where a record stands, and which of the three files it is from. */
export interface UtmpPlace {
  readonly offset: number;
  readonly record: number;
  readonly module: "utmp" | "wtmp" | "btmp";
  readonly host: string | undefined;
}

/** Displays, multiplexers and consoles are not other machines. */
const isLocal = (host: string): boolean => /^(?::\d|tmux\(|screen|mosh \[|localhost$|login screen$)/.test(host);

function addSource(event: LogEvent, record: UtmpRecord): void {
  const host = plainAddress(record.host);
  if (record.address !== undefined) event["source.ip"] = plainAddress(record.address);
  else if (isAddress(host)) event["source.ip"] = host;
  if (host !== "" && !isAddress(host) && !isLocal(host)) event["source.address"] = host;
}

function addLogon(event: LogEvent, record: UtmpRecord, failed: boolean): void {
  if (record.user !== "") event["user.name"] = record.user;
  addSource(event, record);
  const ip = event["source.ip"];
  const remote = event["source.address"] !== undefined || (ip !== undefined && ip !== "::1" && !ip.startsWith("127."));
  event["event.category"] = "authentication";
  event["event.outcome"] = failed ? "failure" : "success";
  event["event.action"] = remote && !failed ? "remote_logon" : "logon";
}

function addSystem(event: LogEvent, { type, user }: UtmpRecord): void {
  event["event.category"] = "host";
  if (type === 2) event["event.action"] = "host_started";
  else if (type === 1) event["event.action"] = user === "shutdown" ? "host_stopped" : "runlevel_changed";
  else event["event.action"] = "clock_changed";
}

function addMeaning(event: LogEvent, record: UtmpRecord, module: UtmpPlace["module"]): void {
  const { type, user } = record;
  // Log-ins that were refused are written as a log-in prompt that knows who wanted in.
  const refused = module === "btmp" || (type === 6 && user !== "" && user !== "LOGIN" && module !== "utmp");
  if (refused || type === 7) addLogon(event, record, refused);
  else if (type >= 1 && type <= 4) addSystem(event, record);
  else if (type === 8) {
    event["event.category"] = "session";
    event["event.action"] = "session_end";
    if (user !== "") event["user.name"] = user;
    addSource(event, record);
  } else if (type === 6) {
    event["event.category"] = "session";
    event["event.action"] = "login_prompt";
  }
}

/** The event of one record. */
export function utmpEvent(record: UtmpRecord, place: UtmpPlace): LogEvent {
  const { line, id, user, host, pid, session, address, termination, exit } = record;
  const type = types[record.type] ?? String(record.type);
  const timed = record.seconds !== 0 || record.micros !== 0;
  const event: LogEvent = {
    time: timed ? record.seconds * 1e6 + record.micros : undefined,
    digits: timed ? 6 : 0,
    basis: timed ? "stated" : "none",
    offset: place.offset,
    record: place.record,
    "event.module": place.module,
    fields: {
      type,
      pid,
      line,
      id,
      user,
      host,
      session,
      termination,
      exit,
      ...(address === undefined ? {} : { address }),
    },
  };
  if (place.host !== undefined) event["host.name"] = place.host;
  if (pid > 0) event["process.pid"] = pid;
  if (line !== "") event["session.id"] = line;
  addMeaning(event, record, place.module);
  event.message = [type, user, line, host].filter((part) => part !== "").join(" ");
  return event;
}
