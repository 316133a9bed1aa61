import { z } from "zod";

/* What other systems export, as entries that become requests. Nothing in them is trusted: they are texts to be read by people. */

export const exportKind = z.enum(["wazuh", "suricata", "thehive", "iris"]);
export type ExportKind = z.infer<typeof exportKind>;

/** One case or alert of another system, or all alerts of one host. */
export interface ExportedEntry {
  readonly kind: ExportKind;
  /** Tells the same entry again when it is imported twice. */
  readonly record: string;
  /** When it was first noticed, ISO 8601; absent where the export does not say. */
  readonly at?: string;
  readonly title: string;
  readonly text: string;
  readonly systems: readonly string[];
  /** The organisation that the export names. */
  readonly organisation?: string;
  /** Alerts behind it. */
  readonly alerts: number;
}

export interface AlertExport {
  readonly kind: ExportKind;
  readonly entries: readonly ExportedEntry[];
  /** Records that are none of this kind. */
  readonly skipped: number;
}

/** Largest export that is read. */
export const MOST_EXPORT_BYTES = 64 * 2 ** 20;
const MOST_RULES = 20;
const MOST_TEXT = 8000;

const word = z.union([z.string(), z.number()]).transform((value) => String(value).toWellFormed().trim());
const line = word.catch("");
const list = z.array(line).catch([]);

/** Source: Wazuh 4 documentation, "Alerts", alerts.json. */
const wazuhAlert = z.object({
  timestamp: line,
  id: line,
  rule: z.object({ id: word, level: z.coerce.number().catch(0), description: line }),
  agent: z.object({ name: line, ip: line }).catch({ name: "", ip: "" }),
});

/** Source: Suricata 8 user guide, "EVE JSON Format", alert. */
const suricataAlert = z.object({
  timestamp: line,
  event_type: z.literal("alert"),
  src_ip: line,
  dest_ip: line,
  host: line,
  alert: z.object({ signature_id: word, signature: line, severity: z.coerce.number().catch(3) }),
});

const epoch = z.coerce.number().optional().catch(undefined);
/** Source: TheHive 5 API, `InputCase` and `OutputAlert`; 4 has the same names. */
const hiveItem = z.object({
  _id: word,
  _type: z.string().regex(/^(?:case|alert)$/i),
  title: word,
  description: line,
  startDate: epoch,
  date: epoch,
  source: line,
  sourceRef: line,
  tags: list,
});

const irisCustomer = z.object({ customer_name: line }).catch({ customer_name: "" });
/** Source: DFIR-IRIS 2.4 API, alerts. */
const irisAlert = z.object({
  alert_id: word,
  alert_title: word,
  alert_description: line,
  alert_source_event_time: line,
  customer: irisCustomer,
});
/** Source: DFIR-IRIS 2.4, case export. */
const irisCase = z.object({
  case: z.object({
    case_id: word.catch("").optional(),
    id: word.catch("").optional(),
    case_name: line.optional(),
    name: line.optional(),
    case_description: line.optional(),
    description: line.optional(),
    open_date: line,
    client: irisCustomer.optional(),
  }),
});

