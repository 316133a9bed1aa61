import type { DeskDirectory } from "@stanch/desk/desk-directory";
import type { Call } from "@stanch/desk/handler";
import type { Lockout } from "@stanch/model/api-access";
import { StanchError } from "@stanch/model/error";
import type { AccountStore } from "./account-store.ts";
import type { SignInLock } from "./sign-in-lock.ts";

export interface LockoutParts {
  readonly directory: Pick<DeskDirectory, "account" | "accounts" | "note">;
  readonly accounts: Pick<AccountStore, "lockedFactors" | "unlockFactor">;
  readonly lock: Pick<SignInLock, "locked" | "forget">;
}

/** Who cannot sign in for now, and letting them in again. */
export interface Lockouts {
  readonly list: () => Promise<Lockout[]>;
  readonly lift: (call: Call, staff: string) => Promise<Lockout[]>;
}

async function list({ directory, accounts, lock }: LockoutParts): Promise<Lockout[]> {
  const staff = await directory.accounts();
  const people = new Map(staff.map((one) => [one.id as string, one]));
  const names = await lock.locked(staff.map(({ email }) => email));
  const byMail = new Map(staff.map((one) => [one.email.toLowerCase(), one]));
  const passwords = names.flatMap(({ name, until, failures, where }) => {
    const one = byMail.get(name.toLowerCase());
    return one === undefined ? [] : [{ staff: one.id, name: one.name, email: one.email, until, failures, where }];
  });
  const factors = (await accounts.lockedFactors()).flatMap(({ id, until, failures }) => {
    const one = people.get(id);
    if (one === undefined) return [];
    return [{ staff: one.id, name: one.name, email: one.email, until, failures, where: "second-factor" as const }];
  });
  return [...passwords, ...factors].toSorted((a, b) => Date.parse(b.until) - Date.parse(a.until));
}

/** Lock-outs as whoever looks after accounts sees them: only names of people there are, never what strangers typed. */
export function lockouts(parts: LockoutParts): Lockouts {
  return {
    list: () => list(parts),
    lift: async (call, staff) => {
      const person = await parts.directory.account(staff);
      if (person === undefined) throw new StanchError("E_NOT_FOUND", { what: "staff" });
      await parts.lock.forget(person.email);
      await parts.accounts.unlockFactor(staff);
      await parts.directory.note(call, { what: "signIn.unlocked", detail: `${staff} ${person.name}` });
      return list(parts);
    },
  };
}
