import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { testSigner } from "../test/bundle.ts";
import { testFacts } from "../test/facts.ts";
import { sampleInput } from "../test/sample.ts";
import { makeReportRenderer } from "./renderer.ts";
import { keyFingerprint } from "./signed-note.ts";

const renderer = makeReportRenderer({ analysis: async () => sampleInput(), signer: testSigner });
const final = { ...testFacts, report: { ...testFacts.report, status: "final" as const } };

const skip = spawnSync("openssl", ["version"]).error === undefined ? false : "skipped: no openssl";

test(
  "a final report is checked by a stranger with sha256sum and openssl, and names journal and key",
  { skip },
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "stanch-report-"));
    try {
      const files = await renderer.render(final);
      for (const { name, bytes } of files) writeFileSync(path.join(folder, name), bytes);
      const run = (command: string, args: string[]): string =>
        execFileSync(command, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
      const signature = [
        "-verify",
        "-pubin",
        "-inkey",
        "public-key.pem",
        "-rawin",
        "-in",
        "SHA256SUMS",
        "-sigfile",
        "SHA256SUMS.sig",
      ];
      assert.match(run("openssl", ["pkeyutl", ...signature]), /Verified Successfully/);
      assert.equal(run("sha256sum", ["-c", "SHA256SUMS"]).match(/: OK$/gm)?.length, 3);
      const html = readFileSync(path.join(folder, "report.html"), "utf8");
      assert.ok(html.includes(keyFingerprint(testSigner.publicKey)), "fingerprint of the key");
      assert.ok(html.includes(final.journal.at(-1)?.hash ?? "no journal"), "head of the journal");
      writeFileSync(path.join(folder, "report.html"), html.replace("web-01", "web-02"));
      assert.throws(() => run("sha256sum", ["-c", "SHA256SUMS"]), /did NOT match/);
      writeFileSync(
        path.join(folder, "SHA256SUMS"),
        readFileSync(path.join(folder, "SHA256SUMS"), "utf8").replace(/^./, "0"),
      );
      assert.throws(() => run("openssl", ["pkeyutl", ...signature]));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

test("a draft is not signed", async () => {
  const files = await renderer.render({ ...testFacts, report: { ...testFacts.report, status: "draft" } });
  assert.deepEqual(
    files.map(({ name }) => name),
    ["report.zh.pdf", "report.en.pdf", "report.html"],
  );
});