/** An instant as ISO 8601 in UTC; undefined for what is none. Wazuh and Suricata leave the colon out of offsets. */
function instantOf(text: string): string | undefined {
  const written = text.replace(/([+-]\d\d)(\d\d)$/, "$1:$2");
  const dated = /^\d{4}-\d\d-\d\d$/.test(written) ? `${written}T00:00:00Z` : written;
  const zoned = /(?:Z|[+-]\d\d:\d\d)$/.test(dated) ? dated : `${dated}Z`;
  const time = /^\d{4}-\d\d-\d\d[T ]/.test(zoned) ? Date.parse(zoned) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function instantOfEpoch(value: number | undefined): string | undefined {
  if (value === undefined || !Number.isFinite(value) || value <= 0 || value > 8.64e15) return undefined;
  return new Date(value).toISOString();
}

interface Alert {
  readonly host: string;
  readonly systems: readonly string[];
  readonly at: string | undefined;
  readonly rule: string;
  readonly weight: number;
}

/** Alerts of one host as one entry: what was seen how often, the weightiest first. */
function grouped(kind: ExportKind, alerts: readonly Alert[]): ExportedEntry[] {
  return [...Map.groupBy(alerts, ({ host }) => host)].map(([host, own]) => {
    const rules = [...Map.groupBy(own, ({ rule }) => rule)]
      .map(([rule, of]) => ({
        rule,
        count: of.length,
        weight: Math.max(...of.slice(0, 1000).map((one) => one.weight)),
      }))
      .sort((a, b) => b.weight - a.weight || b.count - a.count || (a.rule < b.rule ? -1 : 1));
    const times = own.flatMap(({ at }) => at ?? []).sort();
    const [first] = times;
    const text = rules.slice(0, MOST_RULES).map(({ rule, count }) => `${count} × ${rule}`);
    return {
      kind,
      record: `${host} ${first ?? ""} ${own.length}`.trim(),
      ...(first === undefined ? {} : { at: first }),
      title: rules[0]?.rule ?? host,
      text: [...text, ...(rules.length > MOST_RULES ? ["…"] : [])].join("\n").slice(0, MOST_TEXT),
      systems: [...new Set(own.flatMap(({ systems }) => systems))].filter((one) => one !== "").slice(0, 50),
      alerts: own.length,
    };
  });
}

function wazuh(value: unknown): Alert | undefined {
  const read = wazuhAlert.safeParse(value).data;
  if (read === undefined) return undefined;
  const { rule, agent, timestamp } = read;
  const host = agent.name || agent.ip || "-";
  const told = `${rule.description} (${rule.id})`;
  return { host, systems: [agent.name, agent.ip], at: instantOf(timestamp), rule: told, weight: rule.level };
}

function suricata(value: unknown): Alert | undefined {
  const read = suricataAlert.safeParse(value).data;
  if (read === undefined) return undefined;
  const { alert, dest_ip: target, src_ip: source, host, timestamp } = read;
  const told = `${alert.signature} (${alert.signature_id})`;
  // 1 is the gravest.
  const systems = [host, target, source];
  return { host: host || target || "-", systems, at: instantOf(timestamp), rule: told, weight: -alert.severity };
}

function hive(value: unknown): ExportedEntry | undefined {
  const read = hiveItem.safeParse(value).data;
  if (read === undefined) return undefined;
  const at = instantOfEpoch(read.startDate ?? read.date);
  const from = [read.source, read.sourceRef].filter((one) => one !== "").join(" ");
  const text = [read.description, from, read.tags.join(" ")].filter((one) => one !== "").join("\n");
  return {
    kind: "thehive",
    record: read._id,
    ...(at === undefined ? {} : { at }),
    title: read.title,
    text: text.slice(0, MOST_TEXT),
    systems: [],
    alerts: 1,
  };
}

function iris(value: unknown): ExportedEntry | undefined {
  const alert = irisAlert.safeParse(value).data;
  if (alert !== undefined) {
    const at = instantOf(alert.alert_source_event_time);
    const title = alert.alert_title;
    return irisEntry(alert.alert_id, title, alert.alert_description, at, alert.customer.customer_name);
  }
  const one = irisCase.safeParse(value).data?.case;
  const title = one?.case_name ?? one?.name ?? "";
  if (one === undefined || title === "") return undefined;
  const text = one.case_description ?? one.description ?? "";
  const record = one.case_id ?? one.id ?? title;
  return irisEntry(record, title, text, instantOf(one.open_date), one.client?.customer_name ?? "");
}

function irisEntry(
  record: string,
  title: string,
  text: string,
  at: string | undefined,
  organisation: string,
): ExportedEntry {
  return {
    kind: "iris",
    record,
    ...(at === undefined ? {} : { at }),
    title,
    text: text.slice(0, MOST_TEXT),
    systems: [],
    ...(organisation === "" ? {} : { organisation }),
    alerts: 1,
  };
}

/** The records of an export: one JSON value, a list, or one value a line. */
function recordsOf(text: string): unknown[] {
  const trimmed = text.trim();
  const whole = parsed(trimmed);
  if (Array.isArray(whole)) return whole;
  if (whole !== undefined) return [whole];
  return trimmed
    .split("\n")
    .filter((one) => one.trim() !== "")
    .map(parsed);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const readers = {
  wazuh: (records: readonly unknown[]) =>
    grouped(
      "wazuh",
      records.flatMap((one) => wazuh(one) ?? []),
    ),
  suricata: (records: readonly unknown[]) =>
    grouped(
      "suricata",
      records.flatMap((one) => suricata(one) ?? []),
    ),
  thehive: (records: readonly unknown[]) => records.flatMap((one) => hive(one) ?? []),
  iris: (records: readonly unknown[]) => records.flatMap((one) => iris(one) ?? []),
} as const satisfies Readonly<Record<ExportKind, (records: readonly unknown[]) => ExportedEntry[]>>;

/**
 * Reads what Wazuh, Suricata, TheHive or DFIR-IRIS exported; the kind is told by the records. Undefined when it is none of them.
 *
 * @example readAlertExport('{"event_type":"alert", …}')?.entries[0]?.title
 */
export function readAlertExport(text: string, wanted?: ExportKind): AlertExport | undefined {
  if (text.length > MOST_EXPORT_BYTES) return undefined;
  const records = recordsOf(text);
  const kinds = wanted === undefined ? exportKind.options : [wanted];
  const found = kinds
    .map((kind) => ({ kind, entries: readers[kind](records) }))
    .map((one) => ({ ...one, alerts: one.entries.reduce((sum, { alerts }) => sum + alerts, 0) }))
    .sort((a, b) => b.alerts - a.alerts);
  const [best] = found;
  if (best === undefined || best.alerts === 0) return undefined;
  return { kind: best.kind, entries: best.entries, skipped: records.length - best.alerts };
}
