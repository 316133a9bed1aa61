import assert from "node:assert/strict";
import { test } from "node:test";
import type { Call } from "../src/handler.ts";
import { publicCall } from "../src/handler.ts";
import { administrator, submit } from "./case.testkit.ts";
import { type TestDesk, testDesk } from "./desk.testkit.ts";
import { mailServer, textOf } from "./mail-server.testkit.ts";

const id = (number: number): string => `40000000-0000-4000-8000-00000000000${number}`;
const [policy, dutyTeam, nearTeam, farTeam, topTeam] = [1, 2, 3, 4, 5].map(id) as [
  string,
  string,
  string,
  string,
  string,
];
const [week, nights] = [id(6), id(7)] as [string, string];

interface Staffed {
  readonly duty: Call;
  readonly spare: Call;
  readonly near: Call;
  readonly far: Call;
  readonly supervisor: Call;
  readonly chief: Call;
}

/** A chain of four: duty desk by a weekly rotation, the nearest handling team, the supervisor's gate, management. */
async function staffed(desk: TestDesk): Promise<Staffed> {
  const people = {
    duty: await desk.person("赵值班", "duty-officer"),
    spare: await desk.person("周值班", "duty-officer"),
    near: await desk.person("钱杭州", "handler"),
    far: await desk.person("孙北京", "handler"),
    supervisor: await desk.person("李主管", "supervisor"),
    chief: await desk.person("吴总", "researcher"),
  };
  const put = (operation: "team.put" | "rotation.put" | "schedule.put" | "policy.put", one: string, body: object) =>
    desk.call(operation, administrator, { params: { id: one }, body });
  const zone = "Asia/Shanghai";
  const participants = [people.duty.actor.id, people.spare.actor.id];
  await put("rotation.put", nights, {
    name: "周轮值",
    zone,
    kind: "weekly",
    length: 1,
    start: "2026-02-23T09:00",
    participants,
  });
  const rule = {
    target: { kind: "rotation", id: nights },
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    start: "00:00",
    end: "00:00",
  };
  await put("schedule.put", week, { name: "值班表", zone, rules: [rule], overrides: [], temporary: [] });
  const team = { skills: [], members: [] as string[] };
  await put("team.put", dutyTeam, { ...team, name: "值班台", kind: "duty-desk", place: "", schedule: week });
  await put("team.put", farTeam, {
    ...team,
    name: "北京处置组",
    kind: "handling",
    place: "北京",
    members: [people.far.actor.id],
  });
  await put("team.put", nearTeam, {
    ...team,
    name: "杭州处置组",
    kind: "handling",
    place: "杭州市",
    members: [people.near.actor.id],
  });
  await put("team.put", topTeam, {
    ...team,
    name: "管理层",
    kind: "management",
    place: "",
    members: [people.chief.actor.id],
  });
  const page = { kind: "page", acknowledged: "next" };
  await put("policy.put", policy, {
    name: "7×24",
    repeat: 0,
    actionMinutes: 15,
    steps: [
      { ...page, name: "值班台", targets: [{ kind: "team", id: dutyTeam }], delayMinutes: 5 },
      { ...page, name: "就近处置组", targets: [{ kind: "nearest-team" }], delayMinutes: 10 },
      {
        name: "主管",
        kind: "gate",
        acknowledged: "next",
        targets: [{ kind: "role", role: "supervisor" }],
        delayMinutes: 10,
      },
      { ...page, name: "管理层", targets: [{ kind: "team", id: topTeam }], delayMinutes: 5 },
    ],
  });
  await desk.call("settings.put", administrator, { body: { policy } });
  return people;
}

const chainOf = async (desk: TestDesk, who: Call, request: string) =>
  (await desk.call("escalation.get", who, { params: { request } })).escalation;
const lines = async (desk: TestDesk, who: Call, request: string) =>
  ((await chainOf(desk, who, request))?.log ?? []).map(({ kind, step, people }) =>
    `${kind} ${step} ${people.join("+")}`.trim(),
  );

test("a request pages the chain at once and in turn; a link answers for it; the gate decides; the journal has it all", async () => {
  await using smtp = await mailServer();
  await using desk = await testDesk();
  const { duty, near, supervisor } = await staffed(desk);
  await desk.call("settings.put", administrator, {
    body: {
      smtp: { host: "127.0.0.1", port: smtp.port, security: "none", from: "centre@centre.test" },
      publicUrl: "https://centre.test",
    },
  });
  const { request } = await submit(desk);
  assert.deepEqual(await lines(desk, duty, request), ["paged 值班台 赵值班"]);
  while ((await desk.desk.turns.notices()) > 0);
  const texts = smtp.mails.map(({ raw }) => textOf(raw));
  const token = texts.map((text) => /\/n\/([\w-]{20,})/.exec(text)?.[1]).find((one) => one !== undefined) ?? "";
  assert.ok(
    texts.some((text) => text.includes("现通知您（值班台）")),
    "the page says what is asked",
  );
  await desk.call("public.acknowledge", publicCall, { params: { token }, body: {} });
  await desk.desk.turns.escalations();
  assert.deepEqual((await lines(desk, duty, request)).slice(1), [
    "acknowledged 值班台 赵值班",
    "paged 就近处置组 钱杭州",
  ]);

  const { id: incident } = await desk.call("request.take", duty, { params: { request }, body: {} });
  await desk.call("escalation.acknowledge", near, { params: { request, key: "1.0" } });
  await desk.desk.turns.escalations();
  assert.equal((await chainOf(desk, duty, request))?.state, "waiting");
  const decision = { notifyFurther: false, reason: "影响仅限一台主机" };
  await desk.call("decision.create", supervisor, { params: { incident }, body: decision });
  desk.pass(30);
  await desk.desk.turns.escalations();
  assert.equal((await chainOf(desk, duty, request))?.over, "declined");
  await desk.call("decision.create", supervisor, { params: { incident }, body: { ...decision, notifyFurther: true } });
  await desk.desk.turns.escalations();
  assert.equal((await lines(desk, duty, request)).at(-1), "paged 管理层 吴总");
  const journal = await desk.call("incident.journal", duty, { params: { incident } });
  const moved = journal
    .filter(({ kind }) => kind === "escalation.moved")
    .map(({ data }) => `${String(data.what)} ${String(data.step)}`);
  assert.deepEqual(moved.slice(0, 3), ["paged 值班台", "acknowledged 值班台", "paged 就近处置组"]);
  assert.deepEqual(moved.at(-1), "paged 管理层");
});

