import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { evtx } from "@stanch/evidence/formats/evtx/evtx";
import { evtxEvent } from "@stanch/evidence/formats/evtx/evtx-event";
import { readBytes } from "@stanch/evidence/formats/evtx/read-bytes.testkit";
import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";

/** Folder of a corpus, or undefined where the corpora are absent. */
export function corpus(name: string): string | undefined {
  const folder = fileURLToPath(new URL(`../../../../shared/corpora/${name}`, import.meta.url));
  return existsSync(folder) ? folder : undefined;
}

export function filesUnder(folder: string, suffix: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(suffix))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

export interface RuleFile {
  readonly path: string;
  readonly yaml: string;
}

export function ruleFiles(folder: string): RuleFile[] {
  return filesUnder(folder, ".yml").map((path) => ({ path: relative(folder, path), yaml: readFileSync(path, "utf8") }));
}

/** Several JSON objects one after another. */
export function jsonObjects(text: string): unknown[] {
  const out: unknown[] = [];
  let depth = 0;
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (quoted) {
      if (char === "\\") at++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === "{") {
      if (depth++ === 0) start = at;
    } else if (char === "}" && --depth === 0) out.push(JSON.parse(text.slice(start, at + 1)));
  }
  return out;
}

type Tree = { readonly [name: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);

/** A Windows event written as JSON by evtx_dump, as the fields that Sigma sees. */
export function evtxJson(value: unknown): LogEvent {
  const event = (value as Tree)["Event"] as Tree;
  const fields: Record<string, FieldValue> = {};
  const put = (name: string, one: FieldValue): void => {
    const old = fields[name];
    fields[name] = old === undefined ? one : ([old, one].flat() as FieldValue);
  };
  const visit = (tree: Tree, owner: string): void => {
    for (const [name, one] of Object.entries(tree)) {
      if (name === "#attributes") {
        for (const [key, attribute] of Object.entries(one as Tree))
          if (key !== "xmlns") fields[`${owner}_${key}`] = attribute as FieldValue;
      } else if (name === "#text") fields[owner] = one as FieldValue;
      else if (isTree(one)) visit(one, name);
      else if (one !== null) put(name, one as FieldValue);
    }
  };
  for (const part of Object.values(event)) if (isTree(part)) visit(part, "");
  return windowsEvent(fields);
}

/** As the reader of Windows event logs makes it of a record. */
function windowsEvent(fields: Record<string, FieldValue>): LogEvent {
  const said = { fields, low: 0, high: 0, stated: "2026-03-01T02:14:07Z", budget: 0 };
  return evtxEvent(said, { offset: 0, record: 1, low: 0, high: 0, host: undefined });
}

/** All events of an event log. */
export const evtxFile = (path: string): LogEvent[] => readBytes(evtx, readFileSync(path)).events;

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const unescape = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) =>
    hex === undefined
      ? decimal === undefined
        ? (entities[name] ?? whole)
        : String.fromCodePoint(Number(decimal))
      : String.fromCodePoint(Number.parseInt(hex, 16)),
  );

/** A Windows event as XML, for samples that stand in rules. */
export function evtxXml(xml: string): LogEvent {
  const fields: Record<string, FieldValue> = {};
  const put = (name: string, value: string): void => {
    const old = fields[name];
    const text = unescape(value);
    fields[name] = old === undefined ? text : [...(Array.isArray(old) ? old : [old as string]), text];
  };
  const attributes = (text: string): [string, string][] =>
    [...text.matchAll(/([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map((one) => [one[1] ?? "", one[2] ?? one[3] ?? ""]);
  for (const match of xml.matchAll(/<(\w+)((?:\s+[\w:]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(?:\/>|>([^<]*)<\/\1>)/g)) {
    const [, tag = "", attrs = "", text = ""] = match;
    const list = attributes(attrs);
    const name = tag === "Data" ? (list.find(([key]) => key === "Name")?.[1] ?? "Data") : tag;
    if (tag !== "Data") for (const [key, value] of list) put(`${tag}_${key}`, value);
    if (text !== "" || tag === "Data") put(name, text);
  }
  return windowsEvent(fields);
}
