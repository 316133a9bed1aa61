import assert from "node:assert/strict";
import { test } from "node:test";
import { identify } from "../../identify.ts";
import { sampleOf } from "../../sample.ts";
import { isoTime, readLines, readOne } from "../generic/read-lines.testkit.ts";
import { cef, leef } from "./cef/cef.ts";
import { clamavLog, clamscan } from "./clamav/clamav.ts";
import { fastAlert } from "./fast-alert/fast-alert.ts";
import { chkrootkit, lynisReport, rkhunter } from "./host-scan/host-scan.ts";
import { ossecAlerts } from "./ossec/ossec-alerts.ts";
import { ossecWindows } from "./ossec/ossec-windows.ts";
import { suricataEve } from "./suricata/suricata-eve.ts";
import { wazuhJson } from "./wazuh/wazuh-json.ts";
import { zeekAscii } from "./zeek/zeek-ascii.ts";
import { zeekJson } from "./zeek/zeek-json.ts";

function identified(lines: readonly string[], name = "file.log"): string | undefined {
  return identify(sampleOf(Buffer.from(`${lines.join("\n")}\n`), name)).format?.id;
}

test("Suricata EVE: alerts, requests and questions", () => {
  const alert =
    '{"timestamp":"2022-07-10T23:50:05.533101+0000","flow_id":12,"event_type":"alert","src_ip":"192.0.2.9","src_port":52812,"dest_ip":"192.0.2.1","dest_port":80,"proto":"TCP","alert":{"action":"allowed","signature_id":2024468,"signature":"ET X","severity":1},"http":{"hostname":"h","url":"/a?b","http_method":"GET","status":200}}';
  const event = readOne(suricataEve, alert);
  assert.equal(identified([alert]), "suricata-eve");
  assert.equal(isoTime(event), "2022-07-10T23:50:05.533Z");
  assert.deepEqual(
    [event?.["rule.id"], event?.["rule.name"], event?.["event.outcome"]],
    ["2024468", "ET X", "failure"],
  );
  assert.deepEqual(
    [event?.["url.path"], event?.["source.port"], event?.fields?.["alert.signature"]],
    ["/a", 52812, "ET X"],
  );
  const dns = readOne(
    suricataEve,
    '{"timestamp":"2022-07-10T23:50:05+0200","event_type":"dns","dns":{"rrname":"x.example","rrtype":"A"}}',
  );
  assert.deepEqual([dns?.["dns.question.name"], dns?.["dns.question.type"]], ["x.example", "A"]);
});

test("fast alerts of Suricata, Snort 2 and Snort 3, with and without year", () => {
  const suricata = readOne(
    fastAlert,
    "07/11/2022-10:29:32.251216  [**] [1:2008578:4] ET SCAN Sipvicious [**] [Classification: Leak] [Priority: 2] {UDP} 192.0.2.9:5116 -> 192.0.2.1:5060",
  );
  assert.equal(isoTime(suricata), "2022-07-11T10:29:32.251Z");
  assert.deepEqual(
    [suricata?.["event.module"], suricata?.["rule.name"], suricata?.["destination.port"]],
    ["suricata", "ET SCAN Sipvicious", 5060],
  );
  const snort = readOne(
    fastAlert,
    '12/28-12:55:38.765402 [**] [1:366:11] "PROTOCOL-ICMP PING" [**] [Priority: 3] {ICMP} 2001:df1:0:0:0:0:0:35 -> 2001:4860:0:0:0:0:0:8888',
    { bound: Date.UTC(2022, 1, 1) / 1000 },
  );
  assert.equal(isoTime(snort), "2021-12-28T12:55:38.765Z");
  assert.deepEqual([snort?.basis, snort?.["rule.name"]], ["year-inferred", "PROTOCOL-ICMP PING"]);
  assert.equal(
    isoTime(
      readOne(
        fastAlert,
        "21/12/28-12:55:38.765402 [**] [1:366:11] x [**] [Priority: 3] {TCP} 192.0.2.9:1 -> 192.0.2.1:2",
      ),
    ),
    "2021-12-28T12:55:38.765Z",
  );
  const drop = readOne(
    fastAlert,
    "10/20-20:43:39.741995  [Drop] [**] [1:10000002:0] cmd.exe [**] [Priority: 0] {TCP} 192.0.2.9:59244 -> 192.0.2.1:80",
  );
  assert.equal(drop?.["event.action"], "ids_drop");
});

