import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { conformance } from "@stanch/model/conformance.testkit";
import { readBytes } from "../evtx/read-bytes.testkit.ts";
import { journald } from "./journald.ts";

const remote = "/lib/systemd/systemd-journal-remote";
const present = existsSync(remote) && spawnSync("journalctl", ["--version"]).error === undefined;
const skip = present ? false : "skipped: no systemd-journal-remote";

const contents: Readonly<Record<string, (index: number) => string>> = {
  short: (index) => `Failed password for root from 203.0.113.${index % 250} port 40022 ssh2`,
  long: (index) => `${"payload ".repeat(100 + index)}end ${index}`,
  binary: (index) => `line one ${index}\nline two \u0001\u001b[31m ${"字".repeat(index)}`,
};

function exported(message: (index: number) => string): Buffer {
  const parts: Buffer[] = [];
  for (let index = 0; index < 120; index++) {
    const bytes = Buffer.from(message(index));
    const size = Buffer.alloc(8);
    size.writeUInt32LE(bytes.length);
    parts.push(
      Buffer.from(
        `__REALTIME_TIMESTAMP=${1_772_331_247_000_000 + index * 1_000_003}\n__MONOTONIC_TIMESTAMP=${index + 5}\n`,
      ),
      Buffer.from(
        `_BOOT_ID=0123456789abcdef0123456789abcdef\n_HOSTNAME=web-01\nSYSLOG_IDENTIFIER=sshd\n_PID=${811 + index}\nMESSAGE\n`,
      ),
      size,
      bytes,
      Buffer.from("\n\n"),
    );
  }
  return Buffer.concat(parts);
}

/** What systemd itself reads in a journal. */
function told(file: string): (readonly [string, string])[] {
  const run = spawnSync("journalctl", ["--file", file, "-o", "json", "--all", "-q"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return run.stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const { __REALTIME_TIMESTAMP: time, MESSAGE: message } = JSON.parse(line) as Record<string, string | number[]>;
      return [String(time), Array.isArray(message) ? Buffer.from(message).toString("utf8") : String(message)] as const;
    });
}

test("journals that systemd wrote are read as journalctl reads them", { skip }, (t) => {
  const folder = mkdtempSync(join(tmpdir(), "stanch-journal-"));
  let fixtures = 0;
  try {
    for (const [name, message] of Object.entries(contents)) {
      const source = join(folder, `${name}.export`);
      writeFileSync(source, exported(message));
      for (const compact of ["0", "1"]) {
        for (const packing of ["yes", "no"]) {
          const file = join(folder, `${name}-${compact}-${packing}.journal`);
          const env = { ...process.env, SYSTEMD_JOURNAL_COMPACT: compact };
          spawnSync(remote, [`--compress=${packing}`, "-o", file, source], { env });
          const { events, damage } = readBytes(journald, readFileSync(file));
          assert.deepEqual(damage, [], file);
          assert.equal(events.length, 120);
          assert.deepEqual(
            events.map((event) => [String(event.time), event.message ?? ""]),
            told(file),
          );
          fixtures++;
        }
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  conformance(t, "systemd-journals", fixtures, 12);
});
