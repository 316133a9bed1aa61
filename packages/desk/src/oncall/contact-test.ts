import type { Call } from "../handler.ts";
import { say } from "../messages/say.ts";
import type { NoticeRow } from "../notification/notice-repo.ts";
import type { NoticeService } from "../notification/notice-service.ts";
import type { Settings } from "../settings/settings.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Account } from "../staff/staff.ts";
import { readByRole, readStaff } from "../staff/staff-repo.ts";
import type { Unit, Work } from "../unit-of-work.ts";
import { contactPlan } from "./contact-plan.ts";
import { insertTestPage, readContactRules, readContacts } from "./contact-repo.ts";
import { readDutyPlan } from "./duty-repo.ts";
import { dutyRoster } from "./duty-roster.ts";
import { localClock } from "./local-clock.ts";

interface Parts {
  readonly settings: Pick<SettingsService, "all">;
  readonly notices: Pick<NoticeService, "queue">;
}

/** The hour of the centre at which people are tested; a desk that was down then does it when it is back, the same day. */
const TEST_HOUR = 10;

/** Everybody who has any duty on this day of the centre. */
async function onDuty(unit: Unit, zone: string, day: Temporal.PlainDate): Promise<Set<string>> {
  const clock = localClock(zone);
  const [from, to] = [day, day.add({ days: 1 })].map((one) => clock.instant(one.toPlainDateTime())) as [number, number];
  const { schedules, rotations } = await readDutyPlan(unit.tx);
  const turns = new Map(rotations.map((one) => [one.id, one]));
  return new Set(
    schedules.flatMap((one) =>
      dutyRoster(one, turns)
        .shifts(from, to)
        .map(({ staff }) => staff),
    ),
  );
}

async function test(parts: Parts, unit: Unit, person: Account, date: string, settings: Settings): Promise<void> {
  const ways = (await readContacts(unit.tx, [person.id])).filter((one) => one.verified_at !== null);
  const [first] = contactPlan(ways, await readContactRules(unit.tx, person.id));
  const { channel, address } = first?.way ?? { channel: "mail" as const, address: person.email };
  const { language, name } = person;
  const params = { name, date, centre: settings.centre.name[language] };
  await parts.notices.queue(unit, {
    purpose: "test-page",
    to: { name, part: "duty", address },
    channel,
    subject: say(language, "test-page.subject", params),
    body: say(language, "test-page.body", params),
    link: "acknowledge",
    language,
  });
}

/** Tests once a day whether those on duty can be reached; each person once, whatever restarts in between. */
export function contactTestWatch(parts: Parts & { readonly work: Work; readonly call: Call }): () => Promise<void> {
  return () =>
    parts.work(parts.call, "contact.test", async (unit) => {
      const settings = await parts.settings.all(unit);
      if (!settings.dailyTest) return;
      const { zone } = settings.centre;
      const now = localClock(zone).show(Date.parse(unit.now));
      if (now.hour < TEST_HOUR) return;
      const date = now.toPlainDate().toString();
      const people = await onDuty(unit, zone, now.toPlainDate());
      for (const person of await readStaff(unit.tx)) {
        if (!person.active || !people.has(person.id)) continue;
        if (await insertTestPage(unit.tx, date, person.id)) await test(parts, unit, person, date, settings);
      }
    });
}

/** Tells the duty desk that somebody on duty could not be reached. */
export function contactTestFailed(parts: Parts): (unit: Unit, notice: NoticeRow, detail: string) => Promise<void> {
  return async (unit, notice, detail) => {
    if (notice.purpose !== "test-page") return;
    const { dutyMail } = (await parts.settings.all(unit)).centre;
    const officers = await readByRole(unit.tx, "duty-officer");
    const desk = dutyMail === "" ? [] : [{ name: dutyMail, email: dutyMail, language: notice.language }];
    const params = { name: notice.to_name, address: notice.to_address, detail };
    for (const { name, email, language } of desk.length > 0 ? desk : officers) {
      await parts.notices.queue(unit, {
        purpose: "test-page-failed",
        to: { name, part: "duty-officer", address: email },
        channel: "mail",
        subject: say(language, "test-page-failed.subject", params),
        body: say(language, "test-page-failed.body", params),
        link: "none",
        language,
      });
    }
  };
}
