import table from "./data/incident-types.json" with { type: "json" };
import type { Text } from "./text.ts";

/** A row of GB/T 20986-2023: ten categories and their sub-classes. `key` is ours; the standard's own codes are not known here. */
export interface IncidentType {
  readonly key: string;
  readonly name: Text;
  /** Class of the Reference Security Incident Taxonomy, `intrusion-attempts/brute-force`; null where none fits. */
  readonly rsit: string | null;
  /** The category it belongs to; a category is its own. */
  readonly category: string;
}

const byKey = new Map<string, IncidentType>();
for (const { key, zh, en } of table.categories) byKey.set(key, { key, name: { zh, en }, rsit: null, category: key });
for (const { key, zh, en, rsit } of table.types) {
  byKey.set(key, { key, name: { zh, en }, rsit, category: key.slice(0, key.lastIndexOf("-")) });
}

/** Every category and sub-class, in the order of the standard. */
export const incidentTypes: readonly IncidentType[] = [...byKey.values()];

/**
 * The row with this key, or undefined.
 *
 * @example incidentType("NA-06")?.name.zh === "凭据攻击事件"
 */
export function incidentType(key: string): IncidentType | undefined {
  return byKey.get(key);
}
