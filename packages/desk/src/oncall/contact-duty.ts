import type { Account } from "../staff/staff.ts";
import type { Settings } from "../settings/settings.ts";
import type { Tx } from "../tables.ts";
import { enoughWays } from "./contact-plan.ts";
import { readContacts } from "./contact-repo.ts";

/** Whether people on duty must be reachable in two ways: as set, else as soon as there is a provider that could reach them. */
export function dutyNeedsContacts({ dutyNeedsContacts: set, providers }: Settings): boolean {
  return set ?? providers.length > 0;
}

/** People among these who lack verified ways, each with how many there are: `Zhao (1/2)`. */
export async function lackingContacts(tx: Tx, people: readonly Account[]): Promise<string[]> {
  const rows = await readContacts(
    tx,
    people.map(({ id }) => id),
  );
  return people.flatMap(({ id, name }) => {
    const ways = rows.filter((one) => one.staff_id === id && one.verified_at !== null).length;
    return ways < enoughWays ? [`${name} (${ways}/${enoughWays})`] : [];
  });
}
