import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { type ModuleLogsource, moduleLogsources, productNames } from "./data/module-logsource.ts";
import {
  channelCategories,
  productsOfChannel,
  sysmonCategories,
  windowsAliases,
  windowsChannels,
} from "./data/windows-logsource.ts";
import type { Logsource } from "./document.ts";

/** Events that the same rules can meet. Equal classes are one object. */
export interface EventClass {
  readonly key: string;
  readonly products: ReadonlySet<string>;
  readonly categories: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  /** Names for data that these events keep elsewhere; see `windowsAliases`. */
  readonly aliases: Readonly<Record<string, string>>;
  /** What is the same in all events of the class. */
  readonly fixed: { readonly Channel?: string; readonly EventID?: string };
}

const none: Readonly<Record<string, string>> = {};
const serviceOfChannel = new Map<string, string[]>();
for (const [service, channels] of Object.entries(windowsChannels)) {
  for (const channel of channels) {
    const key = channel.toLowerCase();
    serviceOfChannel.set(key, [...(serviceOfChannel.get(key) ?? []), service]);
  }
}

/** Hostile evidence can name any number of channels and numbers; what is not known is one class. */
const mostClasses = 8192;
const classes = new Map<string, EventClass>();

function classOf(key: string, make: () => Omit<EventClass, "key">): EventClass {
  const known = classes.get(key);
  if (known !== undefined) return known;
  if (classes.size >= mostClasses) {
    classes.clear();
    recent.clear();
  }
  const made = { key, ...make() };
  classes.set(key, made);
  return made;
}

/**
 * Which rules can see an event: its product, categories and services, and how it names things.
 *
 * @example eventClass({ …, fields: { Channel: "Security", EventID: 4688 } }).categories.has("process_creation") // true
 */
export function eventClass(event: LogEvent): EventClass {
  const channel = firstOf(event.fields?.["Channel"]);
  if (typeof channel === "string") return windowsEvent(event, channel);
  return moduleEvent(event);
}

/** A record's own data may repeat the name of a part of its header, which then comes first. */
const firstOf = (value: FieldValue | undefined): FieldValue | undefined =>
  Array.isArray(value) ? (value as readonly FieldValue[])[0] : value;

const byChannel = new Map<string, Map<string, EventClass>>();

function windowsEvent(event: LogEvent, channel: string): EventClass {
  const { Channel: channels, EventID: numbers } = event.fields ?? {};
  const written = firstOf(numbers) ?? event["event.code"];
  const listed = (typeof channels === "string" ? "" : "c") + (typeof numbers === "object" ? "n" : "");
  const id = typeof written === "number" || typeof written === "string" ? String(written) : "";
  const verb = id === "12" ? String(event.fields?.["EventType"] ?? "") : "";
  let ids = byChannel.get(channel);
  if (ids === undefined) {
    if (byChannel.size > 512) byChannel.clear();
    byChannel.set(channel, (ids = new Map()));
  }
  const key = verb === "" && listed === "" ? id : `${id} ${verb} ${listed}`;
  let found = ids.get(key);
  if (found === undefined) {
    if (ids.size > 4096) ids.clear();
    found = classOf(`${channel}\u0000${key}`, () => windowsClass(channel, id, verb, listed));
    ids.set(key, found);
  }
  return found;
}

function windowsClass(channel: string, id: string, verb: string, listed: string): Omit<EventClass, "key"> {
  const linux = channel === "Linux-Sysmon/Operational";
  const products = [linux ? "linux" : "windows", ...(productsOfChannel[channel.toLowerCase()] ?? [])];
  const services = linux ? ["sysmon"] : (serviceOfChannel.get(channel.toLowerCase()) ?? []);
  const categories = services.includes("sysmon")
    ? sysmonVerb(sysmonCategories[Number(id)] ?? [], verb)
    : services.flatMap((service) => channelCategories[service]?.[Number(id)] ?? []);
  const service = services[0] ?? "";
  return {
    products: new Set(products),
    categories: new Set([...categories, ...(products.length > 1 ? ["application"] : [])]),
    services: new Set(services),
    aliases: windowsAliases[`${service}/${id}`] ?? windowsAliases[service] ?? none,
    fixed: {
      ...(listed.includes("c") ? {} : { Channel: channel }),
      ...(listed.includes("n") ? {} : { EventID: id }),
    },
  };
}

/** Sysmon's event 12 is an addition or a deletion, as its EventType says. */
function sysmonVerb(categories: readonly string[], verb: string): readonly string[] {
  if (verb.startsWith("Create")) return categories.filter((category) => category !== "registry_delete");
  if (verb.startsWith("Delete")) return categories.filter((category) => category !== "registry_add");
  return categories;
}

/** Traits of events that were met lately, by module: comparing a few is cheaper than making a key. */
const recent = new Map<string, (ModuleKey & { readonly events: EventClass })[]>();
const mostRecent = 32;

function moduleEvent(event: LogEvent): EventClass {
  const module = (event["event.module"] ?? "").toLowerCase();
  const dataset = event["event.dataset"] ?? "";
  const category = event["event.category"] ?? "";
  const type = module === "auditd" ? String(event.fields?.["type"] ?? "") : zeekPath(event, module);
  const traits =
    (event["process.command_line"] === undefined ? 0 : 1) |
    (event["file.path"] === undefined ? 0 : 2) |
    (event["destination.ip"] === undefined && event["destination.address"] === undefined ? 0 : 4) |
    (event["dns.question.name"] === undefined ? 0 : 8) |
    (isDaemon(event, module) ? 16 : 0);
  const action = module === "auditd" ? (event["event.action"] ?? "") : "";
  const act = category === "file" ? actOf(event["event.action"]) : action;
  const known = recent.get(module);
  if (known !== undefined) {
    for (const one of known) {
      const same = one.traits === traits && one.category === category && one.type === type;
      if (same && one.act === act && one.dataset === dataset) return one.events;
    }
  }
  return newlyMet({ module, dataset, category, type, traits, act });
}

