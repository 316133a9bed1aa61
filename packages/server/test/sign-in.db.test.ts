import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type Engine, engines, type TestCentre, testCentre } from "./centre.testkit.ts";
import { administrator, client, enrol, nextCode, person, type Person } from "./client.testkit.ts";
import { totpCode } from "../src/sign-in/totp.ts";

const open = new AsyncDisposableStack();
after(() => open.disposeAsync());

/** A centre with an administrator, for the tests of one database. */
async function opened(engine: Engine): Promise<{ of: TestCentre; admin: Person; url: () => string }> {
  const of = open.use(await engine.open());
  return { of, admin: await administrator(of), url: () => of.url };
}

for (const engine of await engines()) {
  test(`sign-in on ${engine.name}`, async (suite) => {
    const { of, admin, url } = await opened(engine);

    await suite.test("the first password works once, the second factor never twice", async () => {
      const one = await person(url, admin, "钱", "handler");
      const browser = client(url);
      const asked = await browser.call("session.signIn", { body: { email: one.email, password: one.password } });
      assert.deepEqual(asked, { state: "totp-needed" });
      assert.equal((await browser.ask("incident.list")).status, 401, "half a sign-in is none");
      const code = nextCode(one.totpUri);
      const wrong = await browser.ask("session.totp", { body: { code: code === "000000" ? "000001" : "000000" } });
      assert.deepEqual([wrong.status, wrong.body.code], [401, "E_SECOND_FACTOR"]);
      assert.equal((await browser.call("session.totp", { body: { code } })).state, "ready");
      const other = client(url);
      await other.call("session.signIn", { body: { email: one.email.toUpperCase(), password: one.password } });
      const replayed = await other.ask("session.totp", { body: { code } });
      assert.deepEqual([replayed.status, replayed.body.code], [401, "E_SECOND_FACTOR"]);
      assert.equal((await other.ask("incident.list")).status, 401);
      assert.equal((await browser.ask("incident.list")).status, 200, "who used it first stays");
    });

    await suite.test("each step brings a new session, and the one before it is dead", async () => {
      const form = { name: "孙", email: "sun@centre.test", phone: "", roles: ["handler"], language: "zh" };
      const { oneTimePassword } = await admin.call("staff.create", { body: form });
      const browser = client(url);
      const seen: Map<string, string>[] = [];
      const keep = (): void => void seen.push(new Map(browser.cookies));
      await browser.call("session.signIn", { body: { email: form.email, password: oneTimePassword } });
      keep();
      assert.equal((await browser.ask("incident.list")).status, 401, "before the password is changed");
      const same = await browser.ask("session.password", { body: { current: oneTimePassword, next: oneTimePassword } });
      assert.equal(same.body.code, "E_PASSWORD_REFUSED");
      const next = "a password of my own";
      const enrolling = await browser.call("session.password", { body: { current: oneTimePassword, next } });
      keep();
      assert.equal((await browser.ask("incident.list")).status, 401, "before the second factor is there");
      assert.ok((enrolling.backupCodes?.length ?? 0) >= 8);
      const code = totpCode(enrolling.totpUri ?? "", Date.now());
      assert.equal((await browser.call("session.totp", { body: { code } })).state, "ready");
      assert.equal((await browser.call("session.get")).totpUri, undefined, "the secret is shown only while enrolling");
      for (const cookies of seen) {
        const thief = client(url, cookies);
        assert.equal((await thief.call("session.get")).state, "signed-out");
        assert.equal((await thief.ask("incident.list")).status, 401);
      }
      const backup = enrolling.backupCodes?.[0] ?? "";
      for (const expected of [200, 401]) {
        const lost = client(url);
        await lost.call("session.signIn", { body: { email: form.email, password: next } });
        assert.equal(
          (await lost.ask("session.totp", { body: { code: backup } })).status,
          expected,
          "a backup code works once",
        );
      }
      const gone = new Map(browser.cookies);
      await browser.call("session.signOut");
      assert.equal((await client(url, gone).ask("incident.list")).status, 401);
    });

    await suite.test("a reset ends every session; so does leaving; a role that is taken is gone at once", async () => {
      const one = await person(url, admin, "李", "handler");
      const params = { staff: one.id };
      const base = { name: "李", email: one.email, phone: "", language: "zh", active: true };
      assert.equal((await one.ask("incident.list")).status, 200);
      await admin.call("staff.update", { params, body: { ...base, roles: ["administrator"] } });
      assert.equal((await one.ask("incident.list")).status, 403);
      const { oneTimePassword } = await admin.call("staff.reset", { params });
      assert.equal((await one.ask("customer.list")).status, 401);
      assert.equal(
        (await one.ask("session.signIn", { body: { email: one.email, password: one.password } })).status,
        401,
      );
      const again = await enrol(url, { email: one.email, password: oneTimePassword });
      assert.notEqual(again.totpUri, one.totpUri);
      await admin.call("staff.update", { params, body: { ...base, roles: ["handler"], active: false } });
      assert.equal((await again.ask("incident.list")).status, 401);
      const late = await client(url).ask("session.signIn", { body: { email: one.email, password: again.password } });
      assert.ok(late.status === 401 || late.body.state === "totp-needed");
    });

    await suite.test("guessing locks, whether the name exists or not, and many guesses at once too", async () => {
      const one = await person(url, admin, "周", "handler");
      for (const email of [one.email, "nobody@centre.test"]) {
        const tries = Array.from({ length: 14 }, (_, at) =>
          client(url).ask("session.signIn", { body: { email, password: `wrong password ${at}` } }),
        );
        const codes = (await Promise.all(tries)).map((answer) => answer.body.code);
        assert.equal(codes.filter((code) => code === "E_SIGN_IN").length, 8, codes.join(" "));
        assert.equal(codes.filter((code) => code === "E_SIGN_IN_LOCKED").length, 6, codes.join(" "));
      }
      const right = await client(url).ask("session.signIn", { body: { email: one.email, password: one.password } });
      assert.deepEqual([right.status, right.body.code], [429, "E_SIGN_IN_LOCKED"]);
      assert.equal((await one.ask("incident.list")).status, 200, "who is in stays in");
      const { oneTimePassword } = await admin.call("staff.reset", { params: { staff: one.id } });
      await enrol(url, { email: one.email, password: oneTimePassword });
    });

    await suite.test("neither log nor answers hold passwords, codes, cookies or links", () => {
      const log = of.log.join("\n");
      const secrets = [admin.password, of.centre.firstPassword?.password ?? "-", ...admin.cookies.values()];
      for (const secret of secrets) assert.ok(!log.includes(secret));
      assert.ok(!/otpauth|set-cookie|\/c\/[\w-]{20}/.test(log));
    });
  });
}

