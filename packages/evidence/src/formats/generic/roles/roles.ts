import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { refusedStatus } from "../../web/http-outcome/http-outcome.ts";
import { target, urlParts } from "../../web/http-request/http-request.ts";
import { setTarget } from "../../web/web-event/request-fields.ts";
import { party } from "../address/address.ts";
import { guessMeaning } from "../meaning/meaning.ts";

type Role =
  | "time"
  | "source"
  | "sourcePort"
  | "destination"
  | "destinationPort"
  | "user"
  | "message"
  | "method"
  | "url"
  | "status"
  | "agent"
  | "referrer"
  | "domain"
  | "action"
  | "outcome"
  | "host"
  | "rule"
  | "query"
  | "path"
  | "command"
  | "session";

/** The names programs give these things, most telling first; written without case and separators. */
const names: Readonly<Record<Role, string>> = {
  time: "@timestamp timestamp time eventtime ts datetime date asctime starttime createdat loggedat logtime requesttime created t datetimeutc timegenerated receivetime rt",
  source:
    "sourceip srcip srcaddr clientip requestip remoteip remoteaddr remoteaddress sourceipaddress sourceaddress clientaddress clientaddr addrremote realip xrealip visitorip useripaddress remoteendpoint downstreamremoteaddress remip httpsourceip clienthost ip ipaddress ipaddr originip src source client remote rhost from remotehost caller srchost",
  sourcePort: "sourceport srcport clientport remoteport spt sport",
  destination:
    "destinationip dstip destip destaddress dstaddr destinationaddress serverip localaddress dst destination",
  destinationPort: "destinationport dstport destport serverport dpt dport",
  user: "username user targetuser targetusername userprincipalname login loginname account accountname uname identifier email principal actor suser duser userid clientusername",
  message: "message msg log event description error reason eventname text shortmessage fullmessage",
  method: "httpmethod requestmethod method httprequestmethod verb csmethod",
  url: "url uri requesturi requestpath requesturl httpurl httppath pathinfo xenvoyoriginpath urloriginal xenvoyoriginalpath",
  path: "filepath filename file",
  status:
    "statuscode httpstatus status responsecode httpstatuscode responsestatus scstatus httpresponsecode downstreamstatus",
  agent: "useragent httpuseragent requestuseragent reqheadersuseragent csuseragent ua headersuseragent",
  referrer: "referer referrer httpreferer httpreferrer csreferer",
  domain: "authority httphost httphostname vhost servername requesthost",
  action: "action eventaction eventtype operation type activity",
  outcome: "success result outcome eventoutcome resulttype",
  host: "hostname host computer computername devicename machine node",
  rule: "rulename signature alertsignature ruledescription eventsignature",
  query: "query rrname dnsquestionname qname",
  command: "commandline cmdline command",
  session: "sessionid session connectionid requestid reqid",
};

const roles = new Map<string, readonly [role: Role, rank: number]>();
for (const role of Object.keys(names) as Role[]) {
  names[role].split(" ").forEach((name, rank) => {
    if (!roles.has(name)) roles.set(name, [role, rank]);
  });
}

const keys = new Map<string, readonly (readonly [role: Role, rank: number])[]>();

/** What a field may be by its name: the whole path first, then its last part. */
function rolesOf(path: string): readonly (readonly [role: Role, rank: number])[] {
  const known = keys.get(path);
  if (known !== undefined) return known;
  const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9@]/g, "");
  const found: (readonly [Role, number])[] = [];
  const whole = roles.get(plain(path));
  if (whole !== undefined) found.push(whole);
  const dot = path.lastIndexOf(".");
  const last = dot < 0 ? undefined : roles.get(plain(path.slice(dot + 1)));
  if (last !== undefined) found.push([last[0], last[1] + 100]);
  if (keys.size < 20_000) keys.set(path, found);
  return found;
}

export type Roles = Partial<Record<Role, string | number | boolean>>;

/** Finds in a record of any program the fields whose meaning is plain from their names. */
export function findRoles(fields: Readonly<Record<string, FieldValue>>): Roles {
  const best: Partial<Record<Role, number>> = {};
  const found: Roles = {};
  for (const path in fields) {
    const given = fields[path];
    const value = Array.isArray(given) ? (given as readonly (string | number | boolean | null)[])[0] : given;
    if (value === null || value === undefined || value === "" || value === "-") continue;
    if (typeof value === "object") continue;
    for (const [role, rank] of rolesOf(path)) {
      if (!fits(role, value)) continue;
      if (rank >= (best[role] ?? Infinity)) continue;
      best[role] = rank;
      found[role] = value as string | number | boolean;
    }
  }
  return found;
}

