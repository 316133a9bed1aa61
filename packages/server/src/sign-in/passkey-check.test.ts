import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Ceremony,
  checkNewPasskey,
  checkPasskey,
  type Passkey,
  type PasskeyAnswer,
  PasskeyError,
  type PasskeyRefusal,
} from "./passkey-check.ts";
import { type KeyKind, type Saying, SoftwareAuthenticator } from "./software-authenticator.testkit.ts";

const ceremony: Ceremony = { challenge: "bm9uY2UtMQ", origin: "https://soc.example", rpId: "soc.example" };
const handle = "dXNlci0x";

function made(kind: KeyKind, counter = 0): { readonly device: SoftwareAuthenticator; readonly passkey: Passkey } {
  const device = new SoftwareAuthenticator(kind, `id of ${kind}`);
  const passkey = { ...checkNewPasskey(device.create({ ...ceremony, counter }), ceremony), userHandle: handle };
  return { device, passkey };
}

function refused(reason: PasskeyRefusal, act: () => unknown): void {
  assert.throws(act, (error) => {
    assert.ok(error instanceof PasskeyError, String(error));
    assert.equal(error.reason, reason);
    return true;
  });
}

/** The text with one bit of its bytes turned over. */
function flipped(text: string, at: number): string {
  const bytes = Buffer.from(text, "base64url");
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  return bytes.toString("base64url");
}

test("a passkey of each kind of key is taken and signs in", () => {
  for (const kind of ["ES256", "EdDSA", "RS256"] as const) {
    const { device, passkey } = made(kind);
    assert.deepEqual(checkPasskey(device.get(ceremony, handle), passkey, ceremony), { counter: 0, regressed: false });
  }
});

const wrong: readonly (readonly [string, PasskeyRefusal, Partial<Saying>])[] = [
  ["the origin of a look-alike", "origin", { origin: "https://soc.example.evil.test" }],
  ["another port", "origin", { origin: "https://soc.example:8443" }],
  ["without TLS", "origin", { origin: "http://soc.example" }],
  ["inside a foreign frame", "origin", { client: { crossOrigin: true } }],
  ["under a foreign page", "origin", { client: { topOrigin: "https://evil.test" } }],
  ["another domain", "address", { rpId: "example" }],
  ["the challenge of another time", "challenge", { challenge: "bm9uY2UtMg" }],
  ["an empty challenge", "challenge", { challenge: "" }],
  ["nobody present", "presence", { flags: 0x04 }],
  ["nobody verified", "verification", { flags: 0x01 }],
  ["backed up though it can not be", "form", { flags: 0x15 }],
  ["something behind what was signed", "form", { behind: Buffer.of(0) }],
  ["no origin at all", "form", { client: { origin: undefined } }],
];

for (const [name, reason, said] of wrong) {
  test(`refused when made and when used: ${name}`, () => {
    const { device, passkey } = made("ES256");
    refused(reason, () => checkNewPasskey(device.create({ ...ceremony, ...said }), ceremony));
    refused(reason, () => checkPasskey(device.get({ ...ceremony, ...said }, handle), passkey, ceremony));
  });
}

test("an answer for the one ceremony is none for the other", () => {
  const { device, passkey } = made("ES256");
  refused("type", () => checkNewPasskey(device.create({ ...ceremony, type: "webauthn.get" }), ceremony));
  refused("type", () => checkPasskey(device.get({ ...ceremony, type: "webauthn.create" }, handle), passkey, ceremony));
});

test("another person's passkey, another id and another device do not sign in", () => {
  const { device, passkey } = made("ES256");
  refused("owner", () => checkPasskey(device.get(ceremony, "dXNlci0y"), passkey, ceremony));
  refused("credential", () => checkPasskey({ ...device.get(ceremony, handle), id: "b3RoZXI" }, passkey, ceremony));
  const copy = new SoftwareAuthenticator("ES256", "id of ES256");
  refused("signature", () => checkPasskey(copy.get(ceremony, handle), passkey, ceremony));
});

test("one bit anywhere in what is signed or in the signature is noticed", () => {
  for (const kind of ["ES256", "EdDSA"] as const) {
    const { device, passkey } = made(kind);
    const answer = device.get(ceremony, handle);
    for (const part of ["clientDataJSON", "authenticatorData", "signature"] as const) {
      const size = Buffer.from(answer.response[part], "base64url").length;
      for (let at = 0; at < size; at++) {
        const response = { ...answer.response, [part]: flipped(answer.response[part], at) };
        const bent: PasskeyAnswer = { ...answer, response };
        assert.throws(() => checkPasskey(bent, passkey, ceremony), PasskeyError, `${kind} ${part} ${at}`);
      }
    }
  }
});

test("a count that does not grow is told, and never takes the kept count back", () => {
  const { device, passkey } = made("ES256", 7);
  const use = (counter: number) => checkPasskey(device.get({ ...ceremony, counter }, handle), passkey, ceremony);
  assert.deepEqual(use(8), { counter: 8, regressed: false });
  assert.deepEqual(use(7), { counter: 7, regressed: true });
  assert.deepEqual(use(0), { counter: 7, regressed: true });
  assert.deepEqual(use(0xffff_ffff), { counter: 0xffff_ffff, regressed: false });
});

test("only keys that were asked for are taken, and no maker's certificate", () => {
  const device = new SoftwareAuthenticator("ES256", "id");
  const off = Buffer.alloc(32, 1);
  const keys = [
    new Map([
      [1, 2],
      [3, -7],
      [-1, 2],
    ]),
    new Map<number, number | Buffer>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, off],
      [-3, off],
    ]),
    new Map<number, number | Buffer>([
      [1, 3],
      [3, -257],
      [-1, Buffer.alloc(128, 255)],
      [-2, Buffer.of(1, 0, 1)],
    ]),
    new Map<number, number | Buffer>([
      [1, 3],
      [3, -65_535],
      [-1, Buffer.alloc(256, 255)],
      [-2, Buffer.of(1, 0, 1)],
    ]),
  ];
  for (const key of keys) refused("form", () => checkNewPasskey(device.create(ceremony, key), ceremony));
  refused("attestation", () => checkNewPasskey(device.create({ ...ceremony, format: "packed" }), ceremony));
  const statement = new Map([["x5c", "a certificate"]]);
  refused("attestation", () => checkNewPasskey(device.create({ ...ceremony, statement }), ceremony));
});

test("a new passkey is kept under no other id than its own, and an RSA key has a length that can be worked with", () => {
  const device = new SoftwareAuthenticator("RS256", "id");
  refused("credential", () => checkNewPasskey({ ...device.create(ceremony), id: "b3RoZXI" }, ceremony));
  for (const size of [128, 255, 1025]) {
    const parts = { n: Buffer.alloc(size, 255), e: Buffer.of(1, 0, 1) };
    const key = new Map<number, number | Buffer>([
      [1, 3],
      [3, -257],
      [-1, parts.n],
      [-2, parts.e],
    ]);
    refused("form", () => checkNewPasskey(device.create(ceremony, key), ceremony));
  }
});

test("a new passkey that is cut anywhere is refused, and so is one with something behind it", () => {
  const device = new SoftwareAuthenticator("ES256", "id");
  const answer = device.create(ceremony);
  const whole = Buffer.from(answer.response.attestationObject, "base64url");
  const parts = [...whole.keys()].map((at) => whole.subarray(0, at));
  for (const part of [...parts, Buffer.concat([whole, Buffer.of(0)])]) {
    const response = { ...answer.response, attestationObject: part.toString("base64url") };
    refused("form", () => checkNewPasskey({ ...answer, response }, ceremony));
  }
});