test("Zeek ASCII: types, separators, sets and escapes are the header's", () => {
  const lines = [
    "#separator \\x09",
    "#set_separator\t,",
    "#empty_field\t(empty)",
    "#unset_field\t-",
    "#path\tssh",
    "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tauth_success\ttags\tnote\thuge",
    "#types\ttime\tstring\taddr\tport\taddr\tport\tbool\tset[string]\tstring\tcount",
    "1700000000.123456\tCabc\t192.0.2.9\t4711\t192.0.2.1\t22\tF\ta,b\\x2cc\ta\\x09b\\xe4\\xb8\\xad\t18446744073709551615",
    "1700000001.000000\tCabd\t2001:db8::9\t4711\t192.0.2.1\t22\tT\t(empty)\t-\t7",
    "#close\t2024-01-01-00-00-00",
  ];
  const { events, skipped, unparsed } = readLines(zeekAscii, lines);
  assert.equal(identified(lines), "zeek-ascii");
  assert.deepEqual([events.length, skipped["header"], unparsed], [2, 8, 0]);
  assert.equal(isoTime(events[0]), "2023-11-14T22:13:20.123Z");
  assert.deepEqual(events[0]?.fields?.["tags"], ["a", "b,c"]);
  assert.equal(events[0]?.fields?.["note"], "a\tb中");
  assert.equal(events[0]?.fields?.["huge"], "18446744073709551615");
  assert.deepEqual(events[1]?.fields?.["tags"], []);
  assert.equal(events[1]?.fields?.["note"], undefined);
  assert.deepEqual(
    events.map((event) => event["event.outcome"]),
    ["failure", "success"],
  );
});

test("Zeek ASCII with a separator of two characters, and a header-only column line", () => {
  const odd = [
    "#separator ||",
    "#unset_field||-",
    "#path||ssh",
    "#fields||t||id.orig_h||status",
    "#types||time||addr||string",
    "1.5||192.0.2.9||fa\\x7c\\x7cure",
  ];
  const { events } = readLines(zeekAscii, odd);
  assert.equal(events[0]?.fields?.["status"], "fa||ure");
  const bare = readLines(zeekAscii, ["uid\tid.orig_h\tservice", "Cabc\t192.0.2.9\tssh"], { path: "logs/conn.log" });
  assert.deepEqual([bare.events[0]?.["source.ip"], bare.events[0]?.["event.dataset"]], ["192.0.2.9", "zeek.conn"]);
});

test("Zeek JSON, with ISO times too", () => {
  const line =
    '{"ts":"2024-01-18T15:31:16.123456Z","uid":"C1","id.orig_h":"192.0.2.9","id.orig_p":1,"id.resp_h":"192.0.2.1","id.resp_p":53,"proto":"udp","query":"x.example","qtype_name":"A"}';
  const event = readOne(zeekJson, line, { path: "current/dns.log" });
  assert.equal(identified([line]), "zeek-json");
  assert.deepEqual(
    [event?.["event.dataset"], event?.["dns.question.name"], event?.["source.ip"]],
    ["zeek.dns", "x.example", "192.0.2.9"],
  );
  assert.equal(readOne(zeekJson, '{"_path":"constructor","ts":1.5,"uid":"C"}')?.["event.dataset"], "zeek.constructor");
});

test("OSSEC alerts: several lines, one event at the first of them", () => {
  const lines = [
    "** Alert 1510376401.12: mail  - syslog,sshd,authentication_failed,",
    "2017 Nov 11 00:00:01 (web) 192.0.2.1->/var/log/auth.log",
    "Rule: 5716 (level 5) -> 'SSHD authentication failed.'",
    "Src IP: 192.0.2.9",
    "User: root",
    "Nov 11 00:00:01 web sshd[1]: Failed password for root from 192.0.2.9 port 1 ssh2",
    "",
    "** Alert 1510376402.99: - ossec,",
    "2017 Nov 11 00:00:02 manager->ossec-monitord",
    "Rule: 502 (level 3) -> 'Ossec server started.'",
  ];
  const { events, skipped } = readLines(ossecAlerts, lines);
  assert.equal(identified(lines), "ossec-alerts");
  assert.deepEqual([events.length, skipped["joined"], skipped["blank"]], [2, 7, 1]);
  assert.deepEqual(
    [events[0]?.["source.ip"], events[0]?.["user.name"], events[0]?.["rule.id"], events[0]?.["host.name"]],
    ["192.0.2.9", "root", "5716", "web"],
  );
  assert.deepEqual(
    events.map((event) => event.record),
    [1, 8],
  );
  assert.equal(isoTime(events[0]), "2017-11-11T05:00:01.000Z");
  assert.equal(events[0]?.["event.outcome"], "failure");
});

test("Wazuh JSON", () => {
  const line =
    '{"timestamp":"2024-01-18T15:31:16.123+0000","rule":{"level":10,"description":"brute force","id":"5712","groups":["authentication_failures"]},"agent":{"id":"1","name":"web"},"manager":{"name":"m"},"data":{"srcip":"192.0.2.9","dstuser":"root"},"full_log":"x"}';
  const event = readOne(wazuhJson, line);
  assert.equal(identified([line]), "wazuh-alerts-json");
  assert.deepEqual(
    [event?.["rule.id"], event?.["host.name"], event?.["source.ip"], event?.["event.outcome"]],
    ["5712", "web", "192.0.2.9", "failure"],
  );
});

