import type { AssignmentService } from "../assignment/assignment-service.ts";
import type { Handlers } from "../handler.ts";
import { type IncidentWork, reading } from "../incident/incident-work.ts";
import type { EscalationService } from "../oncall/escalation-service.ts";
import type { Work } from "../unit-of-work.ts";
import type { NoticeService } from "./notice-service.ts";

export function noticeHandlers({
  work,
  within,
  notices,
  escalations,
  assignments,
}: {
  readonly work: Work;
  readonly within: IncidentWork;
  readonly notices: NoticeService;
  readonly escalations: Pick<EscalationService, "acknowledgeNotice">;
  readonly assignments: Pick<AssignmentService, "offerOf" | "answerNotice">;
}): Handlers<"notice.list" | "notice.create" | "public.notice" | "public.acknowledge"> {
  return {
    "notice.list": (call, { params: { incident } }) =>
      within(call, "notice.list", incident, (unit) => notices.list(unit, incident), reading),
    "notice.create": (call, { params: { incident }, body }) =>
      within(call, "notice.create", incident, (unit) => notices.create(unit, incident, body)),
    ...linkHandlers({ work, notices, escalations, assignments }),
  };
}

type LinkParts = Pick<Parameters<typeof noticeHandlers>[0], "work" | "notices" | "escalations" | "assignments">;

/** What the secret link of a notice opens. */
function linkHandlers({
  work,
  notices,
  escalations,
  assignments,
}: LinkParts): Handlers<"public.notice" | "public.acknowledge"> {
  return {
    "public.notice": (call, { params }) =>
      work(
        call,
        "public.notice",
        async (unit) => {
          const offer = await assignments.offerOf(unit, await notices.idOf(unit, params.token));
          const shown = await notices.show(unit, params.token);
          return offer === undefined ? shown : { ...shown, offer };
        },
        { elevated: true },
      ),
    "public.acknowledge": (call, { params, body }) =>
      work(
        call,
        "public.acknowledge",
        async (unit) => {
          const notice = await notices.acknowledge(unit, params.token, body.name);
          if (notice !== undefined) await escalations.acknowledgeNotice(unit, notice);
          const { answer } = body;
          if (answer !== undefined) {
            await assignments.answerNotice(unit, await notices.idOf(unit, params.token), answer);
          }
          return { ok: true as const };
        },
        { elevated: true },
      ),
  };
}
