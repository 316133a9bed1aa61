import type { Upload } from "@stanch/model/handling";
import type { Output, Input, Call } from "../handler.ts";
import { deskError } from "../desk-error.ts";
import type { UploadService } from "../custody/upload-service.ts";
import type { Unit, Work } from "../unit-of-work.ts";
import type { CustomerPageService } from "./customer-page-service.ts";
import type { PortalService } from "./portal-service.ts";

/** Largest file that a customer hands in by itself; what is larger is fetched by the team. */
export const MOST_HANDED_IN = 64 * 2 ** 30;

/** Files that a customer hands in to its own case, the same way as the staff's: in pieces, hashed while they arrive, into custody. */
export interface PortalUploadService {
  readonly create: (call: Call, request: string, form: Input<"portal.uploadCreate">["body"]) => Promise<Upload>;
  readonly get: (call: Call, request: string, id: string) => Promise<Upload>;
  readonly append: (
    call: Call,
    request: string,
    id: string,
    input: { readonly offset: number; readonly bytes: AsyncIterable<Uint8Array> },
  ) => Promise<Output<"portal.uploadAppend">>;
}

interface Parts {
  readonly work: Work;
  readonly portal: Pick<PortalService, "gate">;
  readonly pages: Pick<CustomerPageService, "place">;
  /** Works beyond the customer's scope, which sees no evidence; it knows uploads of the caller only. */
  readonly uploads: UploadService;
}

/**
 * @example await portalUploads({ work, portal, pages, uploads }).create(call, request, { name: "auth.log", size: 3 });
 */
export function portalUploads({ work, portal, pages, uploads }: Parts): PortalUploadService {
  const incidentOf = async (call: Call, request: string): Promise<string> => {
    await work(call, "portal.upload.gate", (unit: Unit) => portal.gate(unit, request), { readOnly: true });
    const { incident } = await work(call, "portal.upload.place", (unit) => pages.place(unit, { request }), {
      elevated: true,
    });
    return incident;
  };
  return {
    create: async (call, request, { host, ...form }) => {
      const incident = await incidentOf(call, request);
      if (form.size > MOST_HANDED_IN) throw deskError("E_UPLOAD_TOO_LONG", { size: String(MOST_HANDED_IN) });
      const evidence = { collectedBy: call.actor.name, ...(host === undefined ? {} : { host }) };
      return uploads.create(call, incident, { ...form, evidence });
    },
    get: async (call, request, id) => uploads.get(call, await incidentOf(call, request), id),
    append: async (call, request, id, input) => uploads.append(call, await incidentOf(call, request), id, input),
  };
}
