import type { EventOutcome } from "@stanch/model/event-line";

/** What a group of a pattern captures. */
type Part = "ip" | "port" | "user" | "command";

/** One form of message sshd writes. */
export interface SshdRule {
  readonly has: string;
  readonly pattern: RegExp;
  /** What the groups of the pattern capture, in their order. */
  readonly parts: readonly Part[];
  readonly action: string;
  readonly outcome: EventOutcome;
}

const at = String.raw`(?<ip>\S+?)(?: port (?<port>\d+))?`;

const named = /\(\?<(ip|port|user|command)>/g;

/** Groups are read by number: the engine makes an object for names, for each line. */
function rule(has: string, pattern: string, action: string, outcome: EventOutcome): SshdRule {
  const parts = [...pattern.matchAll(named)].map((match) => match[1] as Part);
  return { has, pattern: new RegExp(pattern.replace(named, "("), "s"), parts, action, outcome };
}

/** Messages of OpenSSH 3 to 10 besides `Failed` and `Accepted`, the frequent ones first. */
const sshdRules: readonly SshdRule[] = [
  rule("nvalid user ", String.raw`^Invalid user (?<user>.*?) ?from ${at}\s*$`, "ssh_invalid_user", "failure"),
  rule("llegal user ", String.raw`^Illegal user (?<user>.*?) ?from ${at}\s*$`, "ssh_invalid_user", "failure"),
  rule(
    "onnection ",
    String.raw`^Connection (?:closed|reset) by (?:invalid|authenticating) user (?<user>.*) (?<ip>\S+) port (?<port>\d+)(?: \[preauth\])?$`,
    "ssh_disconnect",
    "failure",
  ),
  rule("onnection ", String.raw`^Connection (?:closed|reset) by ${at} \[preauth\]$`, "ssh_disconnect", "failure"),
  rule("onnection ", String.raw`^Connection (?:closed|reset) by ${at}$`, "ssh_disconnect", "unknown"),
  rule(
    "Disconnected from",
    String.raw`^Disconnected from (?:invalid|authenticating) user (?<user>.*) (?<ip>\S+) port (?<port>\d+)(?: \[preauth\])?$`,
    "ssh_disconnect",
    "failure",
  ),
  rule(
    "Disconnected from user",
    String.raw`^Disconnected from user (?<user>.*) (?<ip>\S+) port (?<port>\d+)$`,
    "ssh_disconnect",
    "success",
  ),
  rule("Disconnected from", String.raw`^Disconnected from ${at} \[preauth\]$`, "ssh_disconnect", "failure"),
  rule("Disconnected from", String.raw`^Disconnected from ${at}$`, "ssh_disconnect", "unknown"),
  rule(
    "Received disconnect",
    String.raw`^Received disconnect from (?<ip>\S+?)(?: port (?<port>\d+))?: ?(?:3:.*Auth fail|14: No (?:supported )?auth|.*\[preauth\]$)`,
    "ssh_disconnect",
    "failure",
  ),
  rule(
    "Received disconnect",
    String.raw`^Received disconnect from (?<ip>\S+?)(?: port (?<port>\d+))?: ?\d+:`,
    "ssh_disconnect",
    "unknown",
  ),
  rule(
    "Change of username or service",
    String.raw`^Disconnecting (?:invalid|authenticating) user (?<user>.*) (?<ip>\S+) port (?<port>\d+): Change of username or service not allowed`,
    "ssh_disconnect",
    "failure",
  ),
  rule(
    "Disconnecting",
    String.raw`^Disconnecting (?:invalid|authenticating) user (?<user>.*) (?<ip>\S+) port (?<port>\d+): `,
    "ssh_disconnect",
    "unknown",
  ),
  rule(
    "Too many auth",
    String.raw`^Disconnecting(?: ${at})?: Too many authentication failures(?: for (?<user>.*?))?(?: \[preauth\])?$`,
    "ssh_login",
    "failure",
  ),
  rule("Disconnecting", String.raw`^Disconnecting(?: ${at})?: `, "ssh_disconnect", "unknown"),
  rule(
    "not allowed because",
    String.raw`^User (?<user>.*) from (?<ip>\S+)(?: port (?<port>\d+))? not allowed because `,
    "ssh_login",
    "failure",
  ),
  rule("not allowed because", String.raw`^User (?<user>.*) not allowed because `, "ssh_login", "unknown"),
  rule(
    "ROOT LOGIN REFUSED",
    String.raw`^(?<user>ROOT) LOGIN REFUSED FROM ${at}(?: \[preauth\])?$`,
    "ssh_login",
    "failure",
  ),
  rule(
    "PAM: ",
    String.raw`^PAM: (?:[Aa]uthentication (?:failure|error)|User not known to the underlying authentication module|Permission denied) for (?:(?:illegal|invalid) user )?(?<user>.*) from (?<ip>\S+)(?: via \S+)?\s*$`,
    "ssh_login",
    "failure",
  ),
  rule(
    "maximum authentication",
    String.raw`^maximum authentication attempts exceeded for (?:invalid user )?(?<user>.*) from ${at}(?: ssh\d)?(?: \[preauth\])?$`,
    "ssh_login",
    "failure",
  ),
  rule("Unable to negotiate", String.raw`^Unable to negotiate with ${at}: no matching `, "ssh_disconnect", "failure"),
  rule("Unable to negotiate a", "^Unable to negotiate a ", "ssh_disconnect", "failure"),
  rule("no matching ", "^no matching ", "ssh_disconnect", "failure"),
  rule(
    "identification string",
    String.raw`^Did not receive identification string from ${at}$`,
    "ssh_disconnect",
    "failure",
  ),
  rule(
    "Bad protocol version",
    String.raw`^Bad protocol version identification '.*' from ${at}$`,
    "ssh_disconnect",
    "failure",
  ),
  rule("refused connect", String.raw`^refused connect from .*\((?<ip>[^()\s]+)\)$`, "ssh_login", "failure"),
  rule("refused connect", String.raw`^refused connect from (?<ip>\S+)`, "ssh_login", "failure"),
  rule("banner exchange", String.raw`^banner exchange: Connection from ${at}: `, "ssh_disconnect", "failure"),
  rule(
    "ssh_dispatch_run_fatal",
    String.raw`^ssh_dispatch_run_fatal: Connection from ${at}: `,
    "ssh_disconnect",
    "failure",
  ),
  rule(
    "ssh_dispatch_run_fatal",
    String.raw`^ssh_dispatch_run_fatal: Connection from (?:invalid|authenticating) user (?<user>.*) (?<ip>\S+) port (?<port>\d+): `,
    "ssh_disconnect",
    "failure",
  ),
  rule(
    "Timeout before",
    String.raw`^Timeout before authentication for (?:connection from )?(?<ip>[^\s,]+?)\.?(?: port (?<port>\d+))?(?: to |,|$)`,
    "ssh_disconnect",
    "failure",
  ),
  rule("kex_", "^kex_(?:exchange_identification|protocol_error)", "ssh_disconnect", "failure"),
  rule("Read from socket failed", "^Read from socket failed: Connection reset", "ssh_disconnect", "failure"),
  rule(
    "drop connection",
    String.raw`^drop connection #\d+ from \[(?<ip>[^\]]+)\]:(?<port>\d+)`,
    "ssh_disconnect",
    "failure",
  ),
  rule(
    "obfuscated handshake",
    String.raw`^Magic value check failed \(\d+\) on obfuscated handshake from ${at}$`,
    "ssh_disconnect",
    "failure",
  ),
  rule("Authentication key", String.raw`^Authentication key .* revoked`, "ssh_login", "failure"),
  rule(
    "Starting session",
    String.raw`^Starting session: (?:command|shell|subsystem '[^']*'|forced-command[^\n]*?)(?: on \S+)? for (?<user>.*) from (?<ip>\S+) port (?<port>\d+)`,
    "session_start",
    "success",
  ),
  rule(
    "Close session",
    String.raw`^Close session: user (?<user>.*) from (?<ip>\S+) port (?<port>\d+)`,
    "session_end",
    "success",
  ),
  rule("User child is on pid", "^User child is on pid", "ssh_child", "unknown"),
  rule("Server listening", String.raw`^Server listening on`, "service_started", "success"),
  rule("Received signal", String.raw`^Received signal \d+; terminating`, "service_stopped", "success"),
  rule("Connection from", String.raw`^Connection from ${at}(?: on .*)?$`, "ssh_connection", "unknown"),
  rule(
    "Postponed",
    String.raw`^Postponed \S+ for (?:invalid user )?(?<user>.*) from (?<ip>\S+) port (?<port>\d+)`,
    "ssh_login",
    "unknown",
  ),
  rule("Partial", String.raw`^Partial \S+ for (?<user>.*) from (?<ip>\S+) port (?<port>\d+)`, "ssh_login", "unknown"),
  rule(
    "BREAK-IN",
    String.raw`^(?:Address (?<ip>\S+) maps to|reverse mapping checking getaddrinfo for \S+ )`,
    "ssh_name_mismatch",
    "unknown",
  ),
  rule(
    "invalid user",
    String.raw`^input_userauth_request: invalid user (?<user>.*?)(?: \[preauth\])?$`,
    "ssh_invalid_user",
    "unknown",
  ),
  rule("penalty", String.raw`ipv[46]: new (?<ip>[^\s/]+)(?:/\d+)? .*penalty`, "ssh_disconnect", "failure"),
  rule(
    "Remote: ",
    String.raw`^SSH: Server;Ltype: [^;]*;Remote: (?<ip>\S+?)-(?<port>\d+);`,
    "ssh_connection",
    "unknown",
  ),
];

/** The code of the letter that a pattern's messages begin with; undefined where they begin in several ways. */
function firstOf({ pattern }: SshdRule): number | undefined {
  return /^\^[A-Za-z](?![?*{|])/.test(pattern.source) ? pattern.source.charCodeAt(1) : undefined;
}

const byFirst = new Map<number, readonly SshdRule[]>(
  sshdRules.flatMap((one) => {
    const code = firstOf(one);
    return code === undefined ? [] : [[code, sshdRules.filter((other) => [code, undefined].includes(firstOf(other)))]];
  }),
);
const otherwise = sshdRules.filter((one) => firstOf(one) === undefined);

/** The forms that a message with this first character can have, in their order. */
export const sshdRulesFor = (code: number): readonly SshdRule[] => byFirst.get(code) ?? otherwise;
