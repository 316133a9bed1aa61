import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { api, type OperationId } from "@stanch/model/api";
import { keyPermission, personOnly } from "@stanch/model/api-key";
import { apiMatrix, type MatrixRow } from "@stanch/model/api-matrix.testkit";
import { conformance } from "@stanch/model/conformance.testkit";
import { may, role, type Role } from "@stanch/model/role";
import type { Route } from "@stanch/model/route";
import { schemaSample } from "@stanch/model/schema-sample.testkit";
import { postgresFolder, startPostgres } from "@stanch/store/postgres-server.testkit";
import { testCentre, type TestCentre } from "./centre.testkit.ts";
import { type FullCase, fullCase } from "./full-case.testkit.ts";
import { administrator, type Answer, client, type Client, person, type Sent } from "./client.testkit.ts";

/*
 * Generated from the API table: every route, every role, things of another customer. On PostgreSQL.
 */

const bin = postgresFolder();
const suite = { skip: bin === undefined ? "skipped: no PostgreSQL (initdb) found" : false };
const routes = Object.entries(api) as [OperationId, Route][];
const open = new AsyncDisposableStack();

let of: TestCentre;
let anyone: Client;
let byRole: ReadonlyMap<Role, Client>;
let own: FullCase;
let foreign: FullCase;

before(async () => {
  if (bin === undefined) return;
  const server = open.use(await startPostgres(bin));
  of = open.use(await testCentre({ database: server.url }));
  const url = (): string => of.url;
  anyone = client(url);
  const admin = await administrator(of);
  const people = new Map<Role, Client>([["administrator", admin]]);
  for (const one of role.options)
    if (one !== "administrator") people.set(one, await person(url, admin, `某${one}`, one));
  const all = await person(url, admin, "全能", "handler", "duty-officer", "supervisor");
  byRole = people;
  own = await fullCase(anyone, all, "青山医院");
  foreign = await fullCase(anyone, all, "东湖银行");
  const customer = (await admin.call("staff.list")).find((one) => one.roles.includes("customer"));
  assert.ok(customer !== undefined);
  const { id, name, email, phone, roles, language, active } = customer;
  const form = { name, email, phone, roles, language, active, customer: own.ids["customer"] };
  await admin.call("staff.update", { params: { staff: id }, body: form });
});
after(() => open.disposeAsync());

/** A call that aims at everything of a case. The body fits no form: a permitted call stops there and changes nothing. */
function aimed(route: Route, at: FullCase): Sent {
  const body = route.carries === "bytes" ? new Uint8Array(1) : { "?": "?" };
  return {
    params: { ...at.ids, token: at.token },
    ...(route.carries === "bytes" ? { query: { offset: 0 } } : {}),
    ...(route.method === "GET" ? {} : { body }),
  };
}

const leaks = (answer: Answer, secrets: readonly string[]): readonly string[] =>
  secrets.filter((secret) => answer.text.includes(secret));

test("without a session every operation that is not public answers 401 and nothing else", suite, async () => {
  let asked = 0;
  for (const [id, route] of routes) {
    if (route.permission === "public") continue;
    for (const sent of [aimed(route, own), { ...aimed(route, own), headers: { cookie: "stanch.session_token=a.b" } }]) {
      const answer = await anyone.ask(id, sent);
      assert.equal(answer.status, 401, `${id} ${answer.text}`);
      assert.equal(answer.body.code, "E_SIGNED_OUT", id);
      assert.deepEqual(leaks(answer, [...own.secrets, ...foreign.secrets]), [], id);
    }
    asked++;
  }
  assert.ok(asked > 60, `${asked} operations`);
});

test("every role gets exactly what the table of permissions says", suite, async () => {
  for (const [name, who] of byRole) {
    for (const [id, route] of routes) {
      if (route.permission === "public" || route.carries === "stream") continue;
      const answer = await who.ask(id, aimed(route, own));
      const allowed = may([name], route.permission);
      assert.equal(
        answer.body?.code === "E_FORBIDDEN",
        !allowed,
        `${name} ${id} ${answer.status} ${answer.text.slice(0, 200)}`,
      );
      if (!allowed) assert.equal(answer.status, 403, `${name} ${id}`);
      assert.ok(answer.status < 500, `${name} ${id} ${answer.text}`);
      assert.ok(
        !/\n\s+at |node_modules|postgres|select |\/tmp\//.test(answer.text),
        `${id} tells of the inside: ${answer.text}`,
      );
    }
  }
});

test(
  "a customer's account, aiming at another customer's things, sees nothing of them on any route",
  suite,
  async () => {
    const customer = byRole.get("customer");
    assert.ok(customer !== undefined);
    for (const [id, route] of routes) {
      if (route.carries === "stream" || id.startsWith("session.")) continue;
      // With its own link, and everything else somebody else's.
      const answer = await customer.ask(id, { ...aimed(route, foreign), params: { ...foreign.ids, token: own.token } });
      // What it sent itself may come back; only what it did not send is a leak.
      const learned = leaks(answer, ["东湖银行", "密文-东湖银行", foreign.token]);
      assert.deepEqual(learned, [], `${id} ${answer.text}`);
      const open = id === "public.status" || id === "public.centre" || id === "public.team";
      if (route.permission === "public" && !open) assert.ok(answer.status >= 400, id);
    }
    const ready = await customer.call("session.get");
    assert.deepEqual([ready.state, ready.roles], ["ready", ["customer"]]);
  },
);

test("every operation says whose things it is about", () => {
  for (const [id] of routes) assert.ok(apiMatrix[id] !== undefined, `${id} has no row in api-matrix.testkit.ts`);
});

