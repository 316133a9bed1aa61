import type { supervisorDecisionForm } from "@stanch/model/handling";
import type { z } from "zod";
import { found } from "../desk-error.ts";
import { readIncident } from "../incident/incident-repo.ts";
import type { JournalService } from "../journal/journal-service.ts";
import { say } from "../messages/say.ts";
import type { EscalationService } from "../oncall/escalation-service.ts";
import type { Random } from "../ports.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Unit } from "../unit-of-work.ts";
import { type Decision, insertDecision, readDecisions } from "./decision-repo.ts";
import type { NoticeService } from "./notice-service.ts";

export interface DecisionService {
  readonly list: (unit: Unit, incident: string) => Promise<Decision[]>;
  readonly create: (unit: Unit, incident: string, form: z.infer<typeof supervisorDecisionForm>) => Promise<Decision>;
}

/** The supervisor's gate. A later decision overturns an earlier one; all of them stay. */
export function decisionService(parts: {
  readonly random: Pick<Random, "uuid">;
  readonly journal: Pick<JournalService, "append">;
  readonly notices: Pick<NoticeService, "queue">;
  readonly settings: Pick<SettingsService, "all">;
  readonly escalations: Pick<EscalationService, "decide">;
}): DecisionService {
  return {
    list: (unit, incident) => readDecisions(unit.tx, incident),
    create: async (unit, incident, form) => {
      const { notifyFurther, reason } = form;
      const by = unit.call.actor;
      await parts.journal.append(unit, incident, { kind: "supervisor.decided", data: { notifyFurther, reason } });
      const row = { id: parts.random.uuid(), incident_id: incident, by_id: by.id, by_name: by.name, at: unit.now };
      await insertDecision(unit.tx, { ...row, notify_further: notifyFurther, reason });
      await parts.escalations.decide(unit, incident, notifyFurther);
      const { escalation } = await parts.settings.all(unit);
      if (notifyFurther && escalation !== null) {
        const { number, title, organisation, language } = found(await readIncident(unit.tx, incident), "incident");
        const params = { number, title, organisation, by: by.name, reason };
        await parts.notices.queue(unit, {
          purpose: "notify-further",
          incident,
          to: { name: escalation.name, part: "escalation", address: escalation.address },
          channel: escalation.channel,
          subject: say(language, "notify-further.subject", params),
          body: say(language, "notify-further.body", params),
          link: "acknowledge",
          language,
        });
      }
      return { notifyFurther, reason, by: by.name, at: unit.now };
    },
  };
}
