import assert from "node:assert/strict";
import { test } from "node:test";
import { providerSamples } from "@stanch/model/provider-samples";
import { type Provider, provider } from "@stanch/model/provider";
import fc from "fast-check";
import { readAnswer } from "./channel-answer.ts";
import { heldBack } from "./channel-limit.ts";
import { type Message, providerCall } from "./channel-request.ts";

const secrets = { secret: "s3cret-of-the-provider", token: "t0ken" };
const now = { at: Date.parse("2026-03-01T00:00:00Z"), nonce: "nonce-1" };
const message: Message = {
  to: "+8613800138000",
  text: "REQ-2026-0001 请接手",
  subject: "请接手",
  number: "REQ-2026-0001",
  spelled: "R、E、Q",
  link: "https://centre.test/n/x",
  key: "7d1f6b1e-0000-4000-8000-000000000001",
};

function sample(id: string): Provider {
  const found = providerSamples.find((one) => one.id === id);
  assert.ok(found !== undefined, id);
  return found;
}

const hostile = [
  '"}, "to": "+8613900000000", "x": {"',
  "\r\nX-Injected: 1\r\n\r\nGET / HTTP/1.1",
  "a&to=+8613900000000&b=c",
  "../../admin?x=1#y",
  "{secret}{token}{to}",
  "\u0000\u001b[2J\u202e\ud800",
  '<at user_id="all">所有人</at> <!channel> <@U1>',
];

