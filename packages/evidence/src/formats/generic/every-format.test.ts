import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { LineFormat } from "../../format.ts";
import { formats } from "../../registry.ts";
import { sampleOf } from "../../sample.ts";
import { readLines } from "./read-lines.testkit.ts";

const mine = formats.filter(
  (format): format is LineFormat => format.by === "line" && /^(?:web|service|sensor|generic)$/.test(format.family),
);

/** Lines that formats know, to be broken: the interesting mistakes lie near what is right. */
const seeds: readonly string[] = [
  '192.0.2.4 - - [18/Jan/2024:15:31:16 +0100] "GET /a?b HTTP/1.1" 404 187 "-" "curl/8.1" "203.0.113.9" 0.1',
  '2015/01/21 10:56:10 [error] 28#0: *16 open() "/x" failed (2: No such file), client: 192.0.2.4, server: a, request: "GET /x HTTP/1.1", host: "b"',
  '[Sat Jul 20 21:39:11.978080 2013] [auth_basic:error] [pid 1:tid 2] [client 192.0.2.4:51390] AH01617: user u: authentication failure for "/b": Password Mismatch',
  "#Fields: date time s-ip cs-method cs-uri-stem c-ip sc-status",
  "2024-01-18 15:31:16 192.0.2.1 GET /a 192.0.2.4 404",
  "#separator \\x09",
  "#fields\tts\tuid\tid.orig_h\tid.orig_p",
  "#types\ttime\tstring\taddr\tport",
  "1700000000.123456\tCabc\t192.0.2.4\t4711",
  '{"timestamp":"2024-01-18T15:31:16.123456+0100","event_type":"alert","src_ip":"192.0.2.4","alert":{"signature":"x"}}',
  '{"Records":[{"eventVersion":"1","eventSource":"s","awsRegion":"r","eventName":"n","eventTime":"2024-01-18T15:31:16Z"}]}',
  'time="2024-01-18T15:31:16Z" level=error msg="login failed" remote_addr=192.0.2.4 user="a b"',
  "CEF:0|v|p|1|100|Login failed|5|src=192.0.2.4 suser=a b msg=c\\=d rt=1700000000000",
  "01/18-15:31:16.123456 [**] [1:2:3] name [**] [Priority: 1] {TCP} 192.0.2.4:1 -> 192.0.2.5:2",
  "** Alert 1510376401.12: mail  - syslog,authentication_failed,",
  "Rule: 5402 (level 3) -> 'Failed'",
  "--0123abcd-A--",
  "[18/Jan/2024:15:31:16 +0100] unique 192.0.2.4 1 192.0.2.5 80",
  "--0123abcd-Z--",
  "2024-01-18 15:31:16,123 fail2ban.actions [1]: NOTICE [sshd] Ban 192.0.2.4",
  "130324  0:04:00 [Warning] Access denied for user 'root'@'192.0.2.4' (using password: NO)",
  "[14:03:11] Info: Start date is Thu Jan 18 14:03:11 UTC 2024",
  "2024-01-18T15:31:16.123456789Z stdout F hello from 192.0.2.4",
  "time,user,ip",
  '2024-01-18T15:31:16Z,"a ""b""",192.0.2.4',
];

/** A short run every time; `FUZZ_RUNS=200000` for the long one (each run reads up to 12 lines by every format). */
const runs = Number(process.env["FUZZ_RUNS"] ?? 250);

const hostile = fc.constantFrom(
  "\u001b[31m",
  "<script>alert(1)</script>",
  "=cmd|' /C calc'!A0",
  "\0",
  "\ufffd",
  "\ud800",
  "__proto__",
  '"',
  "'",
  "\\",
  "]",
  "[",
  "{",
  "}",
  "|",
  ",",
  "\t",
  "=",
  " ".repeat(300),
  "9".repeat(40),
  "::ffff:",
  "%s%n",
  "$(id)",
);

const line = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(fc.tuple(fc.nat(), fc.oneof(hostile, fc.string())), { maxLength: 4 }),
    fc.nat(),
  )
  .map(([seed, changes, cut]) => {
    let text = seed;
    for (const [at, piece] of changes) {
      const place = at % (text.length + 1);
      text = text.slice(0, place) + piece + text.slice(place + (at % 3));
    }
    return (cut % 4 === 0 ? text.slice(0, cut % (text.length + 1)) : text).replaceAll(/[\r\n]/g, " ");
  });

test("no line makes a reader throw, and every line is told of exactly once", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(line, fc.constantFrom(...seeds), fc.string()), { minLength: 1, maxLength: 12 }),
      (lines) => {
        for (const format of mine) {
          for (const event of readLines(format, lines).events) {
            assert.ok(event.time === undefined || Number.isInteger(event.time), format.id);
            assert.ok((event.time === undefined) === (event.basis === "none"), `${format.id}: time and basis`);
            assert.notEqual(event["source.ip"], "");
          }
        }
      },
    ),
    { numRuns: runs },
  );
});

test("identification never throws and stays within 0 and 100", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.constantFrom(...seeds)), { maxLength: 8 }), (lines) => {
      const sample = sampleOf(Buffer.from(lines.join("\n")), "x.log");
      for (const format of mine) {
        const sure = format.sniff(sample);
        assert.ok(sure >= 0 && sure <= 100, `${format.id}: ${sure}`);
      }
    }),
    { numRuns: 200 },
  );
});

test("a line of a megabyte is read in a moment by every format", () => {
  const long = [
    `192.0.2.4 - - [18/Jan/2024:15:31:16 +0100] "${'" '.repeat(500_000)}`,
    `2024-01-18 15:31:16 ${"user from ".repeat(100_000)}`,
    `${"a=b ".repeat(250_000)}`,
    `CEF:0|${"a|".repeat(300_000)}`,
    `{"log":"${"[".repeat(900_000)}","stream":"x","time":"2024-01-18T15:31:16Z"}`,
    `${"1:".repeat(500_000)}`,
    `[Sat Jul 20 21:39:11 2013] [error] ${"[client ".repeat(120_000)}`,
  ];
  for (const format of mine) for (const text of long) readLines(format, [text]);
});

test("formats carry unique ids, both names and what they yield", () => {
  const ids = mine.map((format) => format.id);
  assert.equal(new Set(ids).size, ids.length);
  for (const format of mine) {
    assert.match(format.id, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    assert.ok(format.names.zh !== "" && format.names.en !== "");
    assert.ok(format.modules.length > 0);
  }
});
