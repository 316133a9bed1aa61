import { say, wallTime } from "../messages/say.ts";
import type { NoticeOrder } from "../notification/notice.ts";
import type { Settings } from "../settings/settings.ts";
import type { Account } from "../staff/staff.ts";
import type { IncidentRow } from "./incident-repo.ts";
import type { WarnPercent } from "./response-clock.ts";

/** What somebody is told, and the same where there is little room. */
export interface Told {
  readonly order: NoticeOrder;
  readonly short: string;
}

/** Asks a supervisor whether others are told. */
export function decisionWantedNotice(incident: IncidentRow, to: Account): Told {
  const { number, title, organisation } = incident;
  const params = { number, title, organisation };
  const order: NoticeOrder = {
    purpose: "decision-wanted",
    incident: incident.id,
    to: { name: to.name, part: "supervisor", address: to.email },
    channel: "mail",
    subject: say(to.language, "decision-wanted.subject", params),
    body: say(to.language, "decision-wanted.body", params),
    link: "acknowledge",
    language: to.language,
  };
  return { order, short: say(to.language, "decision-wanted.short", params) };
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
  /** The promise to be there, not the one to speak with them. */
  readonly site?: true;
}

/** Somebody to be told, by whatever channel reaches them. */
export interface Recipient {
  readonly name: string;
  readonly part: string;
  readonly channel: "mail" | "webhook";
  readonly address: string;
  readonly language: Account["language"];
}

export function clockNotice(about: WarnedAbout, percent: WarnPercent, to: Recipient, settings: Settings): Told {
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
  const purpose = percent === 100 ? "clock-breach" : "clock-warning";
  const words = about.site === true ? (`site-${purpose}` as const) : purpose;
  const order: NoticeOrder = {
    purpose,
    ...(about.incident === undefined ? {} : { incident: about.incident }),
    ...(about.request === undefined ? {} : { request: about.request }),
    to: { name: to.name, part: to.part, address: to.address },
    channel: to.channel,
    subject: say(to.language, `${words}.subject`, params),
    body: say(to.language, `${words}.body`, params),
    link: "acknowledge",
    language: to.language,
  };
  return { order, short: say(to.language, `${words}.short`, params) };
}
