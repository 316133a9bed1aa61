import assert from "node:assert/strict";
import { test } from "node:test";
import { provider } from "@stanch/model/provider";
import { providerSamples } from "@stanch/model/provider-samples";
import fc from "fast-check";
import { freeId, readProvider, writeProvider, writeSecrets } from "./provider-draft.ts";

test("every sample comes back unchanged from its form", () => {
  assert.ok(providerSamples.length >= 8);
  for (const one of providerSamples) assert.deepEqual(writeProvider(readProvider(one)), provider.parse(one), one.id);
});

test("what is typed beside the data is what counts; what is no provider is none", () => {
  const [sample] = providerSamples;
  assert.ok(sample !== undefined);
  const draft = readProvider(sample);
  const made = writeProvider({
    ...draft,
    name: "Ours",
    account: " LTAI-1 ",
    values: { ...draft.values, signName: "止血" },
  });
  assert.deepEqual(
    [made?.name, made?.sign, made?.values["signName"]],
    ["Ours", { scheme: "aliyun-v3", keyId: "LTAI-1" }, "止血"],
  );
  for (const request of ["", "{", "[]", "null", '"x"', '{"method":"GET"}'])
    assert.equal(writeProvider({ ...draft, request }), undefined, request);
  assert.equal(writeProvider({ ...draft, id: "../x" }), undefined);
  assert.equal(writeProvider({ ...draft, url: "javascript:alert(1)" }), undefined);
});

test("no text in any field breaks the form", () => {
  const [sample] = providerSamples;
  assert.ok(sample !== undefined);
  const draft = readProvider(sample);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.constantFrom("id", "name", "url", "request"), (text, field) => {
      writeProvider({ ...draft, [field]: text });
    }),
  );
});

test("secrets leave only when typed; a second provider of a kind gets a name of its own", () => {
  assert.deepEqual(writeSecrets("text", { secret: "", token: "t", inbound: "" }), { "provider.text.token": "t" });
  assert.equal(freeId("sms", ["sms", "sms-2"]), "sms-3");
  assert.equal(freeId("voice", ["sms"]), "voice");
});
