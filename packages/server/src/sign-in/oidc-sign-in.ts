import { createHash, randomBytes } from "node:crypto";
import { symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import type { Call, Input } from "@stanch/desk/handler";
import type { Session } from "@stanch/model/api-public";
import { StanchError } from "@stanch/model/error";
import { z } from "zod";
import type { CookieJar } from "./cookie-jar.ts";
import { OidcError, type Subject } from "./oidc-client.ts";
import type { OidcParts } from "./oidc-providers.ts";
import type { OidcRow } from "./oidc-repo.ts";
import type { SignIn } from "./sign-in.ts";

export interface OidcSignInParts extends OidcParts {
  readonly signIn: Pick<SignIn, "enter">;
  /** Cookies for HTTPS only. */
  readonly secure: boolean;
}

/** Signing in with an organisation's account. */
export interface OidcSignIn {
  readonly begin: (jar: CookieJar, key: string) => Promise<{ location: string }>;
  readonly finish: (jar: CookieJar, answer: Input<"session.oidcFinish">["body"]) => Promise<Session>;
}

/** How long somebody may take at their provider, in seconds. */
const PATIENCE_S = 600;

/** What binds an answer to the browser that asked; sealed, so that nobody writes one. */
const asked = z.object({
  key: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  until: z.number(),
});

const random = (): string => randomBytes(32).toString("base64url");
const cookieName = ({ secure }: Pick<OidcSignInParts, "secure">): string => `${secure ? "__Secure-" : ""}stanch.oidc`;
const redirectOf = (publicUrl: string): string => `${publicUrl.replace(/\/$/, "")}/sign-in/oidc`;

async function begin(parts: OidcSignInParts, jar: CookieJar, key: string): Promise<{ location: string }> {
  const row = await parts.repo.byKey(key);
  if (row === undefined) throw new StanchError("E_NOT_FOUND", { what: "provider" });
  const { publicUrl, allow } = await parts.directory.network();
  const provider = await parts.client.describe(row.issuer, allow);
  const [state, nonce, verifier] = [random(), random(), random()];
  const until = parts.clock.now().getTime() + PATIENCE_S * 1000;
  const data = JSON.stringify({ key, state, nonce, verifier, until });
  jar.put(cookieName(parts), await symmetricEncrypt({ key: parts.secret, data }), PATIENCE_S);
  const location = new URL(provider.authorization_endpoint);
  const question = {
    response_type: "code",
    client_id: row.client_id,
    redirect_uri: redirectOf(publicUrl),
    scope: "openid email",
    state,
    nonce,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(question)) location.searchParams.set(name, value);
  return { location: location.href };
}

async function opened(parts: OidcSignInParts, jar: CookieJar): Promise<z.infer<typeof asked>> {
  const sealed = jar.get(cookieName(parts));
  if (sealed === undefined) throw new OidcError("state");
  try {
    return asked.parse(JSON.parse(await symmetricDecrypt({ key: parts.secret, data: sealed })));
  } catch (error) {
    throw new OidcError("state", error);
  }
}

async function subjectOf(
  parts: OidcSignInParts,
  jar: CookieJar,
  answer: Input<"session.oidcFinish">["body"],
): Promise<{ readonly row: OidcRow; readonly told: Subject }> {
  const question = await opened(parts, jar);
  const late = question.until <= parts.clock.now().getTime();
  if (late || question.state !== answer.state) throw new OidcError("state");
  const row = await parts.repo.byKey(question.key);
  if (row === undefined) throw new OidcError("provider");
  // Another provider's answer in the place of the one that was asked. Source: RFC 9207.
  if (answer.iss !== undefined && answer.iss !== row.issuer) throw new OidcError("issuer");
  const { publicUrl, allow } = await parts.directory.network();
  const clientSecret = row.secret === null ? "" : await symmetricDecrypt({ key: parts.secret, data: row.secret });
  const told = await parts.client.subjectOf({
    provider: await parts.client.describe(row.issuer, allow),
    clientId: row.client_id,
    clientSecret,
    code: answer.code,
    redirect: redirectOf(publicUrl),
    verifier: question.verifier,
    nonce: question.nonce,
    allow,
  });
  return { row, told };
}

/** The account that belongs to whoever was vouched for: of this customer, active, and bound to nobody else. */
async function accountOf({ repo, directory }: OidcSignInParts, row: OidcRow, told: Subject): Promise<string> {
  const bound = await repo.bound(row.customer_id, told.subject);
  const all = await directory.accounts();
  const person =
    bound === undefined
      ? all.find(({ email }) => email.toLowerCase() === told.email.toLowerCase())
      : all.find(({ id }) => id === bound);
  const theirs = person?.customer === row.customer_id && person.roles.includes("customer") && person.active;
  if (person === undefined || !theirs) throw new OidcError("account");
  if (bound === undefined) {
    // An address that was given to somebody new does not open what was its old owner's.
    if (await repo.isBound(row.customer_id, person.id)) throw new OidcError("account");
    await repo.bind(row.customer_id, told.subject, person.id);
  }
  return person.id;
}

async function finish(
  parts: OidcSignInParts,
  jar: CookieJar,
  answer: Input<"session.oidcFinish">["body"],
): Promise<Session> {
  const nobody: Call = { actor: { kind: "public", id: "public", name: "" }, roles: [], scope: { kind: "public" } };
  // One question has one answer, whatever comes of it.
  jar.put(cookieName(parts), "", 0);
  try {
    const { row, told } = await subjectOf(parts, jar, answer);
    const staff = await accountOf(parts, row, told);
    const session = await parts.signIn.enter(jar, staff, "oidc");
    const actor: Call["actor"] = { kind: "customer", id: staff, name: session.staff?.name ?? "" };
    await parts.directory.note(
      { ...nobody, actor },
      { what: "signIn.oidc", detail: `${row.customer_id} ${jar.network}` },
    );
    return session;
  } catch (error) {
    if (!(error instanceof OidcError)) throw error;
    await parts.directory.note(nobody, { what: "signIn.oidcRefused", detail: `${error.reason} ${jar.network}` });
    throw new StanchError("E_OIDC", { reason: error.reason }, error);
  }
}

/** Authorization code with PKCE, for customers' accounts only; staff sign in here and nowhere else. */
export function oidcSignIn(parts: OidcSignInParts): OidcSignIn {
  return {
    begin: async (jar, key) => {
      try {
        return await begin(parts, jar, key);
      } catch (error) {
        throw error instanceof OidcError ? new StanchError("E_OIDC", { reason: error.reason }, error) : error;
      }
    },
    finish: (jar, answer) => finish(parts, jar, answer),
  };
}