function fits(role: Role, value: unknown): boolean {
  if (role === "status") return /^[1-5]\d\d$/.test(String(value));
  if (role === "source" || role === "destination") return typeof value === "string" && value.length < 256;
  if (role === "outcome") return true;
  if (role === "time") return typeof value === "number" || /\d/.test(String(value));
  return typeof value !== "boolean";
}

function textOf(value: string | number | boolean | undefined): string | undefined {
  return value === undefined || value === "" ? undefined : String(value);
}

function setParty(event: LogEvent, found: Roles): void {
  const source = textOf(found.source);
  if (source !== undefined) {
    // Lists of proxies begin with the client.
    const { ip, name, port } = party(source.split(",", 1)[0] ?? "");
    if (ip !== undefined) event["source.ip"] = ip;
    else if (name !== undefined && /^[\w.-]+$/.test(name)) event["source.address"] = name;
    if (port !== undefined) event["source.port"] = port;
  }
  const destination = textOf(found.destination);
  if (destination !== undefined) {
    const { ip, port } = party(destination);
    if (ip !== undefined) event["destination.ip"] = ip;
    if (port !== undefined) event["destination.port"] = port;
  }
  const sourcePort = Number(found.sourcePort);
  if (Number.isInteger(sourcePort) && sourcePort > 0 && sourcePort <= 65_535) event["source.port"] = sourcePort;
  const destinationPort = Number(found.destinationPort);
  if (Number.isInteger(destinationPort) && destinationPort > 0 && destinationPort <= 65_535) {
    event["destination.port"] = destinationPort;
  }
}

function setStatus(event: LogEvent, found: Roles): void {
  if (found.status === undefined) return;
  const status = Number(found.status);
  event["http.response.status_code"] = status;
  event["event.outcome"] = refusedStatus(status, true);
}

function setWeb(event: LogEvent, found: Roles): void {
  const url = textOf(found.url);
  const method = textOf(found.method)?.toUpperCase();
  setStatus(event, found);
  if (url === undefined || !(method !== undefined || found.status !== undefined || url.startsWith("/"))) return;
  target.method = method;
  target.path = target.query = target.domain = target.url = undefined;
  urlParts(url);
  if (method !== undefined) event["http.request.method"] = method;
  const domain = textOf(found.domain);
  if (domain !== undefined) event["url.domain"] = domain;
  setTarget(event);
  event["event.category"] ??= "web";
}

/** Gives an event what {@link findRoles} found, and what its message says in plain words. */
export function applyRoles(found: Roles, event: LogEvent): void {
  setParty(event, found);
  const user = textOf(found.user);
  if (user !== undefined && user !== "--" && user !== "N/A") event["user.name"] = user;
  const agent = textOf(found.agent);
  if (agent !== undefined) event["user_agent.original"] = agent;
  const referrer = textOf(found.referrer);
  if (referrer !== undefined) event["http.request.referrer"] = referrer;
  const host = textOf(found.host);
  const peer = host === undefined ? undefined : party(host).ip;
  // `host=` of a server's own line is its client when it is an address.
  if (peer !== undefined) event["source.ip"] ??= peer;
  else if (host !== undefined) event["host.name"] ??= host;
  const rule = textOf(found.rule);
  if (rule !== undefined) event["rule.name"] = rule;
  const session = textOf(found.session);
  if (session !== undefined) event["session.id"] = session;
  const command = textOf(found.command);
  if (command !== undefined) event["process.command_line"] = command;
  setWeb(event, found);
  const message = textOf(found.message);
  if (message !== undefined) event.message ??= message;
  const action = textOf(found.action);
  if (action !== undefined && action.length <= 64) event["event.action"] = action;
  if (found.outcome === false || /^(?:false|fail\w*|denied|blocked)$/i.test(String(found.outcome)))
    event["event.outcome"] = "failure";
  else if (found.outcome === true || /^(?:true|success\w*|allowed|ok)$/i.test(String(found.outcome)))
    event["event.outcome"] = "success";
  if (event["event.outcome"] === undefined || event["event.outcome"] === "unknown") {
    guessMeaning([action, message ?? event.message].filter((part) => part !== undefined).join(" "), event);
  }
  event["event.outcome"] ??= "unknown";
}
