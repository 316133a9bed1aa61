import type { Call } from "@stanch/desk/handler";
import type { DeskDirectory } from "@stanch/desk/desk-directory";
import { StanchError } from "@stanch/model/error";
import { customerId } from "@stanch/model/ids";
import type { OwnSession, Session } from "@stanch/model/api-public";
import type { StaffMember } from "@stanch/model/handling";
import { permissionsOf } from "@stanch/model/role";
import type { AccountStore } from "./account-store.ts";
import type { Authority, EntryMethod } from "./authority.ts";
import type { CookieJar } from "./cookie-jar.ts";
import type { SessionStore } from "./session-store.ts";
import type { SignInLock } from "./sign-in-lock.ts";

type Account = NonNullable<Awaited<ReturnType<DeskDirectory["account"]>>>;

export interface SignInParts {
  readonly authority: Authority;
  readonly accounts: AccountStore;
  readonly directory: Pick<DeskDirectory, "account" | "setAccount" | "note">;
  readonly lock: SignInLock;
  readonly sessions: SessionStore;
}

/** Everything between a person and a session. Each act answers where the sign-in stands now. */
export interface SignIn {
  readonly state: (jar: CookieJar) => Promise<Session>;
  readonly signIn: (jar: CookieJar, email: string, password: string) => Promise<Session>;
  readonly totp: (jar: CookieJar, code: string) => Promise<Session>;
  readonly password: (jar: CookieJar, current: string, next: string) => Promise<Session>;
  readonly signOut: (jar: CookieJar) => Promise<Session>;
  readonly language: (jar: CookieJar, language: "zh" | "en") => Promise<Session>;
  /** Begins a session for somebody whom their organisation vouched for. */
  readonly enter: (jar: CookieJar, staff: string, method: EntryMethod) => Promise<Session>;
  /** Where the caller is signed in. */
  readonly sessions: (jar: CookieJar) => Promise<OwnSession[]>;
  readonly end: (jar: CookieJar, session: string) => Promise<OwnSession[]>;
  /** Who calls; undefined unless the sign-in is complete. */
  readonly caller: (jar: CookieJar) => Promise<Call | undefined>;
}

interface Standing {
  readonly account: Account;
  readonly session: string;
  readonly step: "change-password" | "enrol-totp" | "ready";
}

const signedOut: Session = Object.freeze({ state: "signed-out" });

async function standing(parts: SignInParts, jar: CookieJar): Promise<Standing | undefined> {
  const found = await parts.authority.api.getSession({ headers: jar.headers() });
  if (found === null) return undefined;
  const account = await parts.directory.account(found.user.id);
  if (account === undefined || !account.active) return undefined;
  const session = found.session.id;
  // The customer's own organisation asked for whatever it asks for: no password of ours, no second factor of ours.
  if (found.session.method === "oidc") return { account, session, step: "ready" };
  if (found.user.mustChange) return { account, session, step: "change-password" };
  return { account, session, step: found.user.twoFactorEnabled === true ? "ready" : "enrol-totp" };
}

function shown({ id, name, email, phone, roles, language, active, totp, customer }: Account): StaffMember {
  const person = { id, name, email, phone, roles, language, active, totp };
  return customer === undefined ? person : { ...person, customer };
}

async function stateOf(parts: SignInParts, jar: CookieJar): Promise<Session> {
  const now = await standing(parts, jar);
  if (now === undefined) return signedOut;
  const { account, step } = now;
  if (step === "change-password") return { state: step };
  if (step === "enrol-totp") {
    const totpUri = await parts.accounts.enrolling(account.id);
    return totpUri === undefined ? { state: step } : { state: step, totpUri };
  }
  const permissions = [...new Set(account.roles.flatMap((role) => permissionsOf[role]))];
  return { state: step, staff: shown(account), roles: [...account.roles], permissions };
}

/** A line of the access log about a way in: who, as far as it is known, and from where. */
async function written(parts: SignInParts, jar: CookieJar, what: string, detail: string, who?: Account): Promise<void> {
  const kind = who?.roles.includes("customer") === true ? "customer" : "staff";
  const actor: Call["actor"] =
    who === undefined ? { kind: "public", id: "public", name: "" } : { kind, id: who.id, name: who.name };
  const call: Call = { actor, roles: [], scope: { kind: "public" } };
  await parts.directory.note(call, { what, detail: `${detail} ${jar.network}`.trim() });
}

/** A new second factor for whoever needs one; asks for the password, which only these two moments know. */
async function enrol(parts: SignInParts, jar: CookieJar, password: string): Promise<Session> {
  const state = await stateOf(parts, jar);
  if (state.state !== "enrol-totp") return state;
  const made = await parts.authority.api.enableTwoFactor({
    body: { password, method: "totp" },
    headers: jar.headers(),
  });
  const codes = "backupCodes" in made ? { backupCodes: [...made.backupCodes] } : {};
  return { ...(await stateOf(parts, jar)), ...codes };
}

async function signIn(parts: SignInParts, jar: CookieJar, email: string, password: string): Promise<Session> {
  await parts.lock.attempt(email, jar.network, () => written(parts, jar, "signIn.locked", email.slice(0, 254)));
  const body = { email: email.trim().toLowerCase(), password };
  const response = await parts.authority.api
    .signInEmail({ body, headers: jar.headers(), asResponse: true })
    .catch(() => undefined);
  if (response?.ok !== true) throw new StanchError("E_SIGN_IN");
  jar.take(response);
  const answer = (await response.json()) as { readonly twoFactorRedirect?: boolean };
  if (answer.twoFactorRedirect === true) return { state: "totp-needed" };
  const state = await enrol(parts, jar, password);
  if (state.state === "signed-out") throw new StanchError("E_SIGN_IN");
  await parts.lock.succeeded(email, jar.network);
  return state;
}

