import { randomUUID } from "node:crypto";
import { insertStaff } from "@stanch/desk/staff/staff-repo";
import type { DeskTables } from "@stanch/desk/tables";
import type { Records, Scope } from "@stanch/store/records";
import { withScope } from "@stanch/store/with-scope";
import type { AccountStore } from "./sign-in/account-store.ts";

/** What is printed at the first start. */
export interface FirstPassword {
  readonly email: string;
  readonly password: string;
}

const scope: Scope = { tenant: null, staff: true, actor: "system:first-start" };
const EMAIL = "admin@stanch.local";
const NAME = "Administrator";

async function addAdministrator(records: Records<DeskTables>, now: Date): Promise<string> {
  const id = randomUUID();
  const person = { name: NAME, email: EMAIL, phone: "", roles: ["administrator"] as const, language: "zh" as const };
  await withScope(records, scope, (tx) => insertStaff(tx, id, person, now.toISOString()));
  return id;
}

/**
 * Makes an administrator when there is nobody yet. Until somebody has used the one-time password, each start makes a new one: a
 * first start that was interrupted, or whose output was lost, locks nobody out for good.
 */
export async function firstAdministrator(
  records: Records<DeskTables>,
  accounts: Pick<AccountStore, "create" | "reset" | "stage">,
  now: Date,
): Promise<FirstPassword | undefined> {
  const staff = await withScope(records, scope, (tx) =>
    tx.selectFrom("staff").select(["id", "email"]).limit(2).execute(),
  );
  if (staff.length > 1) return undefined;
  const id = staff[0]?.id ?? (await addAdministrator(records, now));
  const email = staff[0]?.email ?? EMAIL;
  switch (await accounts.stage(id)) {
    case "used":
      return undefined;
    case "unused":
      return { email, password: await accounts.reset(id) };
    case "none":
      return { email, password: await accounts.create(id, email, NAME) };
  }
}
