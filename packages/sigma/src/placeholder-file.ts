import type { JsonValue } from "@stanch/model/canonical-json";
import type { Placeholders } from "./detection-item.ts";
import { asFault, faultText } from "./fault.ts";
import { yamlDocuments } from "./yaml-tree.ts";

/** What is wrong with a file of values, in both languages. */
export interface PlaceholderFault {
  readonly zh: string;
  readonly en: string;
}

const isMapping = (value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function textOf(value: JsonValue): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

function wrong(name: string): PlaceholderFault {
  const short = name.slice(0, 80);
  return { zh: `“${short}”应为文本、数字或其列表`, en: `“${short}” must be a text, a number or a list of them` };
}

const refused = (fault: PlaceholderFault) => ({ values: {}, fault });

/**
 * Reads the values of placeholders: names with a text or a list of texts, at the top or under `vars` as pySigma's pipelines have
 * them. Never throws; what is wrong is answered as `fault`.
 *
 * Source: Sigma specification 2.1, modifier `expand`.
 * @example readPlaceholders("vars:\n  Administrators: [root, admin]\n").values // { Administrators: ["root", "admin"] }
 */
export function readPlaceholders(text: string): { readonly values: Placeholders; readonly fault?: PlaceholderFault } {
  let data: JsonValue | undefined;
  try {
    data = yamlDocuments(text)[0]?.().data;
  } catch (error) {
    return refused(faultText(asFault(error)));
  }
  const whole = isMapping(data) && isMapping(data["vars"]) ? data["vars"] : data;
  if (!isMapping(whole)) return refused({ zh: "应为名称到取值的对应", en: "names with their values are wanted" });
  const values: Record<string, readonly string[]> = {};
  for (const [name, value] of Object.entries(whole)) {
    const texts = (Array.isArray(value) ? value : [value]).map((one: JsonValue) => textOf(one));
    const known = texts.filter((one) => one !== undefined);
    if (known.length < texts.length || known.length === 0) return refused(wrong(name));
    values[name] = known;
  }
  return { values };
}
