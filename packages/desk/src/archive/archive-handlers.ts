import type { Blobs } from "@stanch/store/blobs";
import { blobAnswer } from "../blob-answer.ts";
import { found } from "../desk-error.ts";
import type { Handlers } from "../handler.ts";
import { type IncidentWork, reading } from "../incident/incident-work.ts";
import type { AccessLog } from "../journal/access-log.ts";
import type { Work } from "../unit-of-work.ts";
import { readArchive, readArchives } from "./archive-repo.ts";
import type { ArchiveService } from "./archive-service.ts";

export function archiveHandlers({
  work,
  within,
  archives,
  blobs,
  access,
}: {
  readonly work: Work;
  readonly within: IncidentWork;
  readonly archives: ArchiveService;
  readonly blobs: Pick<Blobs, "read">;
  readonly access: AccessLog;
}): Handlers<`archive.${"seal" | "list" | "file" | "verify"}`> {
  return {
    "archive.seal": (call, { params, body }) => archives.seal(call, params.incident, body.classification),
    "archive.list": (call, { query }) => work(call, "archive.list", (unit) => readArchives(unit.tx, query), reading),
    "archive.file": (call, { params: { incident } }) =>
      within(call, "archive.file", incident, async (unit) => {
        const { number, sha256, size } = found(await readArchive(unit.tx, incident), "archive");
        await access.note(unit, { what: "archive.file", detail: number, incident });
        return blobAnswer(blobs, { name: `${number}.zip`, type: "application/zip", size, sha256 });
      }),
    "archive.verify": async (call, { params }) => {
      const { holds, findings } = await archives.verify(call, params.incident);
      return { holds, findings: findings.map(({ zh, en }) => ({ zh, en })) };
    },
  };
}
