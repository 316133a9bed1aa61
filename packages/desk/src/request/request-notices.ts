import { type Request, symptomNames } from "@stanch/model/request";
import type { Language } from "@stanch/model/text";
import { say, wallTime } from "../messages/say.ts";
import type { NoticeOrder } from "../notification/notice.ts";
import type { Settings } from "../settings/settings.ts";
import type { Account } from "../staff/staff.ts";

type Told = Pick<
  Request,
  | "id"
  | "number"
  | "organisation"
  | "contact"
  | "location"
  | "systems"
  | "symptoms"
  | "description"
  | "language"
  | "receivedAt"
>;

/** The receipt to the customer, in its language, with its number and the way to its page. */
export function receiptNotice(request: Told, dueAt: string, settings: Settings): NoticeOrder | undefined {
  const address = request.contact.email ?? "";
  if (address === "") return undefined;
  const { language } = request;
  const { zone, name, dutyPhone } = settings.centre;
  const params = {
    number: request.number,
    contact: request.contact.name,
    organisation: request.organisation,
    received: wallTime(request.receivedAt, zone),
    due: wallTime(dueAt, zone),
    zone,
    phone: dutyPhone,
    centre: name[language],
  };
  return {
    purpose: "receipt",
    request: request.id,
    to: { name: request.contact.name, part: "customer", address },
    channel: "mail",
    subject: say(language, "receipt.subject", params),
    body: say(language, "receipt.body", params),
    link: "status",
    language,
  };
}

/** All that the duty desk has to know, in the reader's language. */
export function newRequestNotice(
  request: Told,
  dueAt: string,
  settings: Settings,
  to: Pick<Account, "name" | "email" | "language">,
): NoticeOrder {
  const { language } = to;
  const params = {
    number: request.number,
    organisation: request.organisation,
    contact: request.contact.name,
    phone: request.contact.phone,
    location: request.location,
    systems: request.systems,
    symptoms: symptomsText(request.symptoms, language),
    description: request.description,
    due: wallTime(dueAt, settings.centre.zone),
    zone: settings.centre.zone,
  };
  return {
    purpose: "request-new",
    request: request.id,
    to: { name: to.name, part: "duty-officer", address: to.email },
    channel: "mail",
    subject: say(language, "request-new.subject", params),
    body: say(language, "request-new.body", params),
    link: "acknowledge",
    language,
  };
}

/** Symptoms as one phrase. */
export function symptomsText(symptoms: Told["symptoms"], language: Language): string {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(
    symptoms.map((one) => symptomNames[one][language]),
  );
}
