import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { api } from "@stanch/model/api";
import { apiMatrix } from "@stanch/model/api-matrix.testkit";
import { conformance } from "@stanch/model/conformance.testkit";
import { customerId } from "@stanch/model/ids";
import { may, role } from "@stanch/model/role";
import type { Route } from "@stanch/model/route";
import { schemaSample } from "@stanch/model/schema-sample.testkit";
import { withScope } from "@stanch/store/with-scope";
import { type Call, type DeskOperation, publicCall } from "../src/handler.ts";
import { giveEvidence, openCase } from "./case.testkit.ts";
import { testDesk, type TestDesk } from "./desk.testkit.ts";

let desk: TestDesk;
let ids: Record<string, string>;
let tokens: Record<"own" | "foreign", string>;
let own: string;
let foreign: string;
let handler: Call;

/** A customer's case with one of everything in it. */
async function fullCase(name: string): Promise<{ customer: string; token: string; ids: Record<string, string> }> {
  const contract = { name, contacts: [], language: "zh", responseMinutes: 60, importance: "important", notes: "" };
  const customer = await desk.call("customer.create", handler, { body: contract });
  const made = await openCase(desk, handler, { organisation: name }, { customer: customer.id });
  const params = { incident: made.incident };
  const evidence = await giveEvidence(desk, handler, made.incident, `log of ${name}`);
  const advice = await desk.call("advice.create", handler, { params, body: { body: `给${name}`, channel: "page" } });
  const plan = {
    phase: "contain",
    title: name,
    target: "",
    change: "x",
    proofPlan: "x",
    undo: "x",
    evidence: [evidence],
  };
  const measure = await desk.call("measure.plan", handler, { params, body: plan });
  const report = await desk.call("report.draft", handler, { params });
  const investigation = await desk.call("investigation.create", handler, { params, body: { evidence: [evidence] } });
  const [assignment] = await desk.call("assignment.list", handler, { params });
  return {
    customer: customer.id,
    token: made.token,
    ids: {
      incident: made.incident,
      request: made.request,
      evidence,
      advice: advice.id,
      measure: measure.id,
      report: report.id,
      investigation: investigation.id,
      assignment: assignment?.id ?? "",
      customer: customer.id,
      upload: made.incident,
      staff: handler.actor.id,
      draft: made.incident,
      name: "report.zh.pdf",
    },
  };
}

before(async () => {
  desk = await testDesk();
  handler = await desk.person("钱处置", "handler", "duty-officer");
  const a = await fullCase("青山医院");
  const b = await fullCase("东湖银行");
  own = a.customer;
  foreign = b.customer;
  ids = b.ids;
  tokens = { own: a.token, foreign: b.token };
});
after(() => desk[Symbol.asyncDispose]());

function customerCall(customer: string): Call {
  return {
    actor: { kind: "customer", id: customer, name: "客户" },
    roles: ["customer"],
    scope: { kind: "customer", customer: customerId.parse(customer) },
  };
}

/** The least that an operation's handler looks at, aimed at somebody else's things. */
function aimed(token: string) {
  return {
    params: { ...ids, token },
    query: { offset: 0 },
    body: { name: "x", body: "x", mark: "read", sha256: "0".repeat(64), evidence: [] },
  };
}

test("a customer's account is refused every operation that is not for customers, whatever it aims at", async () => {
  const refused: string[] = [];
  for (const id of Object.keys(desk.desk.handlers) as DeskOperation[]) {
    if (may(["customer"], api[id].permission)) continue;
    const call = desk.desk.handlers[id] as (call: Call, input: unknown) => Promise<unknown>;
    await assert.rejects(call(customerCall(own), aimed(tokens.own)), { code: "E_FORBIDDEN" }, id);
    refused.push(id);
  }
  assert.ok(refused.length > 50, `${refused.length} operations`);
});

