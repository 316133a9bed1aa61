import assert from "node:assert/strict";
import { test } from "node:test";
import { conformance, noCorpora } from "@stanch/model/conformance.testkit";
import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { channelCategories, sysmonCategories, windowsChannels } from "../src/data/windows-logsource.ts";
import type { Logsource, RuleDocument } from "../src/document.ts";
import { parseRules } from "../src/parse-rules.ts";
import { compileRuleSet } from "../src/rule-set.ts";
import { corpus, ruleFiles } from "./corpora.testkit.ts";
import { type ReferenceDetection, referenceMatches } from "./reference-matcher.testkit.ts";
import { witnessEvents } from "./witness-event.testkit.ts";

const folder = corpus("sigma-rules");

const numberOf = (table: Readonly<Record<number, readonly string[]>>, category: string): number | undefined => {
  const found = Object.entries(table).find(([, categories]) => categories.includes(category));
  return found === undefined ? undefined : Number(found[0]);
};

/** Channel and EventID of a Windows logsource, as far as it fixes them. */
function header({ category, service }: Logsource): Record<string, FieldValue> | undefined {
  if (category === undefined) {
    const channel = service === undefined ? "Application" : windowsChannels[service]?.[0];
    return channel === undefined ? undefined : { Channel: channel };
  }
  const sysmon = numberOf(sysmonCategories, category);
  if (sysmon !== undefined) return { Channel: "Microsoft-Windows-Sysmon/Operational", EventID: sysmon };
  for (const [name, table] of Object.entries(channelCategories)) {
    const number = numberOf(table, category);
    if (number !== undefined) return { Channel: windowsChannels[name]?.[0] ?? "", EventID: number };
  }
  return undefined;
}

const ecs: Readonly<Record<string, Partial<LogEvent>>> = {
  process_creation: { "event.category": "process", "process.command_line": "x" },
  file_event: { "event.category": "file", "file.path": "x" },
  network_connection: { "event.category": "network", "destination.ip": "192.0.2.1" },
  dns: { "dns.question.name": "x" },
  database: { "event.category": "database" },
  antivirus: { "event.category": "malware" },
  webserver: { "event.category": "web" },
};

function eventFor(logsource: Logsource, fields: Record<string, FieldValue>): LogEvent | undefined {
  const { product, category, service } = logsource;
  const start = { time: 0, digits: 0, basis: "stated", offset: 0, record: 1 } as const;
  if (product === "windows") {
    const fixed = header(logsource);
    if (fixed === undefined) return undefined;
    const channels = [fixed["Channel"], fields["Channel"]].filter((one) => typeof one === "string");
    return {
      ...start,
      fields: { ...fixed, ...fields, Channel: channels.length === 1 ? (channels[0] ?? "") : channels },
    };
  }
  if (category === "firewall") return { ...start, "event.module": "iptables", fields };
  if (category === "proxy") return { ...start, "event.module": "squid", fields };
  const module = product === "linux" ? (service ?? "syslog") : (product ?? service ?? category ?? "");
  const dataset = service === undefined ? {} : { "event.dataset": service };
  return { ...start, "event.module": module, ...dataset, ...ecs[category ?? ""], fields };
}

const placeholderValue = "place-holder";

/** The reference knows no placeholders and no numbers with a text of their own: they are put in beforehand. */
function plain(detection: ReferenceDetection): ReferenceDetection {
  const text = JSON.stringify(detection);
  const filled = text.includes("|expand") ? text.replaceAll(/%[^%\s"]+%/g, placeholderValue) : text;
  return JSON.parse(filled, (_key, value: unknown) =>
    typeof value === "object" && value !== null && "written" in value ? value.written : value,
  ) as ReferenceDetection;
}

const skip = folder === undefined ? noCorpora : false;

test("each rule matches a witness made for it, and not a near miss", { skip }, (t) => {
  const documents = ruleFiles(folder ?? "").flatMap(({ yaml, path }) => parseRules(yaml, path));
  const byPath = new Map(documents.map((one) => [one.path, one as RuleDocument]));
  const placeholders = new Proxy(
    {},
    {
      getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: [placeholderValue] }),
      get: () => [placeholderValue],
    },
  );
  const set = compileRuleSet(documents, { placeholders });
  assert.equal(set.rejected.length, 0);
  const matcher = set.createMatcher();
  const without: string[] = [];
  let near = 0;
  for (const [index, rule] of set.rules.entries()) {
    const document = byPath.get(rule.path) as RuleDocument;
    const detection = plain(document.detection);
    const engine = (event: LogEvent): boolean => {
      const hits: number[] = [];
      matcher.match(event, hits);
      return hits.includes(index);
    };
    let found: LogEvent | undefined;
    for (const fields of witnessEvents(set.condition(index) as never)) {
      const event = eventFor(document.logsource, fields);
      if (event === undefined) break;
      const wanted = referenceMatches(detection, event.fields ?? {});
      assert.equal(engine(event), wanted, `${rule.path}: ${JSON.stringify(event)}`);
      if (!wanted) continue;
      found = event;
      break;
    }
    if (found === undefined) {
      without.push(rule.path);
      continue;
    }
    for (const name of Object.keys(found.fields ?? {})) {
      const missed: LogEvent = { ...found, fields: { ...found.fields, [name]: "§" } };
      const wanted = referenceMatches(detection, missed.fields ?? {});
      if (wanted || name === "Channel") continue;
      assert.equal(engine(missed), false, `${rule.path}: ${JSON.stringify(missed)}`);
      near++;
      break;
    }
  }
  conformance(t, "sigma-witnesses", set.rules.length - without.length, set.rules.length);
  conformance(t, "sigma-near-misses", near, set.rules.length);
  assert.ok(set.rules.length - without.length >= 0.99 * set.rules.length, without.join("\n"));
  assert.ok(near >= 0.99 * set.rules.length, `${near} near misses`);
});
