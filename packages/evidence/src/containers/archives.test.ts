import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { randomFrom } from "../formats/generic/mutate.testkit.ts";
import { openEvidence } from "../open-evidence.ts";
import { archives, authLog } from "./archives.testkit.ts";

/** `FUZZ_INPUTS=100000` for the long run. */
const inputs = Number(process.env["FUZZ_INPUTS"] ?? 120);
const whole: Readonly<Record<string, Buffer>> = {
  ...archives,
  gzip: gzipSync(authLog),
  zstd: zstdCompressSync(authLog),
};

function damaged(bytes: Buffer, random: (below: number) => number): Buffer {
  const copy = Buffer.from(bytes);
  for (let changes = random(6); changes >= 0; changes--) {
    // The end of a 7z holds its directory: mistakes are likelier there.
    const at = random(2) === 0 ? random(copy.length) : Math.max(0, copy.length - 1 - random(140));
    copy[at] = random(3) === 0 ? (random(2) === 0 ? 0xff : 0x80) : random(256);
  }
  return random(4) === 0 ? copy.subarray(0, random(copy.length)) : copy;
}

test("damaged archives are opened as far as they go: no error, no hang, nothing beyond the limits", async () => {
  const random = randomFrom(Number(process.env["FUZZ_SEED"] ?? 1));
  const folder = mkdtempSync(join(tmpdir(), "stanch-archives-"));
  const kinds = Object.keys(whole);
  try {
    for (let done = 0; done < inputs; done++) {
      const kind = kinds[done % kinds.length] ?? "";
      const file = join(folder, "a");
      writeFileSync(file, damaged(whole[kind] ?? Buffer.alloc(0), random));
      const scratch = join(folder, "scratch");
      let bytes = 0;
      const limits = { total: 1 << 22, entries: 100 };
      for await (const source of openEvidence([file], { scratch, limits })) {
        assert.match(source.sha256, /^[0-9a-f]{64}$/);
        assert.ok(!source.path.includes(".."), source.path);
        bytes += source.container === undefined ? source.size : 0;
      }
      assert.ok(bytes <= (1 << 22) + (1 << 17), `${kind}: ${bytes}`);
      rmSync(scratch, { recursive: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
