import assert from "node:assert/strict";
import { test } from "node:test";
import { withScope } from "@stanch/store/with-scope";
import { createDesk, type Desk } from "../src/desk.ts";
import { publicCall } from "../src/handler.ts";
import { guardedHttp } from "../src/notification/guarded-http.ts";
import type { RequestForm } from "@stanch/model/request";
import { form } from "./case.testkit.ts";
import { at, chainOf, drain, useProviders, verified } from "./contact.testkit.ts";
import { type TestDesk, testDesk } from "./desk.testkit.ts";
import { type Engine, engines } from "./engines.testkit.ts";
import { type ProviderServer, providerServer } from "./provider-server.testkit.ts";

const lives = Number(process.env["STANCH_LONG_RUNS"] ?? 40);
const seed = Number(process.env["STANCH_SEED"] ?? 20_260_301);

/** Mulberry32: the same lives again for the same seed. */
function randomFrom(start: number): (most: number) => number {
  let state = start;
  return (most) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  };
}

class Died extends Error {}

/**
 * A process on the same records that dies after so many steps: from then on every clock, every id and every answer of a provider fails,
 * so that open transactions roll back and nothing that was not committed is known to anybody. `atAnswer`: at a provider's first answer
 * at the latest.
 */
function mortal(options: TestDesk["options"], steps: number, atAnswer: boolean): Promise<Desk> {
  let left = steps;
  const step = <T>(value: T): T => {
    if (--left < 0) throw new Died();
    return value;
  };
  const http = guardedHttp();
  return createDesk({
    ...options,
    clock: { now: () => step(options.clock.now()) },
    random: { uuid: () => step(options.random.uuid()), bytes: (count) => step(options.random.bytes(count)) },
    // The provider has taken the message; the process may die before it knows.
    http: {
      ask: async (call) => {
        const answer = await http.ask(step(call));
        if (atAnswer) left = 0;
        return step(answer);
      },
    },
  });
}

/** Lives until it dies or has nothing more to do. */
async function live(desk: Desk, body: RequestForm): Promise<string | undefined> {
  let number: string | undefined;
  try {
    const submitted = await desk.handlers["public.request"](publicCall, { params: undefined, query: undefined, body });
    number = submitted.number;
    for (let round = 0; round < 3; round++) {
      await desk.turns.escalations();
      await desk.turns.contacts();
      while ((await desk.turns.notices()) > 0);
    }
  } catch (error) {
    const all = error instanceof AggregateError ? error.errors : [error];
    assert.ok(
      all.every((one) => one instanceof Died),
      String(error),
    );
  }
  return number;
}

/** The notices of every page, by request and way. */
async function pagesOf(desk: TestDesk): Promise<Map<string, string[]>> {
  const scope = { tenant: null, staff: true, actor: "system:test" };
  const rows = await withScope(desk.options.records, scope, (tx) =>
    tx
      .selectFrom("escalation_notice")
      .innerJoin("escalation", "escalation.id", "escalation_notice.escalation_id")
      .innerJoin("request", "request.id", "escalation.request_id")
      .innerJoin("notice", "notice.id", "escalation_notice.notice_id")
      .select(["request.number", "notice.channel", "notice.to_address", "notice.id"])
      .execute(),
  );
  const pages = new Map<string, string[]>();
  for (const row of rows) {
    const way = `${row.number} ${row.channel} ${row.to_address}`;
    pages.set(way, [...(pages.get(way) ?? []), row.id]);
  }
  return pages;
}

/** Two processes at the same moment do not do it twice. */
const twice = (turn: () => Promise<void>): Promise<unknown> => Promise.all([turn(), turn()]);

const numbers = ["+8613800138000", "+8613900139000"] as const;

/** Two people with two ways each, one after the other in the chain. */
async function prepare(desk: TestDesk, server: ProviderServer): Promise<void> {
  const people = [await desk.person("赵值班", "duty-officer"), await desk.person("钱处置", "handler")];
  await useProviders(desk, [at(server, "text", "sms"), at(server, "call", "voice")]);
  for (const [place, who] of people.entries()) {
    for (const channel of ["sms", "voice"] as const) await verified(desk, who, server, channel, numbers[place] ?? "");
  }
  await chainOf(desk, people.slice(0, 1), people.slice(1));
  server.calls.length = 0;
}

/** The next process: what is due in the next hour is done, leases of the dead one end. */
async function recover(desk: TestDesk): Promise<void> {
  for (let minutes = 0; minutes < 60; minutes += 5) {
    desk.pass(5);
    await twice(desk.desk.turns.escalations);
    await twice(desk.desk.turns.contacts);
    await drain(desk);
  }
}

async function survives(open: Engine["open"]): Promise<void> {
  await using server = await providerServer();
  await using desk = await testDesk({}, open);
  await prepare(desk, server);
  const next = randomFrom(seed);
  const accepted: string[] = [];
  for (let life = 0; life < lives; life++) {
    // Numbers are at peace again; within one life nothing is held back.
    desk.pass(240);
    const number = await live(await mortal(desk.options, 4 + next(90), life % 4 === 0), form as RequestForm);
    if (number !== undefined) accepted.push(number);
    await recover(desk);
  }
  assert.ok(accepted.length > lives / 4, `only ${accepted.length} requests were taken: seed ${seed}`);
  const pages = await pagesOf(desk);
  const sent = server.calls.map(({ headers }) => String(headers["idempotency-key"]));
  const seen = new Set(sent);
  for (const number of accepted) {
    for (const way of numbers.flatMap((to) => [`sms ${to}`, `voice ${to}`])) {
      const keys = pages.get(`${number} ${way}`) ?? [];
      assert.equal(keys.length, 1, `${number} ${way}: ${keys.length} notices, seed ${seed}`);
      assert.ok(seen.has(keys[0] ?? ""), `${number} ${way} never left, seed ${seed}`);
    }
  }
  const known = new Set([...pages.values()].flat());
  assert.deepEqual(
    [...seen].filter((key) => !known.has(key)),
    [],
    "nothing leaves that does not stand in the records",
  );
  assert.ok(sent.length > seen.size, "some life ended between sending and writing it down");
}

for (const { name, open } of await engines()) {
  test(`${name}: ${lives} deaths at any step lose no page, and what is repeated carries the same key`, () =>
    survives(open));
}
