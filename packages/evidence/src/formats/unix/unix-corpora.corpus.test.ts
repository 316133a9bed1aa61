import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { conformance, noCorpora } from "@stanch/model/conformance.testkit";
import { decode } from "../../encoding.ts";
import { identify } from "../../identify.ts";
import { sampleOf } from "../../sample.ts";
import { corpus } from "../generic/corpus.testkit.ts";
import { readLines } from "../generic/read-lines.testkit.ts";

/** File, format and events of that project's own tests; where ours are more, the reason is beside. */
const counts: readonly (readonly [file: string, format: string, events: number])[] = [
  // The line without a month has no date; the one beginning with a tab continues.
  ["syslog/syslog", "syslog", 16],
  ["syslog/syslog_chromeos", "syslog", 8],
  ["syslog/syslog_cron.log", "syslog", 9],
  ["syslog/syslog_osx", "syslog", 2],
  ["syslog/syslog_rsyslog", "syslog", 5],
  // Nine records without line ends between them, as they came over the wire.
  ["syslog/syslog_rsyslog_ForwardFormat", "syslog", 9],
  ["syslog/syslog_rsyslog_TraditionalForwardFormat", "syslog", 9],
  ["syslog/syslog_rsyslog_SysklogdFileFormat", "syslog", 9],
  ["syslog/syslog_rsyslog_SyslogProtocol23Format", "syslog", 9],
  ["syslog/syslog_rsyslog_traditional", "syslog", 8],
  ["syslog/syslog_ssh.log", "syslog", 9],
  ["dpkg.log", "dpkg", 4],
  ["apt_history.log", "apt-history", 10],
  // Its 29 lines: 16 of them are joined to the system call they belong to.
  ["audit_enriched.log", "auditd", 13],
  ["selinux.log", "auditd", 7],
  ["bash_history", "bash-history", 4],
  ["bash_history_desync", "bash-history", 5],
  ["zsh_extended_history.txt", "zsh-history", 4],
];

test("counts of plaso's Unix test data", (t) => {
  const folder = corpus("plaso-logs");
  if (folder === undefined) return t.skip(noCorpora);
  const wrong: string[] = [];
  for (const [file, id, wanted] of counts) {
    const bytes = readFileSync(join(folder, file));
    const sample = sampleOf(bytes, file.slice(file.lastIndexOf("/") + 1));
    const { format } = identify(sample);
    if (format?.id !== id || format.by !== "line") {
      wrong.push(`${file}: ${format?.id ?? "none"}`);
      continue;
    }
    const lines = decode(bytes, sample.encoding).split(/\r?\n/);
    if (lines.at(-1) === "") lines.pop();
    const { events } = readLines(format, lines, { path: file });
    if (events.length !== wanted) wrong.push(`${file}: ${events.length} of ${wanted}`);
  }
  conformance(t, "plaso-logs-unix", counts.length - wrong.length, counts.length);
  assert.deepEqual(wrong, []);
});
