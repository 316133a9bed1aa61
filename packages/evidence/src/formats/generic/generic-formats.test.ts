import assert from "node:assert/strict";
import { test } from "node:test";
import { identify } from "../../identify.ts";
import { sampleOf } from "../../sample.ts";
import { actiontrail } from "../service/actiontrail/actiontrail.ts";
import { cloudtrail } from "../service/cloudtrail/cloudtrail.ts";
import { criLog } from "../service/container/cri.ts";
import { dockerJson } from "../service/container/docker-json.ts";
import { kubernetesAudit } from "../service/kubernetes/kubernetes-audit.ts";
import { mongodbJson } from "../service/mongodb-json/mongodb-json.ts";
import { party } from "./address/address.ts";
import { csv } from "./csv/csv.ts";
import { csvLine } from "./csv/csv-line.ts";
import { jsonLines } from "./json-lines/json-lines.ts";
import { logfmt } from "./logfmt/logfmt.ts";
import { isoTime, readLines, readOne } from "./read-lines.testkit.ts";
import { readStamp, setEpoch, stamp } from "./stamp/stamp.ts";
import { timedText } from "./timed-text/timed-text.ts";
import { readingClock } from "../../clock.ts";

const clock = readingClock({ zone: "Asia/Shanghai", years: [], bound: Date.UTC(2024, 5, 1) / 1000, repeats: [] });

function identified(lines: readonly string[], name = "file.log"): string | undefined {
  return identify(sampleOf(Buffer.from(`${lines.join("\n")}\n`), name)).format?.id;
}

function read(text: string): string | undefined {
  if (!readStamp(text, 0, clock)) return undefined;
  const rest = text.slice(stamp.end).trim();
  return `${new Date(stamp.time / 1000).toISOString()} ${stamp.digits} ${stamp.basis}${rest === "" ? "" : ` | ${rest}`}`;
}

test("dates in every usual form, with zone, fraction and year where they are stated", () => {
  const known: readonly (readonly [string, string])[] = [
    ["2024-01-18T15:31:16.123456789Z", "2024-01-18T15:31:16.123Z 9 stated"],
    ["2024-01-18 15:31:16,123 +0100 x", "2024-01-18T14:31:16.123Z 3 stated | x"],
    ["2024/01/18 15:31:16", "2024-01-18T07:31:16.000Z 0 zone-assumed"],
    ["2024:01:18-15:31:16: 'x'", "2024-01-18T07:31:16.000Z 0 zone-assumed | : 'x'"],
    ["18/Jan/2024:15:31:16 +0100", "2024-01-18T14:31:16.000Z 0 stated"],
    ["18-Jan-2024 15:31:16.123", "2024-01-18T07:31:16.123Z 3 zone-assumed"],
    ["Thu Jan 18 15:31:16.123456 2024", "2024-01-18T07:31:16.123Z 6 zone-assumed"],
    ["Thu Jan 18 15:31:16 UTC 2024", "2024-01-18T15:31:16.000Z 0 stated"],
    ["Thu, 18 Jan 2024 15:31:16 +0800", "2024-01-18T07:31:16.000Z 0 stated"],
    ["Jan 18, 2024 3:31:16 PM", "2024-01-18T07:31:16.000Z 0 zone-assumed"],
    ["Jan 18 2024 15:31:16", "2024-01-18T07:31:16.000Z 0 zone-assumed"],
    ["Jan 18 15:31:16 host", "2024-01-18T07:31:16.000Z 0 year-inferred | host"],
    ["Jan-18-24 15:31:16 x", "2024-01-18T07:31:16.000Z 0 zone-assumed | x"],
    ["240118  3:31:16 x", "2024-01-17T19:31:16.000Z 0 zone-assumed | x"],
    ["20240118-15:31:16", "2024-01-18T07:31:16.000Z 0 zone-assumed"],
    ["01/18/2024 15:31:16", "2024-01-18T07:31:16.000Z 0 zone-assumed"],
    ["18/01/2024 15:31:16", "2024-01-18T07:31:16.000Z 0 zone-assumed"],
    ["18-01-2024 15:31:16", "2024-01-18T07:31:16.000Z 0 zone-assumed"],
    ["1705591876.5 x", "2024-01-18T15:31:16.500Z 1 stated | x"],
    ["1705591876123", "2024-01-18T15:31:16.123Z 3 stated"],
    ["[2024-01-18 15:31:16] x", "2024-01-18T07:31:16.000Z 0 zone-assumed | ] x"],
    ["Feb 29 10:00:00 leap", "2024-02-29T02:00:00.000Z 0 year-inferred | leap"],
  ];
  for (const [text, wanted] of known) assert.equal(read(text), wanted, text);
  for (const text of [
    "2024-13-18 15:31:16",
    "2024-02-30 15:31:16",
    "99/99/2024 10:00:00",
    "12:34:56",
    "1234567",
    "",
    "x",
  ]) {
    assert.equal(read(text), undefined, text);
  }
  for (const unit of ["1705591876", "1705591876000", "1705591876000000", "1705591876000000000"]) {
    assert.ok(setEpoch(unit));
    assert.equal(stamp.time, 1_705_591_876_000_000, unit);
  }
});

