import table from "./data/acts.json" with { type: "json" };
import type { Text } from "@stanch/model/text";

/** Keys of what an intruder does; rules name them in `x-stanch.act`. */
export const acts = [
  "scan",
  "guess",
  "spray",
  "guess-success",
  "login",
  "exploit",
  "exploit-success",
  "upload",
  "web-shell",
  "command",
  "privilege",
  "account-created",
  "account-changed",
  "key-added",
  "cron-added",
  "service-added",
  "persistence",
  "tool-download",
  "credentials",
  "discovery",
  "lateral",
  "collection",
  "exfiltration",
  "tunnel",
  "c2",
  "miner",
  "ransom",
  "deface",
  "dos",
  "log-wipe",
  "log-stop",
  "suspicious",
] as const;
export type Act = (typeof acts)[number];

/** What an act means in the vocabulary of the field. */
export interface ActKind {
  /** ATT&CK v19 tactic and technique when the rule names none. */
  readonly tactic: string;
  readonly technique: string;
  /** Row of GB/T 20986-2023 that the act alone would be. */
  readonly type: string;
  /** Says more about the incident the higher it is; picks the primary type. 0 says nothing alone. */
  readonly weight: number;
  /** True when seeing the act at all means that the intruder had got in. */
  readonly inside: boolean;
  /** Sentence; `{times}`, `{host}`, `{account}`, `{source}`, `{subject}` are filled in; `{x?…|…}` says one thing when x is known, another when not. */
  readonly statement: Text;
}

interface Row {
  readonly act: string;
  readonly tactic: string;
  readonly technique: string;
  readonly type: string;
  readonly weight: number;
  readonly inside: boolean;
  readonly zh: string;
  readonly en: string;
}

const kindOf = ({ zh, en, ...row }: Row): ActKind => ({ ...row, statement: { zh, en } });

/** The table of acts (data/acts.json). Sources: MITRE ATT&CK Enterprise v19; GB/T 20986-2023. */
export const actTable: Readonly<Record<Act, ActKind>> = Object.fromEntries(
  table.map((row) => [row.act, kindOf(row)]),
) as Record<Act, ActKind>;

/** Whether a string names an act. */
export function isAct(value: unknown): value is Act {
  return typeof value === "string" && value in actTable;
}

/**
 * Fills a statement: `{x}` by its value; `{x?with|without}` by its first part when x is known, else by its second, which may be missing.
 * Values are put in last, so that nothing in them is taken for a place.
 */
export function fillStatement(template: string, values: Readonly<Record<string, string | undefined>>): string {
  const chosen = template.replace(
    /\{(\w+)\?((?:[^{}|]|\{\w+\})*)(?:\|([^{}]*))?\}/g,
    (_all, name: string, known: string, unknown: string | undefined) =>
      values[name] === undefined ? (unknown ?? "") : known,
  );
  return chosen.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