test("a first start that nobody finished gives a new password; the old one is dead, and none is given once it was used", async () => {
  await using of = await testCentre();
  const lost = of.centre.firstPassword;
  assert.ok(lost !== undefined);
  await of.again();
  const fresh = of.centre.firstPassword;
  assert.ok(fresh !== undefined && fresh.password !== lost.password && fresh.email === lost.email);
  assert.equal((await client(() => of.url).ask("session.signIn", { body: lost })).status, 401);
  const admin = await enrol(() => of.url, fresh);
  await of.again();
  assert.equal(of.centre.firstPassword, undefined);
  assert.equal((await admin.call("session.get")).state, "ready", "a session survives a restart");
});

test("one place that guesses locks itself out, not the person elsewhere; behind a proxy cookies are for HTTPS only", async () => {
  await using of = await testCentre({ secure: true });
  const { email, password } = of.centre.firstPassword ?? { email: "", password: "" };
  const from = (address: string) => ({ headers: { "x-forwarded-for": address } });
  const browser = client(() => of.url);
  for (let at = 0; at < 9; at++) {
    const sent = { body: { email, password: `guess number ${at}` }, ...from("203.0.113.9") };
    assert.equal((await browser.ask("session.signIn", sent)).status, at < 8 ? 401 : 429);
  }
  const response = await fetch(`${of.url}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": "198.51.100.7" },
    body: JSON.stringify({ email, password }),
  });
  assert.equal(response.status, 200);
  const cookies = response.headers.getSetCookie();
  assert.ok(cookies.length > 0);
  for (const cookie of cookies) assert.match(cookie, /^__Secure-.*;\s*HttpOnly/is);
  assert.ok(cookies.some((cookie) => /;\s*Secure/i.test(cookie) && /;\s*SameSite=Strict/i.test(cookie)));
  assert.match(response.headers.get("strict-transport-security") ?? "", /max-age=31536000/);
});

test("one address asks to sign in so often and no more", async () => {
  await using of = await testCentre();
  const browser = client(() => of.url);
  const body = { email: "x", password: "y" };
  const answers = [];
  for (let at = 0; at < 62; at++)
    answers.push(await browser.ask("session.signIn", { body: { ...body, email: `x${at}` } }));
  const last = answers.at(-1);
  assert.deepEqual([last?.status, last?.body.code], [429, "E_TOO_MANY"]);
  assert.ok(Number(last?.headers.get("retry-after")) > 0);
  assert.equal(answers.filter((one) => one.status === 401).length, 60);
  const form = { symptoms: [] };
  const forms = [];
  for (let at = 0; at < 21; at++) forms.push((await browser.ask("public.request", { body: form })).status);
  assert.deepEqual([forms.filter((one) => one === 400).length, forms.at(-1)], [20, 429]);
});
