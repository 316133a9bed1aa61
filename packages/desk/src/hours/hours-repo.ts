import type { HoursLine, HoursTotals } from "@stanch/model/hours";
import { incidentId, staffId } from "@stanch/model/ids";
import { type Insertable, type Selectable, sql } from "kysely";
import type { Tx } from "../tables.ts";
import type { HoursTable } from "./hours-table.ts";

type Row = Selectable<HoursTable>;

function lineOf(row: Row, correctedBy: string | undefined): HoursLine {
  return {
    id: row.id,
    staff: { id: staffId.parse(row.staff_id), name: row.staff_name },
    startedAt: row.started_at,
    minutes: row.minutes,
    purpose: row.purpose,
    billable: row.billable,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    ...(row.corrects === null ? {} : { corrects: row.corrects }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(correctedBy === undefined ? {} : { correctedBy }),
  };
}

/** Lines of an incident in the order of writing. */
export async function readHours(tx: Tx, incident: string): Promise<HoursLine[]> {
  const rows = await tx
    .selectFrom("work_hours")
    .selectAll()
    .where("incident_id", "=", incident)
    .orderBy("seq")
    .execute();
  const corrected = new Map(rows.map((row) => [row.corrects, row.id]));
  return rows.map((row) => lineOf(row, corrected.get(row.id)));
}

/** Adds a line after those that are there. The caller holds the incident. */
export async function insertHours(tx: Tx, row: Omit<Insertable<HoursTable>, "seq">): Promise<void> {
  const last = await tx
    .selectFrom("work_hours")
    .select((one) => one.fn.max("seq").as("seq"))
    .where("incident_id", "=", row.incident_id)
    .executeTakeFirst();
  await tx
    .insertInto("work_hours")
    .values({ ...row, seq: Number(last?.seq ?? 0) + 1 })
    .execute();
}

export interface HoursRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly customer?: string | undefined;
  /** IANA zone in which months begin. */
  readonly zone: string;
}

interface Summed {
  readonly staff_id: string | null;
  readonly staff_name: string | null;
  readonly incident_id: string | null;
  readonly number: string | null;
  readonly organisation: string | null;
  readonly minutes: number;
  readonly billable: number;
}

/** The lines that count, of the months and the customer asked for. */
function counted({ from, to, customer, zone }: HoursRange) {
  const parts = [sql`h.minutes > 0 and not exists (select from work_hours c where c.corrects = h.id)`];
  if (from !== undefined) parts.push(sql`h.started_at >= (${`${from}-01`}::timestamp at time zone ${zone})`);
  if (to !== undefined)
    parts.push(sql`h.started_at < ((${`${to}-01`}::timestamp + interval '1 month') at time zone ${zone})`);
  if (customer !== undefined) parts.push(sql`i.customer_id = ${customer}::uuid`);
  return sql.join(parts, sql` and `);
}

/** Sums per person and per case, in one question. */
export async function readHoursTotals(tx: Tx, range: HoursRange): Promise<HoursTotals> {
  const { rows } = await sql<Summed>`select h.staff_id, max(h.staff_name) as staff_name, h.incident_id,
    max(i.number) as number, max(i.organisation) as organisation,
    coalesce(sum(h.minutes), 0)::int as minutes, coalesce(sum(h.minutes) filter (where h.billable), 0)::int as billable
    from work_hours h join incident i on i.id = h.incident_id where ${counted(range)}
    group by grouping sets ((h.staff_id), (h.incident_id), ()) order by minutes desc, staff_name, number`.execute(tx);
  const totals: HoursTotals = { total: { minutes: 0, billableMinutes: 0 }, byPerson: [], byCase: [] };
  for (const { minutes, billable: billableMinutes, ...of } of rows) {
    const sum = { minutes, billableMinutes };
    if (of.staff_id !== null)
      totals.byPerson.push({ ...sum, staff: { id: staffId.parse(of.staff_id), name: of.staff_name ?? "" } });
    else if (of.incident_id === null) totals.total = sum;
    else {
      const incident = incidentId.parse(of.incident_id);
      totals.byCase.push({ ...sum, incident, number: of.number ?? "", organisation: of.organisation ?? "" });
    }
  }
  return totals;
}
