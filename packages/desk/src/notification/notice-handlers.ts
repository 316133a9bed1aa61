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
}: {
  readonly work: Work;
  readonly within: IncidentWork;
  readonly notices: NoticeService;
  readonly escalations: Pick<EscalationService, "acknowledgeNotice">;
}): Handlers<"notice.list" | "notice.create" | "public.notice" | "public.acknowledge"> {
  return {
    "notice.list": (call, { params: { incident } }) =>
      within(call, "notice.list", incident, (unit) => notices.list(unit, incident), reading),
    "notice.create": (call, { params: { incident }, body }) =>
      within(call, "notice.create", incident, (unit) => notices.create(unit, incident, body)),
    "public.notice": (call, { params }) =>
      work(call, "public.notice", (unit) => notices.show(unit, params.token), { elevated: true }),
    "public.acknowledge": (call, { params, body }) =>
      work(
        call,
        "public.acknowledge",
        async (unit) => {
          const notice = await notices.acknowledge(unit, params.token, body.name);
          if (notice !== undefined) await escalations.acknowledgeNotice(unit, notice);
          return { ok: true as const };
        },
        { elevated: true },
      ),
  };
}
