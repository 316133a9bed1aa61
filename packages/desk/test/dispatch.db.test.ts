import assert from "node:assert/strict";
import { test } from "node:test";
import { createDesk } from "../src/desk.ts";
import { publicCall, type Call } from "../src/handler.ts";
import { administrator, openCase } from "./case.testkit.ts";
import { at, drain, useProviders, verified } from "./contact.testkit.ts";
import { testDesk, type TestDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";
import { type MailServer, mailServer } from "./mail-server.testkit.ts";
import { providerServer } from "./provider-server.testkit.ts";

const id = (at: number): string => `40000000-0000-4000-8000-${String(at).padStart(12, "0")}`;

async function team(desk: TestDesk, at: number, kind: string, place: string, members: readonly Call[]): Promise<void> {
  const people = members.map(({ actor }) => actor.id);
  const body = { name: `${kind} ${place}`, kind, place, skills: ["Linux"], members: people };
  await desk.call("team.put", administrator, { params: { id: id(at) }, body });
}

/** Two handlers near and far, and an emergency team of one. */
async function centre(desk: TestDesk, mails: MailServer) {
  const duty = await desk.person("赵值班", "duty-officer");
  const near = await desk.person("近处置", "handler");
  const far = await desk.person("远处置", "handler");
  const chief = await desk.person("应急组长", "supervisor");
  const smtp = { host: "127.0.0.1", port: mails.port, security: "none", user: "", from: "desk@centre.test" };
  await desk.call("settings.put", administrator, { body: { smtp, publicUrl: "https://centre.test" } });
  await team(desk, 1, "handling", "北京", [far]);
  await team(desk, 2, "handling", "杭州", [near]);
  await team(desk, 3, "emergency", "上海", [chief]);
  const { incident } = await openCase(desk, duty);
  await drain(desk);
  mails.mails.length = 0;
  const told = async (minutes = 0): Promise<string[]> => {
    desk.pass(minutes);
    await desk.desk.turns.dispatches();
    await drain(desk);
    const raws = mails.mails.splice(0).map(({ raw, to }) => `${to.join()} ${subjectOf(raw)}`);
    return raws.filter((one) => /接单|接手/.test(one));
  };
  return { duty, near, far, chief, incident, told };
}

const subjectOf = (raw: string): string =>
  (/^Subject: ((?:.*\r?\n )*.*)$/im.exec(raw)?.[1] ?? "")
    .replace(/\?=\s+=\?utf-8\?b\?/gi, "")
    .replace(/=\?utf-8\?b\?([^?]*)\?=/gi, (_all, text: string) => Buffer.from(text, "base64").toString())
    .replace(/=\?utf-8\?q\?([^?]*)\?=/gi, (_all, text: string) =>
      decodeURIComponent(text.replaceAll("=", "%").replaceAll("_", "%20")),
    );

for (const engine of await engines()) {
  test(`${engine.name}: the nearest is asked, silence makes room after ten minutes, and everybody asked goes to the emergency team`, async () => {
    await using mails = await mailServer();
    await using desk = await testDesk({}, engine.open);
    const { duty, near, far, chief, incident, told } = await centre(desk, mails);
    const params = { incident };
    const ranked = await desk.call("dispatch.candidates", duty, { params, query: {} });
    assert.deepEqual(
      ranked.map((one) => [one.staff.name, one.team, one.travelMinutes !== undefined]),
      [
        ["近处置", "handling 杭州", true],
        ["远处置", "handling 北京", true],
      ],
    );
    const begun = await desk.call("dispatch.begin", duty, { params, body: { part: "handler", mode: "on-site" } });
    assert.deepEqual([begun.state, begun.offers.map(({ staff }) => staff.name)], ["offering", ["近处置"]]);
    await assert.rejects(
      desk.call("dispatch.begin", duty, { params, body: { part: "handler", mode: "on-site" } }),
      { code: "E_STATE" },
      "the same part is not asked for twice",
    );
    assert.equal((await told()).length, 1);
    assert.equal((await told(9)).length, 0);
    const second = createDesk(desk.options);
    assert.equal((await told(1)).length, 1, "the next one, after ten minutes");
    await (await second).close();
    const [run] = await desk.call("dispatch.list", duty, { params });
    assert.deepEqual(
      run?.offers.map(({ staff, outcome }) => [staff.name, outcome]),
      [
        ["近处置", "silent"],
        ["远处置", undefined],
      ],
    );
    const refused = { incident, assignment: run?.offers[1]?.assignment };
    await desk.call("assignment.change", far, { params: refused, body: { state: "declined" } });
    const [over] = await desk.call("dispatch.list", duty, { params });
    assert.equal(over?.state, "handed-over", "a refusal goes to the next at once, and there is none");
    const last = await told();
    assert.equal(last.length, 1);
    assert.match(last[0] ?? "", /无人接单/);
    const journal = await desk.call("incident.journal", duty, { params });
    const kinds = new Set(journal.map(({ kind }) => kind));
    assert.ok(kinds.has("dispatch.begun") && kinds.has("dispatch.handed-over"));
    const handed = journal.find(({ kind }) => kind === "dispatch.handed-over");
    assert.deepEqual(handed?.data["people"], [chief.actor.name]);
    const late = { incident, assignment: run?.offers[0]?.assignment };
    const went = await desk.call("assignment.change", near, { params: late, body: { state: "accepted" } });
    assert.equal(went.state, "accepted", "whoever accepts late is better than nobody");
    assert.equal((await desk.call("dispatch.list", duty, { params }))[0]?.state, "accepted");
    for (const state of ["under-way", "arrived", "left"]) {
      desk.pass(20);
      await desk.call("assignment.change", near, { params: late, body: { state } });
    }
    const done = (await desk.call("assignment.list", duty, { params })).find(({ state }) => state === "left");
    const times = ["accepted", "under-way", "arrived", "left"].map((state) => Reflect.get(done?.times ?? {}, state));
    assert.ok(
      times.every((time) => typeof time === "string"),
      "each is timed",
    );
    assert.deepEqual(desk.errors, []);
  });

  test(`${engine.name}: an offer is answered by its link; a second answer is refused, a stopped round asks nobody`, async () => {
    await using mails = await mailServer();
    await using desk = await testDesk({}, engine.open);
    const { duty, incident } = await centre(desk, mails);
    const params = { incident };
    const form = { part: "handler", mode: "on-site" };
    await desk.call("dispatch.begin", duty, { params, body: form });
    await drain(desk);
    const link = () => /\/n\/([\w-]{43})/.exec(mails.mails.at(-1)?.raw.replace(/=\r?\n/g, "") ?? "")?.[1] ?? bodyLink();
    const bodyLink = () => {
      const raw = mails.mails.at(-1)?.raw ?? "";
      const text = raw
        .split(/\r?\n\r?\n/)
        .slice(1)
        .join("\n")
        .replace(/\s+/g, "");
      return /\/n\/([\w-]{43})/.exec(Buffer.from(text, "base64").toString())?.[1] ?? "";
    };
    const token = link();
    const shown = await desk.call("public.notice", publicCall, { params: { token } });
    assert.equal(shown.offer, "offered");
    await desk.call("public.acknowledge", publicCall, { params: { token }, body: { answer: "declined" } });
    assert.equal((await desk.call("public.notice", publicCall, { params: { token } })).offer, "declined");
    await assert.rejects(
      desk.call("public.acknowledge", publicCall, { params: { token }, body: { answer: "accepted" } }),
      { code: "E_STATE" },
    );
    const [run] = await desk.call("dispatch.list", duty, { params });
    assert.deepEqual(
      run?.offers.map(({ outcome }) => outcome),
      ["declined", undefined],
    );
    const stop = { params: { incident, dispatch: run?.id }, body: { reason: '=HYPERLINK("x") <b>' } };
    const stopped = await desk.call("dispatch.stop", duty, stop);
    assert.equal(stopped.state, "stopped");
    await assert.rejects(desk.call("dispatch.stop", duty, stop), { code: "E_STATE" });
    desk.pass(60);
    await desk.desk.turns.dispatches();
    assert.equal((await desk.call("dispatch.list", duty, { params }))[0]?.offers.length, 2);
    const states = (await desk.call("assignment.list", duty, { params })).map(({ state }) => state);
    assert.deepEqual(states.toSorted(), ["accepted", "declined", "withdrawn"]);
    await assert.rejects(
      desk.call("assignment.change", duty, {
        params: { incident, assignment: stopped.offers[1]?.assignment },
        body: { state: "accepted" },
      }),
      { code: "E_STATE" },
    );
    const archivist = await desk.person("孙档案", "archivist");
    await assert.rejects(desk.call("dispatch.begin", archivist, { params, body: form }), { code: "E_FORBIDDEN" });
  });

  test(`${engine.name}: a key pressed on the telephone takes the task; whoever cannot come after all makes room`, async () => {
    await using server = await providerServer();
    await using mails = await mailServer();
    await using desk = await testDesk({}, engine.open);
    const { duty, near, incident } = await centre(desk, mails);
    await useProviders(desk, [at(server, "call", "voice")]);
    await verified(desk, near, server, "voice", "+8613800138001");
    const params = { incident };
    await desk.call("dispatch.begin", duty, { params, body: { part: "lead", mode: "on-site" } });
    await drain(desk);
    const call = (await desk.call("notice.list", duty, { params })).findLast(({ channel }) => channel === "voice");
    const { reportSignature } = await import("../src/notification/channel-report.ts");
    const said = { at: desk.now().getTime() / 1000, key: call?.id ?? "", event: "key-pressed" as const, digit: "1" };
    const body = { ...said, signature: reportSignature("inbound-of-call", said) };
    await desk.call("public.provider", publicCall, { params: { provider: "call" }, body });
    assert.equal((await desk.call("dispatch.list", duty, { params }))[0]?.state, "accepted");
    assert.equal((await desk.call("incident.get", duty, { params })).lead?.name, "近处置");
    const mine = (await desk.call("assignment.list", duty, { params })).find(({ staff }) => staff.name === "近处置");
    const refused = { params: { incident, assignment: mine?.id }, body: { state: "declined" } };
    await desk.call("assignment.change", near, refused);
    const [run] = await desk.call("dispatch.list", duty, { params });
    assert.deepEqual([run?.state, run?.offers.at(-1)?.staff.name], ["offering", "远处置"]);
  });
}
