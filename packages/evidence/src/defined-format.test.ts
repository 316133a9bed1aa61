import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { FormatDefinition } from "@stanch/model/format-definition";
import { definedFormat } from "./defined-format.ts";
import { isoTime, readLines, readOne } from "./formats/generic/read-lines.testkit.ts";
import { sampleOf } from "./sample.ts";

const erp: FormatDefinition = {
  id: "acme-erp",
  names: { zh: "ERP 日志", en: "ERP log" },
  patterns: [
    "<%{time}> %{host} %{user}@%{address} did %{action}: %{message}",
    "<%{time}> %{host} restarted %{shop.reason}",
  ],
  examples: [],
  refused: ["拒绝", "no right to"],
};
const format = definedFormat(erp);

test("the fields that a person marked become those of the event", () => {
  const event = readOne(
    format,
    "<2026-03-01 02:14:07,123> web-01 eve@203.0.113.9:4711 did export: 拒绝 =cmd|' /C calc'!A0",
    {
      zone: "Asia/Shanghai",
    },
  );
  assert.equal(isoTime(event), "2026-02-28T18:14:07.123Z");
  assert.equal(event?.["event.module"], "acme-erp");
  assert.equal(event?.["host.name"], "web-01");
  assert.deepEqual([event?.["user.name"], event?.["source.ip"], event?.["source.port"]], ["eve", "203.0.113.9", 4711]);
  assert.deepEqual([event?.["event.action"], event?.["event.outcome"]], ["export", "failure"]);
  assert.equal(event?.message, "拒绝 =cmd|' /C calc'!A0");
  const other = readOne(format, "<2026-03-01 02:14:08> web-01 restarted by hand");
  assert.deepEqual(other?.fields, { "shop.reason": "by hand" });
  assert.equal(other?.["event.outcome"], "unknown");
});

test("it is sure of its own lines, knows no others, and leaves what does not fit to be counted", () => {
  const line = "<2026-03-01 02:14:07> a eve@203.0.113.9 did x: y";
  assert.equal(format.sniff(sampleOf(Buffer.from(`${line}\n${line}\n`), "x.log")), 100);
  assert.equal(format.sniff(sampleOf(Buffer.from("Mar  1 02:14:07 web sshd[1]: x\n"), "x.log")), 0);
  const { events, unparsed } = readLines(format, [line, "something else", line]);
  assert.deepEqual([events.length, unparsed], [2, 1]);
});

test("hostile lines neither throw nor take long", () => {
  const piece = fc.constantFrom(
    "<",
    "> ",
    "@",
    " did ",
    ": ",
    "2026-03-01 02:14:07",
    "203.0.113.9",
    "__proto__",
    "\0",
    "%{x}",
    " ",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
      const { events, unparsed } = readLines(format, [pieces.join("").replaceAll(/[\r\n]/g, " ")]);
      assert.equal(events.length + unparsed, 1);
    }),
    { numRuns: 500 },
  );
  readLines(format, [
    `<2026-03-01 02:14:07> ${"a ".repeat(500_000)}`,
    `<${"02:14 > ".repeat(100_000)}`,
    "@".repeat(1_000_000),
  ]);
});
