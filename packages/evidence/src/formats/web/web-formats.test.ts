import assert from "node:assert/strict";
import { test } from "node:test";
import type { LineFormat } from "../../format.ts";
import { identify } from "../../identify.ts";
import { sampleOf } from "../../sample.ts";
import { readFileBytes } from "../generic/read-file.testkit.ts";
import { isoTime, readLines, readOne } from "../generic/read-lines.testkit.ts";
import { apacheError } from "./apache-error/apache-error.ts";
import { caddy } from "./caddy/caddy.ts";
import { customAccess } from "./custom-access/custom-access.ts";
import { haproxyLog } from "./haproxy/haproxy.ts";
import { iis } from "./iis/iis.ts";
import { modsecurityAudit } from "./modsecurity/modsecurity-audit.ts";
import { modsecurityJson } from "./modsecurity-json/modsecurity-json.ts";
import { nginxAccess } from "./nginx-access/nginx-access.ts";
import { nginxError } from "./nginx-error/nginx-error.ts";
import { phpError } from "./php-error/php-error.ts";
import { tomcat } from "./tomcat/tomcat.ts";
import { traefikJson } from "./traefik-json/traefik-json.ts";

function identified(lines: readonly string[], name = "file.log"): string | undefined {
  return identify(sampleOf(Buffer.from(`${lines.join("\n")}\n`), name)).format?.id;
}

test("access lines that came through syslog name their client, not the host that wrote them", () => {
  const access = '1.2.3.4 - - [09/Jul/2026:10:00:00 +0200] "GET /.env HTTP/1.1" 404 153 "-" "curl/7.8"';
  for (const head of [
    "Jul  9 10:00:00 web-01 nginx: ",
    "<190>Jul  9 10:00:00 web-01 nginx[33]: ",
    "2026-07-09T10:00:00.123+02:00 web-01 nginx[33]: ",
  ]) {
    const { format, events } = readFileBytes(`${head}${access}\n`.repeat(3), { now: Date.UTC(2026, 10, 1) });
    assert.equal(format, "syslog", head);
    const [event] = events;
    assert.deepEqual([event?.["source.ip"], event?.["host.name"]], ["1.2.3.4", "web-01"]);
    assert.equal(event?.["url.path"], "/.env");
  }
});

test("nginx error: who asked for what, and that it was refused", () => {
  const line =
    '2015/01/21 10:56:10 [error] 2833#0: *16336 open() "/var/www/cgi-bin/php4" failed (2: No such file or directory), client: 192.0.2.9, server: localhost, request: "GET /cgi-bin/php4?a=1 HTTP/1.1", host: "shop.example:8080", referrer: "http://r.example/"';
  const event = readOne(nginxError, line, { zone: "Europe/Berlin" });
  assert.equal(isoTime(event), "2015-01-21T09:56:10.000Z");
  assert.equal(event?.basis, "zone-assumed");
  assert.equal(event?.["source.ip"], "192.0.2.9");
  assert.equal(event?.["url.path"], "/cgi-bin/php4");
  assert.equal(event?.["url.domain"], "shop.example");
  assert.equal(event?.["event.outcome"], "failure");
  assert.equal(event?.["event.module"], "nginx");
  assert.equal(identified([line]), "nginx-error");
});

test("nginx error: a client cannot pose as another inside its own words", () => {
  const event = readOne(
    nginxError,
    '2024/01/18 15:31:16 [error] 1#1: *1 user "x, client: 198.51.100.1, server: y" was not found in "/f", client: 192.0.2.9, server: a, request: "GET / HTTP/1.1"',
  );
  assert.equal(event?.["source.ip"], "192.0.2.9");
  assert.equal(event?.["event.outcome"], "failure");
});

test("Apache error of 2.2 and 2.4: users refused, files missing, ModSecurity inside", () => {
  const old = readOne(
    apacheError,
    '[Wed Jul 17 22:18:52 2013] [error] [client 192.0.2.9] user bob: authentication failure for "/b": Password Mismatch',
  );
  assert.deepEqual([old?.["user.name"], old?.["event.outcome"], old?.["source.ip"]], ["bob", "failure", "192.0.2.9"]);
  const v6 = readOne(
    apacheError,
    "[Sat Jul 20 22:11:44.147674 2013] [authz_owner:error] [pid 17540:tid 140122922129152] [client [2001:db8::6]:51548] AH01637: Authorization of user eve to access /x failed, reason: file owner dan does not match",
  );
  assert.deepEqual([v6?.["source.ip"], v6?.["source.port"], v6?.["event.code"]], ["2001:db8::6", 51548, "AH01637"]);
  assert.equal(isoTime(v6), "2013-07-20T22:11:44.147Z");
  const waf = readOne(
    apacheError,
    '[Thu Sep 30 13:27:06.009964 2021] [:error] [pid 2560:tid 1] [client ::1:37752] [client ::1] ModSecurity: Access denied with code 403. Pattern match "x" at ARGS. [id "930100"] [msg "Path Traversal"] [severity "CRITICAL"] [hostname "h"] [uri "/a"]',
  );
  assert.equal(waf?.["event.module"], "modsecurity");
  assert.deepEqual(
    [waf?.["rule.id"], waf?.["rule.name"], waf?.["url.path"], waf?.["event.action"]],
    ["930100", "Path Traversal", "/a", "waf_block"],
  );
  const quiet = readOne(apacheError, "[Fri Dec 13 06:59:54 2013] [notice] Apache configured");
  assert.equal(quiet?.["event.outcome"], "unknown");
});

