import assert from "node:assert/strict";
import { test } from "node:test";
import { withScope } from "@stanch/store/with-scope";
import type { Call } from "../src/handler.ts";
import { administrator, form, giveEvidence, openCase } from "./case.testkit.ts";
import { testDesk, type TestDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";

const day = 24 * 60;
const assets = [
  { id: "90000000-0000-4000-8000-000000000002", name: "HIS", address: "10.0.3.7", importance: "special" },
] as const;

async function customer(desk: TestDesk, officer: Call, name: string): Promise<string> {
  const body = { name, contacts: [], language: "zh", responseMinutes: 240, importance: "important", notes: "", assets };
  return (await desk.call("customer.create", officer, { body })).id;
}

async function determine(desk: TestDesk, who: Call, incident: string, type: string): Promise<void> {
  const body = { disposition: "suspected", type, secondary: [], reason: "x" };
  await desk.call("determination.create", who, { params: { incident }, body });
}

/** As sealing leaves it, without the whole way there. */
async function seal(desk: TestDesk, incident: string): Promise<void> {
  const scope = { tenant: null, staff: true, actor: "system:test" };
  await withScope(desk.options.records, scope, (tx) =>
    tx.updateTable("incident").set({ state: "archived" }).where("id", "=", incident).execute(),
  );
}

async function investigate(desk: TestDesk, who: Call, incident: string): Promise<void> {
  const evidence = await giveEvidence(desk, who, incident, `log of ${incident}`);
  await desk.call("investigation.create", who, { params: { incident }, body: { evidence: [evidence] } });
  await desk.desk.turns.investigation();
}

/** An engine whose answer names one attacker. */
function engine(desk: () => TestDesk) {
  return {
    run: async () => {
      const { blobs } = desk().options;
      const indicators = [{ type: "ip", value: "203.0.113.9", role: "attacker" }];
      const answer = await blobs.write([new TextEncoder().encode(JSON.stringify({ indicators }))]);
      return { state: "done" as const, verdict: "incident" as const, answer, sources: answer, counts: {} };
    },
  };
}

for (const db of await engines()) {
  test(`${db.name}: what comes back within 90 days is linked and flagged once, and whoever led before is paged`, async () => {
    await using desk = await testDesk({}, db.open);
    const first = await desk.person("前任", "handler", "duty-officer");
    const duty = await desk.person("赵值班", "duty-officer");
    const own = await customer(desk, first, form.organisation);
    const other = await customer(desk, first, "东湖银行");
    const quiet = { systems: "", description: "" };
    const old = await openCase(desk, first, {}, { customer: own });
    await determine(desk, first, old.incident, "MAL-06");
    await seal(desk, old.incident);
    await desk.desk.turns.recurrences();
    const watch = async () =>
      (await desk.call("incident.get", duty, { params: { incident: old.incident } })).recurrenceWatch;
    const begun = await watch();
    assert.equal(begun?.state, "watching");
    assert.equal((Date.parse(begun.endsAt) - Date.parse(begun.startsAt)) / 60_000, 90 * day);

    desk.pass(30 * day);
    const apart = await openCase(desk, duty, { organisation: "东湖银行", ...quiet }, { customer: other });
    await determine(desk, duty, apart.incident, "MAL-06");
    const innocent = await openCase(desk, duty, quiet, { customer: own });
    await determine(desk, duty, innocent.incident, "DS-01");
    await desk.desk.turns.recurrences();
    assert.equal((await watch())?.state, "watching", "another customer, and another type: nothing came back");

    const again = await openCase(desk, duty, quiet, { customer: own });
    await determine(desk, duty, again.incident, "MAL-06");
    await desk.desk.turns.recurrences();
    await desk.desk.turns.recurrences();
    const shown = await desk.call("incident.get", duty, { params: { incident: again.incident } });
    assert.deepEqual(
      shown.recurrenceOf?.map(({ previous, reasons }) => [previous.id, reasons]),
      [[old.incident, [{ kind: "type", values: ["MAL-06"] }]]],
    );
    const notices = await desk.call("notice.list", duty, { params: { incident: again.incident } });
    const told = notices.filter(({ subject }) => subject.includes("复发"));
    assert.deepEqual(
      told.map(({ to }) => to.name),
      ["前任"],
      "paged once, whoever leads now",
    );
    const ended = await watch();
    assert.deepEqual([ended?.state, ended?.later.map(({ id }) => id)], ["recurred", [again.incident]]);
    const journal = await desk.call("incident.journal", duty, { params: { incident: again.incident } });
    assert.equal(journal.filter(({ kind }) => kind === "recurrence.found").length, 1);
    const asset = await openCase(desk, duty, { ...quiet, systems: "HIS 又慢了" }, { customer: own });
    await desk.desk.turns.recurrences();
    const byAsset = await desk.call("incident.get", duty, { params: { incident: asset.incident } });
    assert.deepEqual(
      byAsset.recurrenceOf?.[0]?.reasons.map(({ kind }) => kind),
      ["asset"],
      "before anything is determined",
    );
    assert.deepEqual(desk.errors, []);
  });

  test(`${db.name}: a shared indicator links across customers; after the days of its type a watch is held`, async () => {
    let desk: TestDesk | undefined;
    const of = (): TestDesk => {
      if (desk === undefined) throw new TypeError("not open");
      return desk;
    };
    await using opened = await testDesk({ runner: engine(of) }, db.open);
    desk = opened;
    const lead = await desk.person("前任", "handler", "duty-officer");
    await desk.call("settings.put", administrator, { body: { recurrence: { days: 90, types: { MAL: 10 } } } });
    const old = await openCase(desk, lead);
    await determine(desk, lead, old.incident, "MAL-06");
    await investigate(desk, lead, old.incident);
    await seal(desk, old.incident);
    await desk.desk.turns.recurrences();
    desk.pass(5 * day);
    const fresh = await openCase(desk, lead, { organisation: "东湖银行", systems: "", description: "" });
    await desk.desk.turns.recurrences();
    const links = async () =>
      (await of().call("incident.get", lead, { params: { incident: fresh.incident } })).recurrenceOf;
    assert.equal(await links(), undefined);
    await investigate(desk, lead, fresh.incident);
    await desk.desk.turns.recurrences();
    assert.deepEqual((await links())?.[0]?.reasons, [{ kind: "indicator", values: ["ip 203.0.113.9"] }]);

    const second = await openCase(desk, lead, { organisation: "西山学校" });
    await determine(desk, lead, second.incident, "MAL-06");
    await seal(desk, second.incident);
    await desk.desk.turns.recurrences();
    desk.pass(10 * day - 1);
    const state = async () =>
      (await of().call("incident.get", lead, { params: { incident: second.incident } })).recurrenceWatch?.state;
    await desk.desk.turns.recurrences();
    assert.equal(await state(), "watching");
    desk.pass(1);
    await desk.desk.turns.recurrences();
    assert.equal(await state(), "held");
    const late = await openCase(desk, lead, { organisation: "西山学校" });
    await determine(desk, lead, late.incident, "MAL-06");
    await desk.desk.turns.recurrences();
    const shown = await desk.call("incident.get", lead, { params: { incident: late.incident } });
    assert.equal(shown.recurrenceOf, undefined, "the days are over");
    assert.deepEqual(desk.errors, []);
  });
}