async function totp(parts: SignInParts, jar: CookieJar, code: string): Promise<Session> {
  const before = await standing(parts, jar);
  const digits = code.replaceAll(" ", "");
  const request = { body: { code: digits }, headers: jar.headers(), asResponse: true } as const;
  const response = /^\d{6}$/.test(digits)
    ? await parts.authority.api.verifyTOTP(request)
    : await parts.authority.api.verifyBackupCode({ ...request, body: { code: code.trim() } });
  if (!response.ok) {
    if (response.status === 429) throw new StanchError("E_SIGN_IN_LOCKED");
    await written(parts, jar, "signIn.codeRefused", before?.account.email ?? "");
    throw new StanchError("E_SECOND_FACTOR");
  }
  jar.take(response);
  const now = await standing(parts, jar);
  if (now === undefined) throw new StanchError("E_SIGN_IN");
  if (!(await parts.accounts.useCode(now.account.id, digits))) {
    // Whoever looked over a shoulder is not let in: the session that was just made for it ends unseen.
    if (before === undefined) await parts.authority.api.signOut({ headers: jar.headers() });
    throw new StanchError("E_SECOND_FACTOR");
  }
  if (before?.step === "enrol-totp") await parts.directory.setAccount(now.account.id, { totp: true });
  await parts.lock.succeeded(now.account.email, jar.network);
  await written(parts, jar, "signIn.done", now.account.email, now.account);
  return stateOf(parts, jar);
}

async function password(parts: SignInParts, jar: CookieJar, current: string, next: string): Promise<Session> {
  const now = await standing(parts, jar);
  if (now === undefined) throw new StanchError("E_SIGNED_OUT");
  const locked = () => written(parts, jar, "signIn.locked", now.account.email);
  await parts.lock.attempt(now.account.email, jar.network, locked);
  if (current === next) throw new StanchError("E_PASSWORD_REFUSED");
  const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true };
  const response = await parts.authority.api
    .changePassword({ body, headers: jar.headers(), asResponse: true })
    .catch(() => undefined);
  if (response?.ok !== true) throw new StanchError("E_PASSWORD_REFUSED");
  jar.take(response);
  await parts.lock.succeeded(now.account.email, jar.network);
  await parts.accounts.changed(now.account.id);
  return enrol(parts, jar, next);
}

async function caller(parts: SignInParts, jar: CookieJar): Promise<Call | undefined> {
  const now = await standing(parts, jar);
  if (now?.step !== "ready") return undefined;
  const { id, name, roles, customer } = now.account;
  if (!roles.includes("customer")) return { actor: { kind: "staff", id, name }, roles, scope: { kind: "staff" } };
  // An account of a customer whose organisation is not set yet sees what the public sees.
  if (customer === undefined) return { actor: { kind: "customer", id, name }, roles, scope: { kind: "public" } };
  return {
    actor: { kind: "customer", id, name },
    roles,
    scope: { kind: "customer", customer: customerId.parse(customer) },
  };
}

async function ready(parts: SignInParts, jar: CookieJar): Promise<Standing> {
  const now = await standing(parts, jar);
  if (now?.step !== "ready") throw new StanchError("E_SIGNED_OUT");
  return now;
}

async function sessionsOf(parts: SignInParts, { account, session }: Standing): Promise<OwnSession[]> {
  return (await parts.sessions.list(account.id)).map((one) => ({ ...one, here: one.id === session }));
}

async function endSession(parts: SignInParts, jar: CookieJar, id: string): Promise<OwnSession[]> {
  const now = await ready(parts, jar);
  if (!(await parts.sessions.end(now.account.id, id))) throw new StanchError("E_NOT_FOUND", { what: "session" });
  await written(parts, jar, "session.ended", id, now.account);
  return sessionsOf(parts, now);
}

/** Sign-in by password and TOTP over accounts of the desk. */
export function openSignIn(parts: SignInParts): SignIn {
  return {
    state: (jar) => stateOf(parts, jar),
    signIn: (jar, email, secret) => signIn(parts, jar, email, secret),
    totp: (jar, code) => totp(parts, jar, code),
    password: (jar, current, next) => password(parts, jar, current, next),
    signOut: async (jar) => {
      jar.take(await parts.authority.api.signOut({ headers: jar.headers(), asResponse: true }));
      return signedOut;
    },
    language: async (jar, language) => {
      const now = await ready(parts, jar);
      await parts.directory.setAccount(now.account.id, { language });
      return stateOf(parts, jar);
    },
    enter: async (jar, user, method) => {
      const request = { body: { user, method }, headers: jar.headers(), asResponse: true } as const;
      const response = await parts.authority.api.enter(request);
      if (!response.ok) throw new StanchError("E_SIGN_IN");
      jar.take(response);
      return stateOf(parts, jar);
    },
    sessions: async (jar) => sessionsOf(parts, await ready(parts, jar)),
    end: (jar, session) => endSession(parts, jar, session),
    caller: (jar) => caller(parts, jar),
  };
}
