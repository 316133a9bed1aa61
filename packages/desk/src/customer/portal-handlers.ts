import { requestId } from "@stanch/model/ids";
import type { Blobs } from "@stanch/store/blobs";
import { blobAnswer } from "../blob-answer.ts";
import type { Call, Handlers } from "../handler.ts";
import type { Unit, Work } from "../unit-of-work.ts";
import type { CustomerPageService } from "./customer-page-service.ts";
import type { PortalUploadService } from "./portal-upload-service.ts";
import type { PortalService } from "./portal-service.ts";

/** What is shown of a request comes from tables that customers do not see; the gate was passed before, under their own scope. */
const beyond = { elevated: true };
const reading = { readOnly: true };
const done = { ok: true as const };

/** Work on one request of the caller's own. */
function gated(work: Work, portal: Pick<PortalService, "gate">) {
  const within = async <T>(call: Call, tag: string, request: string, act: (unit: Unit) => Promise<T>): Promise<T> => {
    await work(call, `${tag}.gate`, (unit) => portal.gate(unit, request), reading);
    return work(call, tag, act, beyond);
  };
  const taken = async (call: Call, tag: string, request: string, act: (unit: Unit) => Promise<void>) => {
    await within(call, tag, request, act);
    return done;
  };
  return { within, taken };
}

function uploadHandlers(handedIn: PortalUploadService): Handlers<`portal.upload${"Create" | "Get" | "Append"}`> {
  return {
    "portal.uploadCreate": (call, { params, body }) => handedIn.create(call, params.request, body),
    "portal.uploadGet": (call, { params }) => handedIn.get(call, params.request, params.upload),
    "portal.uploadAppend": (call, { params, query, body }) =>
      handedIn.append(call, params.request, params.upload, { offset: query.offset, bytes: body }),
  };
}

interface Parts {
  readonly work: Work;
  readonly portal: PortalService;
  readonly pages: CustomerPageService;
  readonly handedIn: PortalUploadService;
  readonly blobs: Pick<Blobs, "read">;
}

export function portalHandlers({
  work,
  portal,
  pages,
  handedIn,
  blobs,
}: Parts): Handlers<`portal.${"list" | "submit" | "get" | "advice" | "rate" | "consent" | `upload${"Create" | "Get" | "Append"}` | "reportFile" | "countersign"}`> {
  const { within, taken } = gated(work, portal);
  return {
    "portal.list": (call) => work(call, "portal.list", portal.list, reading),
    "portal.submit": async (call, { body }) => ({
      request: requestId.parse(await work(call, "portal.submit", (unit) => portal.submit(unit, body), beyond)),
    }),
    "portal.get": (call, { params }) =>
      within(call, "portal.get", params.request, (unit) => pages.page(unit, { request: params.request })),
    "portal.advice": (call, { params: { request, advice }, body }) =>
      taken(call, "portal.advice", request, (unit) =>
        pages.markAdvice(unit, { request }, { advice, mark: body.mark, note: body.note }),
      ),
    "portal.consent": (call, { params: { request, measure }, body }) =>
      taken(call, "portal.consent", request, (unit) => pages.consent(unit, { request }, { measure, ...body })),
    "portal.rate": (call, { params: { request }, body }) =>
      taken(call, "portal.rate", request, (unit) => pages.rate(unit, { request }, body)),
    ...uploadHandlers(handedIn),
    "portal.reportFile": async (call, { params: { request, report, name } }) => {
      const file = await within(call, "portal.reportFile", request, (unit) =>
        pages.file(unit, { request }, report, name),
      );
      return blobAnswer(blobs, file);
    },
    "portal.countersign": (call, { params: { request, report }, body }) =>
      taken(call, "portal.countersign", request, (unit) =>
        pages.countersign(unit, { request }, { report, name: call.actor.name, sha256: body.sha256 }),
      ),
  };
}