test("Apache error: a missing page is an attempt where nobody links, and the firewall's own trouble is none", () => {
  const outcome = (message: string): unknown =>
    readOne(apacheError, `[Fri Jan 03 09:20:25 2014] [error] [client 192.0.2.9] ${message}`)?.["event.outcome"];
  const missing = "File does not exist: /var/www/";
  for (const path of ["phpmyadmin", "x.php", "webmail, referer: http://r.example/", "~bob", ".env", "a/../../b"]) {
    assert.equal(outcome(missing + path), "failure", path);
  }
  for (const path of ["favicon.ico", "[client 198.51.100.1] user root not found", "img/logo.png"]) {
    assert.equal(outcome(missing + path), "unknown", path);
  }
  const waf = (message: string): unknown => outcome(`ModSecurity: ${message} [hostname "a"] [uri "/"]`);
  assert.equal(waf("Access denied with code 403 (phase 2). Pattern match."), "failure");
  assert.equal(waf('collection_store: Failed to write to DBM file "/var/x": Invalid argument'), "unknown");
});

test("IIS: columns follow every #Fields line, dates are UTC, + is a space", () => {
  const lines = [
    "#Software: Microsoft Internet Information Services 10.0",
    "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status",
    "2024-01-18 15:31:16 192.0.2.1 GET /a.aspx id=1 443 - 192.0.2.9 Mozilla/5.0+(X11) 404",
    "#Fields: date time c-ip cs-method cs-uri-stem sc-status",
    "2024-01-18 15:31:17 192.0.2.10 POST /b 200",
    "2024-01-18 15:31:18 too few",
  ];
  const { events, skipped, unparsed } = readLines(iis, lines);
  assert.equal(identified(lines), "iis-w3c");
  assert.deepEqual([events.length, skipped["header"], unparsed], [2, 3, 1]);
  assert.equal(events[0]?.basis, "stated");
  assert.equal(events[0]?.["user_agent.original"], "Mozilla/5.0 (X11)");
  assert.equal(events[0]?.["url.original"], "/a.aspx?id=1");
  assert.equal(events[0]?.["destination.port"], 443);
  assert.equal(events[1]?.["source.ip"], "192.0.2.10");
  assert.equal(events[1]?.["event.outcome"], "success");
});

test("HAProxy: HTTP, TCP and broken handshakes", () => {
  const http = readOne(
    haproxyLog,
    '192.0.2.9:14853 [14/Jan/2015:12:48:57.127] https-in~ app/node1 170/0/0/3/173 403 739 - - --NN 0/0/0/0/0 0/0 "GET /x?y HTTP/1.1"',
  );
  assert.deepEqual(
    [http?.["source.port"], http?.["http.response.status_code"], http?.["url.query"]],
    [14853, 403, "y"],
  );
  assert.equal(http?.["event.outcome"], "failure");
  assert.equal(isoTime(http), "2015-01-14T12:48:57.127Z");
  const tls = readOne(haproxyLog, "192.0.2.4:50033 [28/Feb/2025:02:43:10.123] front/1: SSL handshake failure");
  assert.equal(tls?.["event.action"], "tls_handshake");
});

test("JSON of Caddy, Traefik and ModSecurity", () => {
  const served = readOne(
    caddy,
    '{"level":"error","ts":1711741827.9626286,"logger":"http.log.access","msg":"handled request","request":{"client_ip":"192.0.2.9","proto":"HTTP/1.1","method":"GET","host":"h:9080","uri":"/?q","headers":{"User-Agent":["curl/7"]}},"user_id":"","size":0,"status":401}',
  );
  assert.deepEqual(
    [served?.["source.ip"], served?.["http.response.status_code"], served?.["user_agent.original"]],
    ["192.0.2.9", 401, "curl/7"],
  );
  assert.equal(served?.["event.outcome"], "failure");
  assert.equal(isoTime(served), "2024-03-29T19:50:27.962Z");
  const routed = readOne(
    traefikJson,
    '{"ClientHost":"192.0.2.9","ClientUsername":"-","DownstreamStatus":200,"RequestMethod":"GET","RequestPath":"/a","RequestProtocol":"HTTP/1.1","StartUTC":"2024-01-18T15:31:16.5Z"}',
  );
  assert.deepEqual([routed?.["url.path"], routed?.["event.outcome"], routed?.digits], ["/a", "success", 1]);
  const waf = readOne(
    modsecurityJson,
    '{"transaction":{"client_ip":"192.0.2.9","time_stamp":"Thu Jan 18 15:31:16 2024","request":{"method":"GET","uri":"/?a=/etc/passwd","headers":{"Host":"h"}},"response":{"http_code":403},"messages":[{"message":"LFI","details":{"ruleId":"930120"}}]}}',
  );
  assert.deepEqual([waf?.["rule.id"], waf?.["event.action"], waf?.["url.domain"]], ["930120", "waf_block", "h"]);
});

