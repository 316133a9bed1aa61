import { createHash } from "node:crypto";
import { StanchError } from "@stanch/model/error";
import type { Records, Scope } from "@stanch/store/records";
import { withScope } from "@stanch/store/with-scope";
import { sql } from "kysely";

/** Failures of one name from one network. */
const MOST_HERE = 8;
/** Failures of one name from everywhere: more than a stranger in one place can cause, so that nobody locks others out alone. */
const MOST_ANYWHERE = 80;
const LOCKED_S = 900;

/** A name that guesses locked out. */
export interface LockedName {
  readonly name: string;
  readonly until: string;
  readonly failures: number;
  readonly where: "one-place" | "everywhere";
}

/** Counts attempts for a sign-in name, known or not, so that the answer tells nobody which names exist. */
export interface SignInLock {
  /**
   * Counts an attempt before the password is looked at: of many at once none slips through. `onLock` runs for the one that locks.
   *
   * @throws StanchError `E_SIGN_IN_LOCKED`
   */
  readonly attempt: (name: string, network: string, onLock?: () => Promise<void>) => Promise<void>;
  readonly succeeded: (name: string, network: string) => Promise<void>;
  /** Which of these names cannot sign in now: in one place, or anywhere. */
  readonly locked: (names: readonly string[]) => Promise<readonly LockedName[]>;
  /** An administrator let the person in again. */
  readonly forget: (name: string) => Promise<void>;
}

const scope: Scope = { tenant: null, staff: true, actor: "system:sign-in" };

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function nameKey(name: string): string {
  return hash(name.trim().toLowerCase());
}

interface Counted {
  readonly locked: boolean | null;
  /** This attempt is the one that locked. */
  readonly fresh: boolean | null;
}

function count(key: string, most: number): ReturnType<typeof sql<Counted>> {
  return sql`insert into auth_lock as old (key, failures, last_at) values (${key}, 1, now())
    on conflict (key) do update set
      failures = case when old.until > now() then old.failures
        when old.last_at < now() - ${LOCKED_S} * interval '1 second' or old.until <= now() then 1 else old.failures + 1 end,
      last_at = case when old.until > now() then old.last_at else now() end,
      until = case when old.until > now() then old.until when old.until is null and old.failures + 1 > ${most}
        and old.last_at >= now() - ${LOCKED_S} * interval '1 second' then now() + ${LOCKED_S} * interval '1 second' end
    returning until > now() as locked, until = now() + ${LOCKED_S} * interval '1 second' as fresh`;
}

async function lockedNames<Tables>(
  records: Pick<Records<Tables>, "db">,
  names: readonly string[],
): Promise<LockedName[]> {
  const rows = await withScope(records, scope, (tx) =>
    sql<{ key: string; failures: number; until: string }>`select key, failures, until from auth_lock
          where until > now()`.execute(tx),
  );
  const known = new Map(names.map((name) => [nameKey(name), name]));
  return rows.rows.flatMap(({ key, failures, until }) => {
    const [hashed = "", place] = key.split(":");
    const name = known.get(hashed);
    if (name === undefined) return [];
    return [{ name, until, failures, where: place === undefined ? ("everywhere" as const) : ("one-place" as const) }];
  });
}

/** Attempts are forgotten after the same time for which a lock lasts. */
export function signInLock<Tables>(records: Pick<Records<Tables>, "db">): SignInLock {
  return {
    attempt: async (name, network, onLock) => {
      const last = await withScope(records, scope, async (tx) => {
        const here = await count(`${nameKey(name)}:${hash(network)}`, MOST_HERE).execute(tx);
        // One place that is locked out counts no further for all the others.
        if (here.rows[0]?.locked === true) return here.rows[0];
        return (await count(nameKey(name), MOST_ANYWHERE).execute(tx)).rows[0];
      });
      if (last?.locked !== true) return;
      if (last.fresh === true) await onLock?.();
      throw new StanchError("E_SIGN_IN_LOCKED");
    },
    succeeded: async (name, network) => {
      const keys = [nameKey(name), `${nameKey(name)}:${hash(network)}`];
      await withScope(records, scope, (tx) =>
        sql`delete from auth_lock where key = any(${keys}::text[]) or last_at < now() - interval '1 day'`.execute(tx),
      );
    },
    locked: (names) => lockedNames(records, names),
    forget: async (name) => {
      const key = nameKey(name);
      await withScope(records, scope, (tx) =>
        sql`delete from auth_lock where key = ${key} or key like ${`${key}:%`}`.execute(tx),
      );
    },
  };
}
