import type { Migration } from "@stanch/store/migrate";

/** Who read what, newest first, of one person too. */
export const accessMigration: Migration = {
  name: "desk-0020-access",
  sql: [
    `create index access_log_at on access_log (at desc, id desc);
create index access_log_actor on access_log ((actor ->> 'id'), at desc);`,
  ],
};
