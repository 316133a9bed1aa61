import { sql } from "kysely";
import { customerId, staffId } from "@stanch/model/ids";
import type { Role } from "@stanch/model/role";
import type { Tx } from "../tables.ts";
import type { Account, StaffForm } from "./staff.ts";

function columns(form: StaffForm) {
  return {
    name: form.name,
    email: form.email,
    phone: form.phone,
    roles: JSON.stringify([...new Set(form.roles)]),
    language: form.language,
    customer_id: form.customer ?? null,
  };
}

async function read(tx: Tx, where: { id?: string; email?: string; role?: Role }): Promise<Account[]> {
  let query = tx.selectFrom("staff").selectAll().orderBy("name").orderBy("id");
  if (where.id !== undefined) query = query.where("id", "=", where.id);
  if (where.email !== undefined) query = query.where(sql<boolean>`lower(email) = lower(${where.email})`);
  if (where.role !== undefined) {
    query = query.where("active", "=", true).where(sql<boolean>`roles @> ${JSON.stringify([where.role])}::jsonb`);
  }
  const rows = await query.execute();
  return rows.map((row) => ({
    id: staffId.parse(row.id),
    name: row.name,
    email: row.email,
    phone: row.phone,
    roles: row.roles,
    language: row.language,
    active: row.active,
    totp: row.totp,
    ...(row.customer_id === null ? {} : { customer: customerId.parse(row.customer_id) }),
  }));
}

export const readStaff = (tx: Tx): Promise<Account[]> => read(tx, {});
export const readStaffMember = async (tx: Tx, id: string): Promise<Account | undefined> => (await read(tx, { id }))[0];
export const readStaffByMail = async (tx: Tx, email: string): Promise<Account | undefined> =>
  (await read(tx, { email }))[0];
/** Active people with this role. */
export const readByRole = (tx: Tx, role: Role): Promise<Account[]> => read(tx, { role });

export async function insertStaff(tx: Tx, id: string, form: StaffForm, at: string): Promise<void> {
  await tx
    .insertInto("staff")
    .values({ id, ...columns(form), active: true, created_at: at })
    .execute();
}

export async function updateStaff(
  tx: Tx,
  id: string,
  form: StaffForm & { readonly active: boolean },
): Promise<boolean> {
  const rows = await tx
    .updateTable("staff")
    .set({ ...columns(form), active: form.active })
    .where("id", "=", id)
    .returning("id")
    .execute();
  return rows.length > 0;
}

/** Sets what belongs to the account itself. */
export async function updateAccount(
  tx: Tx,
  id: string,
  account: {
    readonly active?: boolean;
    readonly totp?: boolean;
    readonly language?: "zh" | "en";
    readonly customer_id?: string;
  },
): Promise<void> {
  await tx.updateTable("staff").set(account).where("id", "=", id).execute();
}
