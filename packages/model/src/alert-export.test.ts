import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { exportKind, readAlertExport } from "./alert-export.ts";

const hostile = "<script>alert(1)</script>=cmd|x\u202e\ud800";
const wazuh = (id: string, level: number, at: string, agent = "web-01") => ({
  timestamp: at,
  id: `${at}.${id}`,
  rule: { id, level, description: `rule ${id}`, groups: ["sshd"] },
  agent: { id: "001", name: agent, ip: "10.0.3.7" },
  full_log: hostile,
});
const lines = (values: readonly unknown[]): string => values.map((one) => JSON.stringify(one)).join("\n");

test("alerts of Wazuh are one entry for each host, the gravest rule first, the earliest time kept", () => {
  const read = readAlertExport(
    lines([
      wazuh("5712", 10, "2026-03-01T02:14:07.512+0800"),
      wazuh("5501", 3, "2026-03-01T02:10:00.000+0800"),
      wazuh("5501", 3, "2026-03-01T03:10:00.000+0800"),
      wazuh("31103", 6, "2026-03-01T04:00:00.000+0000", "db-02"),
      { timestamp: "x" },
    ]),
  );
  assert.deepEqual([read?.kind, read?.skipped, read?.entries.length], ["wazuh", 1, 2]);
  const [web] = read?.entries ?? [];
  assert.equal(web?.title, "rule 5712 (5712)");
  assert.equal(web?.at, "2026-02-28T18:10:00.000Z");
  assert.equal(web?.text, "1 × rule 5712 (5712)\n2 × rule 5501 (5501)");
  assert.deepEqual([web?.systems, web?.alerts], [["web-01", "10.0.3.7"], 3]);
});

test("of Suricata's events only alerts count; the host under attack groups them", () => {
  const event = { timestamp: "2026-03-01T02:14:07.123456+0000", src_ip: "203.0.113.9", dest_ip: "10.0.3.7" };
  const alert = { signature_id: 2_010_935, signature: hostile, severity: 1 };
  const read = readAlertExport(
    lines([
      { ...event, event_type: "alert", alert },
      { ...event, event_type: "flow" },
      { ...event, event_type: "alert", alert: { ...alert, severity: 3, signature: "ET SCAN" } },
    ]),
  );
  assert.deepEqual([read?.kind, read?.skipped, read?.entries.length], ["suricata", 1, 1]);
  const [one] = read?.entries ?? [];
  assert.equal(one?.at, "2026-03-01T02:14:07.123Z");
  assert.ok(one?.title.startsWith("<script>") && one.title.isWellFormed());
  assert.deepEqual(one?.systems, ["10.0.3.7", "203.0.113.9"]);
});

test("cases and alerts of TheHive and DFIR-IRIS, single, as a list or line by line", () => {
  const item = {
    _id: "~4192",
    _type: "Case",
    title: "挖矿",
    description: "x",
    startDate: 1_772_331_247_000,
    tags: ["miner"],
  };
  const alert = {
    ...item,
    _id: "~8",
    _type: "alert",
    startDate: undefined,
    date: 1_772_331_247_000,
    source: "SIEM",
    sourceRef: "7",
  };
  for (const text of [JSON.stringify([item, alert]), lines([item, alert])]) {
    const read = readAlertExport(text);
    assert.deepEqual(
      read?.entries.map(({ record, at }) => [record, at]),
      [
        ["~4192", "2026-03-01T02:14:07.000Z"],
        ["~8", "2026-03-01T02:14:07.000Z"],
      ],
    );
    assert.equal(read?.entries[1]?.text, "x\nSIEM 7\nminer");
  }
  const kase = {
    case: {
      case_id: 3,
      case_name: "web shell",
      case_description: "…",
      open_date: "2026-03-01",
      client: { customer_name: "青山医院" },
    },
  };
  const [first] = readAlertExport(JSON.stringify(kase, undefined, 2))?.entries ?? [];
  assert.deepEqual(
    [first?.kind, first?.record, first?.organisation, first?.at],
    ["iris", "3", "青山医院", "2026-03-01T00:00:00.000Z"],
  );
  const iris = {
    alert_id: 9,
    alert_title: "t",
    alert_description: "d",
    alert_source_event_time: "2026-03-01T02:14:07",
    customer: null,
  };
  assert.equal(readAlertExport(JSON.stringify([iris]))?.entries[0]?.at, "2026-03-01T02:14:07.000Z");
});

test("what is no export is none, and nothing makes it throw or grow", () => {
  for (const text of ["", "{}", "[]", "null", "x", '{"case":{}}', "[".repeat(5000)])
    assert.equal(readAlertExport(text), undefined);
  assert.equal(readAlertExport(JSON.stringify(wazuh("1", 1, "x")), "iris"), undefined);
  const key = fc.constantFrom(
    "timestamp",
    "rule",
    "agent",
    "alert",
    "event_type",
    "_id",
    "_type",
    "title",
    "case",
    "id",
    "name",
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 4 }, fc.string(), fc.double(), fc.boolean(), fc.constant(null), tie("list"), tie("map")),
    list: fc.array(tie("any"), { maxLength: 4 }),
    map: fc.dictionary(key, tie("any"), { maxKeys: 6 }),
  })).any;
  fc.assert(
    fc.property(fc.array(value, { maxLength: 6 }), (values) => {
      for (const text of [JSON.stringify(values), lines(values)]) {
        const read = readAlertExport(text);
        if (read === undefined) continue;
        assert.ok(exportKind.options.includes(read.kind));
        for (const { text: told, at } of read.entries) {
          assert.ok(told.length <= 8000);
          assert.ok(at === undefined || !Number.isNaN(Date.parse(at)));
        }
      }
    }),
    { numRuns: 2000 },
  );
});
