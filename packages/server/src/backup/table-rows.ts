import { sql, type Transaction } from "kysely";
import { z } from "zod";

/** One table of the database as a backup names it. */
export const backupTable = z.object({
  name: z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/),
  /** In their order, which rows follow. */
  columns: z.array(z.string().regex(/^[A-Za-z_]\w{0,62}$/)).min(1),
  rows: z.number().int().min(0),
});
export type BackupTable = z.infer<typeof backupTable>;

type Tx = Transaction<unknown>;
interface Named {
  readonly name: string;
}
interface Reference {
  readonly from: string;
  readonly to: string;
  readonly name: string;
}

/** Steps of the schema are told by their names, not as rows. */
const unkept = new Set(["stanch_migration"]);
/** Rows fetched or written at a time. */
const atOnce = 500;

async function references(tx: Tx): Promise<readonly Reference[]> {
  const { rows } = await sql<Reference>`select c.conname as name, a.relname as "from", b.relname as "to"
    from pg_constraint c join pg_class a on a.oid = c.conrelid join pg_class b on b.oid = c.confrelid
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace order by 1, 2, 3`.execute(tx);
  return rows;
}

async function tableNames(tx: Tx): Promise<string[]> {
  const { rows } = await sql<Named>`select relname as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`.execute(tx);
  return rows.map(({ name }) => name).filter((name) => !unkept.has(name));
}

/**
 * Tables in an order in which each comes after those it refers to.
 *
 * @throws TypeError when tables refer to each other in a circle: a migration made something that no backup could bring back
 */
export async function orderedTables(tx: Tx): Promise<readonly string[]> {
  const refers = (await references(tx)).filter(({ from, to }) => from !== to);
  let left = await tableNames(tx);
  const order: string[] = [];
  while (left.length > 0) {
    const ready = left.filter((name) => !refers.some(({ from, to }) => from === name && left.includes(to)));
    if (ready.length === 0) throw new TypeError(`tables refer to each other: ${left.join(", ")}`);
    order.push(...ready);
    left = left.filter((name) => !ready.includes(name));
  }
  return order;
}

export async function columnsOf(tx: Tx, table: string): Promise<string[]> {
  const { rows } = await sql<Named>`select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`.execute(tx);
  return rows.map(({ name }) => name);
}

/** All rows of a table as the database writes a row as text, which it reads again without loss. */
export async function* rowTexts(tx: Tx, table: string): AsyncGenerator<readonly string[]> {
  const own = sql.table(table);
  await sql`declare stanch_backup no scroll cursor for select whole::text as row from ${own} as whole`.execute(tx);
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(atOnce)} from stanch_backup`.execute(tx);
    if (rows.length === 0) break;
    yield rows.map(({ row }) => row);
  }
  await sql`close stanch_backup`.execute(tx);
}

/** The opposite of {@link rowTexts}. */
export async function insertRows(tx: Tx, table: string, texts: readonly string[]): Promise<void> {
  const own = sql.table(table);
  for (let from = 0; from < texts.length; from += atOnce) {
    const given = JSON.stringify(texts.slice(from, from + atOnce));
    await sql`insert into ${own} overriding system value select whole.* from unnest((
      select array_agg(value order by ordinality) from jsonb_array_elements_text(${given}::jsonb) with ordinality
    )::${own}[]) as whole`.execute(tx);
  }
}

/**
 * Does something while no trigger of ours looks on and no row must refer to one that is there already; afterwards everything is as
 * before, and what does not fit together is refused.
 */
export async function undisturbed(tx: Tx, fill: () => Promise<void>): Promise<void> {
  const { rows: triggers } = await sql<{ table: string; name: string; always: boolean }>`
    select c.relname as "table", t.tgname as name, t.tgenabled = 'A' as always
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and c.relnamespace = 'public'::regnamespace and t.tgenabled in ('A', 'O')`.execute(tx);
  const own = (await references(tx)).filter(({ from, to }) => from === to);
  for (const { table, name } of triggers) {
    await sql`alter table ${sql.table(table)} disable trigger ${sql.ref(name)}`.execute(tx);
  }
  for (const { from, name } of own) {
    await sql`alter table ${sql.table(from)} alter constraint ${sql.ref(name)} deferrable initially deferred`.execute(
      tx,
    );
  }
  await fill();
  await sql`set constraints all immediate`.execute(tx);
  for (const { from, name } of own) {
    await sql`alter table ${sql.table(from)} alter constraint ${sql.ref(name)} not deferrable`.execute(tx);
  }
  for (const { table, name, always } of triggers) {
    const how = sql.raw(always ? "enable always" : "enable");
    await sql`alter table ${sql.table(table)} ${how} trigger ${sql.ref(name)}`.execute(tx);
  }
}

/** Numbers that columns give out go on after the largest there is. */
export async function setCounters(tx: Tx): Promise<void> {
  const { rows } = await sql<{ table: string; column: string; counter: string }>`
    select table_name as "table", column_name as "column",
      pg_get_serial_sequence(quote_ident(table_name), column_name) as counter
    from information_schema.columns where table_schema = 'public' and is_identity = 'YES'`.execute(tx);
  for (const { table, column, counter } of rows) {
    await sql`select setval(${counter}::regclass, coalesce(max(${sql.ref(column)}), 1), max(${sql.ref(column)}) is not null)
      from ${sql.table(table)}`.execute(tx);
  }
}

/** Everything is to be seen, whoever owns the tables. */
export async function seeAll(tx: Tx): Promise<void> {
  await sql`select set_config('stanch.staff', 'on', true), set_config('stanch.tenant', '', true)`.execute(tx);
}
