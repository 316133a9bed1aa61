import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { jobsContract } from "./jobs-contract.testkit.ts";
import { openPgliteRecords } from "./pglite-records.ts";
import { recordsContract } from "./records-contract.testkit.ts";

const folder = mkdtempSync(path.join(tmpdir(), "stanch-pglite-"));
const image = path.join(folder, "image.tar.gz");
after(() => rmSync(folder, { recursive: true, force: true }));

describe("a PGlite folder", () => {
  it("has one owner, and keeps what it was told", async () => {
    const own = path.join(folder, "own");
    const records = await openPgliteRecords<{ t: { n: number } }>({ folder: own, image });
    await records.db.schema.createTable("t").addColumn("n", "integer").execute();
    await records.db.insertInto("t").values({ n: 7 }).execute();
    await assert.rejects(openPgliteRecords({ folder: own }), { code: "E_STORE_LOCKED" });
    await records.close();
    assert.equal(existsSync(`${own}.lock`), false);
    const again = await openPgliteRecords<{ t: { n: number } }>({ folder: own });
    assert.deepEqual(await again.db.selectFrom("t").selectAll().execute(), [{ n: 7 }]);
    await again.close();
  });

  it("opens after a death at the moment in which PostgreSQL makes its lock file", async () => {
    const own = path.join(folder, "own");
    for (const left of ["", "-42\n", "no number\n"]) {
      writeFileSync(path.join(own, "postmaster.pid"), left);
      const records = await openPgliteRecords<{ t: { n: number } }>({ folder: own });
      assert.deepEqual(await records.db.selectFrom("t").selectAll().execute(), [{ n: 7 }], JSON.stringify(left));
      await records.close();
    }
  });
});

recordsContract("PGlite", () => openPgliteRecords({ folder: path.join(folder, "records"), image }));
jobsContract("PGlite", () => openPgliteRecords({ folder: path.join(folder, "jobs"), image }));
