import type { Notice } from "@stanch/model/handling";
import type { Language } from "@stanch/model/text";
import type { NoticeAttachment } from "../handling-tables.ts";

/** Why the desk wrote a notice; `person` is one that somebody typed. */
export type NoticePurpose =
  | "person"
  | "receipt"
  | "request-new"
  | "page"
  | "clock-warning"
  | "clock-breach"
  | "decision-wanted"
  | "notify-further"
  | "assignment-offer"
  | "advice"
  | "letter"
  | "report"
  | "report-copy";

/** A notice to be told; the link is added while sending. */
export interface NoticeOrder {
  readonly purpose: NoticePurpose;
  readonly incident?: string;
  readonly request?: string;
  readonly to: Notice["to"];
  readonly channel: Notice["channel"];
  readonly subject: string;
  /** `{link}` in it becomes the customer's page when `link` is `status`. */
  readonly body: string;
  readonly link: "acknowledge" | "status" | "none";
  readonly language: Language;
  readonly attachments?: readonly NoticeAttachment[];
}

/** Channels that a person serves: what is entered is the record of it. */
export const manualChannels: ReadonlySet<Notice["channel"]> = new Set<Notice["channel"]>(["phone", "fax", "in-person"]);

/** Which state may follow which. */
export const noticeSteps: Readonly<Record<Notice["state"], readonly Notice["state"][]>> = {
  queued: ["sent", "failed", "acknowledged"],
  sent: ["delivered", "acknowledged"],
  delivered: ["acknowledged"],
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

/** Whether an address fits its channel. */
export function addressFits(channel: Notice["channel"], address: string): boolean {
  switch (channel) {
    case "mail":
      return /^[^\s@<>(),;:"\\[\]\p{Cc}]+@[^\s@<>(),;:"\\[\]\p{Cc}]+\.[^\s@<>(),;:"\\[\]\p{Cc}]+$/u.test(address);
    case "webhook":
      return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
    case "phone":
    case "fax":
    case "in-person":
      return true;
  }
}
