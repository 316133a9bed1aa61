import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { cacaoExtension, type CacaoRead, fromCacao, toCacao } from "./cacao.ts";
import type { Playbook } from "./playbook.ts";
import { processStep } from "./process.ts";
import { role } from "./role.ts";
import { uuidFive } from "./uuid-five.ts";

const words = fc
  .string({ minLength: 1, maxLength: 300, unit: "grapheme" })
  .map((text) => `x${text.replace(/[\p{Cc}\p{Cf}]/gu, "")}`);
const both = fc.record({ zh: words, en: words });
const task = fc.record({
  step: fc.constantFrom(...processStep.options),
  role: fc.constantFrom(...role.options),
  title: both,
  detail: both,
});
const book: fc.Arbitrary<Playbook> = fc
  .record({
    id: fc.stringMatching(/^[a-z][a-z0-9]{0,20}$/),
    title: both,
    types: fc.subarray(["MAL-01", "NA-06", "DS"]),
    tasks: fc.array(task, { minLength: 1, maxLength: 20 }),
  })
  .map((one) => ({ ...one, tasks: one.tasks.map((each, at) => ({ ...each, id: `t-${at}` })) }))
  .map((one) => JSON.parse(JSON.stringify(one)) as Playbook);

const refusal = (read: CacaoRead): string => (read.ok ? "taken" : read.refusal);
const sample: Playbook = {
  id: "mining",
  title: { zh: "挖矿处置", en: "Mining" },
  types: ["MAL-08"],
  tasks: [
    {
      id: "pool",
      step: "contain",
      role: "handler",
      title: { zh: "断开矿池", en: "Cut the pool" },
      detail: { zh: "甲", en: "a" },
    },
    {
      id: "kill",
      step: "eradicate",
      role: "handler",
      title: { zh: "结束进程", en: "End it" },
      detail: { zh: "乙", en: "b" },
    },
  ],
};

test("a playbook that left comes back the same, and the same gives the same bytes", () => {
  fc.assert(
    fc.property(book, (one) => {
      const text = JSON.stringify(toCacao(one));
      assert.deepEqual(fromCacao(text), { ok: true, playbook: one, own: true });
      assert.equal(JSON.stringify(toCacao(one)), text);
    }),
    { numRuns: 300 },
  );
});

test("what leaves has what CACAO 2.0 demands", () => {
  const document = toCacao(sample) as Record<string, unknown>;
  for (const key of [
    "type",
    "spec_version",
    "id",
    "name",
    "created_by",
    "created",
    "modified",
    "workflow_start",
    "workflow",
  ])
    assert.ok(document[key] !== undefined, key);
  const steps = Object.entries(document["workflow"] as Record<string, Record<string, unknown>>);
  assert.deepEqual(
    steps.map(([, { type }]) => type),
    ["start", "action", "action", "end"],
  );
  for (const [id, step] of steps) {
    assert.match(id, new RegExp(`^${String(step["type"])}--[0-9a-f-]{36}$`));
    if (step["type"] !== "action") continue;
    assert.ok(Object.hasOwn(document["agent_definitions"] as object, String(step["agent"])));
    assert.ok(Array.isArray(step["commands"]) && step["commands"].length > 0);
  }
  assert.ok(Object.hasOwn(document["extension_definitions"] as object, cacaoExtension));
});

const foreign = (change: object = {}, workflow: object = {}) =>
  JSON.stringify({
    type: "playbook",
    spec_version: "cacao-2.0",
    id: "playbook--a0777575-5c4c-4710-9f01-15776103837f",
    name: "Foreign",
    created_by: "identity--a0777575-5c4c-4710-9f01-157761038370",
    created: "2023-03-12T15:00:00.000Z",
    modified: "2023-03-12T15:00:00.000Z",
    workflow_start: "start--1",
    workflow: {
      "start--1": { type: "start", on_completion: "if--1" },
      "if--1": {
        type: "if-condition",
        condition: "x",
        on_true: "action--1",
        on_false: "action--2",
        on_completion: "end--1",
      },
      "action--1": {
        type: "action",
        name: "Isolate",
        commands: [{ type: "bash", command: "rm -rf /" }],
        on_completion: "if--1",
      },
      "action--2": { type: "action", description: "Watch <b>", commands: [] },
      "end--1": { type: "end" },
      ...workflow,
    },
    ...change,
  });

test("of others every action becomes a task by hand, in the order of the workflow; loops end", () => {
  const read = fromCacao(foreign(), ["MAL-08"]);
  assert.ok(read.ok && !read.own);
  assert.deepEqual(
    read.playbook.tasks.map(({ title, detail }) => [title.zh, detail.en]),
    [
      ["Isolate", "rm -rf /"],
      ["Watch <b>", "Watch <b>"],
    ],
    "what it would have run is text",
  );
});

test("hostile and broken documents are refused with a reason, and nothing is thrown", () => {
  const types = ["MAL-08"];
  const many = Object.fromEntries(
    Array.from({ length: 200 }, (_, at) => [
      `action--${at + 1}`,
      { type: "action", name: "x", on_completion: `action--${at + 2}` },
    ]),
  );
  const cases: [string, string, readonly string[]][] = [
    ["json", "{", types],
    ["not-cacao", "null", types],
    ["not-cacao", "[]", types],
    ["not-cacao", foreign({ spec_version: "cacao-1.1" }), types],
    ["not-cacao", foreign({ id: "playbook--../../etc/passwd" }), types],
    ["start", foreign({ workflow_start: "end--1" }), types],
    ["start", foreign({ workflow_start: "__proto__" }), types],
    ["step", foreign({}, { "if--1": { type: "if-condition", on_true: "toString" } }), types],
    ["step", foreign({}, { "action--2": null }), types],
    ["empty", foreign({}, { "start--1": { type: "start", on_completion: "end--1" } }), types],
    ["many", foreign({}, { ...many, "action--201": { type: "end" } }), types],
    ["types", foreign(), []],
    ["types", foreign(), ["MAL-08", "nonsense"]],
    ["words", foreign({ name: "\u001b[31mred" }), types],
    ["words", foreign({ name: "a\u202eb" }), types],
    ["words", foreign({ name: "" }), types],
    ["words", foreign({ name: "x".repeat(301) }), types],
    ["large", " ".repeat(3_000_000), types],
  ];
  for (const [reason, json, given] of cases) assert.equal(refusal(fromCacao(json, given)), reason, json.slice(0, 120));
  const twisted = JSON.parse(JSON.stringify(toCacao(sample))) as { workflow: Record<string, { name?: string }> };
  const action = Object.values(twisted.workflow).find(({ name }) => name !== undefined);
  if (action !== undefined) action.name = "Something else";
  assert.equal(refusal(fromCacao(JSON.stringify(twisted))), "extension", "what people read is what is done");
  fc.assert(fc.property(fc.json(), (json) => void fromCacao(json, types)));
});

test("a UUID of version 5 is that of the standard", () => {
  const dns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
  assert.equal(uuidFive(dns, "www.example.com"), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (name) => {
      const hash = createHash("sha1")
        .update(Buffer.from(dns.replaceAll("-", ""), "hex"))
        .update(name)
        .digest("hex");
      const plain = uuidFive(dns, name).replaceAll("-", "");
      assert.deepEqual(
        [plain.slice(0, 12), plain.slice(13, 16), plain.slice(17)],
        [hash.slice(0, 12), hash.slice(13, 16), hash.slice(17, 32)],
      );
    }),
  );
});
