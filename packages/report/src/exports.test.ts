import assert from "node:assert/strict";
import test from "node:test";
import { csvCell } from "@stanch/model/csv";
import fc from "fast-check";
import { sampleModel } from "../test/sample.ts";
import { indicatorsCsv, timelineCsv } from "./csv.ts";
import { mispEvent } from "./misp.ts";
import { navigatorLayer } from "./navigator.ts";
import type { ReportModel } from "./report-model.ts";
import { stixBundle } from "./stix.ts";
import { uuidV5 } from "./uuid-v5.ts";

interface Stix {
  readonly objects: readonly {
    readonly id: string;
    readonly type: string;
    readonly pattern?: string;
    readonly object_refs?: readonly string[];
    readonly created_by_ref?: string;
    readonly object_marking_refs?: readonly string[];
  }[];
}

function withIndicator(value: string): ReportModel {
  const model = sampleModel();
  const [first] = model.indicators;
  if (first === undefined) throw new Error("the sample has no indicator");
  return { ...model, indicators: [...model.indicators, { ...first, type: "command", value }] };
}

test("a name-based id is the one that RFC 9562 computes", () => {
  assert.equal(
    uuidV5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com"),
    "2ed6657d-e927-568b-95e1-2665a8aea6a2",
  );
});

test("STIX: unique ids, every reference leads to an object, the same bytes again", () => {
  const text = stixBundle(sampleModel(2));
  const { objects } = JSON.parse(text) as Stix;
  const ids = new Set(objects.map(({ id }) => id));
  assert.equal(ids.size, objects.length);
  const references = objects.flatMap((one) => [
    ...(one.object_refs ?? []),
    ...(one.object_marking_refs ?? []),
    ...(one.created_by_ref === undefined ? [] : [one.created_by_ref]),
  ]);
  assert.deepEqual(
    references.filter((id) => !ids.has(id)),
    [],
  );
  assert.ok(objects.every(({ id, type }) => id.startsWith(`${type}--`)));
  assert.ok(objects.some(({ pattern }) => pattern === "[ipv4-addr:value = '203.0.113.9']"));
  assert.equal(stixBundle(sampleModel(2)), text);
});

test("STIX: a hostile value cannot leave its string", () => {
  const { objects } = JSON.parse(stixBundle(withIndicator(String.raw`x' OR 1=1] \' AND [`))) as Stix;
  const pattern = objects.find(({ pattern }) => pattern?.includes("OR 1=1"))?.pattern ?? "";
  const inner = /^\[process:command_line = '(.*)'\]$/.exec(pattern)?.[1] ?? "'";
  assert.equal(/(?<!\\)(?:\\\\)*'/.test(inner), false, pattern);
});

test("MISP and Navigator say what the report says", () => {
  const model = sampleModel();
  const misp = JSON.parse(mispEvent(model)) as {
    Event: { Attribute: { value: string; to_ids: boolean }[]; Tag: { name: string }[] };
  };
  assert.equal(misp.Event.Attribute.length, model.indicators.length);
  assert.deepEqual(
    misp.Event.Attribute.map(({ value, to_ids }) => [value, to_ids]),
    model.indicators.map(({ value, block }) => [value, block]),
  );
  assert.ok(misp.Event.Tag.some(({ name }) => name === "tlp:amber"));
  const layer = JSON.parse(navigatorLayer(model)) as { techniques: { techniqueID: string; tactic?: string }[] };
  assert.deepEqual(
    layer.techniques.map(({ techniqueID }) => techniqueID),
    model.attack.rows.map(({ technique }) => technique),
  );
  assert.ok(layer.techniques.every(({ tactic }) => tactic !== undefined));
});

test("property: no CSV cell is a formula, breaks its row or loses its text", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.constantFrom("", "=", "+", "-", "@", "\t=", " =", "＝", '"='),
      (text, lead) => {
        const cell = csvCell(lead + text);
        const inner = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        assert.equal(/^[\s"]*[=+\-@＝＋－＠]/.test(inner), false);
        assert.equal(/[\u0000-\u0009\u000B-\u001F]/.test(cell), false);
        if (!cell.startsWith('"')) assert.equal(/[,\n"]/.test(cell), false);
      },
    ),
  );
});

test("CSV carries every indicator and every row of the timeline", () => {
  const model = withIndicator('=HYPERLINK("http://evil.example","x")');
  assert.ok(indicatorsCsv(model).includes(`"'=HYPERLINK(""http://evil.example"",""x"")"`));
  assert.equal(timelineCsv(sampleModel(7)).trim().split("\r\n").length, 1 + sampleModel(7).timeline.length);
});
