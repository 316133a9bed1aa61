import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { conformance, noCorpora } from "@stanch/model/conformance.testkit";
import type { LogEvent } from "@stanch/model/log-event";
import { corpus } from "./corpus.testkit.ts";
import { readFileBytes } from "./read-file.testkit.ts";

interface Item {
  message?: string;
  readonly meta: Record<string, string>;
}

const assertion =
  /^results\["(s01-parse|s02-enrich)"\]\["([^"]+)"\]\[(\d+)\]\.Evt\.(Parsed|Meta)\["([^"]+)"\] == ("(?:[^"\\]|\\.)*")$/gm;

function itemsOf(text: string): Map<string, Item> {
  const items = new Map<string, Item>();
  for (const [, stage = "", parser = "", index = "", kind, name = "", quoted = '""'] of text.matchAll(assertion)) {
    const key = `${stage} ${parser} ${index}`;
    const item: Item = items.get(key) ?? { meta: {} };
    items.set(key, item);
    let value: string;
    try {
      value = JSON.parse(quoted.replaceAll(/\\x([0-9a-f]{2})/gi, "\\u00$1").replaceAll("\\a", "\\u0007")) as string;
    } catch {
      continue;
    }
    if (kind === "Parsed" && name === "message") item.message = value;
    else if (kind === "Meta") item.meta[name] = value;
  }
  return items;
}

function second(time: number | undefined): number | undefined {
  return time === undefined ? undefined : Math.floor(time / 1e6);
}

function plain(address: string): string {
  return address.replace(/^::ffff:/i, "");
}

/** Of a target in absolute form (RFC 9112, 3.2.2) the hub's pattern drops the scheme and calls the rest the path; here the target is whole. */
function pathAsThere(wanted: string, event: LogEvent): string | undefined {
  const original = event["url.original"] ?? event["url.path"];
  return wanted.startsWith("//") && event["url.domain"] !== undefined ? original?.replace(/^https?:/, "") : original;
}

/** What is asked of an event, and what it says. */
function questions(
  meta: Record<string, string>,
  event: LogEvent,
): (readonly [name: string, wanted: unknown, got: unknown])[] {
  const asked: (readonly [string, unknown, unknown])[] = [];
  const source = meta["source_ip"];
  if (source) asked.push(["source_ip", plain(source), event["source.ip"] ?? event["source.address"]]);
  const user = meta["target_user"];
  if (user && !/^(?:--?|N\/A|<unknown>)$/.test(user)) {
    asked.push(["target_user", user.replaceAll(/^'|'$/g, ""), event["user.name"] ?? event["user.target.name"]]);
  }
  if (meta["http_path"]) asked.push(["http_path", meta["http_path"], pathAsThere(meta["http_path"], event)]);
  if (/^\d+$/.test(meta["http_status"] ?? "")) {
    asked.push(["http_status", Number(meta["http_status"]), event["http.response.status_code"]]);
  }
  if (meta["http_verb"]) asked.push(["http_verb", meta["http_verb"], event["http.request.method"]]);
  const agent = meta["http_user_agent"];
  if (agent && agent !== "-") asked.push(["http_user_agent", agent, event["user_agent.original"]]);
  const service = meta["service"] ?? "";
  const named = modules[service] ?? (sameName.test(service) ? [service] : undefined);
  if (service === "http") asked.push(["service", "web", event["event.category"]]);
  else if (named !== undefined) asked.push(["service", named[0], event["event.module"]]);
  const time = Date.parse(meta["timestamp"] ?? "");
  if (!Number.isNaN(time)) asked.push(["timestamp", Math.floor(time / 1000), second(event.time)]);
  return asked;
}

/** What a service is called there and here; others bear the same name or are not named in ours. */
const modules: Readonly<Record<string, readonly string[]>> = {
  ssh: ["sshd"],
  pureftpd: ["pure-ftpd"],
  sshd: ["sshd"],
};
const sameName =
  /^(?:vsftpd|proftpd|dovecot|postfix|exim|mysql|mariadb|mongodb|postgres|postgresql|mssql|smb|samba|asterisk|haproxy|openvpn|wireguard|auditd|suricata)$/;

/**
 * What differs, and why: FortiGate's zone (`tz`) is not heeded there; HAProxy's refused handshakes count as web there, as network here.
 */
const floors: Readonly<Record<string, number>> = {
  source_ip: 0.98,
  target_user: 0.98,
  service: 0.98,
  http_path: 0.98,
  http_status: 0.98,
  http_verb: 0.98,
  http_user_agent: 0.98,
  timestamp: 0.98,
};

const folder = corpus("crowdsec-tests");

function logOf(name: string): string | undefined {
  if (!existsSync(join(folder ?? "", name, "parser.assert"))) return undefined;
  const config = readFileSync(join(folder ?? "", name, "config.yaml"), "utf8");
  const log = join(folder ?? "", name, /log_file: *"?([^"\n]+)/.exec(config)?.[1]?.trim() ?? "none");
  return existsSync(log) ? log : undefined;
}

test("crowdsec's field checks", { skip: folder === undefined ? noCorpora : false }, (t) => {
  const right: Record<string, number> = {};
  const all: Record<string, number> = {};
  for (const name of readdirSync(folder ?? "")) {
    const log = logOf(name);
    if (log === undefined) continue;
    const text = readFileSync(log, "utf8");
    const lines = text.split("\n");
    const { byRecord } = readFileBytes(text, { name, now: Date.UTC(2026, 5, 1) });
    const from: Record<string, number> = {};
    for (const [key, { message, meta }] of itemsOf(readFileSync(join(folder ?? "", name, "parser.assert"), "utf8"))) {
      if (message === undefined) continue;
      const parser = key.slice(0, key.lastIndexOf(" "));
      const index = lines.findIndex((line, at) => at >= (from[parser] ?? 0) && line.includes(message.trim()));
      if (index < 0) continue;
      from[parser] = index + 1;
      for (const [field, wanted, got] of questions(meta, byRecord.get(index + 1) ?? ({} as LogEvent))) {
        all[field] = (all[field] ?? 0) + 1;
        if (wanted === got) right[field] = (right[field] ?? 0) + 1;
        else
          console.log(`${name}: ${field} ${String(got)} for ${String(wanted)}: ${lines[index]?.slice(0, 120) ?? ""}`);
      }
    }
  }
  for (const field in floors) conformance(t, `crowdsec-${field}`, right[field] ?? 0, all[field] ?? 0);
  for (const field in floors) assert.ok((right[field] ?? 0) >= (all[field] ?? 0) * (floors[field] ?? 1), field);
});
