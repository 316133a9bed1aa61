import type { GuardedHttp } from "@stanch/desk/notification/guarded-http";
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from "jose";
import { z } from "zod";

/** Why an assertion or a provider is not accepted; told to people as it stands, so that an administrator knows where to look. */
export type OidcRefusal = "provider" | "issuer" | "state" | "token" | "signature" | "nonce" | "account" | "address";

/** Something about a provider or what it said does not hold. */
export class OidcError extends Error {
  readonly reason: OidcRefusal;
  constructor(reason: OidcRefusal, cause?: unknown) {
    super(reason, { cause });
    this.reason = reason;
  }
}

const description = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url({ protocol: /^https?$/ }),
  token_endpoint: z.url({ protocol: /^https?$/ }),
  jwks_uri: z.url({ protocol: /^https?$/ }),
});
/** What a provider says of itself. Source: OpenID Connect Discovery 1.0, section 3. */
export type ProviderDescription = z.infer<typeof description>;

/** Signatures that only the provider can make. `none` and those under a shared secret are not among them. */
const algorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];

/** Clocks may differ so much, in seconds. */
const TOLERANCE_S = 60;

/** Asks providers, through the network guard: their addresses come from people. */
export interface OidcClient {
  readonly describe: (issuer: string, allow: readonly string[]) => Promise<ProviderDescription>;
  /** Exchanges a code and checks the assertion; answers who it is about. */
  readonly subjectOf: (order: CodeOrder) => Promise<Subject>;
}

export interface CodeOrder {
  readonly provider: ProviderDescription;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly code: string;
  readonly redirect: string;
  readonly verifier: string;
  readonly nonce: string;
  readonly allow: readonly string[];
}

/** Who was vouched for. */
export interface Subject {
  readonly subject: string;
  readonly email: string;
}

/** Without encryption an assertion's keys could be anybody's: only an address that an administrator listed may do without. */
function addressOf(address: string, allow: readonly string[]): URL {
  const url = new URL(address);
  const listed = allow.includes(url.hostname.replace(/^\[|\]$/g, ""));
  if (url.protocol !== "https:" && !listed) throw new OidcError("provider");
  return url;
}

async function readJson(http: GuardedHttp, address: string, allow: readonly string[]): Promise<unknown> {
  const headers = { accept: "application/json" };
  const { status, text } = await http.ask({ method: "GET", url: addressOf(address, allow), headers, body: "", allow });
  if (status !== 200) throw new OidcError("provider");
  return JSON.parse(text);
}

async function describe(http: GuardedHttp, issuer: string, allow: readonly string[]): Promise<ProviderDescription> {
  try {
    const found = description.parse(
      await readJson(http, `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`, allow),
    );
    // One that calls itself something else could lend its assertions to another.
    if (found.issuer !== issuer) throw new OidcError("issuer");
    return found;
  } catch (error) {
    throw error instanceof OidcError ? error : new OidcError("provider", error);
  }
}

/** RFC 6749, section 2.3.1: both are form-encoded before they are joined. */
function basic(id: string, secret: string): string {
  const encoded = [id, secret].map((part) => encodeURIComponent(part).replaceAll("%20", "+")).join(":");
  return `Basic ${Buffer.from(encoded).toString("base64")}`;
}

async function assertion(http: GuardedHttp, order: CodeOrder): Promise<string> {
  const { provider, clientId, clientSecret, code, redirect, verifier, allow } = order;
  const form = { grant_type: "authorization_code", code, redirect_uri: redirect, code_verifier: verifier };
  const body = new URLSearchParams(clientSecret === "" ? { ...form, client_id: clientId } : form).toString();
  const headers = {
    accept: "application/json",
    "content-type": "application/x-www-form-urlencoded",
    ...(clientSecret === "" ? {} : { authorization: basic(clientId, clientSecret) }),
  };
  const url = addressOf(provider.token_endpoint, allow);
  const { status, text } = await http.ask({ method: "POST", url, headers, body, allow });
  if (status !== 200) throw new OidcError("token");
  const answer = z.object({ id_token: z.string().max(20_000) }).safeParse(JSON.parse(text));
  if (!answer.success) throw new OidcError("token");
  return answer.data.id_token;
}

const claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().min(3).max(254),
  email_verified: z.boolean().optional(),
  nonce: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  azp: z.string().optional(),
});

/**
 * Checks an assertion: signed by a key of the provider, by it and no other, for us, fresh, in answer to our question.
 * Source: OpenID Connect Core 1.0, section 3.1.3.7.
 *
 * @throws OidcError
 */
export async function checkAssertion(
  token: string,
  keys: JSONWebKeySet,
  expected: { readonly issuer: string; readonly clientId: string; readonly nonce: string },
): Promise<Subject> {
  const { issuer, clientId: audience, nonce } = expected;
  const options = { issuer, audience, algorithms, clockTolerance: TOLERANCE_S, requiredClaims: ["exp", "iat", "sub"] };
  const verified = await jwtVerify(token, createLocalJWKSet(keys), options).catch((error: unknown) => {
    const about = error instanceof Error && "claim" in error ? error.claim : undefined;
    throw new OidcError(about === "iss" ? "issuer" : "signature", error);
  });
  const told = claims.safeParse(verified.payload);
  if (!told.success) throw new OidcError("address");
  const { sub, email, email_verified: proven, aud, azp } = told.data;
  if (told.data.nonce !== nonce) throw new OidcError("nonce");
  if (Array.isArray(aud) && aud.length > 1 && azp !== audience) throw new OidcError("token");
  if (proven === false) throw new OidcError("address");
  return { subject: sub, email };
}

async function subjectOf(http: GuardedHttp, order: CodeOrder): Promise<Subject> {
  const { provider, clientId, nonce, allow } = order;
  try {
    const token = await assertion(http, order);
    const keys = z
      .object({ keys: z.array(z.record(z.string(), z.json())) })
      .parse(await readJson(http, provider.jwks_uri, allow));
    return await checkAssertion(token, keys as JSONWebKeySet, { issuer: provider.issuer, clientId, nonce });
  } catch (error) {
    throw error instanceof OidcError ? error : new OidcError("provider", error);
  }
}

export function oidcClient(http: GuardedHttp): OidcClient {
  return { describe: (issuer, allow) => describe(http, issuer, allow), subjectOf: (order) => subjectOf(http, order) };
}