test("each role is refused what its permissions do not name", async () => {
  for (const role of ["duty-officer", "handler", "supervisor", "researcher", "archivist", "administrator"] as const) {
    const who: Call = {
      actor: { kind: "staff", id: handler.actor.id, name: role },
      roles: [role],
      scope: { kind: "staff" },
    };
    for (const id of Object.keys(desk.desk.handlers) as DeskOperation[]) {
      if (may([role], api[id].permission)) continue;
      const call = desk.desk.handlers[id] as (call: Call, input: unknown) => Promise<unknown>;
      await assert.rejects(call(who, aimed(tokens.own)), { code: "E_FORBIDDEN" }, `${role} ${id}`);
    }
  }
});

test("what the public may call opens nothing of another customer with an own link", async () => {
  const within = ["public.advice", "public.reportFile", "public.countersign"] as const;
  for (const id of within) {
    const call = desk.desk.handlers[id] as (call: Call, input: unknown) => Promise<unknown>;
    for (const who of [publicCall, customerCall(own)]) {
      await assert.rejects(call(who, aimed(tokens.own)), { code: "E_NOT_FOUND" }, id);
    }
  }
  const page = JSON.stringify(await desk.call("public.status", customerCall(own), { params: { token: tokens.own } }));
  assert.ok(page.includes("青山医院") && !page.includes("东湖银行"));
  for (const inner of ["log of", "钱处置 x", ids.incident ?? "-", "journal"]) assert.ok(!page.includes(inner), inner);
  const wrong = `${tokens.foreign.slice(0, -1)}${tokens.foreign.endsWith("A") ? "B" : "A"}`;
  for (const token of [wrong, "x".repeat(43)]) {
    await assert.rejects(desk.call("public.status", publicCall, { params: { token } }), { code: "E_NOT_FOUND" });
    await assert.rejects(desk.call("public.notice", publicCall, { params: { token } }), { code: "E_NOT_FOUND" });
  }
});

test("another organisation whose report was joined to the case learns nothing of what was found", async () => {
  const made = await desk.call("public.request", publicCall, {
    body: {
      organisation: "路人公司",
      contact: { name: "某人", phone: "+86 1000" },
      location: "x",
      systems: "",
      symptoms: [],
      description: "",
      language: "zh",
    },
  });
  const [request] = await desk.call("request.list", handler, { query: { text: made.number } });
  await desk.call("request.take", handler, { params: { request: request?.id }, body: { incident: ids.incident } });
  const token = made.statusPath.slice("/c/".length);
  const page = await desk.call("public.status", publicCall, { params: { token } });
  assert.deepEqual([page.advice, page.people, page.reports], [[], [], []]);
  const body = { mark: "read" };
  await assert.rejects(desk.call("public.advice", publicCall, { params: { token, advice: ids.advice }, body }), {
    code: "E_NOT_FOUND",
  });
});

test("changes are streamed to staff, to a customer only its own, to the public never", async () => {
  const listen = async (who: Call) => {
    const stream = desk.desk.handlers["changes.stream"](who, { params: undefined, query: undefined, body: undefined });
    return (await stream)[Symbol.asyncIterator]();
  };
  const [staff, mine] = [await listen(handler), await listen(customerCall(own))];
  const contract = { contacts: [], language: "zh", responseMinutes: 60, importance: "important", notes: "" };
  const update = (customer: string, name: string) =>
    desk.call("customer.update", handler, { params: { customer }, body: { ...contract, name } });
  await update(foreign, "东湖银行");
  await update(own, "青山医院");
  const all = [(await staff.next()).value, (await staff.next()).value];
  assert.deepEqual(
    all.map((change) => change?.customer),
    [foreign, own],
  );
  assert.equal((await mine.next()).value?.customer, own);
  await assert.rejects(listen(publicCall), { code: "E_FORBIDDEN" });
});

