import { randomUUID } from "node:crypto";
import { insertStaff } from "@stanch/desk/staff/staff-repo";
import type { DeskTables } from "@stanch/desk/tables";
import type { Records, Scope } from "@stanch/store/records";
import { withScope } from "@stanch/store/with-scope";
import type { AccountStore } from "./sign-in/account-store.ts";

/** What is printed once, at the first start. */
export interface FirstPassword {
  readonly email: string;
  readonly password: string;
}

const scope: Scope = { tenant: null, staff: true, actor: "system:first-start" };
const EMAIL = "admin@stanch.local";
const NAME = "Administrator";

/** Makes an administrator when there is nobody yet; undefined when there is somebody who can sign in. */
export async function firstAdministrator(
  records: Records<DeskTables>,
  accounts: Pick<AccountStore, "create" | "has">,
  now: Date,
): Promise<FirstPassword | undefined> {
  const staff = await withScope(records, scope, (tx) => tx.selectFrom("staff").select("id").limit(2).execute());
  // One person without an account: an earlier first start was interrupted between the two.
  const known = staff[0]?.id;
  if (staff.length > 1 || (known !== undefined && (await accounts.has(known)))) return undefined;
  const id = known ?? randomUUID();
  const person = { name: NAME, email: EMAIL, phone: "", roles: ["administrator"] as const, language: "zh" as const };
  if (known === undefined) await withScope(records, scope, (tx) => insertStaff(tx, id, person, now.toISOString()));
  return { email: EMAIL, password: await accounts.create(id, EMAIL, NAME) };
}
