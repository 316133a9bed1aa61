import assert from "node:assert/strict";
import { test } from "node:test";
import { customerId } from "@stanch/model/ids";
import { withScope } from "@stanch/store/with-scope";
import fc from "fast-check";
import { sql } from "kysely";
import type { Call } from "../src/handler.ts";
import { journalSearchText } from "../src/search/journal-text.ts";
import { searchCatchUp } from "../src/search/search-catch-up.ts";
import { searchWords } from "../src/search-text.ts";
import { systemCall } from "../src/system-call.ts";
import { unitsOfWork } from "../src/unit-of-work.ts";
import { openCase } from "./case.testkit.ts";
import { testDesk, type TestDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";

const hostile = `<img src=x onerror=alert(1)> 100%_\\' or 1=1 --"$1 {a,b}`;

async function notes(desk: TestDesk, who: Call, incident: string, bodies: readonly string[]): Promise<void> {
  for (const body of bodies) await desk.call("incident.note", who, { params: { incident }, body: { body } });
}

for (const engine of await engines()) {
  test(`lines are found by two Chinese characters, by parts of words and by hostile text, the newest first (${engine.name})`, async () => {
    await using desk = await testDesk({}, engine.open);
    const handler = await desk.person("钱处置", "handler", "duty-officer");
    const one = await openCase(desk, handler, { organisation: "东湖银行" });
    const two = await openCase(desk, handler);
    const find = (text: string) => desk.call("search.find", handler, { query: { text } });
    const bodies = async (text: string) =>
      (await find(text)).lines.filter(({ entry }) => entry.kind === "note.written").map(({ entry }) => entry.data.body);
    await notes(desk, handler, one.incident, [
      "主机 web-01 中了木马",
      hostile,
      "PowerShell 脚本 ＤＢ 连到 203.0.113.9",
    ]);
    desk.pass(1);
    await notes(desk, handler, two.incident, ["木马已清除", "é 重音"]);
    assert.deepEqual(await bodies("木马"), ["木马已清除", "主机 web-01 中了木马"]);
    assert.deepEqual(await bodies("木马 web-0"), ["主机 web-01 中了木马"], "every word must occur");
    for (const text of ["powershell", "WERSH", "db", "0.113", "d", "本"])
      assert.deepEqual(
        await bodies(text),
        ["PowerShell 脚本 ＤＢ 连到 203.0.113.9"].slice(0, text === "d" ? 9 : 1),
        text,
      );
    assert.deepEqual(await bodies(hostile), [hostile]);
    for (const text of ["%", "\\'", "{a,b}", '--"']) assert.deepEqual(await bodies(text), [hostile], text);
    assert.deepEqual(await bodies("_x"), [], "nothing in a query is a pattern");
    assert.deepEqual(await bodies("É"), ["é 重音"]);
    const found = await find("东湖银行");
    assert.deepEqual(
      found.incidents.map(({ id }) => id),
      [one.incident],
    );
    assert.ok(
      found.lines.some(({ incident, organisation }) => incident === one.incident && organisation === "东湖银行"),
    );
    assert.deepEqual((await find("没有这样的词")).lines, []);
  });

  test(`what a search answers is what looking at every line answers, also of cases older than the search (${engine.name})`, async () => {
    await using desk = await testDesk({}, engine.open);
    const handler = await desk.person("钱处置", "handler", "duty-officer");
    const { incident } = await openCase(desk, handler);
    const word = fc.constantFrom("木马", "入侵", "侵检", "ssh", "sshd", "挖", "a", "root", "Ｒ", "203.0");
    const body = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(""));
    // The clock stands still for some of them: then the order of places decides.
    for (const [at, text] of fc.sample(body, { numRuns: 140, seed: 7 }).entries()) {
      if (at % 3 === 0) desk.pass(1);
      await notes(desk, handler, incident, [text]);
    }
    const { records, clock } = desk.options;
    if (records.engine === "pglite" || records.engine === "postgres") {
      // As a database that is older than the search.
      await sql`delete from journal_search where seq % 2 = 0`.execute(records.db);
      await sql`insert into journal_search_todo values (${incident}::uuid)`.execute(records.db);
      const work = unitsOfWork({ records, clock, publish: () => undefined });
      await searchCatchUp({ work, call: systemCall("0"), closing: new AbortController().signal })();
      assert.equal((await sql`select 1 from journal_search_todo`.execute(records.db)).rows.length, 0);
    }
    const journal = await desk.call("incident.journal", handler, { params: { incident } });
    const naive = (query: string): number[] => {
      const words = searchWords(query);
      const held = journal.filter((entry) => words.every((one) => journalSearchText(entry).includes(one)));
      const order = held.toSorted((a, b) => Date.parse(b.recordedAt) - Date.parse(a.recordedAt) || a.seq - b.seq);
      return order.slice(0, 50).map(({ seq }) => seq);
    };
    let full = 0;
    for (const query of [
      "木马",
      "入侵",
      "侵检",
      "ssh",
      "sshd木",
      "挖",
      "a",
      "root 木马",
      "r",
      "203.0 ssh 挖",
      "马马",
      "oota",
    ]) {
      const { lines } = await desk.call("search.find", handler, { query: { text: query } });
      assert.deepEqual(
        lines.map(({ entry }) => entry.seq),
        naive(query),
        query,
      );
      if (lines.length === 50) full++;
    }
    assert.ok(full > 1, "some queries have more matches than are answered");
  });

  test(`a customer searches nothing, not even beneath its permission (${engine.name})`, async () => {
    await using desk = await testDesk({}, engine.open);
    const handler = await desk.person("钱处置", "handler", "duty-officer");
    const contract = { contacts: [], language: "zh", responseMinutes: 60, importance: "important", notes: "" };
    const customer = await desk.call("customer.create", handler, { body: { ...contract, name: "青山医院" } });
    const { incident } = await openCase(desk, handler, {}, { customer: customer.id });
    await notes(desk, handler, incident, ["木马"]);
    const who: Call = {
      actor: { kind: "customer", id: customer.id, name: "客户" },
      roles: ["customer"],
      scope: { kind: "customer", customer: customerId.parse(customer.id) },
    };
    await assert.rejects(desk.call("search.find", who, { query: { text: "木马" } }), { code: "E_FORBIDDEN" });
    const count = (staff: boolean, query: string) =>
      withScope(
        desk.options.records,
        { tenant: staff ? null : customer.id, staff, actor: "test" },
        async (tx) => (await sql.raw(query).execute(tx)).rows.length,
      );
    for (const query of [
      "select * from desk_search_recent(array['木马'], 1000, 50)",
      "select * from desk_search_all(array['木马'], array[]::integer[], 50)",
      "select * from journal_search",
    ]) {
      assert.ok((await count(true, query)) > 0, query);
      assert.equal(await count(false, query), 0, query);
    }
    await assert.rejects(count(true, "update journal_search set search = ''"));
  });
}