const nowhere = "00000000-0000-4000-8000-00000000dead";
const cells = { held: 0, broken: [] as string[] };

function cell(holds: boolean, what: string): void {
  if (holds) cells.held++;
  else cells.broken.push(what);
}

/** Parameters where something is not there, or lies in another case: for every id of the path one, beside ids that are right. */
function strayed(id: OperationId, route: Route): Readonly<Record<string, string>>[] {
  const names = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? "");
  const fixed = new Set(["name", "token", "kind", "key", "rule", "event", "format", "provider"]);
  const any = Object.fromEntries(names.map((name) => [name, nowhere]));
  const right = {
    ...any,
    kind: "teams",
    key: "0.0",
    rule: "CN-CAC",
    format: "none-such",
    ...own.ids,
    token: own.token,
  };
  return names
    .filter((name) => !fixed.has(name))
    .flatMap((name) => {
      const theirs = foreign.ids[name];
      const first = name === names[0];
      // One whole case of somebody else is open to staff: only what lies in it is not, beside another.
      const others = theirs === undefined || (first && !id.startsWith("portal.")) ? [nowhere] : [nowhere, theirs];
      return others.map((other) => ({ ...right, [name]: other }));
    });
}

/** A call that its schema takes. */
function valid(id: OperationId, route: Route, params: Readonly<Record<string, string>>): Sent {
  const row: Partial<MatrixRow> = apiMatrix[id] ?? {};
  const sample = schemaSample(route.body) as object | undefined;
  const body =
    route.carries === "bytes" ? new Uint8Array(1) : sample === undefined ? undefined : { ...sample, ...row.body };
  return { params, ...(row.query === undefined ? {} : { query: row.query }), ...(body === undefined ? {} : { body }) };
}

test(
  "matrix: whatever id of a path is another case's or nobody's, whoever may ask hears that it is not there",
  suite,
  async (t) => {
    for (const [id, route] of routes) {
      if (route.permission === "public" || route.carries === "stream") continue;
      const { reach = "incident", instead = {} } = apiMatrix[id] ?? {};
      for (const params of reach === "incident" || reach === "thing" ? strayed(id, route) : []) {
        const sent = valid(id, route, params);
        const asked = `${id} ${JSON.stringify(params)}`;
        const nobody = await anyone.ask(id, sent);
        cell(nobody.status === 401 && leaks(nobody, foreign.secrets).length === 0, `nobody ${asked} ${nobody.status}`);
        for (const [name, who] of byRole) {
          const answer = await who.ask(id, sent);
          const { code } = (answer.body ?? {}) as { readonly code?: string };
          const expected = !may([name], route.permission)
            ? code === "E_FORBIDDEN"
            : code === "E_NOT_FOUND" || instead[code ?? ""] !== undefined;
          const learned = leaks(answer, ["东湖银行", "密文-东湖银行", foreign.token]);
          cell(expected && learned.length === 0, `${name} ${asked} ${answer.status} ${answer.text.slice(0, 160)}`);
        }
      }
    }
    conformance(t, "tenant-matrix", cells.held, cells.held + cells.broken.length);
    assert.deepEqual(cells.broken, []);
    assert.ok(cells.held > 900, `${cells.held} cells`);
  },
);

test(
  "a program with a key gets what its list, its owner and the matter itself allow, on every operation",
  suite,
  async (t) => {
    const owner = byRole.get("handler");
    assert.ok(owner !== undefined);
    const permissions = keyPermission.options.filter((one) => may(["handler"], one) && one !== "evidence.write");
    const { secret } = await owner.call("apiKey.create", { body: { name: "all", permissions, days: 1 } });
    const refused: string[] = [];
    let held = 0;
    for (const [id, route] of routes) {
      if (route.permission === "public" || route.carries === "stream" || id.startsWith("session.")) continue;
      const sent = { ...aimed(route, own), headers: { authorization: `Bearer ${secret}` } };
      const { body, status, text } = await anyone.ask(id, sent);
      const allowed = permissions.some((one) => one === route.permission) && !personOnly.has(id);
      if ((body?.code === "E_FORBIDDEN") === !allowed && status !== 401 && status < 500) held++;
      else refused.push(`${id} ${status} ${text.slice(0, 160)}`);
    }
    conformance(t, "key-matrix", held, held + refused.length);
    assert.deepEqual(refused, []);
    assert.ok(held > 100, `${held} operations`);
  },
);

test("a link of one request opens nothing of another, whoever holds it", suite, async () => {
  for (const who of [anyone, byRole.get("customer"), byRole.get("handler")]) {
    assert.ok(who !== undefined);
    const { report, advice } = foreign.ids;
    const params = { token: own.token, report: report ?? "", advice: advice ?? "", name: "report.zh.pdf" };
    const mark = await who.ask("public.advice", { params, body: { mark: "read" } });
    const file = await who.ask("public.reportFile", { params });
    const sign = await who.ask("public.countersign", { params, body: { name: "x", sha256: "0".repeat(64) } });
    assert.deepEqual([mark.status, file.status, sign.status], [404, 404, 404]);
    for (const answer of [mark, file, sign]) assert.deepEqual(leaks(answer, ["东湖银行"]), []);
  }
});

test("answers carry no more than their schema: nothing hashed, sealed or internal leaves", suite, async () => {
  const all = byRole.get("handler");
  assert.ok(all !== undefined);
  for (const [id, route] of routes) {
    if (route.method !== "GET" || route.carries !== "json" || id.startsWith("public.")) continue;
    const { text } = await all.ask(id, aimed(route, own));
    assert.ok(
      !/token_hash|token_nonce|passwordHash|"search":|"grams":|signing-key|otpauth/.test(text),
      `${id} ${text}`,
    );
  }
});
