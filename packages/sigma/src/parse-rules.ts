import { canonicalJson, type JsonValue } from "@stanch/model/canonical-json";
import type { DocumentHead, Logsource, ParsedDocument, RejectedDocument } from "./document.ts";
import { asFault, type Fault, faultText, RuleFault } from "./fault.ts";
import { sha256 } from "./sha256.ts";
import { yamlDocuments } from "./yaml-tree.ts";

export type { ParsedDocument } from "./document.ts";

/** Characters of one rule file; more is refused by name, since parsing costs a hundred times as much memory. */
export const MAX_RULE_FILE = 16_000_000;

type Json = Readonly<Record<string, JsonValue>>;

/**
 * Reads a rule file: each YAML document becomes a rule, a correlation, a filter, or a rejection with its reason. Never throws.
 *
 * Source: Sigma specification 2.1, "Sigma Rules", "Sigma Correlation Rules", "Sigma Filters".
 * @param path how the file is named in messages.
 * @example parseRules("title: A\nlogsource: {product: linux}\ndetection: {k: [x], condition: k}", "a.yml")[0]?.kind // "rule"
 */
export function parseRules(yaml: string, path: string): ParsedDocument[] {
  if (yaml.length > MAX_RULE_FILE) {
    const fault: Fault = { code: "size", params: { bytes: yaml.length, limit: MAX_RULE_FILE } };
    return [rejected({ path, part: 0 }, fault, String(yaml.length))];
  }
  try {
    const documents = yamlDocuments(yaml);
    if (documents.length === 0) return [rejected({ path, part: 0 }, { code: "empty", params: {} }, yaml)];
    return documents.map((tree, part) => documentOf(tree, path, part, yaml));
  } catch (error) {
    return [rejected({ path, part: 0 }, asFault(error), yaml)];
  }
}

function documentOf(
  tree: ReturnType<typeof yamlDocuments>[number],
  path: string,
  part: number,
  yaml: string,
): ParsedDocument {
  let known: Partial<DocumentHead> & { path: string; part: number } = { path, part };
  let source = yaml;
  try {
    const { data, lines } = tree();
    if (!isMap(data)) throw new RuleFault("notMap");
    source = canonicalJson(data);
    const head = headOf(data, { path, part, digest: sha256(source), lines });
    known = head;
    return bodyOf(data, head);
  } catch (error) {
    return rejected(known, asFault(error), source);
  }
}

/** A rejection as a document, so that it can be counted and shown beside the others. */
export function rejected(
  head: Partial<DocumentHead> & { path: string; part: number },
  fault: Fault,
  source: string,
): RejectedDocument {
  const { path, part, id, name, title } = head;
  const plain: Fault = {
    code: fault.code,
    params: fault.params,
    ...(fault.line === undefined ? {} : { line: fault.line }),
  };
  return {
    kind: "rejected",
    path,
    part,
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    ...(title === undefined ? {} : { title }),
    digest: head.digest ?? sha256(source),
    reason: faultText(plain).en,
    fault: plain,
  };
}

export function isMap(value: JsonValue | undefined): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const textOf = (value: JsonValue | undefined): string | undefined => {
  if (isMap(value) && typeof value["written"] === "string") return value["written"];
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
};

const textsOf = (value: JsonValue | undefined): readonly string[] =>
  (Array.isArray(value) ? (value as readonly JsonValue[]) : [value]).flatMap((one) => textOf(one) ?? []);

function headOf(data: Json, at: Pick<DocumentHead, "path" | "part" | "digest" | "lines">): DocumentHead {
  const texts: Record<string, string> = {};
  for (const key of ["id", "name", "title", "status", "level", "author", "description"] as const) {
    const text = textOf(data[key]);
    if (text !== undefined && text !== "") texts[key] = text;
  }
  const custom = data["x-stanch"];
  return {
    ...at,
    ...texts,
    tags: textsOf(data["tags"]),
    references: textsOf(data["references"]),
    falsepositives: textsOf(data["falsepositives"]),
    ...(custom === undefined ? {} : { custom }),
  };
}

function bodyOf(data: Json, head: DocumentHead): ParsedDocument {
  const { correlation, filter, detection } = data;
  if (correlation !== undefined) {
    if (!isMap(correlation)) throw typeFault("correlation");
    return { kind: "correlation", ...head, correlation: { generate: data["generate"] ?? false, ...correlation } };
  }
  if (filter !== undefined) {
    if (!isMap(filter)) throw typeFault("filter");
    const { rules, ...rest } = filter;
    const named = rules === undefined || rules === "any" || rules === null ? undefined : textsOf(rules);
    const logsource = logsourceOf(data["logsource"]);
    return { kind: "filter", ...head, logsource, detection: rest, ...(named === undefined ? {} : { rules: named }) };
  }
  if (detection === undefined) throw new RuleFault("kind");
  if (!isMap(detection)) throw typeFault("detection");
  return { kind: "rule", ...head, logsource: logsourceOf(data["logsource"]), detection };
}

const typeFault = (key: string): RuleFault => new RuleFault("type", { key, wanted: "map" });

function logsourceOf(value: JsonValue | undefined): Logsource {
  if (value === undefined || value === null) throw new RuleFault("missing", { key: "logsource" });
  if (!isMap(value)) throw typeFault("logsource");
  const logsource: Record<string, string> = {};
  for (const key of ["product", "category", "service"] as const) {
    const text = textOf(value[key]);
    if (text !== undefined && text !== "") logsource[key] = text.toLowerCase();
  }
  if (Object.keys(logsource).length === 0) throw new RuleFault("logsource");
  return logsource;
}
