import type { LogEvent } from "@stanch/model/log-event";
import { pamMessage, setKind } from "../auth/auth-message.ts";
import { setUser } from "../auth/remote.ts";

const started = /^(Started|Stopped|Reloaded|Finished|Starting|Stopping|Failed to start) (.*?)\.{0,3}$/;

/** Messages of systemd itself: units started, stopped, failed. */
export function systemdMessage(message: string, event: LogEvent): void {
  const match = started.exec(message);
  if (match === null) {
    if (pamMessage(message, event)) return;
    const failed = /^(\S+\.(?:service|timer|socket)): (?:Failed with result|Main process exited)/.exec(message);
    setKind(event, "process", failed === null ? "systemd_message" : "service_failed", "unknown");
    if (failed?.[1] !== undefined) event["service.name"] = failed[1];
    return;
  }
  const [, verb = "", unit = ""] = match;
  event["service.name"] = unit.split(" - ")[0] ?? unit;
  if (verb === "Stopped") setKind(event, "process", "service_stopped", "success");
  else if (verb === "Failed to start") setKind(event, "process", "service_failed", "unknown");
  else if (verb === "Started" || verb === "Finished") setKind(event, "process", "service_started", "success");
  else setKind(event, "process", `service_${verb.toLowerCase()}`, "success");
}

const newSession = /^New session '?(\S+?)'? of user '?(.*?)'?(?: with class .*)?\.$/;
const gone = /^(?:Removed session|Session) '?(\S+?)'?(?: logged out\..*|\.)$/;

/** Messages of systemd-logind: sessions begin and end, power keys. */
export function logindMessage(message: string, event: LogEvent): void {
  const begun = newSession.exec(message);
  if (begun !== null) {
    setKind(event, "session", "session_start", "success");
    event["session.id"] = begun[1];
    setUser(event, begun[2] ?? "");
    return;
  }
  const ended = gone.exec(message);
  if (ended !== null) {
    setKind(event, "session", "session_end", "success");
    event["session.id"] = ended[1];
    return;
  }
  setKind(event, "session", "logind_message", "unknown");
}