test("addresses in every dress", () => {
  assert.deepEqual(party("[2001:db8::1]:443"), { ip: "2001:db8::1", name: undefined, port: 443 });
  assert.deepEqual(party("::ffff:192.0.2.4"), { ip: "192.0.2.4", name: undefined, port: undefined });
  assert.deepEqual(party("192.0.2.4.5060"), { ip: "192.0.2.4", name: undefined, port: 5060 });
  assert.deepEqual(party("IPv6:2001:db8::1"), { ip: "2001:db8::1", name: undefined, port: undefined });
  assert.deepEqual(party("mail.example:25"), { ip: undefined, name: "mail.example", port: 25 });
  assert.deepEqual(party("999.1.1.1"), { ip: undefined, name: "999.1.1.1", port: undefined });
});

test("JSON of any program: fields whose names are plain are understood", () => {
  const line =
    '{"time":"2024-01-18T15:31:16Z","level":"warn","msg":"invalid password","remote_addr":"192.0.2.9:4711","username":"bob","nested":{"a":[1,2]},"__proto__":{"x":1}}';
  const event = readOne(jsonLines, line);
  assert.equal(identified([line]), "json-lines");
  assert.deepEqual(
    [event?.["source.ip"], event?.["source.port"], event?.["user.name"], event?.["event.outcome"]],
    ["192.0.2.9", 4711, "bob", "failure"],
  );
  assert.deepEqual(event?.fields?.["nested.a"], [1, 2]);
  const web = readOne(
    jsonLines,
    '{"ts":1705591876.5,"method":"GET","url":"/a?b","status":403,"client_ip":"192.0.2.9","user_agent":"curl"}',
  );
  assert.deepEqual([web?.["url.path"], web?.["event.outcome"], web?.["event.category"]], ["/a", "failure", "web"]);
  const untimed = readOne(jsonLines, '{"a":1}');
  assert.deepEqual([untimed?.time, untimed?.basis], [undefined, "none"]);
});

test("documents over several lines and arrays become one event a record", () => {
  const lines = [
    "{",
    '  "Records": [',
    '    {"eventVersion":"1.08","eventSource":"iam.amazonaws.com","awsRegion":"x","eventName":"CreateUser","eventTime":"2024-01-18T15:31:16Z","sourceIPAddress":"192.0.2.9","userIdentity":{"userName":"bob"}},',
    '    {"eventVersion":"1.08","eventSource":"signin.amazonaws.com","awsRegion":"x","eventName":"ConsoleLogin","eventTime":"2024-01-18T15:31:17Z","responseElements":{"ConsoleLogin":"Failure"}}',
    "  ]",
    "}",
  ];
  const whole = lines.join("");
  assert.equal(identified(lines, "trail.json"), "aws-cloudtrail");
  assert.equal(identified([whole], "trail.json"), "aws-cloudtrail");
  for (const form of [lines, [whole]]) {
    const { events, skipped } = readLines(cloudtrail, form);
    assert.deepEqual(
      events.map((event) => [event["event.action"], event["event.outcome"], event.part]),
      [
        ["CreateUser", "success", undefined],
        ["ConsoleLogin", "failure", 1],
      ],
    );
    assert.deepEqual(
      events.map((event) => event.record),
      [1, 1],
    );
    assert.equal(skipped["joined"] ?? 0, form.length - 1);
  }
  const broken = readLines(cloudtrail, lines.slice(0, 4));
  assert.deepEqual([broken.events.length, broken.unparsed], [0, 4]);
});

test("clouds and clusters: ActionTrail, Kubernetes, MongoDB", () => {
  const trail = readOne(
    actiontrail,
    '[{"eventId":"1","eventName":"ConsoleSignin","eventTime":"2024-01-18T15:31:16Z","acsRegion":"cn-hangzhou","serviceName":"AasSub","sourceIpAddress":"192.0.2.9","errorCode":"InvalidPassword","userIdentity":{"userName":"bob","type":"ram-user"}}]',
  );
  assert.deepEqual(
    [trail?.["event.category"], trail?.["event.outcome"], trail?.["user.name"]],
    ["authentication", "failure", "bob"],
  );
  const audit = readOne(
    kubernetesAudit,
    '{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"a","stage":"ResponseComplete","requestURI":"/api/v1/secrets?limit=1","verb":"list","user":{"username":"system:anonymous"},"sourceIPs":["192.0.2.9"],"objectRef":{"resource":"secrets"},"responseStatus":{"code":403},"requestReceivedTimestamp":"2024-01-18T15:31:16.123456Z"}',
  );
  assert.deepEqual(
    [audit?.["event.action"], audit?.["event.outcome"], audit?.["source.ip"], audit?.digits],
    ["list secrets", "failure", "192.0.2.9", 6],
  );
  const mongo = readOne(
    mongodbJson,
    '{"t":{"$date":"2022-07-28T18:00:00.903+02:00"},"s":"I","c":"ACCESS","id":20249,"ctx":"conn1","msg":"Authentication failed","attr":{"principalName":"root","remote":"192.0.2.9:4071"}}',
  );
  assert.deepEqual([mongo?.["user.name"], mongo?.["source.port"], mongo?.["event.outcome"]], ["root", 4071, "failure"]);
});

