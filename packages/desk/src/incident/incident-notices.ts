import { say, wallTime } from "../messages/say.ts";
import type { NoticeOrder } from "../notification/notice.ts";
import type { Settings } from "../settings/settings.ts";
import type { Account } from "../staff/staff.ts";
import type { IncidentRow } from "./incident-repo.ts";
import type { WarnPercent } from "./response-clock.ts";

type Reader = Pick<Account, "name" | "email" | "language">;

/** Asks a supervisor whether others are told. */
export function decisionWantedNotice(incident: IncidentRow, to: Reader): NoticeOrder {
  const { number, title, organisation } = incident;
  const params = { number, title, organisation };
  return {
    purpose: "decision-wanted",
    incident: incident.id,
    to: { name: to.name, part: "supervisor", address: to.email },
    channel: "mail",
    subject: say(to.language, "decision-wanted.subject", params),
    body: say(to.language, "decision-wanted.body", params),
    link: "acknowledge",
    language: to.language,
  };
}

/** What a clock warning is about: an incident, or a request that nobody has taken. */
export interface WarnedAbout {
  readonly incident?: string;
  readonly request?: string;
  readonly number: string;
  readonly organisation: string;
  readonly contact: string;
  readonly phone: string;
  readonly dueAt: string;
}

/** Somebody to be told, by whatever channel reaches them. */
export interface Recipient {
  readonly name: string;
  readonly part: string;
  readonly channel: "mail" | "webhook";
  readonly address: string;
  readonly language: Account["language"];
}

export function clockNotice(about: WarnedAbout, percent: WarnPercent, to: Recipient, settings: Settings): NoticeOrder {
  const { zone } = settings.centre;
  const { number, organisation, contact, phone } = about;
  const params = {
    number,
    organisation,
    contact,
    phone,
    percent: String(percent),
    due: wallTime(about.dueAt, zone),
    zone,
  };
  const breach = percent === 100;
  return {
    purpose: breach ? "clock-breach" : "clock-warning",
    ...(about.incident === undefined ? {} : { incident: about.incident }),
    ...(about.request === undefined ? {} : { request: about.request }),
    to: { name: to.name, part: to.part, address: to.address },
    channel: to.channel,
    subject: say(to.language, breach ? "clock-breach.subject" : "clock-warning.subject", params),
    body: say(to.language, breach ? "clock-breach.body" : "clock-warning.body", params),
    link: "acknowledge",
    language: to.language,
  };
}
