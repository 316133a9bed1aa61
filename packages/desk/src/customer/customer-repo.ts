import { sql } from "kysely";
import type { Customer, CustomerForm } from "@stanch/model/customer";
import { customerId } from "@stanch/model/ids";
import type { Tx } from "../tables.ts";

function columns(form: CustomerForm) {
  return {
    name: form.name,
    contacts: JSON.stringify(form.contacts),
    language: form.language,
    response_minutes: form.responseMinutes,
    importance: form.importance,
    notes: form.notes,
    sites: JSON.stringify(form.sites),
    assets: JSON.stringify(form.assets),
    contract: JSON.stringify(form.contract),
  };
}

/** Customers with the number of their open incidents, by name. */
export async function readCustomers(tx: Tx, only?: string): Promise<Customer[]> {
  let query = tx
    .selectFrom("customer")
    .selectAll()
    .select(
      sql<number>`(select count(*) from incident where customer_id = customer.id and state = 'open')`.as(
        "open_incidents",
      ),
    )
    .orderBy("name");
  if (only !== undefined) query = query.where("id", "=", only);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: customerId.parse(row.id),
    name: row.name,
    contacts: row.contacts,
    language: row.language,
    responseMinutes: row.response_minutes,
    importance: row.importance,
    notes: row.notes,
    sites: row.sites,
    assets: row.assets,
    contract: row.contract,
    createdAt: row.created_at,
    openIncidents: row.open_incidents,
  }));
}

export async function insertCustomer(tx: Tx, id: string, form: CustomerForm, at: string): Promise<void> {
  await tx
    .insertInto("customer")
    .values({ id, ...columns(form), created_at: at })
    .execute();
}

/** False when there is no such customer. */
export async function updateCustomer(tx: Tx, id: string, form: CustomerForm): Promise<boolean> {
  const rows = await tx.updateTable("customer").set(columns(form)).where("id", "=", id).returning("id").execute();
  return rows.length > 0;
}
