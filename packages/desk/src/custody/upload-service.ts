import type { evidenceForm, Upload } from "@stanch/model/handling";
import { evidenceId, uploadId } from "@stanch/model/ids";
import type { BlobRef, Blobs, ByteSource } from "@stanch/store/blobs";
import type { z } from "zod";
import { deskError, found } from "../desk-error.ts";
import type { Call } from "../handler.ts";
import { lockIncident } from "../incident/incident-repo.ts";
import type { IncidentWork } from "../incident/incident-work.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { Random } from "../ports.ts";
import type { Unit } from "../unit-of-work.ts";
import type { CustodyService } from "./custody-service.ts";
import { insertUpload, readUpload, updateUpload, type UploadRow } from "./evidence-repo.ts";
import { takeBlob } from "./take-blob.ts";

export interface UploadForm {
  readonly name: string;
  readonly size: number;
  readonly evidence: z.infer<typeof evidenceForm>;
}

export interface UploadService {
  readonly create: (call: Call, incident: string, form: UploadForm) => Promise<Upload>;
  readonly get: (call: Call, incident: string, id: string) => Promise<Upload>;
  readonly append: (
    call: Call,
    incident: string,
    id: string,
    input: { readonly offset: number; readonly bytes: AsyncIterable<Uint8Array> },
  ) => Promise<Upload>;
}

interface Parts {
  readonly within: IncidentWork;
  readonly blobs: Blobs;
  readonly random: Pick<Random, "uuid">;
  readonly journal: Pick<JournalService, "append">;
  readonly custody: CustodyService;
}

function shown(row: UploadRow, offset = Number(row.received)): Upload {
  return {
    id: uploadId.parse(row.id),
    name: row.name,
    size: Number(row.size),
    offset,
    ...(row.sha256 === null ? {} : { sha256: row.sha256 }),
    ...(row.evidence_id === null ? {} : { evidenceId: evidenceId.parse(row.evidence_id) }),
  };
}

/** Stops a client that sends more than it announced, before the surplus is stored. */
async function* atMost(bytes: AsyncIterable<Uint8Array>, room: number, size: number): AsyncGenerator<Uint8Array> {
  let left = room;
  for await (const chunk of bytes) {
    left -= chunk.byteLength;
    if (left < 0) throw deskError("E_UPLOAD_TOO_LONG", { size: String(size) });
    yield chunk;
  }
}

/** The upload becomes evidence. */
async function accept(parts: Parts, unit: Unit, id: string, incident: string, blob: BlobRef): Promise<Upload> {
  const locked = found(await lockIncident(unit.tx, incident), "incident");
  if (locked.state === "archived") throw deskError("E_ARCHIVED");
  const row = found(await readUpload(unit.tx, incident, id), "upload");
  if (row.evidence_id !== null) return shown(row);
  const { name, form, by_name: to } = row;
  const item = await takeBlob(parts, unit, incident, { name, blob, form, to });
  const set = { received: blob.size, sha256: blob.sha256, evidence_id: item.id };
  await updateUpload(unit.tx, id, set);
  return shown({ ...row, ...set });
}

/** Whole: hashed by the store while it arrived, then taken as evidence in one transaction. */
async function finish(parts: Parts, call: Call, row: UploadRow): Promise<Upload> {
  const blob = await parts.blobs.finish(row.id, { size: Number(row.size) });
  return parts.within(call, "upload.finish", row.incident_id, (unit) =>
    accept(parts, unit, row.id, row.incident_id, blob),
  );
}

async function announce(parts: Parts, call: Call, incident: string, form: UploadForm): Promise<string> {
  const id = parts.random.uuid();
  await parts.within(call, "upload.create", incident, async (unit) => {
    const locked = found(await lockIncident(unit.tx, incident), "incident");
    if (locked.state === "archived") throw deskError("E_ARCHIVED");
    const { id: by_id, name: by_name } = unit.call.actor;
    const row = { id, incident_id: incident, name: form.name, size: form.size, received: 0, created_at: unit.now };
    await insertUpload(unit.tx, { ...row, by_id, by_name, form: JSON.stringify(form.evidence) });
  });
  await parts.blobs.openUpload(id);
  return id;
}

/** Files arrive in pieces, survive a break at any moment, and are evidence once the last byte is there. */
export function uploadService(parts: Parts): UploadService {
  const read = (call: Call, incident: string, id: string): Promise<UploadRow> =>
    parts.within(call, "upload.read", incident, async (unit) => {
      const row = await readUpload(unit.tx, incident, id);
      // Of what others bring a customer knows nothing.
      const strange = call.scope.kind !== "staff" && row?.by_id !== call.actor.id;
      return found(strange ? undefined : row, "upload");
    });
  const append = async (
    call: Call,
    incident: string,
    id: string,
    offset: number,
    bytes: ByteSource,
  ): Promise<Upload> => {
    const row = await read(call, incident, id);
    if (row.evidence_id !== null) return shown(row);
    const size = Number(row.size);
    const state = await parts.blobs.append(id, offset, bytes);
    return state.offset === size ? finish(parts, call, row) : shown(row, state.offset);
  };
  return {
    append: async (call, incident, id, { offset, bytes }) => {
      const { size } = await read(call, incident, id);
      return append(call, incident, id, offset, atMost(bytes, Number(size) - offset, Number(size)));
    },
    create: async (call, incident, form) => {
      const id = await announce(parts, call, incident, form);
      return form.size === 0 ? append(call, incident, id, 0, []) : shown(await read(call, incident, id));
    },
    get: async (call, incident, id) => {
      const row = await read(call, incident, id);
      if (row.evidence_id !== null) return shown(row);
      const state = await parts.blobs.upload(id);
      // All bytes were there and the process died before they became evidence.
      if (state?.offset === Number(row.size)) return finish(parts, call, row);
      return shown(row, state?.offset ?? 0);
    },
  };
}
