import { z } from "zod";

/*
 * The least value that a schema takes, for tests that call every operation. What a pattern demands is given by the caller.
 */

type Node = Readonly<Record<string, unknown>>;

const formats: Readonly<Record<string, string>> = {
  uuid: "00000000-0000-4000-8000-00000000dead",
  email: "x@sample.test",
  "date-time": "2026-03-01T00:00:00Z",
  date: "2026-03-01",
};

function text(node: Node): string {
  const format = formats[String(node["format"])];
  if (format !== undefined) return format;
  const pattern = String(node["pattern"] ?? "");
  if (pattern.includes("[0-9a-f]{64}")) return "0".repeat(64);
  if (/T(?:\\d|\(\?:\[01)/.test(pattern)) return "2026-03-01T00:00";
  if (pattern.startsWith("^\\d{6}")) return "000000";
  if (pattern.includes("\\d\\d:")) return "00:00";
  if (pattern.includes("\\d{4}-\\d\\d")) return "2026-03-01";
  return "x".repeat(Math.max(1, Number(node["minLength"] ?? 1)));
}

function sampleOf(node: Node, definitions: Readonly<Record<string, Node>>): unknown {
  if ("const" in node) return node["const"];
  if (Array.isArray(node["enum"])) return node["enum"][0];
  const choice = (node["anyOf"] ?? node["oneOf"]) as readonly Node[] | undefined;
  if (choice?.[0] !== undefined) return sampleOf(choice[0], definitions);
  const ref = typeof node["$ref"] === "string" ? definitions[node["$ref"].replace("#/$defs/", "")] : undefined;
  if (ref !== undefined) return "x";
  switch (node["type"]) {
    case "object": {
      const properties = (node["properties"] ?? {}) as Readonly<Record<string, Node>>;
      const required = (node["required"] ?? []) as readonly string[];
      return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] ?? {}, definitions)]));
    }
    case "array":
      return Array.from({ length: Number(node["minItems"] ?? 0) }, () => sampleOf(node["items"] as Node, definitions));
    case "integer":
    case "number":
      return Math.max(0, Number(node["minimum"] ?? 0), Number(node["exclusiveMinimum"] ?? -1) + 1);
    case "boolean":
      return true;
    default:
      return text(node);
  }
}

/**
 * The least value that a schema takes; undefined where the schema is absent.
 *
 * @example schemaSample(z.object({ name: z.string().min(3), note: z.string().optional() })) // { name: "xxx" }
 */
export function schemaSample(schema: z.ZodType): unknown {
  if (schema.type === "undefined") return undefined;
  const made = z.toJSONSchema(schema, { io: "input", unrepresentable: "any", cycles: "ref" }) as Node;
  return sampleOf(made, (made["$defs"] ?? {}) as Readonly<Record<string, Node>>);
}