test("row-level security beneath: under a customer's scope no table shows another's row, and staff tables show none", async () => {
  const tables = await sql<{
    name: string;
    rls: boolean;
  }>`select c.relname as name, c.relrowsecurity as rls from pg_class c
    join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'`.execute(
    desk.options.records.db,
  );
  const seen = new Map<string, string>();
  for (const { name, rls } of tables.rows) {
    if (name === "counter" || name === "stanch_migration") continue;
    assert.ok(rls, `${name} has row-level security`);
    const scope = { tenant: own, staff: false, actor: `customer:${own}` };
    const rows = await withScope(
      desk.options.records,
      scope,
      async (tx) => (await sql`select * from ${sql.table(name)}`.execute(tx)).rows,
    );
    if (rows.length > 0) seen.set(name, JSON.stringify(rows));
  }
  assert.deepEqual([...seen.keys()].toSorted(), [
    "advice",
    "assignment",
    "customer",
    "incident",
    "measure",
    "report",
    "request",
  ]);
  for (const [name, text] of seen) {
    assert.ok(!text.includes(foreign) && !text.includes("东湖银行") && !text.includes(ids.incident ?? "-"), name);
  }
  const nobody = { tenant: null, staff: false, actor: "public" };
  for (const name of seen.keys()) {
    const rows = await withScope(
      desk.options.records,
      nobody,
      async (tx) => (await sql`select * from ${sql.table(name)}`.execute(tx)).rows,
    );
    assert.equal(rows.length, 0, name);
  }
});

/** A valid call of an operation, aimed at these ids. */
function valid(
  id: DeskOperation,
  params: Readonly<Record<string, string>>,
): { params: unknown; query: unknown; body: unknown } {
  const route: Route = api[id];
  const row = apiMatrix[id];
  assert.ok(row !== undefined, `${id} has no row in packages/model/src/api-matrix.testkit.ts`);
  const bytes = (async function* () {
    yield new Uint8Array(1);
  })();
  const sample = schemaSample(route.body);
  const body = sample === undefined ? undefined : { ...(sample as object), ...row.body };
  return {
    params: route.params.type === "undefined" ? undefined : route.params.parse(params),
    query: route.query.type === "undefined" ? undefined : route.query.parse(row.query ?? {}),
    body: route.carries === "bytes" ? bytes : route.body.parse(body),
  };
}

test("beneath the permissions: whoever may do everything, but under one customer's scope, finds nothing of another", async (t) => {
  // As if every role were granted by mistake: the scope alone has to hold.
  const mighty: Call = { ...customerCall(own), roles: role.options };
  const marks = [foreign, "东湖银行", "log of 东湖银行", tokens.foreign];
  const told: string[] = [];
  let held = 0;
  const operations = (Object.keys(desk.desk.handlers) as DeskOperation[]).filter((id) => !id.startsWith("public."));
  for (const id of operations) {
    if (api[id].carries === "stream") continue;
    const call = desk.desk.handlers[id] as (call: Call, input: unknown) => Promise<unknown>;
    const sent = valid(id, { ...params(), ...ids, token: tokens.foreign });
    try {
      const answer = JSON.stringify(await call(mighty, sent)) ?? "";
      const found = marks.filter((one) => answer.includes(one));
      if (found.length > 0) told.push(`${id} tells ${found.join(" ")}: ${answer.slice(0, 200)}`);
      else if (apiMatrix[id]?.reach === "incident")
        told.push(`${id} answers for another's case: ${answer.slice(0, 200)}`);
      else held++;
    } catch (error) {
      // Whatever refuses, tells nothing; row-level security itself may be what refuses.
      const text = error instanceof Error ? error.message : String(error);
      const found = marks.filter((one) => text.includes(one));
      if (found.length > 0) told.push(`${id} refuses with ${found.join(" ")}: ${text.slice(0, 200)}`);
      else held++;
    }
  }
  conformance(t, "tenant-scope-beneath", held, held + told.length);
  assert.deepEqual(told, []);
  assert.ok(held > 90, `${held} operations`);
});

/** Parameters that no case has. */
function params(): Readonly<Record<string, string>> {
  const any = "00000000-0000-4000-8000-00000000dead";
  const named = {
    rule: "CN-CAC",
    kind: "teams",
    key: "0.0",
    event: "0123456789abcdef-0",
    format: "sample",
    provider: "sample",
  };
  const id = Object.fromEntries(
    ["id", "contact", "task", "mail", "filter", "source", "dispatch", "support", "line", "session", "customer"].map(
      (one) => [one, any],
    ),
  );
  return { ...id, ...named };
}
