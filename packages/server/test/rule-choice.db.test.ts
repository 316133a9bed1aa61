import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { zipOf } from "@stanch/investigate/rule-zip.testkit";
import { ended, giveEvidence, openCase } from "./case.testkit.ts";
import { testCentre, type TestCentre } from "./centre.testkit.ts";
import { administrator, client, person, type Person } from "./client.testkit.ts";
import { intrusionLog } from "./intrusion.testkit.ts";

let of: TestCentre;
let researcher: Person;
before(async () => {
  of = await testCentre();
  const admin = await administrator(of);
  researcher = await person(() => of.url, admin, "孙", "researcher", "handler", "duty-officer");
});
after(() => of[Symbol.asyncDispose]());

const id = "0b1f9e7c-5a0e-4a1e-9b53-1f0d8a1f3c11";
const rule = `title: '=HYPERLINK("x") <b>\u202eAny log-in'\nid: ${id}\nlogsource: {product: linux, service: sshd}\ndetection: {s: {event.outcome: success}, condition: s}\nlevel: high\n`;

/** Investigates a log; answers the sheet. */
async function judged() {
  const { incident } = await openCase(
    client(() => of.url),
    researcher,
  );
  const evidence = await giveEvidence(researcher, incident, "auth.log", Buffer.from(intrusionLog(Date.now())));
  const params = { incident };
  const run = await researcher.call("investigation.create", { params, body: { evidence: [evidence] } });
  assert.equal((await ended(researcher, incident, run.id)).state, "done");
  const sheet = await researcher.call("answer.get", { params: { incident, investigation: run.id } });
  return { sheet, hash: (await researcher.call("ruleChoice.list", { query: {} })).hash };
}

test("rules added, switched off and narrowed judge the next investigation, whose answer states the hash that was shown", async () => {
  const plain = await judged();
  assert.equal(plain.sheet.made.ruleSet, plain.hash);
  const zip = zipOf({ "rules/a.yml": rule, LICENSE: "DRL 1.1" }, true);
  const source = await researcher.call("ruleChoice.addSource", { query: { name: "mine" }, body: zip });
  assert.deepEqual([source.documents, source.licence], [1, "DRL 1.1"]);
  const [listed] = (await researcher.call("ruleChoice.list", { query: { source: "mine" } })).rules;
  assert.equal(listed?.id, id);
  const added = await judged();
  assert.equal(added.sheet.made.ruleSet, added.hash);
  assert.notEqual(added.hash, plain.hash);
  assert.equal(added.sheet.counts.rules, plain.sheet.counts.rules + 1);
  assert.ok(added.sheet.counts.detections > plain.sheet.counts.detections);
  await researcher.call("ruleChoice.switch", { body: { rule: id, on: false, reason: "太吵" } });
  const off = await judged();
  assert.equal(off.sheet.made.ruleSet, off.hash);
  assert.equal(off.sheet.counts.detections, plain.sheet.counts.detections);
  await researcher.call("ruleChoice.switch", { body: { rule: id, on: true, reason: "再看" } });
  const yaml = `title: Not these\nlogsource: {product: linux}\nfilter:\n  rules: ["${id}"]\n  selection: {event.outcome: success}\n  condition: not selection\n`;
  assert.equal((await researcher.call("ruleChoice.lint", { body: { yaml } })).rules, 1);
  await researcher.call("ruleChoice.addFilter", { body: { yaml, reason: "试" } });
  const narrowed = await judged();
  assert.equal(narrowed.sheet.made.ruleSet, narrowed.hash);
  assert.equal(narrowed.sheet.counts.detections, plain.sheet.counts.detections);
});

test("what is no zip, no rule or too much is refused in words, and nothing is kept", async () => {
  const add = (name: string, body: Uint8Array) => researcher.ask("ruleChoice.addSource", { query: { name }, body });
  const before = await researcher.call("ruleChoice.sources");
  const half = zipOf({ "a.yml": rule }, true).subarray(0, 50);
  assert.equal((await add("half", half)).body.code, "E_RULES_ZIP");
  assert.equal((await add("prose", Buffer.from("no rule"))).body.code, "E_RULE_SOURCE_EMPTY");
  assert.equal((await add("../etc", Buffer.from(rule))).status, 400);
  const bad = { yaml: rule, reason: "x" };
  const refused = await researcher.ask("ruleChoice.addFilter", { body: bad });
  assert.equal(refused.body.code, "E_RULE_FILTER");
  assert.deepEqual(await researcher.call("ruleChoice.sources"), before);
});