test("ModSecurity's serial audit log: one event a transaction, at its first line", () => {
  const lines = [
    "--0a1b2c3d-A--",
    "[18/Jan/2024:15:31:16 +0100] YVW7 192.0.2.9 50001 192.0.2.1 80",
    "--0a1b2c3d-B--",
    "GET /?a=../../etc/passwd HTTP/1.1",
    "Host: shop.example",
    "User-Agent: curl/8",
    "--0a1b2c3d-F--",
    "HTTP/1.1 403 Forbidden",
    "--0a1b2c3d-H--",
    'Message: Access denied with code 403 (phase 2). [id "930100"] [msg "Path Traversal"]',
    "Action: Intercepted (phase 2)",
    "--0a1b2c3d-Z--",
  ];
  const { events, skipped } = readLines(modsecurityAudit, lines);
  assert.equal(events.length, 1);
  assert.equal(skipped["joined"], lines.length - 1);
  const [event] = events;
  assert.deepEqual([event?.offset, event?.record], [0, 1]);
  assert.deepEqual(
    [event?.["source.ip"], event?.["rule.id"], event?.["http.response.status_code"]],
    ["192.0.2.9", "930100", 403],
  );
  assert.equal(event?.["event.action"], "waf_block");
  assert.equal(identified(lines), "modsecurity-audit");
});

test("forms nobody declared: the parts say what they are", () => {
  const lines = [
    '[10/Feb/2024:21:23:32 +0100] mx.example.org 192.0.2.9 0.227 "REPORT /cal/ HTTP/2.0" 207 125 440 - Mozilla/5.0 (Windows NT 10.0)',
    '[29/Jul/2023:10:26:06 -0700] - 404 404 - GET https shop.example "/wp-login.php" [Client 192.0.2.9] [Length 150] [Gzip -] [Sent-to 192.0.2.1] "curl/8" "-"',
    '[GIN] 2022/02/07 - 10:49:33 | 401 |     505.317µs |       192.0.2.9 | POST     "/client"',
    'INFO: 192.0.2.9:52782 - "POST /login HTTP/1.1" 401 Unauthorized',
  ];
  const { events } = readLines(customAccess, lines);
  assert.deepEqual(
    events.map((event) => event["source.ip"]),
    Array.from({ length: 4 }, () => "192.0.2.9"),
  );
  assert.deepEqual(
    events.map((event) => event["http.response.status_code"]),
    [207, 404, 401, 401],
  );
  assert.deepEqual(
    events.map((event) => event["url.path"]),
    ["/cal/", "/wp-login.php", "/client", "/login"],
  );
  assert.deepEqual(events.map(isoTime), [
    "2024-02-10T20:23:32.000Z",
    "2023-07-29T17:26:06.000Z",
    "2022-02-07T10:49:33.000Z",
    undefined,
  ]);
  assert.equal(events[0]?.["user_agent.original"], "Mozilla/5.0 (Windows NT 10.0)");
});

test("PHP and Tomcat logs: traces belong to the line above", () => {
  const php = "[18-Jan-2024 15:31:16 UTC] PHP Fatal error:  Uncaught Error: x in /srv/a.php:3";
  assert.equal(identified([php]), "php-error");
  assert.equal(isoTime(readOne(phpError, php)), "2024-01-18T15:31:16.000Z");
  const reader = (phpError satisfies LineFormat).open({
    clock: { basis: "zone-assumed", local: () => 0 },
    host: undefined,
    path: "",
    sink: { event() {}, skip() {}, unparsed() {}, damage() {} },
  });
  assert.equal(reader.more?.("Stack trace:"), false);
  reader.line(php, 0, 1);
  reader.line("Stack trace:", 1, 2);
  const cat =
    "18-Jan-2024 15:31:16.123 INFO [main] org.apache.catalina.startup.HostConfig.deployWAR Deploying web application archive [/opt/webapps/shell.war]";
  assert.equal(identified([cat]), "tomcat-catalina");
  assert.equal(readOne(tomcat, cat)?.["file.path"], "/opt/webapps/shell.war");
});

test("hostile text stays text: nothing is decoded, cut or run", () => {
  const nasty = ["\u001b]0;x\u0007", "<script>alert(1)</script>", "=HYPERLINK(1)", "a\0b", "\ufffd\ufffd", "%00%0a"];
  for (const text of nasty) {
    const event = readOne(
      nginxAccess,
      `192.0.2.9 - - [18/Jan/2024:15:31:16 +0100] "GET /${text} HTTP/1.1" 200 1 "-" "${text}"`,
    );
    assert.equal(event?.["url.path"], `/${text.replace(/\?.*/, "")}`);
    assert.equal(event?.["user_agent.original"], text);
  }
});
