import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { asMap, type AuthenticatorData, readAuthenticatorData } from "./authenticator-data.ts";
import { readCbor } from "./cbor.ts";
import { keyFromCose, type PasskeyKey, signedBy } from "./passkey-key.ts";

/** Why an authenticator's answer is not accepted. */
export type PasskeyRefusal =
  | "form"
  | "type"
  | "challenge"
  | "origin"
  | "address"
  | "presence"
  | "verification"
  | "attestation"
  | "credential"
  | "owner"
  | "signature";

/** Something about an authenticator's answer does not hold. */
export class PasskeyError extends Error {
  readonly reason: PasskeyRefusal;
  constructor(reason: PasskeyRefusal, cause?: unknown) {
    super(reason, { cause });
    this.reason = reason;
  }
}

const encoded = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[\w-]+$/);

/** A new passkey, as a browser tells of it. Source: Web Authentication Level 3, RegistrationResponseJSON. */
export const newPasskeyAnswer = z.object({
  id: encoded(1400),
  response: z.object({ clientDataJSON: encoded(8192), attestationObject: encoded(16_384) }),
});
export type NewPasskeyAnswer = z.infer<typeof newPasskeyAnswer>;

/** A sign-in, as a browser tells of it. Source: Web Authentication Level 3, AuthenticationResponseJSON. */
export const passkeyAnswer = z.object({
  id: encoded(1400),
  response: z.object({
    clientDataJSON: encoded(8192),
    authenticatorData: encoded(8192),
    signature: encoded(2048),
    userHandle: encoded(100),
  }),
});
export type PasskeyAnswer = z.infer<typeof passkeyAnswer>;

/** What an answer must be an answer to. */
export interface Ceremony {
  /** In base64url; who calls makes sure that it is used once and in time. */
  readonly challenge: string;
  /** The centre's address, `https://soc.example`. */
  readonly origin: string;
  /** The domain that passkeys belong to, `soc.example`. */
  readonly rpId: string;
}

/** A passkey as it is kept. */
export interface Passkey {
  /** In base64url. */
  readonly id: string;
  readonly key: PasskeyKey;
  /** The highest count seen. */
  readonly counter: number;
  /** Who it was made for, in base64url. */
  readonly userHandle: string;
}

const clientData = z.object({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
  topOrigin: z.string().optional(),
});

const bytes = (text: string): Buffer => Buffer.from(text, "base64url");
const sha256 = (data: string | Uint8Array): Buffer => createHash("sha256").update(data).digest();

/** Whatever does not even have the form is refused as that. */
function formed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof PasskeyError ? error : new PasskeyError("form", error);
  }
}

function checkClientData(text: string, type: string, ceremony: Ceremony): void {
  const told = formed(() => {
    const json = new TextDecoder("utf-8", { fatal: true }).decode(bytes(text));
    return clientData.parse(JSON.parse(json));
  });
  if (told.type !== type) throw new PasskeyError("type");
  if (!timingSafeEqual(sha256(told.challenge), sha256(ceremony.challenge))) throw new PasskeyError("challenge");
  const framed = told.crossOrigin === true || told.topOrigin !== undefined;
  if (told.origin !== ceremony.origin || framed) throw new PasskeyError("origin");
}

/** A passkey counts as two factors only because the authenticator has recognised the person: without that it is refused. */
function checkAuthenticator(data: AuthenticatorData, ceremony: Ceremony): void {
  if (!timingSafeEqual(data.rpIdHash, sha256(ceremony.rpId))) throw new PasskeyError("address");
  if (!data.present) throw new PasskeyError("presence");
  if (!data.verified) throw new PasskeyError("verification");
}

/**
 * Checks a new passkey. Source: Web Authentication Level 3, section 7.1. Only attestation `none` is accepted: nobody here would know
 * what to do with the maker's certificate. Whether the id is already kept is for who calls to see.
 *
 * @throws PasskeyError with the reason
 * @example checkNewPasskey(answer, { challenge, origin: "https://soc.example", rpId: "soc.example" }).key.kty // "EC"
 */
export function checkNewPasskey(answer: NewPasskeyAnswer, ceremony: Ceremony): Omit<Passkey, "userHandle"> {
  checkClientData(answer.response.clientDataJSON, "webauthn.create", ceremony);
  const { data, format, statement } = formed(() => {
    const raw = bytes(answer.response.attestationObject);
    const { value, end } = readCbor(raw);
    const object = asMap(value);
    const inner = object.get("authData");
    if (end !== raw.length || !(inner instanceof Uint8Array)) throw new PasskeyError("form");
    return { data: readAuthenticatorData(inner), format: object.get("fmt"), statement: asMap(object.get("attStmt")) };
  });
  checkAuthenticator(data, ceremony);
  if (format !== "none" || statement.size > 0) throw new PasskeyError("attestation");
  const { attested } = data;
  if (attested === null) throw new PasskeyError("form");
  if (Buffer.from(attested.id).toString("base64url") !== answer.id) throw new PasskeyError("credential");
  return { id: answer.id, key: formed(() => keyFromCose(attested.coseKey)), counter: data.counter };
}

/** A sign-in that holds. */
export interface PasskeyUse {
  /** To be kept. */
  readonly counter: number;
  /** The count did not grow: there may be a copy of the authenticator. */
  readonly regressed: boolean;
}

/**
 * Checks a sign-in with a passkey. Source: Web Authentication Level 3, section 7.2.
 *
 * @param passkey the one that is kept under the answer's id
 * @throws PasskeyError with the reason
 * @example checkPasskey(answer, passkey, { challenge, origin: "https://soc.example", rpId: "soc.example" }).regressed // false
 */
export function checkPasskey(answer: PasskeyAnswer, passkey: Passkey, ceremony: Ceremony): PasskeyUse {
  const { response } = answer;
  if (answer.id !== passkey.id) throw new PasskeyError("credential");
  if (response.userHandle !== passkey.userHandle) throw new PasskeyError("owner");
  checkClientData(response.clientDataJSON, "webauthn.get", ceremony);
  const raw = bytes(response.authenticatorData);
  const data = formed(() => readAuthenticatorData(raw));
  checkAuthenticator(data, ceremony);
  const signed = Buffer.concat([raw, sha256(bytes(response.clientDataJSON))]);
  if (!signedBy(passkey.key, signed, bytes(response.signature))) throw new PasskeyError("signature");
  const counts = data.counter !== 0 || passkey.counter !== 0;
  const regressed = counts && data.counter <= passkey.counter;
  return { counter: Math.max(data.counter, passkey.counter), regressed };
}
