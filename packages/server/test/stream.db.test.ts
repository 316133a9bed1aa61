import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openCase } from "./case.testkit.ts";
import { testCentre, type TestCentre } from "./centre.testkit.ts";
import { administrator, type Client, client, person, type Person } from "./client.testkit.ts";

let of: TestCentre;
let admin: Person;
let anyone: Client;
before(async () => {
  of = await testCentre();
  admin = await administrator(of);
  anyone = client(() => of.url);
});
after(() => of[Symbol.asyncDispose]());

interface Told {
  readonly kind: string;
  readonly incident?: string;
}

/** Listens as a browser does. `ended` resolves when the server ends the stream. */
async function listen(
  who: Client,
): Promise<{ told: Told[]; text: () => string; ended: Promise<void>; leave: () => void }> {
  const abort = new AbortController();
  const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const response = await fetch(`${of.url}/api/v1/changes`, { headers: { cookie }, signal: abort.signal });
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type") ?? "", /^text\/event-stream/);
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.match(response.headers.get("content-security-policy") ?? "", /default-src 'none'/);
  const told: Told[] = [];
  let text = "";
  const ended = (async () => {
    for await (const chunk of response.body ?? []) {
      text += new TextDecoder().decode(chunk);
      told.splice(
        0,
        Infinity,
        ...[...text.matchAll(/^data: (.*)$/gm)].map((match) => JSON.parse(match[1] ?? "") as Told),
      );
    }
  })().catch(() => undefined);
  return { told, text: () => text, ended, leave: () => abort.abort() };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

test("staff hear of a new request at once; a customer without a case and an administrator hear nothing of cases", async () => {
  const officer = await person(() => of.url, admin, "赵", "duty-officer");
  const customer = await person(() => of.url, admin, "客", "customer");
  const [first, second, third] = [await listen(officer), await listen(customer), await listen(admin)];
  const { incident } = await openCase(anyone, officer);
  await until(() => first.told.some((one) => one.incident === incident));
  assert.ok(first.told.some((one) => one.kind === "request.received"));
  await admin.call("customer.create", {
    body: { name: "x", contacts: [], language: "zh", responseMinutes: 60, importance: "general", notes: "" },
  });
  await person(() => of.url, admin, "新", "handler");
  await until(() => third.told.some((one) => one.kind === "staff.changed"));
  assert.deepEqual(
    third.told.filter((one) => "incident" in one || "request" in one),
    [],
  );
  assert.deepEqual(second.told, []);
  assert.ok(!first.text().includes('"customer"'), "never the tenant");
  for (const one of [first, second, third]) one.leave();
});

test("a stream ends with its session: signed out, reset, made inactive, given another role", async () => {
  const ends: readonly ((who: Person) => Promise<unknown>)[] = [
    (who) => who.call("session.signOut"),
    (who) => admin.call("staff.reset", { params: { staff: who.id } }),
    (who) => admin.call("staff.update", { params: { staff: who.id }, body: change(who, false, "handler") }),
    (who) => admin.call("staff.update", { params: { staff: who.id }, body: change(who, true, "archivist") }),
  ];
  const change = (who: Person, active: boolean, role: string) => ({
    name: "x",
    email: who.email,
    phone: "",
    roles: [role],
    language: "zh",
    active,
  });
  const officer = await person(() => of.url, admin, "李", "duty-officer");
  for (const [at, end] of ends.entries()) {
    const who = await person(() => of.url, admin, `某${at}`, "handler");
    const stream = await listen(who);
    await end(who);
    await stream.ended;
    const before = stream.told.length;
    await openCase(anyone, officer, { organisation: `第${at}家` });
    assert.equal(stream.told.length, before, "nothing is told after the end");
  }
});

test("nobody without a session listens", async () => {
  assert.equal((await anyone.ask("changes.stream")).status, 401);
});

test("a closing centre ends its streams and does not wait for listeners", async () => {
  const stream = await listen(admin);
  await of.again();
  await stream.ended;
  assert.equal((await admin.call("session.get")).state, "ready");
});