function newlyMet(traits: ModuleKey): EventClass {
  const { module, dataset, category, type, act } = traits;
  const key = `${module}\u0001${dataset}\u0001${category}\u0001${type}\u0001${traits.traits}${act}`;
  const events = classOf(key, () => moduleClass(traits));
  const list = recent.get(module);
  if (list === undefined) {
    if (recent.size >= mostClasses) recent.clear();
    recent.set(module, [{ ...traits, events }]);
  } else if (list.length < mostRecent) list.push({ ...traits, events });
  return events;
}

/** Lines of a system log bear the name of the program that wrote them, whatever program that is. */
function isDaemon(event: LogEvent, module: string): boolean {
  const program = event["process.name"];
  if (program === undefined || module === "" || moduleLogsources.has(module)) return false;
  const plain = program.toLowerCase();
  return plain.startsWith(module) || plain.slice(plain.lastIndexOf("/") + 1).startsWith(module);
}

const zeekPath = (event: LogEvent, module: string): string =>
  module === "zeek" ? String(event.fields?.["_path"] ?? "") : "";

/** What was done to a file, in the words that the sources use. */
function actOf(action: string | undefined): "delete" | "rename" | "read" | "write" {
  if (action === undefined) return "write";
  if (/delet|unlink|remov|rmdir/i.test(action)) return "delete";
  if (/renam|moved/i.test(action)) return "rename";
  return /read|access|stat\b|list/i.test(action) ? "read" : "write";
}

interface ModuleKey {
  readonly module: string;
  readonly dataset: string;
  readonly category: string;
  readonly type: string;
  readonly traits: number;
  readonly act: string;
}

function moduleClass(key: ModuleKey): Omit<EventClass, "key"> {
  const { module, dataset, type, traits } = key;
  const known = moduleLogsources.get(module) ?? ((traits & 16) !== 0 ? daemon(module) : undefined);
  const part = dataset.startsWith(`${module}.`) ? dataset.slice(module.length + 1) : dataset;
  const [family = "", ...rest] = module.split("-");
  const products = known === undefined ? [productNames[module] ?? module, family] : [known.product ?? ""];
  const own = known?.services ?? [module, rest.join("-"), module === "kubernetes" ? "audit" : ""];
  const services = [...own, dataset, part, module === "zeek" ? type : ""];
  return {
    products: filled(products),
    categories: filled([
      ...categoriesOf(key, known?.category),
      ...(known === undefined ? ["application", "appliance"] : []),
    ]),
    services: filled(services),
    aliases: module === "auditd" ? auditAliases : none,
    fixed: {},
  };
}

/** Sysmon tells who a process runs as, not who logged in. */
const auditAliases: Readonly<Record<string, string>> = { User: "=auditUser", LogonId: "uid", TerminalSessionId: "ses" };

/** Every name for which some class keeps the data elsewhere. */
export const renamedFields: ReadonlySet<string> = new Set(
  [auditAliases, ...Object.values(windowsAliases)].flatMap((aliases) => Object.keys(aliases)),
);

const filled = (names: readonly string[]): Set<string> =>
  new Set(names.filter((name) => name !== "").map((name) => name.toLowerCase()));
const shells = new Set(["bash", "zsh", "fish", "sh", "history", "shell-history", "sudo", "cron", "crond", "crontab"]);
const daemon = (module: string): ModuleLogsource => ({ product: "linux", services: [module, "syslog"] });
const fileActs: Readonly<Record<string, string>> = {
  write: "file_event",
  delete: "file_delete",
  rename: "file_rename",
  read: "file_access",
};

function categoriesOf(
  { module, category, type, traits, act, dataset }: ModuleKey,
  known: string | undefined,
): string[] {
  const out: string[] = [];
  if (known !== undefined && (category === "" || category === "web" || known === "proxy")) out.push(known);
  else if (category === "web") out.push("webserver");
  const started = module === "auditd" ? /^(?:process_started|sudo_command)$/.test(act) : category === "process";
  const ran = (traits & 1) !== 0 && (started || shells.has(module));
  if (ran || type === "EXECVE") out.push("process_creation");
  if (category === "file" && (traits & 2) !== 0) out.push(fileActs[act] ?? "file_event");
  if (category === "network" && ((traits & 4) !== 0 || act === "connection_accepted")) out.push("network_connection");
  if ((traits & 8) !== 0) out.push("dns", "dns_query");
  if (category === "malware" || module === "clamav") out.push("antivirus");
  if (category === "database") out.push("database");
  if (/^(?:iptables|nftables|ufw|firewalld|netfilter)$/.test(module) || /firewall/.test(dataset)) out.push("firewall");
  if (/proxy/.test(dataset)) out.push("proxy");
  return out;
}

/** Whether a rule of this logsource sees events of this class. */
export function answers(
  events: Pick<EventClass, "products" | "categories" | "services">,
  logsource: Logsource,
): boolean {
  const { product, category, service } = logsource;
  return (
    (product === undefined || events.products.has(product)) &&
    (category === undefined || events.categories.has(category)) &&
    (service === undefined || events.services.has(service))
  );
}
