import type { AuditLine } from "@stanch/model/api-access";
import { incidentId } from "@stanch/model/ids";
import { sql } from "kysely";
import { type Page, pageSize } from "../page.ts";
import type { Random } from "../ports.ts";
import type { Unit } from "../unit-of-work.ts";

/** What happened, and to which case. */
export interface AccessLine {
  /** `evidence.file`, `settings.changed` */
  readonly what: string;
  readonly detail: string;
  readonly incident?: string;
}

/** What of the log is wanted; everything that is given must hold. */
export interface AccessQuery extends Page {
  /** The beginning of the kind. */
  readonly what?: string | undefined;
  /** Somewhere in the detail, the case's number or the name of who did it, whatever its case. */
  readonly text?: string | undefined;
  readonly incident?: string | undefined;
  /** Id of who did it. */
  readonly actor?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What is watched besides the journals: reads of sealed or sensitive things, keys, sign-ins, changes to people and settings. */
export interface AccessLog {
  readonly note: (unit: Unit, line: AccessLine) => Promise<void>;
  readonly search: (unit: Unit, query: AccessQuery) => Promise<AuditLine[]>;
}

/** Text in a pattern stands for itself. */
const literally = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

async function search(unit: Unit, query: AccessQuery): Promise<AuditLine[]> {
  const { what, text, incident, actor, from, to, before, limit = pageSize } = query;
  let wanted = unit.tx
    .selectFrom("access_log")
    .leftJoin("incident", "incident.id", "access_log.incident_id")
    .select(["access_log.id", "access_log.at", "actor", "what", "detail", "incident_id", "incident.number"])
    .orderBy("access_log.at", "desc")
    .orderBy("access_log.id", "desc")
    .limit(limit);
  if (what !== undefined) wanted = wanted.where("what", "like", `${literally(what)}%`);
  if (incident !== undefined) wanted = wanted.where("incident_id", "=", incident);
  if (actor !== undefined) wanted = wanted.where(sql<boolean>`actor ->> 'id' = ${actor}`);
  if (from !== undefined) wanted = wanted.where("access_log.at", ">=", from);
  if (to !== undefined) wanted = wanted.where("access_log.at", "<=", to);
  if (text !== undefined && text.trim() !== "") {
    const like = `%${literally(text.trim())}%`;
    wanted = wanted.where(
      sql<boolean>`(detail ilike ${like} or actor ->> 'name' ilike ${like} or incident.number ilike ${like})`,
    );
  }
  if (before !== undefined) {
    const last = sql`select one.at, one.id from access_log one where one.id = ${before}`;
    wanted = wanted.where(sql<boolean>`(access_log.at, access_log.id) < (${last})`);
  }
  return (await wanted.execute()).map((row) => ({
    id: row.id,
    at: row.at,
    actor: row.actor,
    what: row.what,
    detail: row.detail,
    ...(row.incident_id === null
      ? {}
      : { incident: { id: incidentId.parse(row.incident_id), number: row.number ?? "" } }),
  }));
}

/** Append-only, never shown to customers. */
export function accessLog({ random }: { readonly random: Pick<Random, "uuid"> }): AccessLog {
  return {
    search,
    note: async (unit, line) => {
      await unit.tx
        .insertInto("access_log")
        .values({
          id: random.uuid(),
          at: unit.now,
          incident_id: line.incident ?? null,
          actor: JSON.stringify(unit.call.actor),
          what: line.what,
          detail: line.detail,
        })
        .execute();
    },
  };
}
