import { isIP } from "node:net";
import { techniqueName } from "./attack-table.ts";
import type { ReportIndicator, ReportModel } from "./report-model.ts";
import { stixNamespace, uuidV5 } from "./uuid-v5.ts";

/** MISP type and category of an indicator. Source: MISP core format, "type" and "category". */
const kinds: Readonly<Record<ReportIndicator["type"], readonly [type: string, category: string]>> = {
  ip: ["ip-src", "Network activity"],
  domain: ["domain", "Network activity"],
  url: ["url", "Network activity"],
  "url-path": ["uri", "Network activity"],
  hash: ["sha256", "Payload delivery"],
  "file-path": ["filename", "Artifacts dropped"],
  account: ["target-user", "Targeting data"],
  "user-agent": ["user-agent", "Network activity"],
  command: ["text", "Other"],
  email: ["email-src", "Payload delivery"],
};
const hashTypes: Readonly<Record<number, string>> = { 32: "md5", 40: "sha1", 64: "sha256", 128: "sha512" };

/** The report as a MISP event with attributes and ATT&CK tags, distribution "your organisation only". Ids are name-based. */
export function mispEvent(model: ReportModel): string {
  const { control, summary, determination, indicators, attack } = model;
  const seconds = String(Math.floor(Date.parse(control.made) / 1000));
  const tags = [
    `tlp:${control.tlp.toLowerCase()}`,
    ...new Set(
      attack.rows.map(
        ({ technique }) => `misp-galaxy:mitre-attack-pattern="${techniqueName(technique)} - ${technique}"`,
      ),
    ),
  ];
  const level = determination.level.value;
  const event = {
    Event: {
      uuid: uuidV5(stixNamespace, `misp ${control.number} ${control.version}`),
      info: `${control.number} ${summary.statement.en}`,
      date: control.made.slice(0, 10),
      timestamp: seconds,
      threat_level_id: level === null ? "4" : String(Math.min(3, level)),
      analysis: control.status === "final" ? "2" : "1",
      distribution: "0",
      Tag: tags.map((name) => ({ name })),
      Attribute: indicators.map((one) => attribute(one, control.number, seconds)),
    },
  };
  return `${JSON.stringify(event, undefined, 2)}\n`;
}

function attribute({ type, value, role, block, first, last }: ReportIndicator, number: string, timestamp: string) {
  const [plain, category] = kinds[type];
  const destination = type === "ip" && (role === "c2" || role === "download");
  const kind = type === "hash" ? (hashTypes[value.length] ?? "text") : destination ? "ip-dst" : plain;
  return {
    uuid: uuidV5(stixNamespace, `misp ${number} ${type} ${value}`),
    type: type === "ip" && isIP(value) === 0 ? "text" : kind,
    category,
    value,
    to_ids: block,
    comment: role,
    timestamp,
    distribution: "5",
    ...(first === undefined ? {} : { first_seen: first }),
    ...(last === undefined ? {} : { last_seen: last }),
  };
}
