import assert from "node:assert/strict";
import { createECDH, createPublicKey, verify } from "node:crypto";
import { test } from "node:test";
import { PushBrowser } from "./push-browser.testkit.ts";
import { encryptPush, makePushKeys, MOST_PUSH_BYTES, pushAuthorization } from "./push-encryption.ts";

test("the example of RFC 8291, appendix A, comes out to the letter", () => {
  const pair = createECDH("prime256v1");
  pair.setPrivateKey("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw", "base64url");
  const to = {
    endpoint: "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
    p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    auth: "BTBZMqHH6r4Tts7J_aSIgg",
  };
  const salt = Buffer.from("DGv6ra1nlYgDCS1FRnbzlw", "base64url");
  const body = encryptPush(to, "When I grow up, I want to be a watermelon", { pair, salt });
  assert.equal(
    body.toString("base64url"),
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_y" +
      "l95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
  );
  const browser = new PushBrowser({ privateKey: "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94", auth: to.auth });
  assert.equal(browser.open(body), "When I grow up, I want to be a watermelon");
});

test("two pushes of one text have nothing in common, and only the browser they are for reads them", () => {
  const [browser, other] = [new PushBrowser(), new PushBrowser()];
  const [one, two] = [1, 2].map(() => encryptPush(browser.subscription("https://p.test"), "止血 SEC-2026-0142"));
  assert.ok(one !== undefined && two !== undefined);
  assert.notDeepEqual(one.subarray(0, 16), two.subarray(0, 16));
  assert.notDeepEqual(one.subarray(21, 86), two.subarray(21, 86));
  assert.equal(browser.open(one), "止血 SEC-2026-0142");
  assert.throws(() => other.open(one));
});

test("texts that do not fit and keys that are none are refused", () => {
  const to = new PushBrowser().subscription("https://p.test");
  assert.equal(encryptPush(to, "x".repeat(MOST_PUSH_BYTES)).length, 4096);
  assert.throws(() => encryptPush(to, "x".repeat(MOST_PUSH_BYTES + 1)), RangeError);
  const off = Buffer.alloc(65, 1).fill(4, 0, 1).toString("base64url");
  for (const bad of [{ p256dh: off }, { p256dh: "BA" }, { p256dh: "" }, { auth: "" }, { auth: "AAAA" }]) {
    assert.throws(() => encryptPush({ ...to, ...bad }, "x"), RangeError, JSON.stringify(bad));
  }
});

test("the push service can check who asks, for itself alone and for less than a day", () => {
  for (let round = 0; round < 20; round++) {
    const keys = makePushKeys();
    const header = pushAuthorization(keys, "https://push.test:8443/a/b?c", "mailto:duty@soc.example", 1000);
    const [, token = "", k] = /^vapid t=([^,]+), k=(\S+)$/.exec(header) ?? [];
    assert.equal(k, keys.publicKey);
    const [head = "", claims = "", signature = ""] = token.split(".");
    const point = Buffer.from(keys.publicKey, "base64url");
    const [x, y] = [point.subarray(1, 33).toString("base64url"), point.subarray(33).toString("base64url")];
    const key = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
    const signed = Buffer.from(`${head}.${claims}`);
    assert.ok(verify("sha256", signed, { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url")));
    assert.deepEqual(JSON.parse(Buffer.from(claims, "base64url").toString()), {
      aud: "https://push.test:8443",
      exp: 44_200,
      sub: "mailto:duty@soc.example",
    });
  }
});
