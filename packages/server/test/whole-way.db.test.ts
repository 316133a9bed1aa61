import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { verifyPath } from "@stanch/report/verify";
import { ended, form, giveEvidence } from "./case.testkit.ts";
import { engines, type TestCentre } from "./centre.testkit.ts";
import { administrator, client, person } from "./client.testkit.ts";
import { intrusionLog } from "./intrusion.testkit.ts";

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

for (const engine of await engines()) {
  test(`from the first password to an archive that a stranger verifies, on ${engine.name}`, async () => {
    await using of = await engine.open();
    await walk(of);
  });
}

async function walk(of: TestCentre): Promise<void> {
  assert.equal(statSync(of.data).mode & 0o777, 0o700);
  for (const file of ["signing-key.pem", "secret"])
    assert.equal(statSync(path.join(of.data, file)).mode & 0o777, 0o600);
  const admin = await administrator(of);
  const url = (): string => of.url;
  const officer = await person(url, admin, "赵值班", "duty-officer");
  const handler = await person(url, admin, "钱处置", "handler");
  const second = await person(url, admin, "孙处置", "handler");
  const supervisor = await person(url, admin, "李主管", "supervisor");
  const archivist = await person(url, admin, "周档案", "archivist");
  const anyone = client(url);
  await admin.call("settings.put", {
    body: { emergencyTeam: { name: "应急小组", channel: "in-person", address: "" } },
  });

  const made = await anyone.call("public.request", { body: form });
  const token = made.statusPath.slice("/c/".length);
  assert.equal(Date.parse(made.clock.dueAt) - Date.parse(made.clock.startedAt), 4 * 3_600_000);
  assert.equal((await anyone.call("public.status", { params: { token } })).state, "received");
  const [waiting] = await officer.call("request.list", { query: { text: "挖矿" } });
  assert.ok(waiting !== undefined);
  const { id: incident } = await officer.call("request.take", { params: { request: waiting.id }, body: {} });
  const params = { incident };
  await officer.call("incident.contact", { params, body: { person: "赵值班", how: "电话" } });
  const notice = {
    to: { name: "刘", part: "技术", address: "" },
    channel: "in-person",
    subject: "新事件",
    body: "请看",
  };
  await officer.call("notice.create", { params, body: notice });
  await supervisor.call("decision.create", { params, body: { notifyFurther: true, reason: "影响挂号" } });
  const factors = { importance: "important", loss: "severe", harm: "general" };
  const determined = { disposition: "incident", type: "NA-06", secondary: [], factors, reason: "口令爆破成功" };
  assert.equal((await handler.call("determination.create", { params, body: determined })).level, 3);
  const order = { staff: handler.id, part: "handler", mode: "on-site" };
  const task = await officer.call("assignment.create", { params, body: order });
  for (const state of ["accepted", "under-way", "arrived"])
    await handler.call("assignment.change", { params: { incident, assignment: task.id }, body: { state } });
  const advice = await handler.call("advice.create", {
    params,
    body: { body: "断开外网，不要重启。", channel: "page" },
  });
  await anyone.call("public.advice", { params: { token, advice: advice.id }, body: { mark: "read" } });

  const log = new TextEncoder().encode(intrusionLog(Date.now()));
  const evidence = await giveEvidence(handler, incident, "auth.log", log);
  const kept = await handler.ask("evidence.file", { params: { incident, evidence } });
  assert.equal(kept.text, new TextDecoder().decode(log));
  const run = await handler.call("investigation.create", { params, body: { evidence: [evidence], zone: "UTC" } });
  const ran = await ended(handler, incident, run.id);
  assert.equal(ran.state, "done", JSON.stringify(ran));
  const answer = await handler.call("answer.get", { params: { incident, investigation: run.id } });
  assert.equal(answer.verdict, "incident");
  const thread = answer.threads.find((one) => one.source.ips.includes("203.0.113.9"));
  assert.equal(thread?.source.vector, "ssh-password");
  const sources = await handler.call("sources.get", { params: { incident, investigation: run.id } });
  assert.deepEqual(
    sources.sources.map((one) => [one.sha256, one.records]),
    [[sha256(log), 46]],
  );

  const found = await handler.call("timeline.search", {
    params,
    body: { filter: { text: "backup2" }, limit: 50, order: "oldest" },
  });
  assert.equal(found.events.length, 2);
  const all = await handler.call("timeline.search", { params, body: { filter: {}, limit: 5, order: "oldest" } });
  assert.equal(all.total, 46);
  const histogram = await handler.call("timeline.histogram", { params, body: { filter: {}, buckets: 20 } });
  assert.equal(
    histogram.buckets.reduce((sum, bucket) => sum + bucket.count, 0),
    46,
  );
  const top = await handler.call("timeline.top", { params, body: { filter: {}, field: "source.ip", limit: 5 } });
  // 40 guesses, the one that worked, and the session that it opened.
  assert.deepEqual(top[0], { value: "203.0.113.9", count: 42 });
  const event = found.events[0];
  assert.ok(event !== undefined);
  const raw = await handler.call("timeline.raw", { params: { incident, event: event["event.id"] } });
  assert.match(raw.raw, /new user: name=backup2/);
  assert.equal(
    Buffer.from(log).subarray(raw.offset).toString().split("\n")[0],
    raw.raw,
    "the offset leads to the line",
  );
  assert.equal(raw.sha256, sha256(log));

  const plan = {
    phase: "contain",
    title: "封禁 203.0.113.9",
    target: "10.0.3.7",
    change: "nft add rule",
    proofPlan: "nft list",
    undo: "nft delete rule",
    evidence: [evidence],
  };
  const measure = await handler.call("measure.plan", { params, body: plan });
  const which = { incident, measure: measure.id };
  const yes = { approve: true, reason: "同意" };
  assert.equal((await handler.ask("measure.decide", { params: which, body: yes })).body.code, "E_FOUR_EYES");
  await second.call("measure.decide", { params: which, body: yes });
  await handler.call("measure.done", { params: which, body: { before: "无", after: "有", proof: "nft list ruleset" } });
  for (const step of ["eradicate", "recover", "harden", "police"])
    await handler.call("incident.skip", { params, body: { step, reason: "客户自行完成" } });
  await handler.call("incident.done", { params, body: { step: "reassess", note: "T+1 复查无异常" } });

  const draft = await handler.call("report.draft", { params });
  const paper = { incident, report: draft.id };
  const words = {
    summary: "口令爆破后新增账号并植入计划任务。",
    impact: "挂号系统变慢约一小时。",
    advice: "关闭口令登录，更换口令。",
    limits: "只取得 auth.log，未取得网络流量。",
  };
  const written = await handler.call("report.write", { params: paper, body: words });
  assert.deepEqual(
    written.lint.filter((one) => one.level === "error"),
    [],
  );
  await handler.call("report.submit", { params: paper });
  const approve = { approve: true, reason: "" };
  assert.equal((await handler.ask("report.decide", { params: paper, body: approve })).status, 403);
  await supervisor.call("report.decide", { params: paper, body: approve });
  const delivered = await handler.call("report.deliver", { params: paper });
  assert.deepEqual(
    delivered.files
      .map((file) => file.name)
      .filter((name) => /\.(?:pdf|html)$/.test(name))
      .toSorted(),
    ["report.en.pdf", "report.html", "report.zh.pdf"],
  );
  const [shown] = (await anyone.call("public.status", { params: { token } })).reports;
  assert.ok(shown !== undefined);
  for (const file of shown.files) {
    const got = await fetch(`${of.url}/api/v1/public/status/${token}/reports/${shown.id}/files/${file.name}`);
    assert.match(got.headers.get("content-disposition") ?? "", /^attachment;/);
    assert.equal(got.headers.get("content-security-policy"), "sandbox; default-src 'none'");
    assert.equal(sha256(new Uint8Array(await got.arrayBuffer())), file.sha256, file.name);
  }
  const signed = shown.files.find((file) => file.name === "report.zh.pdf");
  const counter = { params: { token, report: shown.id }, body: { name: "王芳", sha256: signed?.sha256 } };
  await anyone.call("public.countersign", counter);
  for (;;) {
    const notices = await officer.call("notice.list", { params });
    const waits = notices.filter((one) => one.state === "queued");
    if (waits.length === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }

  for (const { rule } of (await handler.call("legal.get", { params })).duties) {
    const body = {
      sentAt: new Date().toISOString(),
      sender: "钱",
      recipient: "x",
      channel: "x",
      body: "x",
      receipt: "x",
    };
    await handler.call("legal.report", { params: { ...params, rule: rule.id }, body });
  }
  const sealed = await archivist.call("archive.seal", { params, body: { classification: "confidential" } });
  const checked = await archivist.call("archive.verify", { params });
  assert.equal(checked.holds, true, JSON.stringify(checked.findings));
  const file = await fetch(`${of.url}/api/v1/incidents/${incident}/archive/file`, {
    headers: { cookie: [...archivist.cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
  });
  const bundle = new Uint8Array(await file.arrayBuffer());
  assert.equal(sha256(bundle), sealed.sha256);
  const home = path.join(of.data, "..");
  const at = path.join(home, "case.tar");
  writeFileSync(at, bundle);
  const verified = await verifyPath(at);
  assert.equal(verified.holds, true, JSON.stringify(verified));
  const position = Math.floor(bundle.length / 2);
  const broken = readFileSync(at);
  broken[position] = (broken[position] ?? 0) ^ 1;
  writeFileSync(at, broken);
  assert.equal((await verifyPath(at)).holds, false);
  assert.equal((await handler.ask("incident.note", { params, body: { body: "x" } })).body.code, "E_ARCHIVED");
  // The whole of it survives the next start.
  await of.again();
  assert.equal(of.centre.firstPassword, undefined);
  assert.deepEqual(await archivist.call("archive.verify", { params }), checked);
  assert.deepEqual(
    of.log.filter((one) => JSON.parse(one).level > 30),
    [],
  );
}
