import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readFileBytes } from "../generic/read-file.testkit.ts";
import { eventXml } from "./event-xml.ts";

const ns = "http://schemas.microsoft.com/win/2004/08/events/event";
const system = (id: number, channel = "Security"): string =>
  `<System><Provider Name="Microsoft-Windows-Security-Auditing" Guid="{5}"/><EventID>${id}</EventID><Version>0</Version><TimeCreated SystemTime="2026-03-01T02:14:07.1234567Z"/><EventRecordID>7</EventRecordID><Correlation/><Execution ProcessID="712" ThreadID="20"/><Channel>${channel}</Channel><Computer>dc-1.corp.example</Computer><Security/></System>`;
const data = (values: Readonly<Record<string, string>>): string =>
  `<EventData>${Object.entries(values)
    .map(([name, value]) => `<Data Name="${name}">${value}</Data>`)
    .join("")}</EventData>`;
const refused = (user: string): string =>
  `<Event xmlns="${ns}">${system(4625)}${data({ TargetUserName: user, LogonType: "3", IpAddress: "203.0.113.9", IpPort: "0" })}</Event>`;
/** As the event viewer shows it: an element a line. */
const pretty = (xml: string): string => xml.replaceAll("><", ">\n  <");

function read(text: string | Buffer) {
  const result = readFileBytes(text);
  let lines = 0;
  let unparsed = 0;
  for (const report of result.reports) {
    const skipped = Object.values(report.skipped).reduce((sum: number, count) => sum + (count ?? 0), 0);
    assert.equal(report.records, report.events + report.unparsed + skipped);
    lines += report.records;
    unparsed += report.unparsed;
  }
  return { ...result, lines, unparsed };
}

test("one event a line: who was refused, when, from where", () => {
  const { format, events } = read(`${refused("admin")}\n${refused("a &amp; b &#x41;")}\n`);
  assert.equal(format, "windows-event-xml");
  assert.equal(events.length, 2);
  const [event] = events;
  assert.equal(event?.["event.module"], "security");
  assert.equal(event?.["event.code"], "4625");
  assert.equal(event?.["event.outcome"], "failure");
  assert.equal(event?.["source.ip"], "203.0.113.9");
  assert.equal(event?.["user.name"] ?? event?.["user.target.name"], "admin");
  assert.equal(event?.["host.name"], "dc-1.corp.example");
  assert.deepEqual([event?.time, event?.nanos, event?.digits], [1_772_331_247_123_456, 700, 7]);
  assert.deepEqual([event?.fields?.["EventID"], event?.fields?.["LogonType"]], [4625, 3]);
  assert.equal(events[1]?.fields?.["TargetUserName"], "a & b A");
});

test("the same events over several lines, in one line, framed, forwarded and in UTF-16", () => {
  const two = [refused("one"), refused("two")];
  const wanted = read(two.join("\n")).events.map((event) => event.fields);
  const framed = `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\r\n<Events>\r\n${two.join("\r\n")}\r\n</Events>\r\n`;
  for (const text of [
    two.map(pretty).join("\n"),
    two.join(""),
    two.map(pretty).join(""),
    framed,
    two.map((xml) => `<14>Mar  1 02:14:07 relay wec[1]: ${xml}`).join("\n"),
    Buffer.from(`\ufeff${framed}`, "utf16le"),
  ]) {
    const { format, events, unparsed } = read(text);
    assert.equal(format, "windows-event-xml");
    assert.deepEqual(
      events.map((event) => event.fields),
      wanted,
    );
    assert.equal(unparsed, 0);
    assert.equal(new Set(events.map((event) => `${event.offset} ${event.part ?? 0}`)).size, 2);
  }
});

test("an event that is torn costs its own lines only", () => {
  const torn = pretty(refused("torn")).split("\n").slice(0, 5).join("\n");
  const { events, unparsed } = read(`${torn}\n${refused("whole")}\n`);
  assert.deepEqual(
    events.map((event) => event.fields?.["TargetUserName"]),
    ["whole"],
  );
  assert.equal(unparsed, 5);
});

test("hostile XML: entities are never defined or expanded, depth and size are bounded, names pollute nothing", () => {
  assert.equal(eventXml('<!DOCTYPE Event [<!ENTITY a "aaaa">]><Event>&a;</Event>'), undefined);
  const [text] = eventXml("<Event>&a;&xxe;</Event>")?.children ?? [];
  assert.deepEqual(text, { kind: "text", text: "&a;&xxe;" });
  assert.equal(eventXml(`${"<a>".repeat(1000)}${"</a>".repeat(1000)}`), undefined);
  assert.equal(eventXml(`<Event>${"<a/>".repeat(50_000)}</Event>`), undefined);
  assert.equal(eventXml("<Event><a></Event></a>"), undefined);
  const { events } = read(
    `<Event xmlns="${ns}">${system(4625)}${data({ __proto__x: "1", constructor: "2" })}<EventData><Data Name="__proto__">3</Data></EventData></Event>\n`,
  );
  assert.equal(events.length, 1);
  assert.equal(({} as Record<string, unknown>)["__proto__x"], undefined);
  assert.equal(Object.getPrototypeOf(events[0]?.fields), Object.prototype);
});

const piece = fc.constantFrom(
  "<Event>",
  `<Event xmlns="${ns}">`,
  "</Event>",
  "<System>",
  "</System>",
  "<EventID>1</EventID>",
  "<Data Name='a'>x</Data>",
  "<Data",
  "&lt;",
  "<![CDATA[",
  "]]>",
  "<!--",
  '"',
  "\n",
  "\n\n",
  "<Events>",
  refused("u"),
  pretty(refused("v")),
);

test("whatever is in the file, every line is accounted for and no identity given twice", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 8 })), { maxLength: 24 }), (pieces) => {
      const text = `${refused("first")}\n${pieces.join("")}`;
      const { events, lines } = read(text);
      const written = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
      assert.ok(lines >= written && lines <= written + events.length, `${lines} of ${written}`);
      assert.equal(new Set(events.map((event) => `${event.offset} ${event.part ?? 0}`)).size, events.length);
    }),
    { numRuns: 150 },
  );
});

test("reading costs linear time", () => {
  for (const unit of ["<Event ", "<Event><a ", "<a b='", "&#", "<Event>\n", "</Event>", " \t"]) {
    const { lines } = read(`${refused("first")}\n${unit.repeat(60_000)}\n`);
    assert.ok(lines >= 2);
  }
});
