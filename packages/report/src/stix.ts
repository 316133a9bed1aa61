import { isIPv6 } from "node:net";
import { techniqueName } from "./attack-table.ts";
import { tacticSlugs } from "./navigator.ts";
import type { ReportIndicator, ReportModel } from "./report-model.ts";
import { stixNamespace, uuidV5 } from "./uuid-v5.ts";

type StixObject = Readonly<Record<string, unknown>> & { readonly id: string };

/** TLP 2.0 markings as the standard's extension defines them: fixed ids for everybody. Source: OASIS, "TLP 2.0 statement for STIX 2.1". */
const tlpMarkings: Readonly<Record<string, string>> = {
  CLEAR: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
  GREEN: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
  AMBER: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
  "AMBER+STRICT": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
  RED: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
};
const tlpExtension = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";

/**
 * The report as a STIX 2.1 bundle: identity, indicators, attack patterns, courses of action, a report over them and the TLP marking.
 * Ids are name-based, so the same report gives the same bytes.
 */
export function stixBundle(model: ReportModel): string {
  const { control, indicators, attack, recommendations } = model;
  const head = headOf(control);
  const identity = object("identity", control.provider?.name ?? control.product.name, head, {
    name: control.provider?.name ?? control.product.name,
    identity_class: "organization",
  });
  const common = { ...head, created_by_ref: identity.id };
  const objects = [
    ...indicators.flatMap((one) => indicatorObject(one, common, control.made)),
    ...attack.rows.map((row) => attackPattern(row, common)),
    ...recommendations.map((one) =>
      object("course-of-action", `${control.number} ${one.id}`, common, {
        name: one.measure.en,
        description: `${one.reason.en}\n${one.measure.zh}\n${one.reason.zh}`,
      }),
    ),
  ];
  const unique = [...new Map(objects.map((one) => [one.id, one])).values()];
  const report = object("report", `${control.number} ${control.version}`, common, {
    name: `${control.title.en} ${control.number}`,
    description: `${model.summary.statement.en}\n${model.summary.statement.zh}`,
    published: stamp(control.made),
    report_types: ["incident"],
    object_refs: [identity.id, ...unique.map(({ id }) => id)],
  });
  const bundle = {
    type: "bundle",
    id: `bundle--${uuidV5(stixNamespace, `${control.number} ${control.version}`)}`,
    objects: [marking(control.tlp), identity, ...unique, report],
  };
  return `${JSON.stringify(bundle, undefined, 2)}\n`;
}

function headOf({ made, tlp }: ReportModel["control"]) {
  return {
    spec_version: "2.1",
    created: stamp(made),
    modified: stamp(made),
    object_marking_refs: [tlpMarkings[tlp]],
  };
}

/** STIX wants milliseconds and `Z`. */
function stamp(instant: string): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? "1970-01-01T00:00:00.000Z" : at.toISOString();
}

function object(type: string, name: string, head: object, rest: object): StixObject {
  return { type, id: `${type}--${uuidV5(stixNamespace, `${type} ${name}`)}`, ...head, ...rest };
}

function marking(tlp: string): StixObject {
  return {
    type: "marking-definition",
    spec_version: "2.1",
    id: tlpMarkings[tlp] ?? "",
    created: "2022-10-01T00:00:00.000Z",
    name: `TLP:${tlp}`,
    extensions: { [tlpExtension]: { extension_type: "property-extension", tlp_2_0: tlp.toLowerCase() } },
  };
}

function attackPattern(
  { tactic, technique, procedure }: ReportModel["attack"]["rows"][number],
  head: object,
): StixObject {
  return object("attack-pattern", `${technique} ${tactic}`, head, {
    name: techniqueName(technique),
    description: `${procedure.en}\n${procedure.zh}`,
    kill_chain_phases: [{ kill_chain_name: "mitre-attack", phase_name: tacticSlugs[tactic] ?? tactic }],
    external_references: [{ source_name: "mitre-attack", external_id: technique }],
  });
}

function indicatorObject(one: ReportIndicator, head: object, made: string): StixObject[] {
  const pattern = patternOf(one);
  if (pattern === undefined) return [];
  return [
    object("indicator", `${one.type} ${one.value}`, head, {
      name: one.value,
      description: one.role,
      indicator_types: ["malicious-activity"],
      pattern: `[${pattern}]`,
      pattern_type: "stix",
      valid_from: stamp(one.first ?? made),
    }),
  ];
}

const paths: Partial<Record<ReportIndicator["type"], string>> = {
  domain: "domain-name:value",
  url: "url:value",
  email: "email-addr:value",
  account: "user-account:account_login",
  command: "process:command_line",
  "user-agent": "network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'",
  "url-path": "network-traffic:extensions.'http-request-ext'.request_value",
};
const hashNames: Readonly<Record<number, string>> = { 32: "MD5", 40: "'SHA-1'", 64: "'SHA-256'", 128: "'SHA-512'" };

function patternOf({ type, value }: ReportIndicator): string | undefined {
  const literal = `'${value.replaceAll("\\", "\\\\").replaceAll("'", String.raw`\'`)}'`;
  if (type === "ip") return `${isIPv6(value) ? "ipv6" : "ipv4"}-addr:value = ${literal}`;
  if (type === "hash") {
    const name = hashNames[value.length];
    return name === undefined ? undefined : `file:hashes.${name} = ${literal}`;
  }
  if (type === "file-path") {
    const cut = Math.max(value.lastIndexOf("/"), value.lastIndexOf("\\"));
    const name = value.slice(cut + 1);
    return name === "" ? undefined : `file:name = '${name.replaceAll("'", String.raw`\'`)}'`;
  }
  const path = paths[type];
  return path === undefined ? undefined : `${path} = ${literal}`;
}
