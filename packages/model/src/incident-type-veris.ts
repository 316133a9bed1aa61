import table from "./data/incident-type-veris.json" with { type: "json" };

const varieties: Readonly<Record<string, readonly string[]>> = table.varieties;

/**
 * VERIS `action.variety` values an incident type maps to, `hacking/Brute force`; empty where VERIS has none.
 *
 * Source: VERIS 1.4.1 (CC BY-SA 4.0; notice in the data file). The mapping is a proposal of this project.
 * @example verisOf("MAL-07") // ["malware/Ransomware"]
 */
export function verisOf(key: string): readonly string[] {
  return Object.hasOwn(varieties, key) ? (varieties[key] ?? []) : [];
}
