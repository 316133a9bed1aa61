import type { Blobs } from "@stanch/store/blobs";
import { blobAnswer } from "../blob-answer.ts";
import type { Call, Handlers } from "../handler.ts";
import type { Unit, Work } from "../unit-of-work.ts";
import type { CustomerPageService } from "./customer-page-service.ts";

/** The secret link is the right; it opens one request and nothing else. */
const byLink = { elevated: true };
const done = { ok: true as const };

export function customerPageHandlers({
  work,
  pages,
  blobs,
}: {
  readonly work: Work;
  readonly pages: CustomerPageService;
  readonly blobs: Pick<Blobs, "read">;
}): Handlers<`public.${"status" | "advice" | "rate" | "consent" | "reportFile" | "countersign"}`> {
  const taken = async (call: Call, tag: string, act: (unit: Unit) => Promise<void>) => {
    await work(call, tag, act, byLink);
    return done;
  };
  return {
    "public.status": (call, { params }) => work(call, "public.status", (unit) => pages.page(unit, params), byLink),
    "public.advice": (call, { params: { token, advice }, body }) =>
      taken(call, "public.advice", (unit) =>
        pages.markAdvice(unit, { token }, { advice, mark: body.mark, note: body.note }),
      ),
    "public.consent": (call, { params: { token, measure }, body }) =>
      taken(call, "public.consent", (unit) => pages.consent(unit, { token }, { measure, ...body })),
    "public.rate": (call, { params, body }) => taken(call, "public.rate", (unit) => pages.rate(unit, params, body)),
    "public.reportFile": async (call, { params: { token, report, name } }) => {
      const file = await work(call, "public.reportFile", (unit) => pages.file(unit, { token }, report, name), byLink);
      return blobAnswer(blobs, file);
    },
    "public.countersign": (call, { params: { token, report }, body }) =>
      taken(call, "public.countersign", (unit) =>
        pages.countersign(unit, { token }, { report, name: body.name, sha256: body.sha256 }),
      ),
  };
}