test("CEF and LEEF, escaped and behind syslog", () => {
  const plain = readOne(
    cef,
    "CEF:0|Ubi\\|quiti|UniFi|9.4|544|Threat Detected and Blocked|7|proto=TCP src=192.0.2.9 spt=54587 dst=192.0.2.1 dpt=80 msg=a\\=b c rt=1700000000123",
  );
  assert.deepEqual(
    [plain?.["event.provider"], plain?.["source.port"], plain?.message],
    ["Ubi|quiti UniFi", 54587, "a=b c"],
  );
  assert.equal(isoTime(plain), "2023-11-14T22:13:20.123Z");
  assert.equal(plain?.["event.outcome"], "failure");
  const behind = readOne(cef, "<134>2024-01-18T15:31:16Z gw CEF:0|v|p|1|100|Login failed|5|src=192.0.2.9 suser=bob");
  assert.deepEqual([isoTime(behind), behind?.["user.name"]], ["2024-01-18T15:31:16.000Z", "bob"]);
  const tabs = readOne(
    leef,
    "LEEF:1.0|Vendor|Product|1|42|src=192.0.2.9\tusrName=bob\tsev=5\tdevTime=Jan 18 2024 15:31:16",
  );
  assert.deepEqual(
    [tabs?.["source.ip"], tabs?.["user.name"], tabs?.["rule.level"], isoTime(tabs)],
    ["192.0.2.9", "bob", "5", "2024-01-18T15:31:16.000Z"],
  );
  const second = readOne(leef, "LEEF:2.0|Vendor|Product|1|42|^|src=192.0.2.9^dst=192.0.2.1");
  assert.equal(second?.["destination.ip"], "192.0.2.1");
});

test("scanners of hosts: ClamAV, rkhunter, chkrootkit, Lynis", () => {
  const found = readOne(clamavLog, "Thu Jan 18 15:31:16 2024 -> /srv/a b.php: Php.Webshell-1 FOUND");
  assert.deepEqual(
    [found?.["file.path"], found?.["rule.name"], found?.["event.action"]],
    ["/srv/a b.php", "Php.Webshell-1", "malware_found"],
  );
  const printed = readOne(clamscan, "/srv/eicar.com: Win.Test.EICAR_HDB-1 FOUND");
  assert.deepEqual([printed?.["rule.name"], printed?.basis], ["Win.Test.EICAR_HDB-1", "none"]);
  const hunt = readLines(rkhunter, [
    "[23:59:58] Running Rootkit Hunter version 1.4.6 on web",
    "[23:59:58] Info: Start date is Thu Jan 18 23:59:58 UTC 2024",
    "[00:00:03] Warning: The command '/usr/bin/lwp-request' has been replaced",
  ]);
  assert.equal(isoTime(hunt.events[2]), "2024-01-19T00:00:03.000Z");
  assert.deepEqual(
    [hunt.events[2]?.["event.outcome"], hunt.events[2]?.["file.path"]],
    ["failure", "/usr/bin/lwp-request"],
  );
  const root = readLines(chkrootkit, ["ROOTDIR is `/'", "Checking `ls'... INFECTED", "Checking `amd'... not found"]);
  assert.deepEqual(
    root.events.map((event) => event["event.outcome"]),
    ["unknown", "failure", "unknown"],
  );
  const audit = readLines(lynisReport, [
    "# Lynis Report",
    "report_datetime_start=2024-01-18 15:31:16",
    "hostname=web",
    "warning[]=PKGS-7392|Found vulnerable packages|-|",
  ]);
  assert.deepEqual(
    [audit.events[2]?.["rule.id"], audit.events[2]?.["event.outcome"], isoTime(audit.events[2])],
    ["PKGS-7392", "failure", "2024-01-18T15:31:16.000Z"],
  );
});

test("Windows events that OSSEC forwards: Sysmon and Security", () => {
  const sysmon =
    '2014 Dec 20 14:29:48 (web-01) 192.0.2.1->WinEvtLog 2014 Dec 20 09:29:47 WinEvtLog: Microsoft-Windows-Sysmon/Operational: INFORMATION(1): Microsoft-Windows-Sysmon: SYSTEM: NT AUTHORITY: PC-7: Process Create:  UtcTime: 12/20/2014 2:29 PM  ProcessId: 3048  Image: C:\\Windows\\a.exe  CommandLine: "C:\\Windows\\a.exe" -x  ParentImage: C:\\b.exe';
  assert.equal(identified([sysmon]), "ossec-windows");
  const event = readOne(ossecWindows, sysmon);
  assert.deepEqual(
    [event?.["event.module"], event?.["event.code"], event?.["host.name"], event?.["process.pid"], isoTime(event)],
    ["sysmon", "1", "PC-7", 3048, "2014-12-20T09:29:47.000Z"],
  );
  assert.deepEqual(
    [event?.["process.command_line"], event?.["process.parent.executable"], event?.fields?.["EventID"]],
    ['"C:\\Windows\\a.exe" -x', "C:\\b.exe", 1],
  );
  const refused = readOne(
    ossecWindows,
    "2014 Dec 20 09:29:47 WinEvtLog: Security: AUDIT_FAILURE(4625): Microsoft-Windows-Security-Auditing: (no user): no domain: PC-7: An account failed to log on.  Account Name: eve  Source Network Address: 203.0.113.9",
  );
  assert.deepEqual(
    [refused?.["event.module"], refused?.["event.outcome"], refused?.["user.name"], refused?.["source.ip"]],
    ["security", "failure", "eve", "203.0.113.9"],
  );
});
