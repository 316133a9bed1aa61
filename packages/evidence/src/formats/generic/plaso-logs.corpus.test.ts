import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { conformance, noCorpora } from "@stanch/model/conformance.testkit";
import { identify } from "../../identify.ts";
import { decode } from "../../encoding.ts";
import { sampleOf } from "../../sample.ts";
import { corpus } from "./corpus.testkit.ts";
import { readLines } from "./read-lines.testkit.ts";

/** Events of that project's own tests; its 14 of `apache_access.log` leave out one of the 15 lines, which is as good as the others. */
const counts: readonly (readonly [file: string, format: RegExp, events: number])[] = [
  ["apache_access.log", /^(?:apache|nginx)-access$/, 15],
  ["vsftpd.log", /^vsftpd$/, 25],
  ["iis/iis6.log", /^iis-w3c$/, 12],
  ["iis/iis7_sqli.log", /^iis-w3c$/, 2],
  ["iis/iis7_owa.log", /^iis-w3c$/, 3],
  ["iis/iis_without_date.log", /^iis-w3c$/, 11],
  ["iis/iis10.log", /^iis-w3c$/, 1],
  ["iis/iis10_cookies.log", /^iis-w3c$/, 3],
  ["iis/iis10_edge_cases.log", /^iis-w3c$/, 15],
  ["postgresql.log", /^postgresql$/, 20],
  ["snort3_alert_fast.log", /^ids-fast-alert$/, 4],
  ["suricata_alert_fast.log", /^ids-fast-alert$/, 5],
  [
    "docker/containers/e7d0b7ea5ccf08366e2b0c8afa2318674e8aefe802315378125d2bb83fe3110c/container-json.log",
    /^docker-json$/,
    10,
  ],
];

function read(file: string): { id: string | undefined; events: number; left: readonly string[] } {
  const bytes = readFileSync(file);
  const sample = sampleOf(bytes, file);
  const { format } = identify(sample);
  if (format?.by !== "line") return { id: format?.id, events: 0, left: [] };
  const lines = decode(bytes, sample.encoding).split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  const { events } = readLines(format, lines, { path: file });
  const told = new Set(events.map((event) => event.record));
  return { id: format.id, events: events.length, left: lines.filter((_, index) => !told.has(index + 1)) };
}

test("counts of plaso's test data", (t) => {
  const folder = corpus("plaso-logs");
  if (folder === undefined) return t.skip(noCorpora);
  const wrong: string[] = [];
  for (const [file, format, wanted] of counts) {
    const { id, events, left } = read(join(folder, file));
    if (!format.test(id ?? "none") || events !== wanted) {
      wrong.push(`${file}: ${id ?? "none"}, ${events} of ${wanted}: ${left.join(" / ").slice(0, 400)}`);
    }
  }
  conformance(t, "plaso-logs-services", counts.length - wrong.length, counts.length);
  assert.deepEqual(wrong, []);
});
