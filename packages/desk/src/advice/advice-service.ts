import type { Advice, adviceForm } from "@stanch/model/handling";
import type { z } from "zod";
import { deskError, found } from "../desk-error.ts";
import { readIncident } from "../incident/incident-repo.ts";
import type { JournalService } from "../journal/journal-service.ts";
import { say } from "../messages/say.ts";
import type { NoticeService } from "../notification/notice-service.ts";
import type { Random } from "../ports.ts";
import { readIncidentRequests } from "../request/request-repo.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Unit } from "../unit-of-work.ts";
import { insertAdvice, lockAdvice, readAdvice, updateAdvice } from "./advice-repo.ts";

export interface AdviceService {
  readonly list: (unit: Unit, incident: string) => Promise<Advice[]>;
  readonly create: (unit: Unit, incident: string, form: z.infer<typeof adviceForm>) => Promise<Advice>;
  /** The customer has read it, or has done it. The first time counts. */
  readonly mark: (
    unit: Unit,
    incident: string,
    id: string,
    input: { readonly mark: "read" | "acted"; readonly note?: string | undefined; readonly name: string },
  ) => Promise<void>;
}

interface Parts {
  readonly random: Pick<Random, "uuid">;
  readonly journal: Pick<JournalService, "append">;
  readonly notices: Pick<NoticeService, "queue">;
  readonly settings: Pick<SettingsService, "all">;
}

async function mail(parts: Parts, unit: Unit, incident: string, body: string): Promise<void> {
  const { number, language } = found(await readIncident(unit.tx, incident), "incident");
  const contact = found((await readIncidentRequests(unit.tx, incident))[0], "request").contact;
  const address = contact.email ?? "";
  if (address === "") throw deskError("E_NO_MAIL_CONTACT");
  const { centre } = await parts.settings.all(unit);
  const params = { number, contact: contact.name, body, centre: centre.name[language] };
  await parts.notices.queue(unit, {
    purpose: "advice",
    incident,
    to: { name: contact.name, part: "customer", address },
    channel: "mail",
    subject: say(language, "advice.subject", params),
    // The place for the link is filled while sending, when nothing else is.
    body: say(language, "advice.body", params),
    link: "status",
    language,
  });
}

/** Interim advice while work goes on; all of it stands on the customer's page, with a receipt. */
export function adviceService(parts: Parts): AdviceService {
  return {
    list: (unit, incident) => readAdvice(unit.tx, incident),
    create: async (unit, incident, { body, channel }) => {
      const id = parts.random.uuid();
      await parts.journal.append(unit, incident, { kind: "advice.given", data: { advice: id, channel, body } });
      const row = { id, incident_id: incident, body, channel, by_name: unit.call.actor.name, at: unit.now };
      await insertAdvice(unit.tx, row);
      if (channel === "mail") await mail(parts, unit, incident, body);
      return found(await lockAdvice(unit.tx, incident, id), "advice");
    },
    mark: async (unit, incident, id, { mark, note, name }) => {
      const before = found(await lockAdvice(unit.tx, incident, id), "advice");
      const actor = { kind: "customer" as const, id: incident, name };
      if (before.readAt === undefined) {
        await parts.journal.append(unit, incident, { kind: "advice.read", actor, data: { advice: id } });
        await updateAdvice(unit.tx, id, { read_at: unit.now });
      }
      if (mark === "acted" && before.actedAt === undefined) {
        const said = note ?? "";
        await parts.journal.append(unit, incident, { kind: "advice.acted", actor, data: { advice: id, note: said } });
        await updateAdvice(unit.tx, id, { acted_at: unit.now, acted_note: said });
      }
    },
  };
}
