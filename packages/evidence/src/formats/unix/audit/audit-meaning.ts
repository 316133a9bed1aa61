import type { EventCategory, EventOutcome } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { setKind } from "../auth/auth-message.ts";
import { table } from "../../../table.ts";

/** What record types mean; those whose subject is another account name it. */
const meanings: Readonly<Record<string, readonly [EventCategory, string, ("target" | "user")?]>> = table({
  USER_AUTH: ["authentication", "user_auth"],
  USER_ERR: ["authentication", "user_auth"],
  USER_LOGIN: ["authentication", "login"],
  USER_ACCT: ["authentication", "account_check"],
  CRED_ACQ: ["authentication", "credentials_acquired"],
  CRED_DISP: ["authentication", "credentials_disposed"],
  USER_START: ["session", "session_start"],
  USER_END: ["session", "session_end"],
  USER_LOGOUT: ["session", "session_end"],
  LOGIN: ["session", "session_start"],
  USER_CMD: ["process", "sudo_command"],
  ADD_USER: ["iam", "user_added", "target"],
  DEL_USER: ["iam", "user_deleted", "target"],
  USER_MGMT: ["iam", "user_changed", "target"],
  ACCT_LOCK: ["iam", "user_changed", "target"],
  USER_CHAUTHTOK: ["iam", "password_changed", "target"],
  ADD_GROUP: ["iam", "group_added", "target"],
  DEL_GROUP: ["iam", "group_deleted", "target"],
  GRP_MGMT: ["iam", "group_changed", "target"],
  SERVICE_START: ["process", "service_started"],
  SERVICE_STOP: ["process", "service_stopped"],
  CONFIG_CHANGE: ["configuration", "audit_config_changed"],
  NETFILTER_CFG: ["configuration", "firewall_changed"],
  DAEMON_START: ["process", "service_started"],
  DAEMON_END: ["process", "service_stopped"],
  CRYPTO_KEY_USER: ["authentication", "crypto_key"],
  CRYPTO_SESSION: ["authentication", "crypto_session"],
  AVC: ["intrusion_detection", "access_denied"],
  USER_AVC: ["intrusion_detection", "access_denied"],
  ANOM_ABEND: ["process", "process_crashed"],
  ANOM_PROMISCUOUS: ["network", "promiscuous_mode"],
  TTY: ["process", "command_run"],
  USER_TTY: ["process", "command_run"],
});

function outcomeOf(event: LogEvent): EventOutcome {
  const result = event.fields?.["res"] ?? event.fields?.["success"] ?? event.fields?.["result"];
  if (result === "success" || result === "yes" || result === "1") return "success";
  return result === "failed" || result === "no" || result === "0" ? "failure" : "unknown";
}

/** Gives a finished audit event category, action and outcome. */
export function setAuditMeaning(event: LogEvent, types: readonly string[]): void {
  const outcome = outcomeOf(event);
  if (types.includes("EXECVE"))
    return setKind(event, "process", "process_started", outcome === "unknown" ? "success" : outcome);
  if (types.includes("AVC") && event.message?.includes("denied") === true) {
    return setKind(event, "intrusion_detection", "access_denied", "failure");
  }
  const meaning = meanings[types[0] ?? ""];
  if (meaning === undefined) {
    if (types.includes("SYSCALL"))
      setKind(event, "process", "system_call", outcome === "failure" ? "unknown" : outcome);
    else event["event.outcome"] = outcome;
    return;
  }
  const [category, action, subject] = meaning;
  // sshd writes USER_AUTH or USER_ERR for each refusal, and USER_LOGIN besides: one attempt is one failure.
  const repeats = types[0] === "USER_LOGIN" && outcome === "failure" && event["process.name"]?.startsWith("sshd");
  setKind(event, category, action, repeats === true ? "unknown" : outcome);
  if (subject !== "target") return;
  const account = event.fields?.["acct"] ?? event.fields?.["id"];
  const actor = event.fields?.["AUID"] ?? event.fields?.["UID"];
  if (typeof account === "string" && account !== "") event["user.target.name"] = account;
  event["user.name"] = typeof actor === "string" && actor !== "unset" ? actor : undefined;
}
