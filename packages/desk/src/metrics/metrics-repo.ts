import { customerId, incidentId } from "@stanch/model/ids";
import type { IncidentLevel } from "@stanch/model/incident";
import type { CaseFacts, MetricsQuery } from "@stanch/model/metrics";
import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../tables.ts";

/*
 * Like the steps of a case, how long things took follows from the records of several slices, in one question to the database. The
 * clock's columns and the rows are what the journal says: a test computes the same from the journals alone.
 */

interface Row {
  readonly id: string;
  readonly number: string;
  readonly organisation: string;
  readonly customer_id: string | null;
  readonly customer_name: string | null;
  readonly level: IncidentLevel | null;
  readonly type: string | null;
  readonly started_at: string;
  readonly month: string;
  readonly acknowledge: number | null;
  readonly contact: number | null;
  readonly arrive: number | null;
  readonly contain: number | null;
  readonly close: number | null;
  readonly contact_kept: boolean | null;
  readonly arrive_kept: boolean | null;
  readonly stars: number | null;
}

/** Whole seconds that have passed since the clock began. */
const since = (at: string): string => `floor(extract(epoch from (${at} - i.clock_started_at)))::int`;

/** Whoever of the staff was first: to take the request, to answer a notice, to answer a page in the console. */
const acknowledged = `least(i.opened_at,
  (select min(acknowledged_at) from notice n where n.incident_id = i.id and n.to_part <> 'customer'),
  (select min((l ->> 'at')::timestamptz) from escalation e, jsonb_array_elements(e.log) l
    where e.incident_id = i.id and l ->> 'kind' = 'acknowledged'))`;

const arrived = `least((i.site_clock ->> 'stoppedAt')::timestamptz,
  (select min((a.times ->> 'arrived')::timestamptz) from assignment a where a.incident_id = i.id))`;

/** Containment is done when its last measure is, unless one still waits; without measures, when somebody noted it. */
const contained = `(select case when count(*) filter (where m.state = 'done') = 0
    then (select s.at from step_mark s where s.incident_id = i.id and s.step = 'contain' and s.state = 'done')
    when count(*) filter (where m.state in ('planned', 'approved')) > 0 then null
    else max(m.done_at) filter (where m.state = 'done') end
  from measure m where m.incident_id = i.id and m.phase = 'contain')`;

/** The last line of a sealed case's journal says when. */
const closed = `(select j.at from journal j
  where i.state = 'archived' and j.incident_id = i.id and j.seq = i.journal_seq and j.kind = 'archive.sealed')`;

/** Of each request the last rating counts. */
const rated = `(select avg(r.stars)::float8 from rating r where r.incident_id = i.id
  and not exists (select from rating later where later.request_id = r.request_id and later.seq > r.seq))`;

const contactKept = `case when i.clock_stopped_at is not null then i.clock_stopped_at <= i.clock_due_at
  when i.clock_due_at < $now then false end`;

/** When somebody had to be there, time that stood still added; a clock that stands still has no end yet. */
const siteEnd = `coalesce(t.arrived, $now)`;
const siteDue = `(i.site_clock ->> 'startedAt')::timestamptz + (i.site_clock ->> 'minutes')::int * interval '1 minute'
  + coalesce((select sum(greatest(interval '0', least(coalesce((p ->> 'to')::timestamptz, ${siteEnd}), ${siteEnd})
    - (p ->> 'from')::timestamptz)) from jsonb_array_elements(i.site_clock -> 'pauses') p), interval '0')`;
const arriveKept = `case when i.site_clock is null then null
  when t.arrived is not null then t.arrived <= ${siteDue}
  when ${siteDue} < $now then false end`;

/** One of the texts above, with the moment that it is computed for. */
function at(text: string, now: string): RawBuilder<unknown> {
  const parts = text.split("$now").map((part) => sql.raw(part));
  return sql.join(parts, sql`${now}::timestamptz`);
}

function wanted(query: MetricsQuery, zone: string): RawBuilder<unknown> {
  const { from, to, customer, level, type } = query;
  // What became part of another case is no case of its own.
  const parts = [sql`i.merged_into is null`];
  if (from !== undefined) parts.push(sql`i.clock_started_at >= (${`${from}-01`}::timestamp at time zone ${zone})`);
  if (to !== undefined)
    parts.push(sql`i.clock_started_at < ((${`${to}-01`}::timestamp + interval '1 month') at time zone ${zone})`);
  if (customer !== undefined) parts.push(sql`i.customer_id = ${customer}::uuid`);
  if (level !== undefined) parts.push(sql`i.level = ${level}`);
  if (type !== undefined) parts.push(sql`i.type = ${type}`);
  return sql.join(parts, sql` and `);
}

/** Members that are known. */
function known<T>(values: Readonly<Record<string, T | null>>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter((pair): pair is [string, T] => pair[1] !== null));
}

function factsOf(row: Row): CaseFacts {
  const { acknowledge, contact, arrive, contain, close } = row;
  return {
    incident: incidentId.parse(row.id),
    number: row.number,
    organisation: row.organisation,
    startedAt: row.started_at,
    month: row.month,
    seconds: known({ acknowledge, contact, arrive, contain, close }),
    kept: known({ contact: row.contact_kept, arrive: row.arrive_kept }),
    ...(row.customer_id === null
      ? {}
      : { customer: { id: customerId.parse(row.customer_id), name: row.customer_name ?? "" } }),
    ...(row.stars === null ? {} : { stars: row.stars }),
    ...(row.level === null ? {} : { level: row.level }),
    ...(row.type === null ? {} : { type: row.type }),
  };
}

/** The cases that are asked for and that the caller may see, the earliest first. */
export async function readCaseFacts(
  tx: Tx,
  query: MetricsQuery,
  { zone, now }: { readonly zone: string; readonly now: string },
): Promise<CaseFacts[]> {
  const { rows } =
    await sql<Row>`select i.id, i.number, i.organisation, i.customer_id, c.name as customer_name, i.level, i.type,
    i.clock_started_at as started_at, to_char(i.clock_started_at at time zone ${zone}, 'YYYY-MM') as month,
    ${sql.raw(since(acknowledged))} as acknowledge, ${sql.raw(since("i.clock_stopped_at"))} as contact,
    ${sql.raw(since("t.arrived"))} as arrive, ${sql.raw(since(contained))} as contain, ${sql.raw(since(closed))} as close,
    ${sql.raw(rated)} as stars, ${at(contactKept, now)} as contact_kept, ${at(arriveKept, now)} as arrive_kept
    from incident i left join customer c on c.id = i.customer_id
    cross join lateral (select ${sql.raw(arrived)} as arrived offset 0) t
    where ${wanted(query, zone)} order by i.clock_started_at, i.id`.execute(tx);
  return rows.map(factsOf);
}
