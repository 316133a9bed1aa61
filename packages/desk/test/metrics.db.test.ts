import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Assignment } from "@stanch/model/handling";
import { customerId } from "@stanch/model/ids";
import type { JournalEntry } from "@stanch/model/journal";
import { type CaseFacts, metricsOf } from "@stanch/model/metrics";
import { withScope } from "@stanch/store/with-scope";
import { clockFromJournal } from "../src/incident/response-clock.ts";
import { siteDue, siteFromJournal } from "../src/incident/site-clock.ts";
import { readCaseFacts } from "../src/metrics/metrics-repo.ts";
import type { Call } from "../src/handler.ts";
import { administrator, giveEvidence, submit } from "./case.testkit.ts";
import { as, testDesk, type TestDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";

const zone = "Asia/Shanghai";
const hostile = '=HYPERLINK("http://x","看")\r\n,"<script>';

/** What may happen in a case, and how many minutes pass before it. */
const deed = fc.record({
  what: fc.constantFrom(
    "contact",
    "arrive",
    "pause",
    "resume",
    "plan",
    "approve",
    "done",
    "undo",
    "noted",
    "level",
    "seal",
  ),
  wait: fc.integer({ min: 0, max: 200 }),
  back: fc.integer({ min: 0, max: 30 }),
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;
const history = fc.record({
  served: fc.boolean(),
  wait: fc.integer({ min: 0, max: 300 }),
  deeds: fc.array(deed, { minLength: 3, maxLength: 12 }),
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

interface Stage {
  readonly desk: TestDesk;
  readonly handler: Call;
  readonly supervisor: Call;
  readonly customer: string;
}

async function stageOf(desk: TestDesk): Promise<Stage> {
  const handler = await desk.person("钱处置", "handler", "duty-officer");
  const supervisor = await desk.person("李主管", "supervisor");
  const levels = { "1": { responseMinutes: 30, onSiteMinutes: 60 }, "2": { responseMinutes: 60 } };
  const plan = { id: "high", name: { zh: "高级", en: "High" }, responseMinutes: 120, onSiteMinutes: 240, levels };
  await desk.call("settings.put", administrator, { body: { servicePlans: [plan] } });
  const contract = { number: "1", plan: "high", from: "2026-01-01", until: "2026-12-31" };
  const body = {
    name: hostile,
    contacts: [],
    language: "zh",
    responseMinutes: 240,
    importance: "important",
    notes: "",
  };
  const customer = await desk.call("customer.create", handler, { body: { ...body, contract } });
  return { desk, handler, supervisor, customer: customer.id };
}

async function act(stage: Stage, incident: string, { what, back }: Deed): Promise<void> {
  const { desk, handler, supervisor } = stage;
  const params = { incident };
  const at = new Date(desk.now().getTime() - back * 60_000).toISOString();
  const measures = await desk.call("measure.list", handler, { params });
  const measure = (state: string) => ({
    incident,
    measure: measures.find((one) => one.state === state)?.id ?? incident,
  });
  switch (what) {
    case "contact":
      return void (await desk.call("incident.contact", handler, { params, body: { person: "王", how: "电话", at } }));
    case "arrive": {
      const body = { staff: handler.actor.id, part: "handler", mode: "on-site" };
      const made = await desk.call("assignment.create", supervisor, { params, body });
      const states: Assignment["state"][] = ["accepted", "under-way", "arrived"];
      for (const state of states)
        await desk.call("assignment.change", handler, { params: { incident, assignment: made.id }, body: { state } });
      return;
    }
    case "pause":
      return void (await desk.call("siteClock.pause", handler, { params, body: { reason: "x" } }));
    case "resume":
      return void (await desk.call("siteClock.resume", handler, { params }));
    case "plan": {
      const evidence = [await giveEvidence(desk, handler, incident, String(desk.now().getTime()))];
      const more = { proofPlan: "x", undo: "x", evidence };
      const body = { phase: "contain", title: "x", target: "", change: "x", ...more };
      return void (await desk.call("measure.plan", handler, { params, body }));
    }
    case "approve": {
      const body = { approve: true, reason: "x" };
      return void (await desk.call("measure.decide", supervisor, { params: measure("planned"), body }));
    }
    case "done": {
      const body = { before: "", after: "", proof: "x" };
      return void (await desk.call("measure.done", handler, { params: measure("approved"), body }));
    }
    case "undo":
      return void (await desk.call("measure.undo", handler, {
        params: measure("done"),
        body: { reason: "x" },
      } as never));
    case "noted":
      return void (await desk.call("incident.done", handler, { params, body: { step: "contain", note: "x" } }));
    case "level": {
      const factors = { importance: "important", loss: "severe", harm: "general" };
      const override = { level: back % 2 === 0 ? 1 : 2, reason: "x" };
      const body = { disposition: "incident", type: "NA-06", secondary: [], factors, override, reason: "x" };
      return void (await desk.call("determination.create", supervisor, { params, body }));
    }
    case "seal": {
      const body = { disposition: "failed-attempt", secondary: [], reason: "x", letter: "x" };
      await desk.call("determination.create", handler, { params, body });
      await desk.call("incident.skip", handler, { params, body: { step: "notify", reason: "x" } });
      while ((await desk.desk.turns.notices()) > 0);
      const archivist = as(handler.actor.id, "周档案", "archivist");
      return void (await desk.call("archive.seal", archivist, { params, body: { classification: "internal" } }));
    }
  }
}

/** Plays a history; what the desk refuses simply has not happened. */
async function play(stage: Stage, { served, wait, deeds }: History): Promise<string> {
  const { desk, handler, customer } = stage;
  const made = await submit(desk, { contact: { name: "王芳", phone: "+86 1000" } });
  desk.pass(wait);
  const body = served ? { customer } : {};
  const { id } = await desk.call("request.take", handler, { params: { request: made.request }, body });
  for (const one of deeds) {
    desk.pass(one.wait);
    await act(stage, id, one).catch((error: unknown) => {
      if (!(error instanceof Error) || !String(Reflect.get(error, "code")).startsWith("E_")) throw error;
    });
  }
  return id;
}

/** The times once more, from the journal's lines and nothing else. */
function fromJournal(entries: readonly JournalEntry[], now: string): Pick<CaseFacts, "seconds" | "kept"> {
  const clock = clockFromJournal(entries);
  assert.ok(clock);
  const start = Date.parse(clock.startedAt);
  const seconds: Record<string, number> = {};
  const kept: Record<string, boolean> = {};
  const put = (kind: string, at: string | undefined): void => {
    if (at !== undefined) seconds[kind] = Math.floor((Date.parse(at) - start) / 1000);
  };
  const first = (of: readonly JournalEntry[]) =>
    of.map(({ at }) => at).toSorted((a, b) => Date.parse(a) - Date.parse(b))[0];
  put("acknowledge", first(entries.filter(({ kind }) => kind === "incident.opened" || kind === "notice.acknowledged")));
  put("contact", clock.stoppedAt);
  if (clock.stoppedAt !== undefined) kept.contact = Date.parse(clock.stoppedAt) <= Date.parse(clock.dueAt);
  else if (Date.parse(now) > Date.parse(clock.dueAt)) kept.contact = false;

  const there = first(entries.filter(({ kind, data }) => kind === "assignment.changed" && data.state === "arrived"));
  put("arrive", there);
  const site = siteFromJournal(entries);
  if (site !== undefined) {
    const { stoppedAt: _stopped, stoppedBy: _by, ...open } = site;
    const due = siteDue(there === undefined ? open : { ...open, stoppedAt: there, stoppedBy: "x" });
    if (there !== undefined && due !== undefined) kept.arrive = Date.parse(there) <= Date.parse(due);
    else if (due !== undefined && Date.parse(now) > Date.parse(due)) kept.arrive = false;
  }

  const state = new Map<string, { state: string; at: string }>();
  for (const { kind, at, data } of entries) {
    const step = /^measure\.(.+)$/.exec(kind)?.[1];
    const id = String(data.measure);
    if (step === undefined || (step === "planned" ? data.phase !== "contain" : !state.has(id))) continue;
    state.set(id, { state: step, at });
  }
  const measures = [...state.values()];
  const done = measures.filter((one) => one.state === "done");
  const noted = entries.findLast(({ kind, data }) => kind === "step.done" && data.step === "contain")?.at;
  if (done.length === 0) put("contain", noted);
  else if (!measures.some((one) => one.state === "planned" || one.state === "approved"))
    put(
      "contain",
      done
        .map(({ at }) => at)
        .toSorted((a, b) => Date.parse(a) - Date.parse(b))
        .at(-1),
    );
  put("close", entries.find(({ kind }) => kind === "archive.sealed")?.at);
  return { seconds, kept };
}

for (const engine of await engines()) {
  test(`figures of random histories are those that the journals tell, to the second (${engine.name})`, async () => {
    await using desk = await testDesk({}, engine.open);
    const stage = await stageOf(desk);
    const told = new Map<string, Pick<CaseFacts, "seconds" | "kept">>();
    const ids: string[] = [];
    for (const one of fc.sample(history, { numRuns: 40, seed: 20_260_301 })) ids.push(await play(stage, one));
    for (const id of ids) {
      const journal = await desk.call("incident.journal", stage.handler, { params: { incident: id } });
      told.set(id, fromJournal(journal, desk.now().toISOString()));
    }
    const scope = { tenant: null, staff: true, actor: "test" };
    const now = desk.now().toISOString();
    const facts = await withScope(desk.options.records, scope, (tx) => readCaseFacts(tx, {}, { zone, now }));
    assert.equal(facts.length, ids.length);
    for (const { incident, seconds, kept } of facts) assert.deepEqual({ seconds, kept }, told.get(incident), incident);
    const counts = (kind: "contact" | "arrive" | "contain" | "close") =>
      facts.filter((one) => one.seconds[kind] !== undefined).length;
    for (const kind of ["contact", "arrive", "contain", "close"] as const)
      assert.ok(counts(kind) > 2, `${kind} ${counts(kind)}`);
    for (const kept of [true, false]) {
      assert.ok(
        facts.some((one) => one.kept.contact === kept),
        `contact ${kept}`,
      );
      assert.ok(
        facts.some((one) => one.kept.arrive === kept),
        `arrive ${kept}`,
      );
    }

    const all = await desk.call("metrics.get", stage.handler, { query: {} });
    assert.deepEqual(all, metricsOf(facts, zone));
    const narrowed = async (query: object) => (await desk.call("metrics.get", stage.handler, { query })).total.cases;
    assert.equal(
      await narrowed({ customer: stage.customer }),
      facts.filter((one) => one.customer !== undefined).length,
    );
    assert.equal(await narrowed({ level: "1" }), facts.filter((one) => one.level === 1).length);
    assert.equal(await narrowed({ type: "NA-06" }), facts.filter((one) => one.type === "NA-06").length);
    const [month] = all.byMonth;
    assert.ok(month !== undefined);
    assert.equal(await narrowed({ from: month.key, to: month.key }), month.cases);
    assert.equal(await narrowed({ to: "2025-12" }), 0);
  });

  test(`a customer is refused, and beneath that sees nothing of others; the file runs no formula (${engine.name})`, async () => {
    await using desk = await testDesk({}, engine.open);
    const stage = await stageOf(desk);
    const own = await play(stage, { served: true, wait: 1, deeds: [] });
    await play(stage, { served: false, wait: 1, deeds: [] });
    const who: Call = {
      actor: { kind: "customer", id: stage.customer, name: "客户" },
      roles: ["customer"],
      scope: { kind: "customer", customer: customerId.parse(stage.customer) },
    };
    for (const id of ["metrics.get", "metrics.file"] as const)
      await assert.rejects(desk.call(id, who, { query: {} }), { code: "E_FORBIDDEN" });
    const now = desk.now().toISOString();
    const scope = { tenant: stage.customer, staff: false, actor: "test" };
    const seen = await withScope(desk.options.records, scope, (tx) => readCaseFacts(tx, {}, { zone, now }));
    assert.deepEqual(
      seen.map(({ incident }) => incident),
      [own],
    );

    const file = await desk.call("metrics.file", stage.handler, { query: { from: "2026-03" } });
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.open()) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const text = bytes.toString("utf8");
    assert.deepEqual([file.name, file.size, text.charCodeAt(0)], ["metrics-2026-03.csv", bytes.length, 0xfeff]);
    assert.ok(text.includes(`"'=HYPERLINK(""http://x"",""看"")`), text);
    const part: Uint8Array[] = [];
    for await (const chunk of file.open({ offset: 3, length: 6 })) part.push(chunk);
    assert.equal(Buffer.concat(part).toString("utf8"), "number");
  });
}
