import type { Act } from "./act-table.ts";
import { ACCOUNTS, type AddressActivity } from "./activity.ts";
import type { CitedEvent } from "./cited-event.ts";
import type { Deed } from "./deed.ts";

/** A person who mistypes stops or asks for help before this; beyond it the address is guessing whoever sits there. */
const MOST_MISTAKES = 20;
const guesses = new Set<Act>(["guess", "spray", "guess-success"]);

/** Refused log-ins of an address: one attempt may be told by several logs, so the text log that tells of most is believed, else btmp. */
export function attemptsOf(activity: AddressActivity, address: string): number {
  const byAction = new Map<string, number>();
  const refused = activity.of(address).filter((row) => row.category === "authentication");
  const texts = refused.filter((row) => row.module !== "btmp");
  for (const row of texts.length === 0 ? refused : texts) {
    byAction.set(row.action, (byAction.get(row.action) ?? 0) + row.count);
  }
  return Math.max(0, ...byAction.values());
}

function accountsTried(activity: AddressActivity, address: string): number {
  const rows = activity.of(address);
  const names = new Set(rows.flatMap((row) => row.accounts));
  return rows.some((row) => row.moreAccounts) ? Infinity : names.size;
}

const firstTime = (deed: Deed): number => Math.min(...deed.events.map((one) => one.event.time ?? Infinity));

/** When each address first logged in. */
function firstLogins(logins: readonly CitedEvent[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const { event } of logins) {
    const address = event["source.ip"];
    if (address === undefined || event.time === undefined) continue;
    first.set(address, Math.min(event.time, first.get(address) ?? Infinity));
  }
  return first;
}

function mistypes(address: string, deeds: readonly Deed[], firstLogin: number | undefined, activity: AddressActivity) {
  if (firstLogin === undefined || firstLogin >= Math.min(...deeds.map(firstTime))) return false;
  return attemptsOf(activity, address) <= MOST_MISTAKES && accountsTried(activity, address) <= ACCOUNTS;
}

/**
 * Leaves out what is a person's mistyping: an address that had logged in before, with few refusals of few accounts, and to
 * which nothing else is laid. The detections stay in `detections.jsonl`; only conclusions pass over them.
 */
export function withoutMistypes(
  deeds: readonly Deed[],
  logins: readonly CitedEvent[],
  activity: AddressActivity,
): Deed[] {
  const suspect = new Map<string, Deed[]>();
  for (const deed of deeds) {
    if (deed.address === undefined || deed.rule === undefined || deed.rank < 1) continue;
    const list = suspect.get(deed.address);
    if (list === undefined) suspect.set(deed.address, [deed]);
    else list.push(deed);
  }
  const first = firstLogins(logins);
  const familiar = new Set(
    [...suspect]
      .filter(
        ([address, own]) =>
          own.every((deed) => guesses.has(deed.act)) && mistypes(address, own, first.get(address), activity),
      )
      .map(([address]) => address),
  );
  return deeds.filter((deed) => deed.address === undefined || !guesses.has(deed.act) || !familiar.has(deed.address));
}
