import assert from "node:assert/strict";
import { before, test } from "node:test";
import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JSONWebKeySet,
  SignJWT,
  UnsecuredJWT,
} from "jose";
import { checkAssertion, OidcError } from "./oidc-client.ts";

const expected = { issuer: "https://idp.test", clientId: "stanch", nonce: "n-1" };
const claims = { email: "wang@hospital.test", email_verified: true, nonce: "n-1" };
let own: CryptoKey;
let ownPublic: CryptoKey;
let foreign: CryptoKey;
let keys: JSONWebKeySet;
before(async () => {
  const pair = await generateKeyPair("RS256", { extractable: true });
  own = pair.privateKey;
  ownPublic = pair.publicKey;
  foreign = (await generateKeyPair("RS256")).privateKey;
  keys = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: "k1", alg: "RS256", use: "sig" }] };
});

const build = (
  change: Record<string, unknown> = {},
  issuer = expected.issuer,
  audience: string | string[] = "stanch",
) =>
  new SignJWT({ ...claims, ...change })
    .setProtectedHeader({ alg: "RS256", kid: "k1" })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject("wang")
    .setIssuedAt()
    .setExpirationTime("5m");

const refused = async (token: string, reason: string): Promise<void> => {
  await assert.rejects(checkAssertion(token, keys, expected), (error: unknown) => {
    assert.ok(error instanceof OidcError, String(error));
    assert.equal(error.reason, reason);
    return true;
  });
};

test("a true assertion tells who it is about", async () => {
  const token = await build().sign(own);
  assert.deepEqual(await checkAssertion(token, keys, expected), { subject: "wang", email: "wang@hospital.test" });
  const two = await build({ azp: "stanch" }, expected.issuer, ["stanch", "other"]).sign(own);
  assert.equal((await checkAssertion(two, keys, expected)).subject, "wang");
});

test("an assertion that nobody signed, or somebody else did, is refused, whatever it says of its signature", async () => {
  const unsigned = new UnsecuredJWT({ ...claims, sub: "wang", aud: "stanch", iss: expected.issuer })
    .setIssuedAt()
    .setExpirationTime("5m")
    .encode();
  await refused(unsigned, "signature");
  const [head = "", body = "", tail = ""] = (await build().sign(own)).split(".");
  const none = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
  for (const token of [
    `${head}.${body}.`,
    `${none}.${body}.`,
    `${none}.${body}.${tail}`,
    `${head}.${body}`,
    "",
    "a.b.c",
    "…",
  ])
    await refused(token, "signature");
  await refused(await build().sign(foreign), "signature");
  // The provider's public key, known to everybody, taken for a shared secret.
  const known = new TextEncoder().encode(await exportSPKI(ownPublic));
  const confused = await new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", kid: "k1" })
    .setIssuer(expected.issuer)
    .setAudience("stanch")
    .setSubject("wang")
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(known);
  await refused(confused, "signature");
  const other = JSON.parse(Buffer.from(body, "base64url").toString()) as object;
  const changed = Buffer.from(JSON.stringify({ ...other, email: "root@centre.test" })).toString("base64url");
  await refused(`${head}.${changed}.${tail}`, "signature");
});

test("an assertion of another issuer, for another program, of another time or to another question is refused", async () => {
  await refused(await build({}, "https://idp.test.evil.test").sign(own), "issuer");
  await refused(await build({}, "https://idp.test/").sign(own), "issuer");
  await refused(await build({}, expected.issuer, "other").sign(own), "signature");
  await refused(await build({}, expected.issuer, ["stanch", "other"]).sign(own), "token");
  await refused(await build({ azp: "other" }, expected.issuer, ["stanch", "other"]).sign(own), "token");
  await refused(await build().setExpirationTime("-10m").sign(own), "signature");
  await refused(await build().setNotBefore("10m").sign(own), "signature");
  await refused(await build({ nonce: "n-2" }).sign(own), "nonce");
  await refused(await build({ nonce: undefined }).sign(own), "address");
  await refused(await build({ email_verified: false }).sign(own), "address");
  await refused(await build({ email: undefined }).sign(own), "address");
  await refused(await build({ email: ["wang@hospital.test"] }).sign(own), "address");
});
