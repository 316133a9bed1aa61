import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { withScope } from "@stanch/store/with-scope";
import type { Call } from "../src/handler.ts";
import type { RunOrder, RunRules } from "../src/ports.ts";
import { administrator, giveEvidence, openCase } from "./case.testkit.ts";
import { testDesk, type TestDesk } from "./desk.testkit.ts";
import { type Engine, engines } from "./engines.testkit.ts";
import { plainRunner } from "./outside-parts.testkit.ts";

for (const engine of await engines()) describe(engine.name, () => choices(engine));

function choices(engine: Engine): void {
  let desk: TestDesk;
  let researcher: Call;
  const orders: RunOrder[] = [];
  before(async () => {
    const outer: { run?: ReturnType<typeof plainRunner>["run"] } = {};
    desk = await testDesk(
      {
        runner: {
          run: (order, control) => {
            orders.push(order);
            outer.run ??= plainRunner(desk.options.blobs).run;
            return outer.run(order, control);
          },
        },
      },
      engine.open,
    );
    researcher = await desk.person("孙研究", "researcher", "duty-officer", "handler");
  });
  after(() => desk[Symbol.asyncDispose]());

  const contract = { contacts: [], language: "zh", responseMinutes: 60, importance: "important", notes: "" };
  const customerNamed = async (name: string): Promise<string> =>
    (await desk.call("customer.create", researcher, { body: { ...contract, name } })).id;
  const bytesOf = async function* (text: string) {
    yield new TextEncoder().encode(text);
  };
  const list = (query: object) => desk.call("ruleChoice.list", researcher, { query });
  const switched = (rule: string, on: boolean, customer?: string) =>
    desk.call("ruleChoice.switch", researcher, {
      body: { rule, on, reason: "误报", ...(customer === undefined ? {} : { customer }) },
    });

  /** What the engine was told of the rules when it ran over a customer's evidence. */
  async function rulesOfRun(customer: string): Promise<{ rules: RunRules; again: () => Promise<RunRules> }> {
    const { incident } = await openCase(desk, researcher, {}, { customer });
    const evidence = await giveEvidence(desk, researcher, incident, `log of ${customer}`);
    const params = { incident };
    const { id } = await desk.call("investigation.create", researcher, { params, body: { evidence: [evidence] } });
    const run = async (): Promise<RunRules> => {
      await desk.desk.turns.investigation();
      const order = orders.findLast(({ investigation }) => investigation === id);
      assert.ok(order !== undefined);
      return order.rules;
    };
    return { rules: await run(), again: run };
  }

  test("a rule is off for everybody or for one customer, on again, and the hash of the rule set says so", async () => {
    const [one, two] = [await customerNamed("甲"), await customerNamed("乙")];
    const plain = await list({});
    assert.deepEqual([plain.total, plain.found, plain.rules.length], [2, 2, 2]);
    await switched("OWN-1", false);
    await switched("own-2", false, one);
    const seen = await list({ customer: one });
    assert.deepEqual(
      seen.rules.map(({ id, off, offHere }) => [id, off?.reason, offHere?.byName]),
      [
        ["own-1", "误报", undefined],
        ["own-2", undefined, "孙研究"],
      ],
    );
    assert.notEqual(seen.hash, plain.hash);
    assert.deepEqual((await rulesOfRun(one)).rules.disabled, ["own-1", "own-2"]);
    assert.deepEqual((await rulesOfRun(two)).rules.disabled, ["own-1"]);
    await switched("own-1", true);
    await switched("own-1", true);
    assert.deepEqual((await rulesOfRun(one)).rules.disabled, ["own-2"]);
    await switched("own-2", true, one);
    assert.equal((await list({ customer: one })).hash, plain.hash);
    await assert.rejects(switched("nobody", false), { code: "E_NOT_FOUND" });
    await assert.rejects(switched("own-1", false, "2f9c1a34-5a5c-4a7b-9d2e-0c6d5b1f0a11"), { code: "E_NOT_FOUND" });
  });

  test("an investigation is repeated with the rules of the moment it was asked for", async () => {
    const customer = await customerNamed("丙");
    const { incident } = await openCase(desk, researcher, {}, { customer });
    const evidence = await giveEvidence(desk, researcher, incident, "repeat");
    await desk.call("investigation.create", researcher, { params: { incident }, body: { evidence: [evidence] } });
    desk.pass(1);
    await switched("own-1", false, customer);
    await desk.desk.turns.investigation();
    assert.deepEqual(orders.at(-1)?.rules.disabled, []);
    desk.pass(1);
    assert.deepEqual((await rulesOfRun(customer)).rules.disabled, ["own-1"]);
    await switched("own-1", true, customer);
  });

  test("rules are found by words, source, level and state", async () => {
    const ids = async (query: object) => (await list(query)).rules.map(({ id }) => id);
    assert.deepEqual(await ids({ text: "规则 OWN-2" }), ["own-2"]);
    assert.deepEqual(await ids({ level: "high" }), ["own-1"]);
    assert.deepEqual(await ids({ source: "gone" }), []);
    await switched("own-2", false);
    assert.deepEqual(await ids({ state: "off" }), ["own-2"]);
    assert.deepEqual(await ids({ state: "on" }), ["own-1"]);
    await switched("own-2", true);
    assert.deepEqual(await ids({ offset: 1 }), ["own-2"]);
  });

  test("a filter that is none is refused with its line; one in force narrows until it is taken away", async () => {
    const customer = await customerNamed("丁");
    const yaml = "title: <b>扫描器\nfilter: {}";
    const body = { yaml: "title: x", customer, reason: "扫描器" };
    await assert.rejects(desk.call("ruleChoice.addFilter", researcher, { body }), { code: "E_RULE_FILTER" });
    const told = await desk.call("ruleChoice.lint", researcher, { body: { yaml: "title: x" } });
    assert.deepEqual([told.rules, told.remarks[0]?.error], [0, true]);
    const made = await desk.call("ruleChoice.addFilter", researcher, { body: { ...body, yaml } });
    assert.deepEqual([made.title, made.customer, made.yaml], ["title: <b>扫描器", customer, yaml]);
    const mine = await desk.call("ruleChoice.filters", researcher, { query: { customer } });
    assert.deepEqual(mine, [made]);
    assert.deepEqual(await desk.call("ruleChoice.filters", researcher, { query: {} }), []);
    assert.deepEqual((await rulesOfRun(customer)).rules.filters, [{ id: made.id, yaml }]);
    const removal = { params: { filter: made.id }, body: { reason: "不再扫描" } };
    await desk.call("ruleChoice.removeFilter", researcher, removal);
    assert.deepEqual((await rulesOfRun(customer)).rules.filters, []);
    await assert.rejects(desk.call("ruleChoice.removeFilter", researcher, removal), { code: "E_NOT_FOUND" });
  });

  test("added rules are kept with hash and licence, judge at once, and are out of use when taken away", async () => {
    const customer = await customerNamed("戊");
    const added = await desk.call("ruleChoice.addSource", researcher, {
      query: { name: "sigmahq" },
      body: bytesOf("zip"),
    });
    assert.deepEqual([added.documents, added.rejected, added.licence, added.size], [3, 1, "DRL 1.1", 3]);
    assert.match(added.sha256, /^[\da-f]{64}$/);
    assert.deepEqual((await list({})).sources, ["own", "sigmahq"]);
    assert.deepEqual((await rulesOfRun(customer)).rules.sources, [{ name: "sigmahq", sha256: added.sha256 }]);
    const add = (name: string) =>
      desk.call("ruleChoice.addSource", researcher, { query: { name }, body: bytesOf("other") });
    await assert.rejects(add("sigmahq"), { code: "E_RULE_SOURCE_NAME" });
    await assert.rejects(add("empty"), { code: "E_RULE_SOURCE_EMPTY" });
    await assert.rejects(add("../x"));
    desk.pass(1);
    await desk.call("ruleChoice.removeSource", researcher, { params: { source: added.id }, body: { reason: "旧版" } });
    assert.deepEqual(await desk.call("ruleChoice.sources", researcher), []);
    assert.deepEqual((await list({})).sources, ["own"]);
    assert.equal((await add("sigmahq")).name, "sigmahq");
  });

  test("only who may write rules chooses; every choice is watched; what was chosen is never changed", async () => {
    const officer = await desk.person("李值班", "duty-officer");
    const body = { rule: "own-1", on: false, reason: "x" };
    for (const who of [officer, administrator]) {
      await assert.rejects(desk.call("ruleChoice.switch", who, { body }), { code: "E_FORBIDDEN" });
    }
    assert.equal((await desk.call("ruleChoice.list", officer, { query: {} })).total > 0, true);
    await assert.rejects(desk.call("ruleChoice.switch", researcher, { body: { ...body, reason: " " } }));
    const staff = { tenant: null, staff: true, actor: "test" };
    const rows = await withScope(desk.options.records, staff, (tx) =>
      tx.selectFrom("access_log").select(["what", "detail"]).where("what", "like", "rule.%").execute(),
    );
    assert.ok(rows.some(({ what, detail }) => what === "rule.off" && detail.includes("误报")));
    assert.ok(rows.some(({ what }) => what === "rule.source-removed"));
    for (const change of [sql`update rule_choice set reason = ''`, sql`delete from rule_choice`]) {
      await assert.rejects(withScope(desk.options.records, staff, (tx) => change.execute(tx)));
    }
    const customer = { tenant: "2f9c1a34-5a5c-4a7b-9d2e-0c6d5b1f0a11", staff: false, actor: "c" };
    for (const table of ["rule_choice", "rule_source"] as const) {
      const own = await withScope(desk.options.records, customer, (tx) => tx.selectFrom(table).selectAll().execute());
      assert.deepEqual(own, [], table);
    }
  });
}
