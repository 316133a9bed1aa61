import assert from "node:assert/strict";
import { test } from "node:test";
import { mention } from "@stanch/model/mention";
import type { Call } from "../src/handler.ts";
import { administrator, openCase } from "./case.testkit.ts";
import { testDesk, type TestDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";

interface House {
  readonly duty: Call;
  readonly other: Call;
  readonly params: { readonly incident: string };
}

async function opened(desk: TestDesk): Promise<House> {
  const duty = await desk.person("赵值班", "duty-officer");
  const other = await desk.person("Li Wei", "handler");
  const { incident } = await openCase(desk, duty);
  return { duty, other, params: { incident } };
}

/** The notices that mentions made, as `address subject`. */
async function told(desk: TestDesk): Promise<string[]> {
  const rows = await desk.options.records.db
    .selectFrom("notice")
    .select(["to_name", "channel", "subject", "body", "link"])
    .where("purpose", "=", "mentioned")
    .orderBy("created_at")
    .execute();
  assert.ok(rows.every(({ channel, link }) => channel === "mail" && link === "none"));
  return rows.map((row) => `${row.to_name}: ${row.body}`);
}

for (const engine of await engines()) {
  test(`${engine.name}: whom a note names is told once by mail, and stays the same person under a new name`, async () => {
    await using desk = await testDesk({}, engine.open);
    const { duty, other, params } = await opened(desk);
    const hostile = '<img src=x onerror=alert(1)> @Li Wei 请看 @Li Wei {link} "><script>';
    const body = { body: hostile, mentions: [other.actor.id, duty.actor.id] };
    const answer = await desk.call("incident.note", duty, { params, body });
    assert.deepEqual(answer, { ok: true, mentioned: [{ name: "Li Wei", told: true }] });
    const mails = await told(desk);
    assert.equal(mails.length, 1);
    assert.ok(mails[0]?.startsWith("Li Wei: ") && mails[0].includes("赵值班") && mails[0].includes("<img src=x"));
    const pages = await desk.options.records.db.selectFrom("staff_alert").selectAll().execute();
    assert.ok(!pages.some(({ purpose }) => purpose === "mentioned"), "nobody is paged");
    await desk.person("管理", "administrator");
    const staff = await desk.call("staff.list", administrator, {});
    const one = staff.find(({ id }) => id === other.actor.id);
    assert.ok(one !== undefined);
    const renamed = { ...one, name: "Li Weiming" };
    await desk.call("staff.update", administrator, { params: { staff: one.id }, body: renamed });
    const journal = await desk.call("incident.journal", duty, { params });
    const note = journal.findLast(({ kind }) => kind === "note.written");
    assert.equal(note?.data["body"], hostile);
    const places = mention.array().parse(note.data["mentions"]);
    assert.deepEqual(
      places.map(({ staff: id, start, length }) => [id, hostile.slice(start, start + length)]),
      [
        [one.id, "@Li Wei"],
        [one.id, "@Li Wei"],
      ],
    );
  });

  test(`${engine.name}: who may not see the case is told nothing, and the writer hears of it`, async () => {
    await using desk = await testDesk({}, engine.open);
    const { duty, other, params } = await opened(desk);
    const root = await desk.person("管理", "administrator");
    const contract = { name: "青山医院", contacts: [], language: "zh", responseMinutes: 60, importance: "general" };
    const { id: customer } = await desk.call("customer.create", administrator, { body: { ...contract, notes: "" } });
    const account = { name: "王客户", email: "w@x.test", phone: "", roles: ["customer"], language: "zh", customer };
    const { staff: stranger } = await desk.call("staff.create", administrator, { body: account });
    const note = (text: string, mentions: readonly string[]) =>
      desk.call("incident.note", duty, { params, body: { body: text, mentions } });
    assert.deepEqual((await note("@管理 @王客户", [root.actor.id, stranger.id])).mentioned, [
      { name: "管理", told: false },
      { name: "王客户", told: false },
    ]);
    assert.deepEqual(await note("@赵值班 自己", [duty.actor.id]), { ok: true });
    assert.deepEqual(await note("没有提到人", [other.actor.id]), { ok: true });
    assert.deepEqual(await note("@Li Wei 没有选", []), { ok: true });
    assert.deepEqual(await note("@没有", ["00000000-0000-4000-8000-00000000dead"]), { ok: true });
    assert.deepEqual(await told(desk), []);
    await assert.rejects(
      note(
        "@x",
        Array.from({ length: 21 }, () => other.actor.id),
      ),
    );
    await assert.rejects(desk.call("incident.note", root, { params, body: { body: "x" } }), { code: "E_FORBIDDEN" });
  });

  test(`${engine.name}: what a customer writes names nobody`, async () => {
    await using desk = await testDesk({}, engine.open);
    const { duty, other } = await opened(desk);
    const change = { description: "@Li Wei 请来", mentions: [other.actor.id] };
    const { incident } = await openCase(desk, duty, change);
    const journal = await desk.call("incident.journal", duty, { params: { incident } });
    assert.ok(journal.every(({ data }) => data["mentions"] === undefined));
    assert.deepEqual(await told(desk), []);
  });
}
