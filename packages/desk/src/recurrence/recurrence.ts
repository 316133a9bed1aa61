import type { RecurrenceReason } from "@stanch/model/recurrence";
import { z } from "zod";
import { searchText } from "../search-text.ts";

/** What of a case is compared with another. */
export interface CaseMarks {
  readonly customer: string | null;
  readonly organisation: string;
  /** Keys of GB/T 20986-2023. */
  readonly types: readonly string[];
  /** `ip 203.0.113.9` */
  readonly indicators: readonly string[];
  /** Ids of the customer's assets. */
  readonly assets: readonly string[];
}

const shared = (a: readonly string[], b: readonly string[]): string[] => {
  const there = new Set(b);
  return [...new Set(a)].filter((one) => there.has(one)).toSorted();
};

/** Whether two cases are of one customer: by contract, else by what the organisation is called. */
function sameCustomer(a: CaseMarks, b: CaseMarks): boolean {
  if (a.customer !== null || b.customer !== null) return a.customer === b.customer;
  return searchText([a.organisation]) === searchText([b.organisation]);
}

/**
 * Why a case is one that comes back; empty when it is not. An indicator counts whoever the customer is, everything else at the same one.
 *
 * @example recurrenceReasons(fresh, watched) // [{ kind: "type", values: ["MAL-06"] }]
 */
export function recurrenceReasons(fresh: CaseMarks, watched: CaseMarks): RecurrenceReason[] {
  const same = sameCustomer(fresh, watched);
  const all = [
    { kind: "type" as const, values: same ? shared(fresh.types, watched.types) : [] },
    { kind: "indicator" as const, values: shared(fresh.indicators, watched.indicators) },
    { kind: "asset" as const, values: same ? shared(fresh.assets, watched.assets) : [] },
  ];
  return all.filter(({ values }) => values.length > 0);
}

const sheet = z.object({ indicators: z.array(z.object({ type: z.string(), value: z.string(), role: z.string() })) });
const telling = new Set(["ip", "domain", "url", "hash", "email"]);
const hostile = new Set(["attacker", "c2", "download", "dropped", "created"]);
/** Addresses that every network has. */
const everywhere =
  /^(?:10\.|127\.|0\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|f[cd]|fe80:)/i;
const MOST = 5000;

/** Indicators of an answer sheet by which the same intruder is known again: not names, commands and addresses that are common. */
export function tellingIndicators(answer: unknown): string[] {
  const parsed = sheet.safeParse(answer);
  if (!parsed.success) return [];
  const marks = parsed.data.indicators
    .filter(
      ({ type, role, value }) => telling.has(type) && hostile.has(role) && !(type === "ip" && everywhere.test(value)),
    )
    .map(({ type, value }) => `${type} ${type === "url" ? value : value.toLowerCase()}`);
  return [...new Set(marks)].slice(0, MOST);
}

const wordLike = /[\p{Script=Latin}\p{Nd}_]/u;

/** Whether a text names something, and not something longer: `10.0.3.7` is not in `10.0.3.70`. */
function names(text: string, thing: string): boolean {
  if (thing.length < 2) return false;
  for (let at = text.indexOf(thing); at >= 0; at = text.indexOf(thing, at + 1)) {
    const [before, after, next] = [
      text[at - 1] ?? "",
      text[at + thing.length] ?? "",
      text[at + thing.length + 1] ?? "",
    ];
    const begins = !wordLike.test(thing[0] ?? "") || !(wordLike.test(before) || before === ".");
    const ends =
      !wordLike.test(thing.at(-1) ?? "") || !(wordLike.test(after) || (after === "." && wordLike.test(next)));
    if (begins && ends) return true;
  }
  return false;
}

/** Assets that texts about a case name, by name or address. */
export function namedAssets(
  assets: readonly { readonly id: string; readonly name: string; readonly address: string }[],
  texts: readonly string[],
): string[] {
  const text = texts.join("\n").normalize("NFKC").toLowerCase();
  const plain = (word: string): string => word.normalize("NFKC").trim().toLowerCase();
  return assets
    .filter(({ name, address }) => names(text, plain(name)) || names(text, plain(address)))
    .map(({ id }) => id);
}