test("no acknowledgement, no decision: the chain goes on by itself; an answer without an act is paged again", async () => {
  await using desk = await testDesk();
  const { duty } = await staffed(desk);
  const { request } = await submit(desk, { location: "北京市海淀区" });
  for (const minutes of [5, 10, 10]) {
    desk.pass(minutes);
    await desk.desk.turns.escalations();
  }
  assert.deepEqual((await lines(desk, duty, request)).slice(1), [
    "paged 就近处置组 孙北京",
    "gate-asked 主管 李主管",
    "gate-passed 主管",
    "paged 管理层 吴总",
  ]);
  await desk.call("escalation.acknowledge", duty, { params: { request, key: "0.0" } });
  desk.pass(14);
  await desk.desk.turns.escalations();
  desk.pass(1);
  await desk.desk.turns.escalations();
  assert.equal((await lines(desk, duty, request)).at(-1), "paged-again 值班台 赵值班");
  assert.deepEqual(desk.errors, []);
});

test("an answer that work followed does not expire", async () => {
  await using desk = await testDesk();
  const { duty } = await staffed(desk);
  const { request } = await submit(desk);
  await desk.call("escalation.acknowledge", duty, { params: { request, key: "0.0" } });
  desk.pass(1);
  const { id: incident } = await desk.call("request.take", duty, { params: { request }, body: {} });
  await desk.call("incident.note", duty, { params: { incident }, body: { body: "正在回拨" } });
  desk.pass(120);
  await desk.desk.turns.escalations();
  assert.ok(!(await lines(desk, duty, request)).some((one) => one.startsWith("paged-again 值班台")));
});

test("the plan names nothing that does not exist, keeps what is used, and shows who is on duty and where nobody is", async () => {
  await using desk = await testDesk();
  const { duty, spare } = await staffed(desk);
  const ghost = { name: "x", zone: "UTC", kind: "daily", length: 1, start: "2026-01-01T00:00", participants: [id(9)] };
  const put = (body: object) => desk.call("rotation.put", administrator, { params: { id: id(8) }, body });
  await assert.rejects(put(ghost), { code: "E_DUTY_PART" });
  await assert.rejects(put({ ...ghost, participants: [], zone: "Mars/Base" }), { code: "E_DUTY_PART" });
  const remove = (kind: string, one: string) => desk.call("duty.remove", administrator, { params: { kind, id: one } });
  await assert.rejects(remove("rotations", nights), { code: "E_DUTY_IN_USE" });
  await assert.rejects(remove("teams", id(9)), { code: "E_NOT_FOUND" });
  const [now] = await desk.call("duty.now", duty);
  assert.deepEqual([now?.people.map(({ name }) => name), now?.gaps], [["赵值班"], []]);
  const query = { from: "2026-03-01T00:00:00Z", to: "2026-03-04T00:00:00Z" };
  const { shifts } = await desk.call("duty.shifts", duty, { params: { id: week }, query });
  assert.deepEqual(
    shifts.map(({ name, start }) => `${name} ${start}`),
    ["赵值班 2026-03-01T00:00:00.000Z", "周值班 2026-03-02T01:00:00.000Z"],
  );
  await desk.person("郑管理", "administrator");
  const rest = {
    name: "周值班",
    email: "zhou@centre.test",
    phone: "",
    roles: ["duty-officer"],
    language: "zh",
    active: false,
  };
  await desk.call("staff.update", administrator, { params: { staff: spare.actor.id }, body: rest });
  desk.pass(60 * 24 * 2);
  const { request } = await submit(desk);
  assert.deepEqual((await lines(desk, duty, request)).slice(0, 1), ["skipped 值班台"], "nobody is paged who has left");
});

test("two processes never page the same step twice", async () => {
  await using desk = await testDesk();
  const { duty } = await staffed(desk);
  const requests = await Promise.all([submit(desk), submit(desk), submit(desk)]);
  desk.pass(5);
  await Promise.all([desk.desk.turns.escalations(), desk.desk.turns.escalations(), desk.desk.turns.escalations()]);
  for (const { request } of requests) {
    assert.deepEqual((await lines(desk, duty, request)).slice(1), ["paged 就近处置组 钱杭州"]);
  }
});
