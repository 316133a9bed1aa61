import { randomUUID } from "node:crypto";
import type { Records, Scope } from "@stanch/store/records";
import { withScope } from "@stanch/store/with-scope";
import { Kysely, sql, type Transaction } from "kysely";

/** A customer's provider as it is stored; the secret is encrypted. */
export interface OidcRow {
  readonly customer_id: string;
  readonly issuer: string;
  readonly client_id: string;
  readonly secret: string | null;
  readonly key: string;
}

export interface OidcRepo {
  readonly list: () => Promise<OidcRow[]>;
  readonly byKey: (key: string) => Promise<OidcRow | undefined>;
  readonly put: (row: OidcRow, at: string) => Promise<void>;
  readonly remove: (customer: string) => Promise<boolean>;
  /** The account that a subject of this customer's provider was bound to. */
  readonly bound: (customer: string, subject: string) => Promise<string | undefined>;
  /** Whether an account is bound to a subject of this customer's provider. */
  readonly isBound: (customer: string, staff: string) => Promise<boolean>;
  readonly bind: (customer: string, subject: string, staff: string) => Promise<void>;
  /** Forgets who was bound, and ends the sessions that were begun through the provider. */
  readonly unbind: (customer: string, staff: readonly string[]) => Promise<void>;
}

interface AuthTables {
  auth_account: { id: string; accountId: string; providerId: string; userId: string; updatedAt: Date };
  auth_session: { userId: string; method: string | null };
}

const scope: Scope = { tenant: null, staff: true, actor: "system:oidc" };
const columns = sql`customer_id, issuer, client_id, secret, key`;
const providerOf = (customer: string): string => `oidc:${customer}`;

function bindings(db: Kysely<AuthTables>): Pick<OidcRepo, "bound" | "isBound" | "bind" | "unbind"> {
  const accounts = (customer: string) =>
    db.selectFrom("auth_account").select("userId").where("providerId", "=", providerOf(customer));
  return {
    bound: async (customer, subject) =>
      (await accounts(customer).where("accountId", "=", subject).executeTakeFirst())?.userId,
    isBound: async (customer, staff) =>
      (await accounts(customer).where("userId", "=", staff).executeTakeFirst()) !== undefined,
    bind: async (customer, subject, staff) => {
      const row = { id: randomUUID(), accountId: subject, providerId: providerOf(customer), userId: staff };
      await db
        .insertInto("auth_account")
        .values({ ...row, updatedAt: new Date() })
        .execute();
    },
    unbind: async (customer, staff) => {
      await db.deleteFrom("auth_account").where("providerId", "=", providerOf(customer)).execute();
      if (staff.length > 0)
        await db
          .deleteFrom("auth_session")
          .where("method", "=", "oidc")
          .where("userId", "in", [...staff])
          .execute();
    },
  };
}

/** Providers of customers and the accounts bound to them; all SQL about that. */
export function oidcRepo<Tables>(records: Pick<Records<Tables>, "db" | "dialect">): OidcRepo {
  const run = <T>(act: (tx: Transaction<Tables>) => Promise<T>): Promise<T> => withScope(records, scope, act);
  return {
    ...bindings(new Kysely<AuthTables>({ dialect: records.dialect({ instants: "date" }) })),
    list: () =>
      run(async (tx) => (await sql<OidcRow>`select ${columns} from auth_oidc order by customer_id`.execute(tx)).rows),
    byKey: (key) =>
      run(async (tx) => (await sql<OidcRow>`select ${columns} from auth_oidc where key = ${key}`.execute(tx)).rows[0]),
    put: (row, at) =>
      run(async (tx) => {
        await sql`insert into auth_oidc (customer_id, issuer, client_id, secret, key, changed_at)
          values (${row.customer_id}, ${row.issuer}, ${row.client_id}, ${row.secret}, ${row.key}, ${at})
          on conflict (customer_id) do update set issuer = excluded.issuer, client_id = excluded.client_id,
            secret = excluded.secret, changed_at = excluded.changed_at`.execute(tx);
      }),
    remove: (customer) =>
      run(
        async (tx) =>
          (await sql`delete from auth_oidc where customer_id = ${customer} returning key`.execute(tx)).rows.length > 0,
      ),
  };
}
