/** Writes journal rows and prints each number once it is acknowledged; the test kills it at a random moment. */
import { writeSync } from "node:fs";
import { sql } from "kysely";
import { migrate } from "../src/migrate.ts";
import { openPgliteRecords } from "../src/pglite-records.ts";
import { appendOnly, staffTable } from "../src/tables.ts";
import { withScope } from "../src/with-scope.ts";

const [folder = "", image = ""] = process.argv.slice(2);
const records = await openPgliteRecords({ folder, image });
const journal = {
  name: "crash-0001",
  sql: [
    "create table journal (n bigint primary key, body text not null);",
    staffTable("journal"),
    appendOnly("journal"),
  ],
};
await migrate(records, [journal]);
const scope = { tenant: null, staff: true, actor: "staff:test" };
const last = await sql<{ n: number }>`select coalesce(max(n), 0) as n from journal`.execute(records.db);
const known = await sql<{ n: number }>`select count(*) as n from journal`.execute(records.db);
writeSync(1, `open ${last.rows[0]?.n} ${known.rows[0]?.n}\n`);
for (let n = (last.rows[0]?.n ?? 0) + 1; ; n++) {
  await withScope(records, scope, (tx) => sql`insert into journal values (${n}, ${"x".repeat(n % 900)})`.execute(tx));
  writeSync(1, `${n}\n`);
}
