import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Call } from "../src/handler.ts";
import { submit } from "./case.testkit.ts";
import { chainOf } from "./contact.testkit.ts";
import { testDesk, type TestDesk } from "./desk.testkit.ts";

/* No provider, no mail server, no network: the duty officer and a phone. */

let desk: TestDesk;
let officer: Call;
let zhao: Call;
let zhou: Call;
let qian: Call;
before(async () => {
  desk = await testDesk();
  officer = await desk.person("王台长", "duty-officer");
  zhao = await desk.person("赵值班", "handler");
  zhou = await desk.person("周值班", "handler");
  qian = await desk.person("钱处置", "handler");
});
after(() => desk[Symbol.asyncDispose]());

const tree = (request: string) => desk.call("callTree.get", officer, { params: { request } });
const rang = (request: string, who: Call, outcome: string, note = "") =>
  desk.call("callTree.outcome", officer, { params: { request }, body: { staff: who.actor.id, outcome, note } });
const lines = async (request: string) =>
  ((await desk.call("escalation.get", officer, { params: { request } })).escalation?.log ?? []).map(
    ({ kind, people }) => `${kind} ${people.join("+")}`,
  );

test("without a chain the duty desk is rung, and what came of it is kept", async () => {
  const { request } = await submit(desk);
  const shown = await tree(request);
  assert.deepEqual([shown.step, shown.people.map(({ name }) => name)], [undefined, ["王台长"]]);
  const after = await rang(request, officer, "reached");
  assert.deepEqual([after.answered, after.next], [true, undefined]);
});

test("it says whom to ring, on which number and what to say in both languages; hostile words stay words", async () => {
  await chainOf(desk, [zhao, zhou], [qian]);
  const organisation = "青山医院{phone}{name}<script>alert(1)</script>";
  const { request } = await submit(desk, { organisation });
  const shown = await tree(request);
  assert.deepEqual([shown.step?.name, shown.next], ["值班台", zhao.actor.id]);
  const [first] = shown.people;
  assert.deepEqual(first?.phones, ["+86 10 1234 5678"]);
  for (const words of [first?.script.zh ?? "", first?.script.en ?? ""]) {
    assert.ok(words.includes(organisation) && words.includes("赵值班") && words.includes("+86 571 8888 0000"), words);
    assert.ok(words.includes(shown.number));
  }
  assert.notEqual(first?.script.zh, first?.script.en);
});

test("somebody who is reached answers the page; the call stands among the notices", async () => {
  const { request } = await submit(desk);
  await rang(request, zhao, "no-answer", "响铃 8 次");
  const after = await rang(request, zhou, "reached");
  assert.deepEqual([after.answered, after.next], [true, undefined]);
  assert.deepEqual(
    after.people.map(({ calls }) => calls.map(({ outcome, by }) => `${outcome} ${by}`)),
    [["no-answer 王台长"], ["reached 王台长"]],
  );
  assert.deepEqual(await lines(request), [
    "paged 赵值班+周值班",
    "call-no-answer 赵值班",
    "call-reached 周值班",
    "acknowledged 周值班",
  ]);
  const { id: incident } = await desk.call("request.take", officer, { params: { request }, body: {} });
  const notices = await desk.call("notice.list", officer, { params: { incident } });
  const call = notices.find((one) => one.channel === "phone");
  assert.deepEqual([call?.state, call?.to.name], ["delivered", "周值班"]);
  assert.ok(call?.body.includes("您能接手吗"));
});

test("when everybody was rung in vain the chain goes on at once; else it keeps its time", async () => {
  const { request } = await submit(desk);
  await rang(request, zhao, "no-answer");
  await desk.desk.turns.escalations();
  assert.equal((await tree(request)).step?.name, "值班台", "one is left to ring");
  await rang(request, zhou, "declined", "在外地");
  await desk.desk.turns.escalations();
  const shown = await tree(request);
  assert.deepEqual([shown.step?.name, shown.next], ["处置组", qian.actor.id]);
  await assert.rejects(rang(request, zhao, "reached"), { code: "E_CALL_PERSON" });

  const { request: slow } = await submit(desk);
  await rang(slow, zhao, "no-answer");
  desk.pass(30);
  await desk.desk.turns.escalations();
  assert.equal((await tree(slow)).step?.name, "处置组");
});

test("only who may write requests records calls; nobody outside reads the tree", async () => {
  const { request } = await submit(desk);
  const archivist = await desk.person("档案", "archivist");
  const body = { staff: zhao.actor.id, outcome: "reached", note: "" };
  await assert.rejects(desk.call("callTree.outcome", archivist, { params: { request }, body }), {
    code: "E_FORBIDDEN",
  });
  const administrator = await desk.person("管理", "administrator");
  await assert.rejects(desk.call("callTree.get", administrator, { params: { request } }), { code: "E_FORBIDDEN" });
});
