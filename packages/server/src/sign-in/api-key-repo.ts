import type { KeyPermission } from "@stanch/model/api-key";
import type { Records, Scope } from "@stanch/store/records";
import { withScope } from "@stanch/store/with-scope";
import { sql, type Transaction } from "kysely";

/** A key as it is stored: never the secret. */
export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly staff_id: string;
  readonly permissions: readonly KeyPermission[];
  readonly prefix: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly last_used_at: string | null;
  readonly last_used_from: string | null;
  readonly uses: number;
  readonly revoked_at: string | null;
  readonly revoked_by: string | null;
}

/** What is written of a new key. */
export type NewApiKey = Pick<ApiKeyRow, "id" | "name" | "staff_id" | "permissions" | "prefix" | "expires_at"> & {
  readonly hash: string;
};

export interface ApiKeyRepo {
  readonly insert: (row: NewApiKey, at: string) => Promise<void>;
  /** All keys, or those of one person; the newest first. */
  readonly list: (staff?: string) => Promise<ApiKeyRow[]>;
  readonly byHash: (hash: string) => Promise<ApiKeyRow | undefined>;
  readonly used: (id: string, at: string, from: string) => Promise<void>;
  /** False when it was revoked before. */
  readonly revoke: (id: string, at: string, by: string) => Promise<boolean>;
}

const scope: Scope = { tenant: null, staff: true, actor: "system:api-key" };
const columns = sql`id, name, staff_id, permissions, prefix, created_at, expires_at, last_used_at, last_used_from, uses,
  revoked_at, revoked_by`;

/** Keys of programs; all SQL about them. */
export function apiKeyRepo<Tables>(records: Pick<Records<Tables>, "db">): ApiKeyRepo {
  const run = <T>(act: (tx: Transaction<Tables>) => Promise<T>): Promise<T> => withScope(records, scope, act);
  return {
    insert: (row, at) =>
      run(async (tx) => {
        await sql`insert into auth_api_key (id, name, staff_id, permissions, prefix, hash, created_at, expires_at)
          values (${row.id}, ${row.name}, ${row.staff_id}, ${JSON.stringify(row.permissions)}, ${row.prefix}, ${row.hash},
            ${at}, ${row.expires_at})`.execute(tx);
      }),
    list: (staff) =>
      run(async (tx) => {
        const whose = staff === undefined ? sql`true` : sql`staff_id = ${staff}`;
        const found = await sql<ApiKeyRow>`select ${columns} from auth_api_key where ${whose}
          order by created_at desc, id`.execute(tx);
        return found.rows;
      }),
    byHash: (hash) =>
      run(
        async (tx) =>
          (await sql<ApiKeyRow>`select ${columns} from auth_api_key where hash = ${hash}`.execute(tx)).rows[0],
      ),
    used: (id, at, from) =>
      run(async (tx) => {
        await sql`update auth_api_key set last_used_at = ${at}, last_used_from = ${from}, uses = uses + 1
          where id = ${id}`.execute(tx);
      }),
    revoke: (id, at, by) =>
      run(async (tx) => {
        const done = await sql`update auth_api_key set revoked_at = ${at}, revoked_by = ${by}
          where id = ${id} and revoked_at is null returning id`.execute(tx);
        return done.rows.length > 0;
      }),
  };
}
