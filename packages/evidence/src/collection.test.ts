import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";
import type { LogEvent } from "@stanch/model/log-event";
import { hostFacts } from "./collection.ts";
import { openEvidence } from "./open-evidence.ts";
import { planRead } from "./plan.ts";
import { readChunk } from "./read-chunk.ts";
import type { SourceFile } from "./source-file.ts";

const line = "Mar  1 02:14:07 localhost sshd[1]: Failed password for root from 203.0.113.9 port 1 ssh2\n";

async function tar(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const stream = pack();
  for (const [name, text] of Object.entries(files)) stream.entry({ name, mtime: new Date("2026-03-02") }, text);
  stream.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function opened(name: string, bytes: Uint8Array): Promise<{ sources: SourceFile[]; events: LogEvent[] }> {
  const folder = mkdtempSync(join(tmpdir(), "stanch-collection-"));
  try {
    mkdirSync(join(folder, "case"));
    writeFileSync(join(folder, "case", name), bytes);
    const sources: SourceFile[] = [];
    for await (const source of openEvidence([join(folder, "case")], { scratch: join(folder, "scratch") }))
      sources.push(source);
    const events: LogEvent[] = [];
    for (const source of sources) {
      for (const plan of planRead(source, { sources, now: Date.UTC(2026, 5, 1) })) {
        readChunk(plan, { event: (event) => events.push(event) });
      }
    }
    return { sources, events };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("a UAC collection tells its host and zone to files that do not", async () => {
  const bytes = gzipSync(
    await tar({
      "[root]/etc/hostname": "web-01\n",
      "[root]/etc/timezone": "Asia/Shanghai\n",
      "[root]/etc/passwd": "root:x:0:0:root:/root:/bin/bash\n",
      "[root]/var/log/auth.log": line,
      "live_response/process/ps_auxwww.txt":
        "USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND\neve 7 0 0 1 1 ? S Mar01 0:00 ./x\n",
    }),
  );
  const { events } = await opened("uac-other-linux-20260302101112.tar.gz", bytes);
  const of = (module: string): LogEvent | undefined => events.find((event) => event["event.module"] === module);
  assert.equal(of("sshd")?.time, Date.UTC(2026, 1, 28, 18, 14, 7) * 1000);
  assert.equal(of("sshd")?.["host.name"], "localhost");
  assert.equal(of("passwd-file")?.["host.name"], "web-01");
  assert.equal(of("passwd-file")?.["file.path"], "/etc/passwd");
  assert.equal(of("ps-capture")?.["process.command_line"], "./x");
});

test("hosts of one case do not lend each other their zones; names of archives tell hosts", () => {
  const source = (path: string): SourceFile => ({ path, file: "", size: 0, sha256: "" });
  const sources: SourceFile[] = [];
  for (const [path, host] of [
    ["uac-db-02-linux-20260302101112.tar.gz!/[root]/var/log/auth.log", "db-02"],
    ["Collection-WIN-7_corp-2026-03-02T10_11_12Z.zip!/uploads/auto/C%3A/x.evtx", "WIN-7_corp"],
    ["sosreport-app01-2026-03-02-abcdef.tar.xz!/sosreport-app01-2026-03-02-abcdef/var/log/secure", "app01"],
    ["uac-../../x-linux-20260302101112.tar.gz!/a", undefined],
    ["plain/auth.log", undefined],
  ] as const) {
    assert.deepEqual(hostFacts(source(path), sources), { host, zone: undefined }, path);
  }
});

test("a folder for each host", () => {
  const folder = mkdtempSync(join(tmpdir(), "stanch-collection-"));
  try {
    const file = (path: string, text: string): SourceFile => {
      const place = join(folder, path.replaceAll("/", "_"));
      writeFileSync(place, text);
      return { path, file: place, size: text.length, sha256: "" };
    };
    const sources = [
      file("a/etc/hostname", "a-host\n"),
      file("a/etc/timezone", "Europe/Berlin\n"),
      file("b/etc/hostname", "b-host\n"),
      file("b/etc/timezone", "not a zone\n"),
      file("c/etc/hostname", "\u001b[31mred\n"),
    ];
    const of = (path: string) => hostFacts({ path, file: "", size: 0, sha256: "" }, sources);
    assert.deepEqual(of("a/var/log/auth.log"), { host: "a-host", zone: "Europe/Berlin" });
    assert.deepEqual(of("b/var/log/auth.log"), { host: "b-host", zone: undefined });
    assert.deepEqual(of("c/var/log/auth.log"), { host: undefined, zone: undefined });
    assert.deepEqual(of("auth.log"), { host: undefined, zone: undefined });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("the compiled zone and what timedatectl said are heeded; a zone with its name says more", () => {
  const folder = mkdtempSync(join(tmpdir(), "stanch-collection-"));
  try {
    const file = (path: string, text: string): SourceFile => {
      const place = join(folder, path.replaceAll("/", "_"));
      writeFileSync(place, text, "latin1");
      return { path, file: place, size: text.length, sha256: "" };
    };
    const compiled = `TZif2${"\0".repeat(39)}TZif2${"\0".repeat(39)}\nCST-8\n`;
    const sources = [
      file("a/etc/localtime", compiled),
      file("b/etc/timezone", "Asia/Shanghai\n"),
      file("b/etc/localtime", compiled),
      file(
        "c/timedatectl.txt",
        "               Local time: Sun\n                Time zone: Europe/Berlin (CET, +0100)\n",
      ),
      file("d/etc/localtime", "no zone"),
    ];
    const of = (path: string) => hostFacts({ path, file: "", size: 0, sha256: "" }, sources).zone;
    assert.equal(of("a/var/log/auth.log"), "+08:00");
    assert.equal(of("b/var/log/auth.log"), "Asia/Shanghai");
    assert.equal(of("c/var/log/auth.log"), "Europe/Berlin");
    assert.equal(of("d/var/log/auth.log"), undefined);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a path that begins with a slash ends the search as others do", () => {
  const source = { path: "/var/log/auth.log", file: "/nowhere", size: 1, sha256: "1".repeat(64) };
  assert.deepEqual(hostFacts(source, []), { host: undefined, zone: undefined });
});
