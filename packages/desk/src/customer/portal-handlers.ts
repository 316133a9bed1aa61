import { requestId } from "@stanch/model/ids";
import type { Blobs } from "@stanch/store/blobs";
import { blobAnswer } from "../blob-answer.ts";
import type { Call, Handlers } from "../handler.ts";
import type { Unit, Work } from "../unit-of-work.ts";
import type { CustomerPageService } from "./customer-page-service.ts";
import type { PortalService } from "./portal-service.ts";

/** What is shown of a request comes from tables that customers do not see; the gate was passed before, under their own scope. */
const beyond = { elevated: true };
const reading = { readOnly: true };
const done = { ok: true as const };

export function portalHandlers({
  work,
  portal,
  pages,
  blobs,
}: {
  readonly work: Work;
  readonly portal: PortalService;
  readonly pages: CustomerPageService;
  readonly blobs: Pick<Blobs, "read">;
}): Handlers<`portal.${"list" | "submit" | "get" | "advice" | "reportFile" | "countersign"}`> {
  const within = async <T>(call: Call, tag: string, request: string, act: (unit: Unit) => Promise<T>): Promise<T> => {
    await work(call, `${tag}.gate`, (unit) => portal.gate(unit, request), reading);
    return work(call, tag, act, beyond);
  };
  return {
    "portal.list": (call) => work(call, "portal.list", portal.list, reading),
    "portal.submit": async (call, { body }) => ({
      request: requestId.parse(await work(call, "portal.submit", (unit) => portal.submit(unit, body), beyond)),
    }),
    "portal.get": (call, { params }) =>
      within(call, "portal.get", params.request, (unit) => pages.page(unit, { request: params.request })),
    "portal.advice": (call, { params: { request, advice }, body }) =>
      within(call, "portal.advice", request, async (unit) => {
        await pages.markAdvice(unit, { request }, { advice, mark: body.mark, note: body.note });
        return done;
      }),
    "portal.reportFile": async (call, { params: { request, report, name } }) => {
      const file = await within(call, "portal.reportFile", request, (unit) =>
        pages.file(unit, { request }, report, name),
      );
      return blobAnswer(blobs, file);
    },
    "portal.countersign": (call, { params: { request, report }, body }) =>
      within(call, "portal.countersign", request, async (unit) => {
        await pages.countersign(unit, { request }, { report, name: call.actor.name, sha256: body.sha256 });
        return done;
      }),
  };
}
