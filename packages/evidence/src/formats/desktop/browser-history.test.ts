import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import test from "node:test";
import { sampleOf } from "../../sample.ts";
import { assertSurvives, readBytes } from "../evtx/read-bytes.testkit.ts";
import { lastlog2 } from "../lastlog/lastlog2.ts";
import { chromiumHistory, firefoxHistory, macosQuarantine } from "./browser-history.ts";

function database(...statements: string[]): Buffer {
  const made = new DatabaseSync(":memory:");
  for (const statement of statements) made.exec(statement);
  const bytes = Buffer.from(made.serialize());
  made.close();
  // As the running browser leaves it.
  bytes[18] = 2;
  bytes[19] = 2;
  return bytes;
}

const time = 1_772_331_247_000_000;
const chromium = database(
  "CREATE TABLE urls(id INTEGER PRIMARY KEY,url LONGVARCHAR,title LONGVARCHAR,visit_count INTEGER,typed_count INTEGER)",
  "CREATE TABLE visits(id INTEGER PRIMARY KEY,url INTEGER,visit_time INTEGER,transition INTEGER)",
  "CREATE TABLE downloads (id INTEGER PRIMARY KEY,current_path TEXT,target_path TEXT,start_time INTEGER,total_bytes INTEGER,state INTEGER,danger_type INTEGER,tab_url TEXT,mime_type TEXT)",
  "CREATE TABLE downloads_url_chains (id INTEGER,chain_index INTEGER,url TEXT)",
  "INSERT INTO urls VALUES (1,'https://user@evil.example.org:8443/x?y','<img src=x>',2,1)",
  `INSERT INTO visits VALUES (1,1,${time + 11_644_473_600_000_000},805306369),(2,1,0,0)`,
  `INSERT INTO downloads VALUES (1,'C:\\a.part','C:\\a.exe',${time + 11_644_473_600_000_000},9,1,0,'https://t.example.org','x')`,
  "INSERT INTO downloads_url_chains VALUES (1,0,'https://dl.example.org/a.exe')",
);
const firefox = database(
  "CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url LONGVARCHAR, title LONGVARCHAR)",
  "CREATE TABLE moz_historyvisits (id INTEGER PRIMARY KEY, place_id INTEGER, visit_date INTEGER, visit_type INTEGER)",
  "INSERT INTO moz_places VALUES (1,'https://www.example.org/','Example')",
  `INSERT INTO moz_historyvisits VALUES (1,1,${time},2)`,
);

test("visits and downloads of browsers", () => {
  assert.equal(chromiumHistory.sniff(sampleOf(chromium, "x")), 98);
  assert.equal(firefoxHistory.sniff(sampleOf(chromium, "x")), 0);
  const { events, damage } = readBytes(chromiumHistory, chromium);
  assert.equal(damage.length, 0);
  const [visit, undated, download] = events;
  assert.deepEqual(
    [visit?.time, visit?.["url.domain"], visit?.fields?.["transition"]],
    [time, "evil.example.org", "typed"],
  );
  assert.equal(undated?.basis, "none");
  assert.deepEqual(
    [download?.["file.path"], download?.["url.original"], download?.["event.outcome"]],
    ["C:\\a.exe", "https://dl.example.org/a.exe", "success"],
  );
  assert.equal(readBytes(firefoxHistory, firefox).events[0]?.time, time);
});

const quarantine = database(
  "CREATE TABLE LSQuarantineEvent (LSQuarantineEventIdentifier TEXT PRIMARY KEY, LSQuarantineTimeStamp REAL, LSQuarantineAgentName TEXT, LSQuarantineDataURLString TEXT, LSQuarantineOriginURLString TEXT)",
  `INSERT INTO LSQuarantineEvent VALUES ('a',${time / 1e6 - 978_307_200},'Safari','https://dl.example.org/x.dmg','https://example.org')`,
);
const last = database(
  "CREATE TABLE Lastlog2 (Name TEXT PRIMARY KEY, Time INTEGER, TTY TEXT, RemoteHost TEXT, Service TEXT)",
  `INSERT INTO Lastlog2 VALUES ('root',${time / 1e6},'pts/0','203.0.113.9','sshd')`,
);

test("quarantine events and lastlog2", () => {
  assert.equal(readBytes(macosQuarantine, quarantine).events[0]?.time, time);
  const event = readBytes(lastlog2, last).events[0];
  assert.deepEqual([event?.["user.name"], event?.["source.ip"], event?.time], ["root", "203.0.113.9", time]);
});

test("a view in the place of a table, which would never end, is not asked", () => {
  const endless = database(
    "CREATE TABLE visits(id INTEGER PRIMARY KEY,url INTEGER,visit_time INTEGER,transition INTEGER)",
    "CREATE VIEW urls AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id, 'u' url, 't' title, 1 visit_count, 1 typed_count FROM n",
    "INSERT INTO visits VALUES (1,0,0,0)",
  );
  assert.equal(readBytes(chromiumHistory, endless).events.length, 0);
});

test("damaged at random, it never throws and stays honest", () => {
  assertSurvives(chromiumHistory, [chromium], 100);
  assertSurvives(firefoxHistory, [firefox], 60);
  assertSurvives(macosQuarantine, [quarantine], 60);
  assertSurvives(lastlog2, [last], 60);
});
