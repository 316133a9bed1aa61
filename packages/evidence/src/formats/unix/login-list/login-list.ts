import type { LogEvent } from "@stanch/model/log-event";
import type { Clock, LineFormat, LineReader, ReadContext, Sample } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { isAddress } from "../../generic/address/address.ts";
import { stamp } from "../../generic/stamp/stamp.ts";
import { setSource } from "../auth/remote.ts";
import { readMinuteStamp } from "../state/minute-stamp.ts";

/** One log-in as a tool printed it. */
interface Shown {
  readonly user: string;
  readonly tty: string;
  readonly host: string;
  readonly date: string;
  readonly rest: string;
  readonly tool: "last" | "who" | "w" | "lastlog";
}

const weekday = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
const lastLine = new RegExp(
  String.raw`^(\S{1,64})\s+(system boot|system down|\S{1,32})\s+(?:(\S{1,255})\s+)?(${weekday} [A-Z][a-z]{2} +\d{1,2} \d\d:\d\d(?::\d\d(?: \d{4})?)?|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:?\d\d)(?:\s+(-.*|still logged in.*|still running.*|gone - no logout.*|crash.*|down.*|\(.*|)|\s*)$`,
);
const whoLine =
  /^(\S{1,64})\s+(?:[-+?]\s+)?((?:pts\/|tty|:|console|hvc|seat|ssh|ftpd|run-level|system)\S{0,28}(?: boot)?)\s+(\d{4}-\d\d-\d\d \d\d:\d\d|[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d)(?:\s+(?![(])(\S.*?))?(?:\s+\((\S{1,255})\))?\s*$/;
const lastlogLine = new RegExp(
  String.raw`^(\S{1,64})\s+(?:(\S{1,32})\s+)?(?:(\S{1,255})\s+)?${weekday} ([A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d [+-]\d{4} \d{4})\s*$`,
);
const never = /^(\S{1,64})\s+\*\*Never logged in\*\*\s*$/;

function shownLast(line: string): Shown | undefined {
  const match = lastLine.exec(line);
  if (match === null) return undefined;
  const [, user = "", tty = "", before = "", date = "", rest = ""] = match;
  // `last -a` writes the host at the end.
  const behind =
    before === "" ? /(?:\)|logged in|running|no logout|crash|down)\s{2,}(\S{1,255})$/.exec(rest)?.[1] : undefined;
  return { user, tty, host: behind ?? before, date, rest, tool: "last" };
}

function shownWho(line: string): Shown | undefined {
  const match = whoLine.exec(line);
  if (match === null) return undefined;
  const [, user = "", tty = "", date = "", rest = "", host = ""] = match;
  return { user, tty, host, date, rest, tool: "who" };
}

function shownLastlog(line: string): Shown | undefined {
  const match = lastlogLine.exec(line);
  if (match === null) return undefined;
  const [, user = "", tty = "", host = "", date = ""] = match;
  return { user, tty, host, date, rest: "", tool: "lastlog" };
}

const bootLine = /^\s+(system boot|run-level \d)\s+(\d{4}-\d\d-\d\d \d\d:\d\d|[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d)\b/;

/** `who -a` tells of the start of the machine without a user. */
function shownBoot(line: string): Shown | undefined {
  const match = bootLine.exec(line);
  return match === null
    ? undefined
    : { user: "reboot", tty: match[1] ?? "", host: "", date: match[2] ?? "", rest: "", tool: "who" };
}

function shownOf(line: string): Shown | undefined {
  if (line.startsWith(" ")) return shownBoot(line);
  return shownLast(line) ?? shownLastlog(line) ?? shownWho(line);
}

function kind({ user, tty }: Shown, failed: boolean): readonly [LogEvent["event.category"], string] {
  if (user === "reboot" || tty === "system boot") return ["host", "boot"];
  if (user === "shutdown" || tty === "system down") return ["host", "shutdown"];
  return failed ? ["authentication", "login"] : ["session", "session_start"];
}

function shownEvent(shown: Shown, clock: Clock, context: ReadContext, failed: boolean): LogEvent {
  const timed = readMinuteStamp(shown.date, clock);
  const [category, action] = kind(shown, failed);
  const system = category === "host";
  const event: LogEvent = {
    time: timed ? stamp.time : undefined,
    digits: 0,
    basis: timed ? stamp.basis : "none",
    offset: -1,
    record: 0,
    "event.module": "login-list",
    "event.dataset": failed ? "lastb" : shown.tool,
    "event.category": category,
    "event.action": action,
    "event.outcome": failed ? "failure" : "success",
    "host.name": context.host,
    "user.name": system ? undefined : shown.user,
    message: `${shown.user} ${shown.tty} ${shown.host}`.trim(),
    fields: { tty: shown.tty, ...(shown.rest === "" ? {} : { rest: shown.rest }) },
  };
  if (!system && shown.host !== "" && !/^:\d/.test(shown.host))
    setSource(event, isAddress(shown.host) ? shown.host : shown.host.replace(/:S?\.?\d+$/, ""));
  return event;
}

const aside = /^(?:(?:wtmp|btmp|utmp)\S* begins |Username\s+Port\s|NAME\s+LINE\s|# users=|\s*\d\d:\d\d:\d\d up )/;

function openLogins(context: ReadContext): LineReader {
  const { sink, clock } = context;
  // `lastb` prints the same table of attempts that failed; only the name of the capture tells.
  const failed = /(?:^|[/_-])lastb|btmp/i.test(context.path);
  return {
    line(text) {
      if (text.trim() === "") return sink.skip("blank");
      if (aside.test(text)) return sink.skip("header");
      if (never.test(text)) return sink.skip("comment");
      const shown = text.length > 2048 ? undefined : shownOf(text);
      if (shown === undefined) return sink.unparsed();
      sink.event(shownEvent(shown, clock, context, failed));
    },
    end() {},
  };
}

function sniff(sample: Sample): number {
  const lines = sample.lines.filter((line) => !aside.test(line) && !never.test(line));
  const telling = sample.lines.some((line) => aside.test(line) || never.test(line));
  const share = shareOf({ ...sample, lines }, (line) => shownOf(line) !== undefined);
  return Math.round(share * (telling ? 95 : 88));
}

/** What `last`, `lastb`, `who` and `lastlog` showed: one event a log-in. */
export const loginList: LineFormat = {
  id: "login-capture",
  names: { zh: "登录列表（last / who / lastlog 输出）", en: "list of log-ins (last, who, lastlog)" },
  family: "unix",
  modules: ["login-list"],
  references: ["last(1)", "who(1)", "lastlog(8)"],
  by: "line",
  splittable: true,
  sniff,
  open: openLogins,
};
