import { randomUUID } from "node:crypto";
import type { Credentials } from "@stanch/desk/ports";
import type { Records } from "@stanch/store/records";
import { Kysely } from "kysely";
import { symmetricDecrypt } from "better-auth/crypto";
import type { Authority } from "./authority.ts";
import { oneTimePassword } from "./one-time-password.ts";
import type { SignInLock } from "./sign-in-lock.ts";
import { totpUri } from "./totp.ts";

interface AuthTables {
  auth_user: {
    id: string;
    name: string;
    email: string;
    emailVerified: boolean;
    twoFactorEnabled: boolean | null;
    mustChange: boolean;
    updatedAt: Date;
  };
  auth_session: { userId: string };
  auth_account: {
    id: string;
    accountId: string;
    providerId: string;
    userId: string;
    password: string;
    updatedAt: Date;
  };
  auth_two_factor: {
    userId: string;
    secret: string;
    lockedUntil: Date | null;
    failedVerificationCount: number | null;
  };
  auth_used_code: { user_id: string; code: string; at: Date };
}

/** The accounts behind the sign-in: what the desk asks of them, and what the sign-in itself needs. */
export interface AccountStore extends Credentials {
  /** Whether there is an account, and whether its one-time password was ever used. */
  readonly stage: (staff: string) => Promise<"none" | "unused" | "used">;
  /** Marks a code of the second factor as used; false when it was before. */
  readonly useCode: (staff: string, code: string) => Promise<boolean>;
  /** The forced change is done. */
  readonly changed: (staff: string) => Promise<void>;
  /** Address of a second factor that is being enrolled; undefined when there is none. */
  readonly enrolling: (staff: string) => Promise<string | undefined>;
  /** Second factors that guessing locked, by person. */
  readonly lockedFactors: () => Promise<
    readonly { readonly id: string; readonly until: string; readonly failures: number }[]
  >;
  readonly unlockFactor: (staff: string) => Promise<void>;
}

export interface AccountStoreParts {
  readonly records: Pick<Records, "dialect">;
  readonly authority: Authority;
  readonly secret: string;
  readonly lock: Pick<SignInLock, "forget">;
}

const PROVIDER = "credential";

/** Fits no password: an account whose one-time password is not made yet lets nobody in. */
const NOBODY = "disabled";

interface Opened extends AccountStoreParts {
  readonly db: Kysely<AuthTables>;
}

async function setPassword({ db, authority }: Opened, staff: string): Promise<string> {
  const password = oneTimePassword();
  const { hash } = (await authority.$context).password;
  const values = { password: await hash(password), updatedAt: new Date() };
  await db.updateTable("auth_account").set(values).where("userId", "=", staff).execute();
  return password;
}

async function create(opened: Opened, staff: string, email: string, name: string): Promise<string> {
  const updatedAt = new Date();
  await opened.db.transaction().execute(async (tx) => {
    const row = { id: staff, name, email: email.toLowerCase(), emailVerified: true, mustChange: true, updatedAt };
    await tx
      .insertInto("auth_user")
      .values({ ...row, twoFactorEnabled: false })
      .execute();
    const account = { id: randomUUID(), accountId: staff, providerId: PROVIDER, userId: staff, updatedAt };
    await tx
      .insertInto("auth_account")
      .values({ ...account, password: NOBODY })
      .execute();
  });
  return setPassword(opened, staff);
}

async function endSessions({ db }: Opened, staff: string): Promise<void> {
  await db.deleteFrom("auth_session").where("userId", "=", staff).execute();
}

async function change(
  { db }: Opened,
  staff: string,
  values: Partial<Omit<AuthTables["auth_user"], "id" | "updatedAt">>,
): Promise<void> {
  await db
    .updateTable("auth_user")
    .set({ ...values, updatedAt: new Date() })
    .where("id", "=", staff)
    .execute();
}

async function reset(opened: Opened, staff: string): Promise<string> {
  const { db, lock } = opened;
  await endSessions(opened, staff);
  await db.deleteFrom("auth_two_factor").where("userId", "=", staff).execute();
  await change(opened, staff, { mustChange: true, twoFactorEnabled: false });
  const found = await db.selectFrom("auth_user").select("email").where("id", "=", staff).executeTakeFirst();
  if (found !== undefined) await lock.forget(found.email);
  return setPassword(opened, staff);
}

async function enrolling({ db, secret }: Opened, staff: string): Promise<string | undefined> {
  const row = await db
    .selectFrom("auth_two_factor")
    .innerJoin("auth_user", "auth_user.id", "auth_two_factor.userId")
    .select(["auth_two_factor.secret", "auth_user.email"])
    .where("auth_user.id", "=", staff)
    .where("auth_user.twoFactorEnabled", "is not", true)
    .executeTakeFirst();
  return row === undefined ? undefined : totpUri(await symmetricDecrypt({ key: secret, data: row.secret }), row.email);
}

/** Longer than any code is valid, with the steps before and after it. */
const REMEMBERED_MS = 600_000;

async function useCode({ db }: Opened, staff: string, code: string): Promise<boolean> {
  const at = new Date();
  await db
    .deleteFrom("auth_used_code")
    .where("at", "<", new Date(at.getTime() - REMEMBERED_MS))
    .execute();
  const made = await db
    .insertInto("auth_used_code")
    .values({ user_id: staff, code, at })
    .onConflict((conflict) => conflict.columns(["user_id", "code"]).doNothing())
    .returning("code")
    .execute();
  return made.length > 0;
}

async function lockedFactors({ db }: Opened): Promise<{ id: string; until: string; failures: number }[]> {
  const rows = await db
    .selectFrom("auth_two_factor")
    .select(["userId", "lockedUntil", "failedVerificationCount"])
    .where("lockedUntil", ">", new Date())
    .execute();
  return rows.map((row) => ({
    id: row.userId,
    until: row.lockedUntil?.toISOString() ?? "",
    failures: row.failedVerificationCount ?? 0,
  }));
}

/** Accounts of better-auth, under the ids of the desk's staff. */
export function accountStore(parts: AccountStoreParts): AccountStore {
  const db = new Kysely<AuthTables>({ dialect: parts.records.dialect({ instants: "date" }) });
  const opened: Opened = { ...parts, db };
  return {
    create: (staff, email, name) => create(opened, staff, email, name),
    reset: (staff) => reset(opened, staff),
    update: async (staff, { email, name, active }) => {
      await change(opened, staff, { email: email.toLowerCase(), name });
      if (!active) await endSessions(opened, staff);
    },
    stage: async (staff) => {
      const row = await db.selectFrom("auth_user").select("mustChange").where("id", "=", staff).executeTakeFirst();
      if (row === undefined) return "none";
      return row.mustChange ? "unused" : "used";
    },
    useCode: (staff, code) => useCode(opened, staff, code),
    changed: (staff) => change(opened, staff, { mustChange: false }),
    enrolling: (staff) => enrolling(opened, staff),
    lockedFactors: () => lockedFactors(opened),
    unlockFactor: async (staff) => {
      const open = { lockedUntil: null, failedVerificationCount: 0 };
      await db.updateTable("auth_two_factor").set(open).where("userId", "=", staff).execute();
    },
  };
}