/** The shape of a value: names, kinds and places of everything, and no text. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value === "object" && value !== null)
    return Object.entries(value).map(([name, one]) => [name, shape(one)]);
  return typeof value;
}

function shapeOf(spec: Provider, told: Message): unknown {
  const call = providerCall(spec, told, secrets, now);
  const type = call.headers["content-type"] ?? "";
  const body = type.includes("json")
    ? shape(JSON.parse(call.body))
    : [...new URLSearchParams(call.body)].map(([name]) => name);
  return {
    origin: call.url.origin,
    segments: call.url.pathname.split("/").length,
    query: [...call.url.searchParams].map(([name]) => name),
    headers: Object.keys(call.headers),
    body,
  };
}

test("every shipped sample is a valid provider with an https address and no value that belongs to anybody", () => {
  const channels = new Set(providerSamples.map((one) => one.channel));
  assert.deepEqual([...channels].sort(), ["dingtalk", "feishu", "slack", "sms", "telegram", "voice", "wecom"]);
  for (const one of providerSamples) {
    assert.ok(one.url.startsWith("https://"), one.id);
    assert.ok(
      Object.values(one.values).every((value) => value === ""),
      one.id,
    );
  }
});

test("hostile texts change no structure: not the address, not the query, not a header, not the body of any sample", () => {
  for (const spec of providerSamples) {
    const plain = shapeOf(spec, message);
    for (const evil of hostile) {
      const told = { ...message, text: evil, subject: evil, number: evil, spelled: evil };
      assert.deepEqual(shapeOf(spec, told), plain, `${spec.id} ${evil}`);
      const call = providerCall(spec, told, secrets, now);
      for (const [name, value] of Object.entries(call.headers)) assert.ok(/^[\x20-\x7e]*$/.test(value), name);
      const type = call.headers["content-type"] ?? "";
      const encoded = `${type.includes("json") ? "" : call.body}${call.url.search}`;
      assert.ok(!encoded.includes("&to=+86"), spec.id);
    }
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (text, number) => {
        assert.deepEqual(shapeOf(spec, { ...message, text, subject: text, number }), plain);
      }),
      { numRuns: 40 },
    );
  }
});

test("a place that a text spells out is text: no secret leaves by it", () => {
  const evil = { ...message, text: "{secret} {token} {key}", subject: "{secret} {token}" };
  for (const id of ["generic-sms", "generic-voice", "dingtalk", "aliyun-sms"]) {
    const { body, url } = providerCall(sample(id), evil, secrets, now);
    const said = decodeURIComponent(`${body} ${url.search.replace(/access_token=t0ken/, "")}`);
    assert.ok(!said.includes("s3cret-of-the-provider") && !said.includes("t0ken"), `${id} ${said}`);
  }
});

test("what receivers take for markup is made harmless", () => {
  const told = { ...message, text: '<at user_id="all"></at><!channel>&' };
  const slack = JSON.parse(providerCall(sample("slack"), told, secrets, now).body) as { text: string };
  assert.equal(slack.text, '<@+8613800138000> &lt;at user_id="all"&gt;&lt;/at&gt;&lt;!channel&gt;&amp;');
  const feishu = JSON.parse(providerCall(sample("feishu"), { ...told, to: "ou_1" }, secrets, now).body) as {
    content: { text: string };
    timestamp: string;
    sign: string;
  };
  assert.equal(feishu.content.text.match(/<at /g)?.length, 1);
  assert.equal(feishu.timestamp, "1772323200");
});

test("a value in the path stays one segment, and one that would lead elsewhere is refused", () => {
  const spec = { ...sample("telegram"), values: { part: "" }, url: "https://x.test/a/{part}/b" };
  const pathFor = (part: string) => providerCall({ ...spec, values: { part } }, message, secrets, now).url.pathname;
  assert.equal(pathFor("a/b?c#d"), "/a/a%2Fb%3Fc%23d/b");
  assert.throws(() => pathFor(".."), /does not fit/);
});

test("phones are written as the provider wants them, and nested JSON is text inside a value", () => {
  const call = providerCall(
    { ...sample("aliyun-sms"), values: { signName: "止血", templateCode: "SMS_1" } },
    message,
    secrets,
    now,
  );
  assert.equal(call.url.searchParams.get("PhoneNumbers"), "13800138000");
  assert.equal(call.url.searchParams.get("SignName"), "止血");
  assert.deepEqual(JSON.parse(call.url.searchParams.get("TemplateParam") ?? ""), {
    number: message.number,
    text: message.subject,
    link: message.link,
  });
  assert.equal(call.url.searchParams.get("OutId"), message.key);
  assert.match(call.headers["authorization"] ?? "", /^ACS3-HMAC-SHA256 Credential=/);
  const tencent = JSON.parse(providerCall(sample("tencent-sms"), message, secrets, now).body) as {
    PhoneNumberSet: string[];
  };
  assert.deepEqual(tencent.PhoneNumberSet, ["+8613800138000"]);
});

test("a template may name only what there is, and its origin is fixed", () => {
  const spec = sample("generic-sms");
  assert.ok(!provider.safeParse({ ...spec, headers: { "X-A": "{password}" } }).success);
  for (const url of ["https://{to}/x", "https://a.test@{to}/", "file:///etc/passwd", "https://a.test"]) {
    assert.ok(!provider.safeParse({ ...spec, url }).success, url);
  }
  assert.ok(!provider.safeParse({ ...spec, headers: { "X A\r\n": "x" } }).success);
});

test("answers are read as the provider means them; what is no answer is a failure", () => {
  const read = (id: string, status: number, answer: unknown) =>
    readAnswer(sample(id), { status, text: typeof answer === "string" ? answer : JSON.stringify(answer) });
  assert.deepEqual(read("aliyun-sms", 200, { Code: "OK", BizId: "9^1" }), {
    ok: true,
    detail: "HTTP 200 9^1",
    messageId: "9^1",
  });
  const limited = read("aliyun-sms", 200, { Code: "isv.BUSINESS_LIMIT_CONTROL", Message: "触发流控\u001b[2J\r\nx" });
  assert.deepEqual([limited.ok, limited.detail], [false, "HTTP 200 isv.BUSINESS_LIMIT_CONTROL 触发流控 [2J x"]);
  const tencent = { Response: { SendStatusSet: [{ Code: "Ok", SerialNo: "5:1" }] } };
  assert.equal(read("tencent-sms", 200, tencent).messageId, "5:1");
  assert.equal(read("tencent-voice", 200, { Response: { Error: { Message: "no" } } }).ok, false);
  assert.equal(read("dingtalk", 200, { errcode: 0 }).ok, true);
  assert.equal(read("dingtalk", 200, { errcode: "0" }).ok, false);
  assert.equal(read("dingtalk", 302, { errcode: 0 }).ok, false);
  for (const junk of ["", "<html>", "[", "null", '{"__proto__":{"errcode":0}}']) {
    assert.equal(read("dingtalk", 200, junk).ok, false, junk);
  }
});

test("an address gets so many messages in so much time and no more", () => {
  const minute = 60_000;
  assert.equal(heldBack("voice", [], 0), undefined);
  assert.deepEqual(heldBack("voice", [0], 30_000), { until: minute, limit: "voice 1/1 min" });
  assert.deepEqual(heldBack("voice", [0, 2 * minute, 4 * minute], 6 * minute), {
    until: 15 * minute,
    limit: "voice 3/15 min",
  });
  assert.equal(heldBack("sms", [0, 2 * minute, 4 * minute], 6 * minute), undefined);
  assert.equal(heldBack("mail", [0, 0, 0, 0], 0), undefined);
});
