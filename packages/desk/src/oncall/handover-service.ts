import type { Handover, handoverForm } from "@stanch/model/duty-plan";
import type { Selectable } from "kysely";
import type { z } from "zod";
import { found } from "../desk-error.ts";
import type { Random } from "../ports.ts";
import type { Unit } from "../unit-of-work.ts";
import { readDutyPlan } from "./duty-repo.ts";
import type { DutyHandoverTable } from "./duty-table.ts";

export interface HandoverService {
  readonly list: (unit: Unit) => Promise<Handover[]>;
  readonly write: (unit: Unit, form: z.infer<typeof handoverForm>) => Promise<Handover>;
  readonly take: (unit: Unit, id: string) => Promise<Handover>;
}

/** As many as anybody reads back. */
const MOST = 100;

function shown(row: Selectable<DutyHandoverTable>): Handover {
  return {
    id: row.id,
    schedule: row.schedule_id,
    note: row.note,
    by: row.by_name,
    at: row.at,
    ...(row.taken_by === null || row.taken_at === null ? {} : { takenBy: row.taken_by, takenAt: row.taken_at }),
  };
}

async function read(unit: Unit, id: string): Promise<Handover> {
  const row = await unit.tx.selectFrom("duty_handover").selectAll().where("id", "=", id).executeTakeFirst();
  return shown(found(row, "handover"));
}

/** Notes from one duty to the next: never changed, taken over once. */
export function handoverService(parts: { readonly random: Pick<Random, "uuid"> }): HandoverService {
  return {
    list: async (unit) => {
      const rows = unit.tx.selectFrom("duty_handover").selectAll().orderBy("at", "desc").orderBy("id").limit(MOST);
      return (await rows.execute()).map(shown);
    },
    write: async (unit, { schedule, note }) => {
      const plan = await readDutyPlan(unit.tx);
      const { name } = found(
        plan.schedules.find((one) => one.id === schedule),
        "schedule",
      );
      const { id: by, name: byName } = unit.call.actor;
      const id = parts.random.uuid();
      const row = { id, schedule_id: schedule, schedule_name: name, note, by_id: by, by_name: byName, at: unit.now };
      await unit.tx.insertInto("duty_handover").values(row).execute();
      unit.changed({ kind: "duty.changed" });
      return read(unit, id);
    },
    take: async (unit, id) => {
      await read(unit, id);
      await unit.tx
        .updateTable("duty_handover")
        .set({ taken_by: unit.call.actor.name, taken_at: unit.now })
        .where("id", "=", id)
        .where("taken_at", "is", null)
        .execute();
      unit.changed({ kind: "duty.changed" });
      return read(unit, id);
    },
  };
}
