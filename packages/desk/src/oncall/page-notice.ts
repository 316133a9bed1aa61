import type { Request } from "@stanch/model/request";
import { say } from "../messages/say.ts";
import type { NoticeOrder } from "../notification/notice.ts";
import { newRequestNotice } from "../request/request-notices.ts";
import type { Settings } from "../settings/settings.ts";
import type { Account } from "../staff/staff.ts";
import type { EscalationAct } from "./escalation.ts";

/** What a person is told when the chain reaches them: the whole request, and what is asked of them. */
export function pageNotice(input: {
  readonly request: Request;
  /** Until when somebody speaks with the customer. */
  readonly dueAt: string;
  readonly act: Extract<EscalationAct, { readonly page: unknown }>;
  readonly person: Account;
  readonly settings: Settings;
  readonly incident: string | undefined;
}): { readonly order: NoticeOrder; readonly short: string } {
  const { request, act, person, settings, incident } = input;
  const base = newRequestNotice(request, input.dueAt, settings, person);
  const { language } = person;
  const params = { number: request.number, organisation: request.organisation, step: act.step.name };
  const gate = act.step.kind === "gate";
  const key = gate ? "page-gate" : act.kind === "paged-again" ? "page-again" : "page";
  const minutes = String(act.step.delayMinutes);
  const asked = say(language, `${key}.body`, { ...params, minutes });
  const order: NoticeOrder = {
    ...base,
    purpose: "page",
    ...(incident === undefined ? {} : { incident }),
    to: { ...base.to, part: act.step.name },
    subject: say(language, `${key}.subject`, params),
    body: `${asked}\n\n${base.body}`,
  };
  return { order, short: say(language, `${key}.short`, { ...params, minutes }) };
}
