import { providerChannel } from "@stanch/model/channel";
import type { Notice } from "@stanch/model/handling";
import type { Language } from "@stanch/model/text";
import type { NoticeAttachment } from "../handling-tables.ts";

/** Why the desk wrote a notice; `person` is one that somebody typed. */
export type NoticePurpose =
  | "person"
  | "receipt"
  | "request-new"
  | "page"
  | "contact-code"
  | "test-page"
  | "test-page-failed"
  | "mentioned"
  | "clock-warning"
  | "clock-breach"
  | "mail-joined"
  | "mail-intake-failed"
  | "legal-begun"
  | "legal-reminder"
  | "legal-warning"
  | "legal-missed"
  | "decision-wanted"
  | "notify-further"
  | "assignment-offer"
  | "dispatch-unfilled"
  | "support-wanted"
  | "recurred"
  | "advice"
  | "letter"
  | "report"
  | "report-copy";

/** What people are told by all their ways, one after the other: what does not leave by one makes room for the next. */
export const pagedPurposes: ReadonlySet<string> = new Set<NoticePurpose>([
  "page",
  "clock-warning",
  "clock-breach",
  "decision-wanted",
  "assignment-offer",
  "dispatch-unfilled",
  "support-wanted",
  "recurred",
]);

/** A notice to be told; the link is added while sending. */
export interface NoticeOrder {
  readonly purpose: NoticePurpose;
  readonly incident?: string;
  readonly request?: string;
  readonly to: Notice["to"];
  readonly channel: Notice["channel"];
  readonly subject: string;
  /** `{link}` in it becomes the customer's page when `link` is `status`, `{code}` the code when it is `code`. */
  readonly body: string;
  readonly link: "acknowledge" | "status" | "code" | "none";
  readonly language: Language;
  readonly attachments?: readonly NoticeAttachment[];
}

/** Channels that a person serves: what is entered is the record of it. */
export const manualChannels: ReadonlySet<Notice["channel"]> = new Set<Notice["channel"]>(["phone", "fax", "in-person"]);

/** Which state may follow which. */
export const noticeSteps: Readonly<Record<Notice["state"], readonly Notice["state"][]>> = {
  queued: ["sent", "failed", "acknowledged"],
  sent: ["delivered", "failed", "acknowledged"],
  delivered: ["failed", "acknowledged"],
  failed: ["acknowledged"],
  acknowledged: [],
};

/** Seconds until the next attempt after that many; an hour in all, then it has failed and people are told. */
const pauses = [5, 15, 30, 60, 120, 300, 600, 900, 1500];
export const mostTries: number = pauses.length + 1;

/** When to try again after `tries` attempts; undefined when it is over. */
export function nextTry(tries: number, now: number): number | undefined {
  const pause = pauses[tries - 1];
  return pause === undefined ? undefined : now + pause * 1000;
}

const mail = /^[^\s@<>(),;:"\\[\]\p{Cc}]+@[^\s@<>(),;:"\\[\]\p{Cc}]+\.[^\s@<>(),;:"\\[\]\p{Cc}]+$/u;
/** E.164. */
const phone = /^\+[1-9]\d{6,14}$/;
const shapes: Readonly<Record<Notice["channel"], RegExp>> = {
  mail,
  webhook: /^https?:/,
  phone: /^/,
  fax: /^/,
  "in-person": /^/,
  // Not the subscription itself: its parts are secrets, and addresses stand in the journal.
  push: /^[a-z0-9.:[\]-]{1,260}\/[0-9a-f]{12}$/,
  sms: phone,
  voice: phone,
  // Robots of groups mention a member: by mobile number, by id of the messenger.
  dingtalk: phone,
  wecom: phone,
  feishu: /^[\w-]{1,64}$/,
  slack: /^[A-Z0-9]{2,32}$/,
  telegram: /^(?:-?\d{1,20}|@\w{5,32})$/,
};

/** Whether an address fits its channel. */
export function addressFits(channel: Notice["channel"], address: string): boolean {
  return shapes[channel].test(address) && (channel !== "webhook" || URL.canParse(address));
}

/** Channels that a provider serves. */
export const providerChannels: ReadonlySet<Notice["channel"]> = new Set<Notice["channel"]>(providerChannel.options);
