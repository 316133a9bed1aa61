import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const ROUNDS = 50;
const child = fileURLToPath(new URL("../test/crash-child.ts", import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), "stanch-crash-"));
after(() => rmSync(folder, { recursive: true, force: true }));

interface Life {
  /** Highest and number of rows found at the start; undefined when it was killed before that. */
  readonly found: readonly [number, number] | undefined;
  readonly acknowledged: number | undefined;
  readonly complaint: string;
}

/** One life of the writer: killed `after` milliseconds past its start, or that long past its first row. */
async function live(wait: number, early: boolean): Promise<Life> {
  const writer = spawn(process.execPath, [child, path.join(folder, "records"), path.join(folder, "image")], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  let complaint = "";
  let timer: NodeJS.Timeout | undefined;
  const strike = (): void => void (timer ??= setTimeout(() => writer.kill("SIGKILL"), wait));
  if (early) strike();
  writer.stdout.on("data", (bytes: Buffer) => {
    said += bytes.toString();
    if (/\n\d+\n/.test(said)) strike();
  });
  writer.stderr.on("data", (bytes: Buffer) => void (complaint += bytes.toString()));
  await new Promise((resolve) => writer.once("close", resolve));
  clearTimeout(timer);
  const lines = said
    .slice(0, said.lastIndexOf("\n") + 1)
    .split("\n")
    .filter((line) => line !== "");
  const opening = /^open (\d+) (\d+)$/.exec(lines[0] ?? "");
  const last = lines.length > 1 ? Number(lines.at(-1)) : undefined;
  return {
    found: opening === null ? undefined : [Number(opening[1]), Number(opening[2])],
    acknowledged: last,
    complaint,
  };
}

describe("records under kill -9", () => {
  it(`lose no acknowledged row in ${ROUNDS} deaths`, async () => {
    let acknowledged = 0;
    let written = 0;
    for (let round = 0; round < ROUNDS; round++) {
      // Every fifth dies while opening or migrating, the others while writing.
      const life = await live(Math.random() * (round % 5 === 4 ? 900 : 120), round % 5 === 4);
      assert.equal(life.complaint, "", "the folder opens again");
      if (life.found !== undefined) {
        const [highest, rows] = life.found;
        assert.equal(rows, highest, "no row is missing in between");
        assert.ok(highest >= acknowledged, `row ${acknowledged} was acknowledged, the highest is ${highest}`);
        // The row that was being written may be there without having been acknowledged.
        assert.ok(highest <= acknowledged + 1 || round === 0, `nobody acknowledged row ${highest}`);
        acknowledged = Math.max(acknowledged, highest);
      }
      if (life.acknowledged !== undefined) {
        written += life.acknowledged - acknowledged;
        acknowledged = life.acknowledged;
      }
    }
    assert.ok(written > ROUNDS, "the writer wrote something");
  });
});
