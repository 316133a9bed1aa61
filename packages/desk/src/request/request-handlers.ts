import type { Handlers } from "../handler.ts";
import type { IncidentService } from "../incident/incident-service.ts";
import type { Work } from "../unit-of-work.ts";
import type { RequestService } from "./request-service.ts";

type Operation =
  | "public.request"
  | "request.list"
  | "request.create"
  | "request.get"
  | "request.take"
  | "request.merge"
  | "draft.save"
  | "draft.list"
  | "draft.delete";

const done = { ok: true as const };

export function requestHandlers({
  work,
  requests,
  incidents,
}: {
  readonly work: Work;
  readonly requests: RequestService;
  readonly incidents: Pick<IncidentService, "take" | "merge">;
}): Handlers<Operation> {
  return {
    "public.request": (call, { body }) =>
      work(
        call,
        "public.request",
        async (unit) => {
          const { number, statusPath, clock } = await requests.submit(unit, body);
          return { number, statusPath, clock };
        },
        { elevated: true },
      ),
    "request.list": (call, { query }) =>
      work(call, "request.list", (unit) => requests.list(unit, query), { readOnly: true }),
    "request.create": (call, { body }) => work(call, "request.create", (unit) => requests.create(unit, body)),
    "request.get": (call, { params }) =>
      work(call, "request.get", (unit) => requests.get(unit, params.request), { readOnly: true }),
    "request.take": (call, { params, body }) =>
      work(call, "request.take", (unit) => incidents.take(unit, params.request, body)),
    "request.merge": (call, { body }) => work(call, "request.merge", (unit) => incidents.merge(unit, body)),
    ...draftHandlers(work, requests),
  };
}

function draftHandlers(
  work: Work,
  requests: Pick<RequestService, "saveDraft" | "drafts" | "deleteDraft">,
): Handlers<`draft.${"save" | "list" | "delete"}`> {
  return {
    "draft.save": (call, { params, body }) =>
      work(call, "draft.save", async (unit) => {
        await requests.saveDraft(unit, params.draft, body.form);
        return done;
      }),
    "draft.list": (call) => work(call, "draft.list", requests.drafts, { readOnly: true }),
    "draft.delete": (call, { params }) =>
      work(call, "draft.delete", async (unit) => {
        await requests.deleteDraft(unit, params.draft);
        return done;
      }),
  };
}