test("containers: the line inside is read as what it is", () => {
  const access = '192.0.2.9 - - [18/Jan/2024:15:31:16 +0000] \\"GET /x HTTP/1.1\\" 404 1 \\"-\\" \\"curl\\"';
  const docker = readOne(
    dockerJson,
    `{"log":"${access}\\n","stream":"stdout","time":"2024-01-18T15:31:16.123456789Z"}`,
  );
  assert.deepEqual(
    [docker?.["url.path"], docker?.digits, docker?.nanos, docker?.fields?.["stream"]],
    ["/x", 9, 789, "stdout"],
  );
  const cri = readOne(
    criLog,
    '2024-01-18T15:31:16.1Z stderr F {"level":"error","msg":"login failed","remote_addr":"192.0.2.9","user":"bob"}',
  );
  assert.deepEqual([cri?.["source.ip"], cri?.["user.name"], cri?.["event.outcome"]], ["192.0.2.9", "bob", "failure"]);
});

test("key=value and CSV with a time", () => {
  const line =
    'time="2024-01-18T15:31:16+02:00" level=error msg="Unsuccessful 1FA attempt by user \'bob\'" path=/api/firstfactor remote_ip=192.0.2.9';
  assert.equal(identified([line]), "logfmt");
  assert.deepEqual(
    [readOne(logfmt, line)?.["source.ip"], isoTime(readOne(logfmt, line))],
    ["192.0.2.9", "2024-01-18T13:31:16.000Z"],
  );
  const forti = readOne(
    logfmt,
    'date=2024-10-14 time=13:46:40 tz="-0700" logid="1" devname="fw" action="ssl-login-fail" remip=192.0.2.9 user="bob" msg="SSL user failed to logged in"',
  );
  assert.deepEqual(
    [isoTime(forti), forti?.["event.module"], forti?.["user.name"], forti?.["event.outcome"]],
    ["2024-10-14T20:46:40.000Z", "fortinet", "bob", "failure"],
  );
  const rows = [
    "Timestamp,User,Source IP,Message",
    '2024-01-18T15:31:16Z,"bob, the ""admin""",192.0.2.9,"login failed"',
    "broken,row",
  ];
  assert.equal(identified(rows), "csv");
  const { events, skipped, unparsed } = readLines(csv, rows);
  assert.deepEqual([events.length, skipped["header"], unparsed], [1, 1, 1]);
  assert.deepEqual(
    [events[0]?.["user.name"], events[0]?.["source.ip"], events[0]?.["event.outcome"]],
    ['bob, the "admin"', "192.0.2.9", "failure"],
  );
  assert.deepEqual(csvLine('a,"b,""c""",,'), ["a", 'b,"c"', "", ""]);
  assert.deepEqual(csvLine('"open,a'), ["open,a"]);
});

test("a line of an unknown log becomes an event when it carries a time; what it is stays unknown", () => {
  const event = readOne(timedText, "2024-01-18 15:31:16 something happened", { zone: "Asia/Shanghai" });
  assert.deepEqual(
    [event?.["event.module"], event?.message, isoTime(event)],
    ["unknown", "something happened", "2024-01-18T07:31:16.000Z"],
  );
  assert.equal(readLines(timedText, ["no time at all"]).unparsed, 1);
  const java = readLines(timedText, [
    "apr 15, 2013 8:34:08 PM org.slf4j.impl.JCLLoggerAdapter warn",
    'WARNING: Authentication attempt from 192.0.2.9 for user "null" failed.',
  ]);
  assert.deepEqual(
    [java.events[1]?.["event.outcome"], isoTime(java.events[1])],
    ["failure", "2013-04-15T20:34:08.000Z"],
  );
});

test("words of failure without an address accuse nobody", () => {
  const event = readOne(timedText, "2024-01-18 15:31:16 failed to load authentication plugin: invalid user database");
  assert.equal(event?.["event.outcome"], undefined);
});

test("a torn JSON line costs itself alone", () => {
  const whole = '{"time":"2024-01-18T15:31:16Z","msg":"a"}';
  const { events, unparsed } = readLines(jsonLines, [whole, '{"time":"2024-01-18T15:31:16Z","a":{', whole, whole]);
  assert.equal(events.length, 3);
  assert.equal(unparsed, 1);
});

test("loggers that write a date and a level first are no syslog", () => {
  assert.equal(
    identified(["2014-01-07 18:09:08.512 [info] <0.1.1> x", "2014-01-07 18:09:09.512 [info] y"]),
    "timed-text",
  );
  assert.equal(identified(["2024-03-12T04:31:44Z [AUTH] WARN: Incorrect password. IP=192.0.2.1"]), "timed-text");
  assert.equal(identified(["2022-02-13T10:42:17.813Z ACCEPT host=192.0.2.1 port=39590 fd=4 n=1/4096"]), "timed-text");
  assert.equal(identified(["2022-02-13T10:42:17.813Z web-01 sshd[1]: x"]), "syslog");
});
