import type { Blobs } from "@stanch/store/blobs";
import { blobAnswer } from "../blob-answer.ts";
import type { Handlers } from "../handler.ts";
import type { Work } from "../unit-of-work.ts";
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
}): Handlers<`public.${"status" | "advice" | "reportFile" | "countersign"}`> {
  return {
    "public.status": (call, { params }) => work(call, "public.status", (unit) => pages.page(unit, params), byLink),
    "public.advice": (call, { params: { token, advice }, body }) =>
      work(
        call,
        "public.advice",
        async (unit) => {
          await pages.markAdvice(unit, { token }, { advice, mark: body.mark, note: body.note });
          return done;
        },
        byLink,
      ),
    "public.reportFile": async (call, { params: { token, report, name } }) => {
      const file = await work(call, "public.reportFile", (unit) => pages.file(unit, { token }, report, name), byLink);
      return blobAnswer(blobs, file);
    },
    "public.countersign": (call, { params: { token, report }, body }) =>
      work(
        call,
        "public.countersign",
        async (unit) => {
          await pages.countersign(unit, { token }, { report, name: body.name, sha256: body.sha256 });
          return done;
        },
        byLink,
      ),
  };
}
