import type { LogEvent } from "@stanch/model/log-event";
import { isAddress, plainAddress } from "../address/address.ts";

/** Longer messages are judged by their beginning. */
const longest = 2048;

const what = String.raw`(?:log[ -]?[io]n|logged in|sign[ -]?in|auth\w*|pass(?:word|phrase|code)?|credentials?|user(?:name)?|account|(?:api )?token|2fa|totp|otp)`;
const against = String.raw`(?:fail\w*|denied|incorrect|invalid|wrong|mismatch\w*|not (?:found|allowed|permitted|authori[sz]ed)|reject\w*|refused|unsuccessful|unknown|bad|illegal|unauthori[sz]ed|non-?existent|disabled|locked|error)`;

const refusals: readonly RegExp[] = [
  new RegExp(String.raw`\b${what}\b[^\n]{0,60}?\b${against}\b`, "i"),
  new RegExp(String.raw`\b${against}\b[^\n]{0,40}?\b${what}\b`, "i"),
  /\b(?:access|permission|connection|client|request|query|relay(?:ing)?|transfer|handshake|packet|action)\b[^\n]{0,30}\b(?:denied|refused|rejected|forbidden|blocked|dropped|not allowed)\b/i,
  /\b(?:brute[- ]?force|intrusion|banned|blacklisted|too many (?:auth|login|failed|attempts|connections)|unauthori[sz]ed)\b/i,
];
const granted =
  /\b(?:log[ -]?in|logon|sign[ -]?in|auth\w*|session)\b[^\n]{0,40}?\b(?:success\w*|succeeded|accepted|ok|opened)\b|\bsuccess\w*\b[^\n]{0,40}?\b(?:log[ -]?in|logon|auth\w*)\b|\b(?:logged|signed)[ -]in\b/i;

const address = String.raw`(?:::ffff:)?\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:\d{1,3}(?:\.\d{1,3}){3})?`;
const keyed = new RegExp(
  String.raw`\b(?:(?:remote|client|src|source|real|peer|user)[-_ .]?(?:ip|addr(?:ess)?|host)(?:[-_ ]?addr(?:ess)?)?|ip(?:[-_ ]?addr(?:ess)?)?|rhost|oip|rip|src|from|client|remote|peer|host|by|address|addr)\b["']?\s*(?:[=:]|is)?\s*(?:ip(?:v[46])?[=: ]\s*)?["'(\[<{\\]*(${address})(?![\w.])`,
  "i",
);
const anywhere = new RegExp(String.raw`(?<![\w.:])(${address})(?![\w.]|:[0-9a-f]*:)`, "gi");
const quoted =
  String.raw`\\?["'` + "`" + String.raw`]([^"'` + "`" + String.raw`\\]{1,128})\\?["'` + "`" + String.raw`]`;
const bare =
  String.raw`[\[<({]?([^\s"'` + "`" + String.raw`\]>){},;:\\|=(\[<-][^\s"'` + "`" + String.raw`\]>){},;\\|]{0,127})`;
const userKeys: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:user(?:[ _-]?(?:name|id))?|account(?:[ _-]?(?:name|id))?|uname|login|acct|identifier|email)["']?\s*[=:]\s*(?:${quoted}|${bare})`,
    "gi",
  ),
  new RegExp(
    String.raw`\b(?:user(?:[ _-]?(?:name|id))?|account(?:[ _-]?(?:name|id))?|uname|login(?:[ _-]?name)?|acct|identifier|email)(?: name| is)?(?:\s*[=:]\s*|\s+|(?=["'(\[]))(?:${quoted}|${bare})`,
    "gi",
  ),
  new RegExp(
    String.raw`\b(?:for|using|as|by)\s+(?:the )?(?:user |account )?(?:${quoted}|([^\s"'()\[\]{},;:|=]{1,128})(?= (?:from|has|failed|at|in|on|with|is|was|while|\()|[,"]|$))`,
    "gi",
  ),
  new RegExp(
    String.raw`\b(?:login|authentication) fail(?:ed|ure):? (?:${quoted}|([^\s"'()\[\]{},;:|=]{1,128}) \()`,
    "gi",
  ),
];
const noUser = new Set(
  "credentials validation accounts the a an this that this: request requests attempt attempts password. enumeration trying user( who whose count db ip address database account it client being be login: from not is was has failed failure login logged password or and with name by does unknown denied error in on at to the for attempt authentication authenticated via user unsuccessful invalid incorrect".split(
    " ",
  ),
);

/** The address a message says something came from: one named as such, else the first; undefined when it holds none. */
export function addressIn(message: string): string | undefined {
  const seen = message.slice(0, longest);
  const named = keyed.exec(seen)?.[1];
  if (named !== undefined) {
    const plain = plainAddress(named);
    if (isAddress(plain)) return plain;
  }
  anywhere.lastIndex = 0;
  for (let match = anywhere.exec(seen); match !== null; match = anywhere.exec(seen)) {
    const plain = plainAddress(match[1] ?? "");
    if (isAddress(plain) && plain !== "::") return plain;
  }
  return undefined;
}

function userIn(message: string): string | undefined {
  for (const pattern of userKeys) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(message); match !== null; match = pattern.exec(message)) {
      const user = (match[1] ?? match[2])?.replace(/[.:]$/, "");
      if (user !== undefined && user !== "" && !noUser.has(user.toLowerCase()) && !isAddress(user)) return user;
    }
  }
  return undefined;
}

/**
 * What a message of a service nobody described says by its words alone: who, and whether something was refused. A refusal
 * needs an address beside the words, since programs "fail to authenticate" against their own database too.
 *
 * @example guessMeaning('Login failed for user "x" from 192.0.2.1', event) // event["event.outcome"] === "failure"
 */
export function guessMeaning(message: string, event: LogEvent): void {
  const seen = message.slice(0, longest);
  const from = event["source.ip"] ?? addressIn(seen);
  if (from === undefined) return;
  event["source.ip"] = from;
  const refused = refusals.some((pattern) => pattern.test(seen));
  const welcome = !refused && granted.test(seen);
  if (!refused && !welcome) return;
  event["event.outcome"] = refused ? "failure" : "success";
  event["event.action"] ??= refused ? "refused" : "login";
  const user = event["user.name"] ?? userIn(seen);
  if (user !== undefined) event["user.name"] = user;
  if (user !== undefined && event["event.category"] === undefined) event["event.category"] = "authentication";
}
