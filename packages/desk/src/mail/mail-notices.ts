import type { Role } from "@stanch/model/role";
import { found } from "../desk-error.ts";
import { readIncident } from "../incident/incident-repo.ts";
import { say, wallTime } from "../messages/say.ts";
import type { NoticeService } from "../notification/notice-service.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Account } from "../staff/staff.ts";
import type { StaffService } from "../staff/staff-service.ts";
import type { Unit } from "../unit-of-work.ts";
import type { ReadMail } from "./read-mail.ts";

export interface MailNoticeParts {
  readonly notices: Pick<NoticeService, "queue">;
  readonly settings: Pick<SettingsService, "all">;
  readonly staff: Pick<StaffService, "withRole" | "get">;
}

/** The lead, or the duty desk when nobody leads. */
async function readersOf(parts: MailNoticeParts, unit: Unit, lead: string | null): Promise<readonly Account[]> {
  const person = lead === null ? undefined : await parts.staff.get(unit, lead);
  return person?.active === true ? [person] : parts.staff.withRole(unit, "duty-officer");
}

/** Something new was written to an open case. */
export async function tellJoined(parts: MailNoticeParts, unit: Unit, incident: string, mail: ReadMail): Promise<void> {
  const { number, organisation, lead_id: lead } = found(await readIncident(unit.tx, incident), "incident");
  const { from, subject, text } = mail;
  const params = { number, organisation, from: `${from.name} <${from.address}>`, subject, text: text.slice(0, 2000) };
  for (const { name, email, language } of await readersOf(parts, unit, lead)) {
    await parts.notices.queue(unit, {
      purpose: "mail-joined",
      incident,
      to: { name, part: "lead", address: email },
      channel: "mail",
      subject: say(language, "mail-joined.subject", params),
      body: say(language, "mail-joined.body", params),
      link: "none",
      language,
    });
  }
}

/** Mail cannot be fetched: whoever looks after it and whoever waits for requests are told. */
export async function tellFailing(
  parts: MailNoticeParts,
  unit: Unit,
  about: { readonly account: string; readonly why: string; readonly since: string },
): Promise<void> {
  const { zone } = (await parts.settings.all(unit)).centre;
  const params = { account: about.account, why: about.why, since: wallTime(about.since, zone), zone };
  const told = new Set<string>();
  for (const role of ["administrator", "duty-officer"] satisfies Role[]) {
    for (const { name, email, language } of await parts.staff.withRole(unit, role)) {
      if (told.has(email)) continue;
      told.add(email);
      await parts.notices.queue(unit, {
        purpose: "mail-intake-failed",
        to: { name, part: role, address: email },
        channel: "mail",
        subject: say(language, "mail-intake-failed.subject", params),
        body: say(language, "mail-intake-failed.body", params),
        link: "none",
        language,
      });
    }
  }
}
