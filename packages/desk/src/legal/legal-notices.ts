import type { Language } from "@stanch/model/text";
import type { IncidentRow } from "../incident/incident-repo.ts";
import { say, wallTime } from "../messages/say.ts";
import type { NoticeOrder } from "../notification/notice.ts";
import type { NoticeService } from "../notification/notice-service.ts";
import type { Settings } from "../settings/settings.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { StaffService } from "../staff/staff-service.ts";
import type { Unit } from "../unit-of-work.ts";
import { type DutyRow, dutyOf } from "./legal-repo.ts";

/** Why people are told: a duty came up, it is owed at once and not reported, its time runs out, its time is over. */
export type LegalTold = "begun" | "reminder" | "warning" | "missed";

export interface LegalNoticeParts {
  readonly notices: Pick<NoticeService, "queue">;
  readonly settings: Pick<SettingsService, "all">;
  readonly staff: Pick<StaffService, "withRole" | "get">;
}

interface Reader {
  readonly name: string;
  readonly part: string;
  readonly channel: "mail" | "webhook";
  readonly address: string;
  readonly language: Language;
}

/** The lead, the duty desk and the supervisors; near the end the contact for escalation too. Each once. */
async function readers(parts: LegalNoticeParts, unit: Unit, lead: string | null, settings: Settings, late: boolean) {
  const byAddress = new Map<string, Reader>();
  const add = (one: Reader): void => void byAddress.set(one.address, byAddress.get(one.address) ?? one);
  if (lead !== null) {
    const { name, email, language, active } = await parts.staff.get(unit, lead);
    if (active) add({ name, part: "lead", channel: "mail", address: email, language });
  }
  for (const role of ["duty-officer", "supervisor"] as const) {
    for (const { name, email, language } of await parts.staff.withRole(unit, role)) {
      add({ name, part: role, channel: "mail", address: email, language });
    }
  }
  if (late && settings.escalation !== null) {
    const { name, channel, address } = settings.escalation;
    add({ name, part: "escalation", channel, address, language: "zh" });
  }
  return [...byAddress.values()];
}

function listed(rows: readonly DutyRow[], settings: Settings, language: Language): string {
  const { zone } = settings.centre;
  return rows
    .map((row) => {
      const { rule, dueAt, startedAt } = dutyOf(row);
      const due =
        dueAt !== undefined
          ? say(language, "legal.due", { due: wallTime(dueAt, zone), zone })
          : say(language, startedAt === undefined ? "legal.not-started" : "legal.at-once");
      const { regime, duty, recipient } = rule;
      return say(language, "legal.line", {
        regime: regime[language],
        duty: duty[language],
        recipient: recipient[language],
        due,
      });
    })
    .join("\n");
}

/** Tells people of duties of one incident, all in one notice for each reader. */
export async function tellLegal(
  parts: LegalNoticeParts,
  unit: Unit,
  incident: IncidentRow,
  told: { readonly what: LegalTold; readonly percent: number; readonly rows: readonly DutyRow[] },
): Promise<void> {
  if (told.rows.length === 0) return;
  const settings = await parts.settings.all(unit);
  const { number, organisation } = incident;
  for (const to of await readers(parts, unit, incident.lead_id, settings, told.percent >= 90)) {
    const { language } = to;
    const duties = listed(told.rows, settings, language);
    const params = { number, organisation, percent: String(told.percent), duties };
    const order: NoticeOrder = {
      purpose: `legal-${told.what}`,
      incident: incident.id,
      to: { name: to.name, part: to.part, address: to.address },
      channel: to.channel,
      subject: say(language, `legal-${told.what}.subject`, params),
      body: say(language, `legal-${told.what}.body`, params),
      link: "acknowledge",
      language,
    };
    await parts.notices.queue(unit, order);
  }
}
