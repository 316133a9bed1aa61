import assert from "node:assert/strict";
import { test } from "node:test";
import { administrator, openCase } from "./case.testkit.ts";
import { testDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";

for (const engine of await engines()) {
  test(`${engine.name}: a new lead ends the former lead's role, and every part has its from and until`, async () => {
    await using desk = await testDesk({}, engine.open);
    const duty = await desk.person("赵值班", "duty-officer");
    const handler = await desk.person("钱处置", "handler");
    const { incident } = await openCase(desk, duty);
    const params = { incident };
    desk.pass(30);
    const order = { staff: handler.actor.id, part: "lead", mode: "remote" };
    const { id } = await desk.call("assignment.create", duty, { params, body: order });
    assert.equal((await desk.call("incident.get", duty, { params })).lead?.name, "赵值班", "an offer changes nothing");
    desk.pass(5);
    const step = (state: string) =>
      desk.call("assignment.change", handler, { params: { incident, assignment: id }, body: { state } });
    await step("accepted");
    const changed = desk.now().toISOString();
    assert.equal((await desk.call("incident.get", duty, { params })).lead?.name, "钱处置");
    const parts = await desk.call("participant.list", duty, { params });
    assert.deepEqual(
      parts.map(({ staff, part, from, until }) => [staff.name, part, from === changed, until]),
      [
        ["赵值班", "lead", false, changed],
        ["钱处置", "lead", true, undefined],
      ],
    );
    const journal = await desk.call("incident.journal", duty, { params });
    const line = journal.find(({ data }) => data["why"] === "new-lead");
    assert.deepEqual([line?.data["name"], line?.data["by"]], ["赵值班", "钱处置"]);
    desk.pass(60);
    await step("left");
    assert.equal((await desk.call("incident.get", duty, { params })).lead, undefined, "nobody leads");
    assert.equal((await desk.call("participant.list", duty, { params }))[1]?.until, desk.now().toISOString());
    assert.ok((await desk.call("incident.get", duty, { params })).people.length === 0);
  });

  test(`${engine.name}: a question goes to the researchers, what cannot be solved to the emergency team; whoever takes it is on the case`, async () => {
    await using desk = await testDesk({}, engine.open);
    const duty = await desk.person("赵值班", "duty-officer");
    const handler = await desk.person("钱处置", "handler");
    const researcher = await desk.person("周研究", "researcher");
    const chief = await desk.person("应急组长", "handler");
    await desk.person("李主管", "supervisor");
    const team = { name: "应急小组", kind: "emergency", place: "", skills: [], members: [chief.actor.id] };
    const id = "40000000-0000-4000-8000-000000000001";
    await desk.call("team.put", administrator, { params: { id }, body: team });
    const { incident } = await openCase(desk, duty);
    const params = { incident };
    const told = async () =>
      (await desk.call("notice.list", duty, { params }))
        .filter(({ body }) => body.includes("HYPERLINK") || body.includes("内核"))
        .map(({ to }) => to.name);
    const question = '=HYPERLINK("http://x")<script>这个加载器做什么？';
    const asked = await desk.call("support.ask", handler, { params, body: { kind: "research", question } });
    assert.equal(asked.askedBy.name, "钱处置");
    assert.deepEqual(await told(), ["周研究"]);
    const at = { params: { incident, support: asked.id } };
    const taken = await desk.call("support.take", researcher, at);
    assert.equal(taken.takenBy?.name, "周研究");
    await assert.rejects(desk.call("support.take", chief, at), { code: "E_STATE" });
    const answered = await desk.call("support.answer", researcher, { ...at, body: { answer: "下载 xmrig。" } });
    assert.deepEqual([answered.answer, answered.answeredBy?.name], ["下载 xmrig。", "周研究"]);
    await assert.rejects(desk.call("support.answer", chief, { ...at, body: { answer: "x" } }), { code: "E_STATE" });
    const part = (await desk.call("participant.list", duty, { params })).find(({ staff }) => staff.name === "周研究");
    assert.equal(part?.part, "researcher");

    desk.pass(1);
    const body = { kind: "emergency", question: "内核级后门，无法清除。" };
    const stuck = await desk.call("support.ask", handler, { params, body });
    assert.deepEqual(await told(), ["周研究", "应急组长"]);
    await desk.call("support.take", chief, { params: { incident, support: stuck.id } });
    const journal = await desk.call("incident.journal", duty, { params });
    const kinds = journal.map(({ kind }) => kind).filter((kind) => kind.startsWith("support."));
    assert.deepEqual(kinds, ["support.asked", "support.taken", "support.answered", "support.asked", "support.taken"]);
    assert.deepEqual(journal.find(({ kind }) => kind === "support.asked")?.data["question"], question);
    const archivist = await desk.person("孙档案", "archivist");
    await assert.rejects(desk.call("support.ask", archivist, { params, body }), { code: "E_FORBIDDEN" });
    const other = await openCase(desk, duty, { organisation: "另一单位" });
    const foreign = { params: { incident: other.incident, support: stuck.id }, body: { answer: "x" } };
    await assert.rejects(desk.call("support.answer", chief, foreign), { code: "E_NOT_FOUND" });
  });
}
