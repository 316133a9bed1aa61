import type { Blobs } from "@stanch/store/blobs";
import { blobAnswer } from "../blob-answer.ts";
import type { Call, Handlers } from "../handler.ts";
import { type IncidentWork, reading } from "../incident/incident-work.ts";
import type { CustodyService } from "./custody-service.ts";
import type { UploadService } from "./upload-service.ts";

type Operation = `evidence.${"list" | "file" | "verify"}` | `upload.${"create" | "get" | "append"}`;

interface Parts {
  readonly within: IncidentWork;
  readonly blobs: Pick<Blobs, "read" | "verify">;
  readonly custody: CustodyService;
  readonly uploads: UploadService;
}

/** Hashing many gigabytes takes longer than a transaction should: it is done between two. */
async function verify(
  { within, blobs, custody }: Omit<Parts, "uploads">,
  call: Call,
  { incident, evidence }: { readonly incident: string; readonly evidence: string },
): Promise<{ holds: boolean; sha256: string }> {
  const item = await within(
    call,
    "evidence.verify",
    incident,
    (unit) => custody.item(unit, incident, evidence),
    reading,
  );
  const { holds, found: sha256 = "" } = await blobs.verify(item.sha256);
  const purpose = `SHA-256 ${item.sha256} ${holds ? "=" : "≠"} ${sha256}`;
  await within(call, "evidence.verify", incident, (unit) =>
    custody.add(unit, item, { action: "verified", purpose, sha256: holds ? item.sha256 : sha256 }),
  );
  return { holds, sha256 };
}

export function custodyHandlers({ within, blobs, custody, uploads }: Parts): Handlers<Operation> {
  return {
    "evidence.list": (call, { params: { incident } }) =>
      within(call, "evidence.list", incident, (unit) => custody.list(unit, incident), reading),
    "upload.create": (call, { params, body }) => uploads.create(call, params.incident, body),
    "upload.get": (call, { params }) => uploads.get(call, params.incident, params.upload),
    "upload.append": (call, { params, query, body }) =>
      uploads.append(call, params.incident, params.upload, { offset: query.offset, bytes: body }),
    "evidence.file": (call, { params: { incident, evidence } }) =>
      within(call, "evidence.file", incident, async (unit) => {
        const item = await custody.item(unit, incident, evidence);
        await custody.add(unit, item, { action: "copied", purpose: item.name, to: call.actor.name });
        const { name, sha256 } = item;
        return blobAnswer(blobs, { name, sha256, size: Number(item.size), type: "application/octet-stream" });
      }),
    "evidence.verify": (call, { params }) => verify({ within, blobs, custody }, call, params),
  };
}
