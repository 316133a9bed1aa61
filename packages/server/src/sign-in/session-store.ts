import type { Records } from "@stanch/store/records";
import { Kysely } from "kysely";

interface SessionTables {
  auth_session: {
    id: string;
    userId: string;
    createdAt: Date;
    expiresAt: Date;
    ipAddress: string | null;
    userAgent: string | null;
  };
}

/** One place where somebody is signed in. */
export interface SessionRow {
  readonly id: string;
  readonly startedAt: string;
  readonly endsAt: string;
  readonly address: string;
  readonly browser: string;
}

/** Sessions as people see and end them; all SQL about that. */
export interface SessionStore {
  /** Those that have not ended, the newest first. */
  readonly list: (staff: string) => Promise<SessionRow[]>;
  /** False when the person has no such session. */
  readonly end: (staff: string, id: string) => Promise<boolean>;
}

export function sessionStore(records: Pick<Records, "dialect">): SessionStore {
  const db = new Kysely<SessionTables>({ dialect: records.dialect({ instants: "date" }) });
  return {
    list: async (staff) => {
      const rows = await db
        .selectFrom("auth_session")
        .select(["id", "createdAt", "expiresAt", "ipAddress", "userAgent"])
        .where("userId", "=", staff)
        .where("expiresAt", ">", new Date())
        .orderBy("createdAt", "desc")
        .execute();
      return rows.map((row) => ({
        id: row.id,
        startedAt: row.createdAt.toISOString(),
        endsAt: row.expiresAt.toISOString(),
        address: row.ipAddress ?? "",
        browser: row.userAgent ?? "",
      }));
    },
    end: async (staff, id) => {
      const ended = await db
        .deleteFrom("auth_session")
        .where("userId", "=", staff)
        .where("id", "=", id)
        .returning("id")
        .execute();
      return ended.length > 0;
    },
  };
}
