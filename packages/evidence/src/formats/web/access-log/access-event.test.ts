import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { accessEvent } from "./access-event.ts";

const date = "[18/Jan/2024:15:31:16 +0100]";

test("combined line gives request, client and Sigma's webserver names", () => {
  const event = accessEvent(
    `192.0.2.4 - - ${date} "GET /admin/index.php?lang=en HTTP/1.1" 404 187 "-" "curl/8.1"`,
    "nginx",
  );
  assert.equal(event?.time, Date.UTC(2024, 0, 18, 14, 31, 16) * 1000);
  assert.equal(event?.["source.ip"], "192.0.2.4");
  assert.equal(event?.["url.path"], "/admin/index.php");
  assert.equal(event?.["url.query"], "lang=en");
  assert.equal(event?.["http.response.body.bytes"], 187);
  assert.equal(event?.["event.outcome"], "failure");
  assert.equal(event?.["http.request.referrer"], undefined);
  assert.equal(event?.fields, undefined);
});

test("virtual host, users with spaces, forwarded lists and trailing fields", () => {
  const vhost = accessEvent(`shop.example:443 2001:db8::7 - bob smith ${date} "GET / HTTP/2.0" 200 -`, "apache");
  assert.equal(vhost?.["url.domain"], "shop.example");
  assert.equal(vhost?.["source.ip"], "2001:db8::7");
  assert.equal(vhost?.["user.name"], "bob smith");
  assert.equal(vhost?.["http.response.body.bytes"], undefined);
  const list = accessEvent(`198.51.100.7, 10.0.0.1 - - ${date} "GET / HTTP/1.1" 200 5`, "apache");
  assert.equal(list?.["source.ip"], "198.51.100.7");
  const extra = accessEvent(`10.0.0.1 - - ${date} "GET / HTTP/1.1" 200 5 "-" "a" "203.0.113.9, 10.0.0.2" 0.1`, "nginx");
  assert.equal(extra?.fields?.["x-forwarded-for"], "203.0.113.9, 10.0.0.2");
  assert.equal(extra?.["source.ip"], "10.0.0.1");
  const name = accessEvent(`crawler.example - - ${date} "GET / HTTP/1.1" 200 5`, "apache");
  assert.equal(name?.["source.address"], "crawler.example");
  assert.equal(name?.["source.ip"], undefined);
});

test("what is no HTTP is a failure and keeps its bytes as the server wrote them", () => {
  for (const request of ["\\x16\\x03\\x01", "-", "", "HELP", 'Gh0st"quoted" x', "\x1b[31m<script>=1+1"]) {
    const event = accessEvent(`192.0.2.4 - - ${date} "${request}" 400 157 "-" "-"`, "nginx");
    assert.equal(event?.["event.outcome"], "failure", request);
    assert.equal(event?.message, request === "" ? undefined : request);
    assert.equal(event?.["url.path"], undefined);
  }
});

test("escaped quotes stay inside their part", () => {
  const event = accessEvent(`192.0.2.4 - - ${date} "GET /a\\"b HTTP/1.1" 200 1 "http://r/\\"x" "A \\"B\\""`, "apache");
  assert.equal(event?.["url.path"], '/a\\"b');
  assert.equal(event?.["http.request.referrer"], 'http://r/\\"x');
  assert.equal(event?.["user_agent.original"], 'A \\"B\\"');
});

test("absolute and authority targets name their host", () => {
  const open = accessEvent(`192.0.2.4 - - ${date} "GET http://u:p@x.example:80/ip?a HTTP/1.0" 400 255`, "nginx");
  assert.deepEqual([open?.["url.domain"], open?.["url.path"], open?.["url.query"]], ["x.example", "/ip", "a"]);
  const connect = accessEvent(`192.0.2.4 - - ${date} "CONNECT mail.example:25 HTTP/1.1" 400 166`, "nginx");
  assert.equal(connect?.["url.domain"], "mail.example");
});

test("months written out by a locale", () => {
  const event = accessEvent('192.0.2.4 -  -  [02/sept./2015:00:11:31 +0200] "GET /rest HTTP/1.1" 401 1382 ', "apache");
  assert.equal(event?.time, Date.UTC(2015, 8, 1, 22, 11, 31) * 1000);
});

test("no line makes it throw, and the request never leaves its line", () => {
  const piece = fc.constantFrom(
    '"',
    " ",
    "[",
    "]",
    "\\",
    "-",
    "1.2.3.4",
    date,
    "GET",
    "/",
    "HTTP/1.1",
    "200",
    "\0",
    "é",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (parts) => {
      const line = parts.join("");
      const event = accessEvent(line, "nginx");
      if (event !== undefined) assert.ok(event.message === undefined || line.includes(event.message));
    }),
    { numRuns: 3000 },
  );
});
