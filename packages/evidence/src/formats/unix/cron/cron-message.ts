import type { LogEvent } from "@stanch/model/log-event";
import { pamMessage, setKind } from "../auth/auth-message.ts";

const job =
  /^\((.*?)\) (CMD|CMDOUT|CMDEND|JOB|REPLACE|BEGIN EDIT|END EDIT|DELETE|LIST|RELOAD|INFO|ORPHAN|FAILED[^(]*|MAIL[^(]*|ERROR[^(]*|WRONG[^(]*|[A-Z][^(]*?) ?\((.*)\)\s*$/s;
const changes = /^(?:REPLACE|DELETE|BEGIN EDIT|END EDIT)$/;

/** Messages of cron daemons and crontab(1). */
export function cronMessage(message: string, event: LogEvent): void {
  event["event.module"] = "cron";
  const match = job.exec(message);
  if (match === null) {
    pamMessage(message, event);
    return;
  }
  const [, user = "", verb = "", rest = ""] = match;
  if (user !== "" && user !== "CRON" && user !== "*system*") event["user.name"] = user;
  if (verb === "CMD") {
    setKind(event, "process", "cron_command", "success");
    event["process.command_line"] = rest.trim();
  } else if (changes.test(verb)) {
    setKind(event, "configuration", "cron_changed", "success");
    if (rest !== "") event["user.target.name"] = rest;
    event.fields = { operation: verb };
  } else if (verb === "RELOAD") {
    setKind(event, "configuration", "cron_changed", "success");
    event["file.path"] = rest;
    event.fields = { operation: verb };
  } else if (/^(?:FAILED|ERROR|WRONG)/.test(verb)) {
    setKind(event, "process", "cron_error", "failure");
  } else setKind(event, "process", "cron_message", "unknown");
}
