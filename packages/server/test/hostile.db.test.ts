import assert from "node:assert/strict";
import { test } from "node:test";
import { form, openCase, submit } from "./case.testkit.ts";
import { engines } from "./centre.testkit.ts";
import { administrator, client, person } from "./client.testkit.ts";

const script = `<script>alert(1)</script><img src=x onerror=alert(2)>"'\`\${7*7}{{7*7}}`;
const formula = `=HYPERLINK("http://evil.test","x")`;
const ansi = "\u001b[31m\u001b]0;title\u0007";
const turned = "\u202egnp.exe\u202c\u200b";
const quoted = `'; drop table request; -- %_\\`;
const hostile = [script, formula, ansi, turned, quoted].join(" ");
const half = "半个\ud83d字\udc00";

for (const engine of await engines()) {
  test(`text of outsiders stays text from the form to the case, on ${engine.name}`, async () => {
    await using of = await engine.open();
    const url = (): string => of.url;
    const admin = await administrator(of);
    const officer = await person(url, admin, `赵${script}`, "duty-officer", "handler");
    const anyone = client(url);

    const told = { organisation: hostile, location: hostile, systems: hostile, description: hostile };
    const made = await openCase(anyone, officer, {
      ...told,
      contact: { name: hostile.slice(0, 100), phone: "+86 1000" },
    });
    const request = await officer.call("request.get", { params: { request: made.request } });
    assert.equal(request.description, hostile, "kept as it was told");
    const page = await anyone.ask("public.status", { params: { token: made.token } });
    assert.match(page.headers.get("content-type") ?? "", /^application\/json/);
    assert.equal(page.headers.get("x-content-type-options"), "nosniff");
    assert.equal(page.body.organisation, hostile);
    const found = await officer.call("request.list", { query: { text: quoted } });
    assert.deepEqual(
      found.map((one) => one.id),
      [made.request],
      "a search knows no patterns and runs nothing",
    );

    const call = {
      ...form,
      ...told,
      channel: "phone",
      call: { from: `+86\r\nBcc: x@evil.test`.slice(0, 40), startedAt: new Date().toISOString(), readBack: true },
    };
    const entered = await officer.call("request.create", { body: call });
    assert.equal(entered.location, hostile);

    const params = { incident: made.incident };
    const notice = {
      to: { name: script, part: formula, address: "a@x.test\r\nBcc: b@x.test" },
      channel: "in-person",
      subject: `x\r\nBcc: c@x.test`,
      body: hostile,
    };
    assert.equal((await officer.call("notice.create", { params, body: notice })).body, hostile);
    const mail = { ...notice, channel: "mail" };
    assert.equal((await officer.ask("notice.create", { params, body: mail })).body.code, "E_NOTICE_ADDRESS");
    await officer.call("incident.note", { params, body: { body: hostile } });
    const journal = await officer.call("incident.journal", { params });
    assert.ok(journal.some((entry) => JSON.stringify(entry.data).includes("alert(1)")));

    // Half characters become the character for what cannot be decoded; a zero character is refused in words. Neither is an accident.
    const torn = await submit(anyone, officer, { organisation: half, description: half });
    const kept = await officer.call("request.get", { params: { request: torn.request } });
    assert.ok(kept.organisation.isWellFormed() && kept.description.isWellFormed());
    assert.match(kept.organisation, /^半个\ufffd+字\ufffd+$/u);
    for (const field of ["organisation", "description", "location"]) {
      const answer = await anyone.ask("public.request", { body: { ...form, [field]: "a\u0000b" } });
      assert.deepEqual([answer.status, answer.body.code], [400, "E_TEXT_UNSTORABLE"], field);
    }
    const note = await officer.ask("incident.note", { params, body: { body: `\u0000${half}` } });
    assert.ok(note.status === 400 || note.status === 200, note.text);
    const draft = { params: { draft: crypto.randomUUID() }, body: { form: { [half]: [half, "\u0000"] } } };
    assert.ok((await officer.ask("draft.save", draft)).status < 500);
    const staff = { name: half, email: "half@centre.test", phone: "\u0000", roles: ["handler"], language: "zh" };
    assert.ok((await admin.ask("staff.create", { body: staff })).status < 500);

    // Names of files: in the header, in the list, on the disk.
    const bytes = new TextEncoder().encode("line\n");
    for (const name of [
      `../../etc/${script}.log`,
      `a"\r\nset-cookie: x=1`,
      `${turned}.log`,
      `${"😀".repeat(200)}.log`,
      half,
      formula,
    ]) {
      const upload = await officer.call("upload.create", { params, body: { name, size: 5, evidence: {} } });
      const sent = { params: { incident: made.incident, upload: upload.id }, query: { offset: 0 }, body: bytes };
      const { evidenceId } = await officer.call("upload.append", sent);
      const file = await officer.ask("evidence.file", {
        params: { incident: made.incident, evidence: evidenceId ?? "" },
      });
      assert.equal(file.text, "line\n");
      const header = file.headers.get("content-disposition") ?? "";
      assert.match(header, /^attachment; filename="[\w. -]*"; filename\*=UTF-8''[\w.~%-]*$/, name);
      assert.equal(file.headers.get("set-cookie"), null);
    }
    assert.deepEqual(
      of.log.filter((one) => JSON.parse(one).level > 40),
      [],
      "nothing of it was an accident",
    );
  });

  test(`of two who take one request one gets it, on ${engine.name}`, async () => {
    await using of = await engine.open();
    const url = (): string => of.url;
    const admin = await administrator(of);
    const people = [await person(url, admin, "赵", "duty-officer"), await person(url, admin, "钱", "handler")];
    const anyone = client(url);
    for (let round = 0; round < 5; round++) {
      const { request } = await submit(anyone, people[0] ?? anyone);
      const taking = [...people, ...people].map((who) => who.ask("request.take", { params: { request }, body: {} }));
      const answers = await Promise.all(taking);
      assert.deepEqual(answers.map((one) => one.status).toSorted(), [200, 409, 409, 409]);
      for (const answer of answers) if (answer.status !== 200) assert.equal(answer.body.code, "E_STATE");
    }
    assert.equal((await people[0]?.call("incident.list"))?.length, 5);
  });
}
