import type { LogEvent } from "@stanch/model/log-event";

/**
 * Actions that are rare and say something: they are kept whole, so that a thread can follow an intruder after the way in.
 * Mass (refused log-ins, ordinary requests) is counted instead.
 */
const notableActions = new Set([
  "sudo_command",
  "su_session",
  "user_added",
  "user_changed",
  "user_deleted",
  "group_added",
  "group_member_added",
  "password_changed",
  "cron_changed",
  "key_added",
  "service_installed",
  "scheduled_task_created",
  "log_cleared",
  "package_installed",
  "file_uploaded",
  "command_run",
  "remote_logon",
]);
const sessionActions = new Set(["session_end", "ssh_disconnect"]);

const endsSession = (event: LogEvent): boolean =>
  event["event.module"] === "wtmp" || (event["event.module"] === "sshd" && event["user.name"] !== undefined);

/** Whether a thread may need this event although no rule matched it. */
export function isNotable(event: LogEvent): boolean {
  const action = event["event.action"];
  if (action === undefined) return false;
  if (notableActions.has(action)) return true;
  // Refused log-ins hang up by the thousand and end no session.
  if (sessionActions.has(action)) return event["event.outcome"] !== "failure" && endsSession(event);
  return (
    event["event.category"] === "authentication" &&
    event["event.outcome"] === "success" &&
    event["source.ip"] !== undefined
  );
}
