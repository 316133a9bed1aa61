import { createHash } from "node:crypto";
import { StanchError } from "@stanch/model/error";
import type { Records, Scope } from "@stanch/store/records";
import { withScope } from "@stanch/store/with-scope";
import { sql } from "kysely";

const MOST_FAILURES = 8;
const LOCKED_S = 900;

/** Counts failures of a sign-in name, known or not, so that the answer tells nobody which names exist. */
export interface SignInLock {
  /** @throws StanchError `E_SIGN_IN_LOCKED` */
  readonly check: (name: string) => Promise<void>;
  readonly failed: (name: string) => Promise<void>;
  readonly succeeded: (name: string) => Promise<void>;
}

const scope: Scope = { tenant: null, staff: true, actor: "system:sign-in" };

function keyOf(name: string): string {
  return createHash("sha256").update(name.trim().toLowerCase()).digest("hex");
}

/** Failures are forgotten after the same time for which a lock lasts. */
export function signInLock<Tables>(records: Pick<Records<Tables>, "db">): SignInLock {
  return {
    check: async (name) => {
      const found = await withScope(records, scope, (tx) =>
        sql`select 1 from auth_lock where key = ${keyOf(name)} and until > now()`.execute(tx),
      );
      if (found.rows.length > 0) throw new StanchError("E_SIGN_IN_LOCKED");
    },
    failed: async (name) => {
      await withScope(records, scope, (tx) =>
        sql`insert into auth_lock as old (key, failures, last_at) values (${keyOf(name)}, 1, now())
          on conflict (key) do update set last_at = now(),
            failures = case when old.last_at < now() - ${LOCKED_S} * interval '1 second' then 1 else old.failures + 1 end,
            until = case when old.failures + 1 >= ${MOST_FAILURES} and old.last_at >= now() - ${LOCKED_S} * interval '1 second'
              then now() + ${LOCKED_S} * interval '1 second' else old.until end`.execute(tx),
      );
    },
    succeeded: async (name) => {
      await withScope(records, scope, (tx) => sql`delete from auth_lock where key = ${keyOf(name)}`.execute(tx));
    },
  };
}
