import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { verifyJournal } from "@stanch/model/journal-chain";
import { publicCall } from "../src/handler.ts";
import { as, testDesk, type TestDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";
import { type MailServer, mailServer, textOf } from "./mail-server.testkit.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const form = {
  organisation: "青山医院",
  contact: { name: "王芳", phone: "+86 571 8888 0000", email: "wang@hospital.test" },
  location: "杭州市 3 号机房",
  systems: "挂号系统 10.0.3.7",
  symptoms: ["unknown-process", "slow-or-down"],
  description: "服务器风扇狂转，出现陌生进程，疑似挖矿。",
  language: "zh",
};

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

for (const engine of await engines()) {
  test(`one emergency from request to sealed archive, on ${engine.name}`, async () => {
    await using smtp = await mailServer();
    await using desk = await testDesk({}, engine.open);
    await walk(desk, smtp);
  });
}

async function walk(desk: TestDesk, smtp: MailServer): Promise<void> {
  const officer = await desk.person("赵值班", "duty-officer");
  const handler = await desk.person("钱处置", "handler");
  const second = await desk.person("孙处置", "handler");
  const supervisor = await desk.person("李主管", "supervisor");
  const archivist = await desk.person("周档案", "archivist");
  const administrator = as("00000000-0000-4000-8000-000000000001", "root", "administrator");
  await desk.call("settings.put", administrator, {
    body: {
      smtp: { host: "127.0.0.1", port: smtp.port, security: "none", user: "", from: "desk@centre.test" },
      publicUrl: "https://centre.test",
      emergencyTeam: { name: "应急小组", channel: "mail", address: "team@centre.test" },
    },
  });

  // Request: a number, a page, a clock; the receipt and the call to the duty desk leave at once.
  const made = await desk.call("public.request", publicCall, { body: form });
  assert.match(made.number, /^REQ-2026-\d{4}$/);
  assert.equal(Date.parse(made.clock.dueAt) - Date.parse(made.clock.startedAt), 240 * 60_000);
  const token = made.statusPath.slice("/c/".length);
  assert.equal((await desk.call("public.status", publicCall, { params: { token } })).state, "received");
  assert.equal(await desk.desk.turns.notices(), 2);
  const receipt = smtp.mails.find((mail) => mail.to.includes("wang@hospital.test"));
  assert.ok(receipt !== undefined && textOf(receipt.raw).includes(`https://centre.test${made.statusPath}`));

  // Taken: the case opens with the clock of its proof, and finds what came before in its journal.
  const [waiting] = await desk.call("request.list", officer, { query: { text: "挖矿" } });
  assert.ok(waiting !== undefined);
  desk.pass(10);
  const opened = await desk.call("request.take", officer, { params: { request: waiting.id }, body: {} });
  const incident = opened.id;
  const params = { incident };
  assert.equal(opened.clock.startedAt, made.clock.startedAt);
  assert.equal(opened.lead?.name, "赵值班");
  assert.equal(opened.customerPath, made.statusPath);
  const talked = await desk.call("incident.contact", officer, { params, body: { person: "赵值班", how: "电话" } });
  assert.equal(talked.clock.stoppedBy, "赵值班");
  assert.equal((await desk.call("incident.list", officer, { query: { text: "青山" } })).length, 1);
  assert.equal((await desk.call("incident.list", officer, { query: { text: "青水" } })).length, 0);

  // Notified, acknowledged by link, decided by the supervisor.
  const written = {
    to: { name: "刘", part: "技术", address: "liu@centre.test" },
    channel: "mail",
    subject: "新事件",
    body: "请看",
  };
  const notice = await desk.call("notice.create", officer, { params, body: written });
  await desk.desk.turns.notices();
  const sent = smtp.mails.find((mail) => mail.to.includes("liu@centre.test"));
  const link = /https:\/\/centre\.test\/n\/([\w-]+)/.exec(textOf(sent?.raw ?? ""))?.[1] ?? "";
  await desk.call("public.acknowledge", publicCall, { params: { token: link }, body: {} });
  const told = (await desk.call("notice.list", officer, { params })).find((one) => one.id === notice.id);
  assert.equal(told?.state, "acknowledged");
  assert.equal(told?.attempts.length, 1);
  await desk.call("decision.create", supervisor, { params, body: { notifyFurther: true, reason: "影响挂号" } });

  // Determined: type and level with the rule that fired.
  const factors = { importance: "important", loss: "severe", harm: "general" };
  const determined = { disposition: "incident", type: "NA-06", secondary: [], factors, reason: "日志显示口令爆破成功" };
  const determination = await desk.call("determination.create", handler, { params, body: determined });
  assert.equal(determination.level, 3);
  assert.ok(determination.grading?.rules.some((rule) => rule.id === "A-important-severe"));
  await assert.rejects(
    desk.call("determination.create", handler, {
      params,
      body: { ...determined, override: { level: 1, reason: "x" } },
    }),
    { code: "E_OVERRIDE_SIGNER" },
  );

  // Dispatched, on the way, arrived.
  const order = { staff: handler.actor.id, part: "handler", mode: "on-site" };
  const task = await desk.call("assignment.create", officer, { params, body: order });
  for (const state of ["accepted", "under-way", "arrived"]) {
    desk.pass(5);
    await desk.call("assignment.change", handler, { params: { incident, assignment: task.id }, body: { state } });
  }
  await assert.rejects(
    desk.call("assignment.change", handler, { params: { incident, assignment: task.id }, body: { state: "offered" } }),
    { code: "E_STATE" },
  );

  // Advised, and read.
  const advice = await desk.call("advice.create", handler, {
    params,
    body: { body: "断开外网，不要重启。", channel: "mail" },
  });
  await desk.call("public.advice", publicCall, {
    params: { token, advice: advice.id },
    body: { mark: "acted", note: "已断网" },
  });
  const [heeded] = await desk.call("advice.list", handler, { params });
  assert.ok(heeded?.readAt !== undefined && heeded.actedNote === "已断网");

  // A change before evidence is refused.
  const plan = {
    phase: "contain",
    title: "封禁 203.0.113.9",
    target: "10.0.3.7",
    change: "nft add rule",
    proofPlan: "nft list",
    undo: "nft delete rule",
    evidence: [],
  };
  await assert.rejects(desk.call("measure.plan", handler, { params, body: plan }), { code: "E_MEASURE_NO_EVIDENCE" });

  // Evidence in two pieces, the same again, custody.
  const text = "Mar  1 00:00:01 web sshd[1]: Accepted password for root from 203.0.113.9 port 1 ssh2\n";
  const announce = { name: "auth.log", size: text.length, evidence: { host: "web" } };
  const upload = await desk.call("upload.create", handler, { params, body: announce });
  const at = { incident, upload: upload.id };
  const half = await desk.call("upload.append", handler, {
    params: at,
    query: { offset: 0 },
    body: chunks(text.slice(0, 30)),
  });
  assert.equal(half.offset, 30);
  await assert.rejects(desk.call("upload.append", handler, { params: at, query: { offset: 10 }, body: chunks("x") }), {
    code: "E_UPLOAD_OFFSET",
  });
  await assert.rejects(desk.call("upload.append", handler, { params: at, query: { offset: 30 }, body: chunks(text) }), {
    code: "E_UPLOAD_TOO_LONG",
  });
  const resumed = await desk.call("upload.get", handler, { params: at });
  const whole = await desk.call("upload.append", handler, {
    params: at,
    query: { offset: resumed.offset },
    body: chunks(text.slice(resumed.offset)),
  });
  assert.equal(whole.sha256, sha256(text));
  const twin = await desk.call("upload.create", handler, { params, body: { ...announce, name: "again.log" } });
  const same = await desk.call("upload.append", handler, {
    params: { incident, upload: twin.id },
    query: { offset: 0 },
    body: chunks(text),
  });
  assert.equal(same.evidenceId, whole.evidenceId);
  const [item, ...others] = await desk.call("evidence.list", handler, { params });
  assert.ok(item !== undefined && others.length === 0);
  assert.deepEqual(
    item.custody.map((line) => line.action),
    ["received", "received"],
  );
  assert.deepEqual(await desk.call("evidence.verify", handler, { params: { incident, evidence: item.id } }), {
    holds: true,
    sha256: sha256(text),
  });

  // Investigated as a job.
  const run = await desk.call("investigation.create", handler, { params, body: { evidence: [item.id] } });
  assert.equal(run.state, "queued");
  assert.equal(await desk.desk.turns.investigation(), true);
  const [ran] = await desk.call("investigation.list", handler, { params });
  assert.equal(ran?.state, "done", JSON.stringify(ran));
  assert.equal((await desk.call("incident.get", handler, { params })).verdict, "incident");
  await desk.call("finding.mark", handler, { params, body: { mark: "pinned", about: "T1110", reason: "" } });

  // A measure: another person's yes, proof, undone.
  const measure = await desk.call("measure.plan", handler, { params, body: { ...plan, evidence: [item.id] } });
  const which = { incident, measure: measure.id };
  const yes = { approve: true, reason: "同意" };
  await assert.rejects(desk.call("measure.decide", handler, { params: which, body: yes }), { code: "E_FOUR_EYES" });
  await desk.call("measure.decide", second, { params: which, body: yes });
  const proof = { before: "无规则", after: "有规则", proof: "nft list ruleset" };
  assert.equal((await desk.call("measure.done", handler, { params: which, body: proof })).state, "done");
  await assert.rejects(desk.call("measure.decide", second, { params: which, body: yes }), { code: "E_STATE" });
  for (const step of ["eradicate", "recover", "harden", "police"]) {
    await desk.call("incident.skip", handler, { params, body: { step, reason: "客户自行完成" } });
  }
  await desk.call("incident.done", handler, { params, body: { step: "reassess", note: "T+1 复查无异常" } });
  await assert.rejects(desk.call("incident.skip", handler, { params, body: { step: "report", reason: "x" } }), {
    code: "E_STEP_FIXED",
  });

  // The report: checked, written, approved by somebody who wrote none of it, delivered, read, countersigned.
  const draft = await desk.call("report.draft", handler, { params });
  const paper = { incident, report: draft.id };
  await assert.rejects(desk.call("report.submit", handler, { params: paper }), { code: "E_REPORT_LINT" });
  const words = { summary: "口令爆破后植入挖矿程序。", impact: "挂号变慢", advice: "关闭口令登录", limits: "" };
  await desk.call("report.write", supervisor, { params: paper, body: words });
  await desk.call("report.submit", handler, { params: paper });
  const approve = { approve: true, reason: "" };
  await assert.rejects(desk.call("report.decide", supervisor, { params: paper, body: approve }), {
    code: "E_FOUR_EYES",
  });
  const chief = await desk.person("吴主管", "supervisor");
  assert.equal((await desk.call("report.decide", chief, { params: paper, body: approve })).approver, "吴主管");
  assert.deepEqual((await desk.call("public.status", publicCall, { params: { token } })).reports, []);
  await assert.rejects(desk.call("archive.seal", archivist, { params, body: { classification: "internal" } }), {
    code: "E_ARCHIVE_NOT_READY",
  });
  await desk.call("report.deliver", handler, { params: paper });
  while ((await desk.desk.turns.notices()) > 0);
  const copy = smtp.mails.find((mail) => mail.to.includes("team@centre.test"));
  assert.ok(copy?.raw.includes("filename=report.zh.pdf"), "the emergency team gets the file");
  const { reports, proof: kept } = await desk.call("public.status", publicCall, { params: { token } });
  const [shown] = reports;
  assert.match(kept?.head ?? "", /^[0-9a-f]{64}$/, "the customer keeps the head of the journal");
  assert.match(kept?.key ?? "", /^[0-9a-f]{64}$/);
  assert.ok(shown?.files[0] !== undefined);
  const file = await desk.call("public.reportFile", publicCall, {
    params: { token, report: draft.id, name: shown.files[0].name },
  });
  const bytes: Uint8Array[] = [];
  for await (const chunk of file.open()) bytes.push(chunk);
  assert.equal(createHash("sha256").update(Buffer.concat(bytes)).digest("hex"), shown.files[0].sha256);
  await assert.rejects(
    desk.call("public.countersign", publicCall, {
      params: { token, report: draft.id },
      body: { name: "王芳", sha256: sha256("other") },
    }),
    { code: "E_REPORT_FILE_DIFFERS" },
  );
  await desk.call("public.countersign", publicCall, {
    params: { token, report: draft.id },
    body: { name: "王芳", sha256: shown.files[0].sha256 },
  });
  assert.equal((await desk.call("report.list", handler, { params }))[0]?.countersignedBy, "王芳");

  // What the law asks for was reported, with a receipt each.
  const owed = (await desk.call("legal.get", handler, { params })).duties;
  assert.deepEqual(
    owed.map(({ rule }) => rule.id),
    ["CN-CAC-FINAL", "CN-CAC-OTHER", "CN-CAC-PROVIDER"],
  );
  for (const { rule } of owed) {
    const report = {
      sentAt: desk.now().toISOString(),
      sender: "钱处置",
      recipient: rule.recipient.zh,
      channel: "传真",
    };
    const body = { ...report, body: "报告", receipt: "回执 1" };
    await desk.call("legal.report", handler, { params: { ...params, rule: rule.id }, body });
  }

  // Sealed: the journal holds against its checkpoints, and nothing changes any more.
  const sealed = await desk.call("archive.seal", archivist, { params, body: { classification: "confidential" } });
  assert.match(sealed.number, /^ARC-2026-/);
  assert.deepEqual(await desk.call("archive.verify", archivist, { params }), { holds: true, findings: [] });
  const journal = await desk.call("incident.journal", archivist, { params });
  assert.equal(verifyJournal(journal, sha256), undefined);
  assert.equal(journal.at(-1)?.hash, sealed.journalHead);
  assert.deepEqual((await desk.call("incident.get", archivist, { params })).next, []);
  const frozen = { code: "E_ARCHIVED" };
  await assert.rejects(desk.call("incident.note", handler, { params, body: { body: "x" } }), frozen);
  await assert.rejects(desk.call("advice.create", handler, { params, body: { body: "x", channel: "page" } }), frozen);
  await assert.rejects(desk.call("measure.undo", handler, { params: which, body: { reason: "x" } }), frozen);
  await assert.rejects(desk.call("upload.create", handler, { params, body: announce }), frozen);
  await assert.rejects(desk.call("report.draft", handler, { params }), frozen);
  await assert.rejects(desk.call("archive.seal", archivist, { params, body: { classification: "internal" } }), frozen);
  assert.equal((await desk.call("archive.list", archivist, { query: { text: "青山" } })).length, 1);
  const bundle = await desk.call("archive.file", archivist, { params });
  assert.equal(bundle.sha256, sealed.sha256);
  assert.deepEqual(desk.errors, []);
}
