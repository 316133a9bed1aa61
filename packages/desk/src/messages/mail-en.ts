import type { mailZh } from "./mail-zh.ts";

/** Texts about mails that come in. */
export const mailEn: Readonly<Record<keyof typeof mailZh, string>> = {
  "mail.not-said": "(not stated in the mail)",
  "mail-label.organisation": "organisation|organization|company",
  "mail-label.contact": "contact|name",
  "mail-label.phone": "phone|telephone|tel|mobile",
  "mail-label.location": "location|site|address",
  "mail-label.systems": "systems|system|hosts|host",
  "mail-label.answer": "re|fw|fwd",
  "mail-joined.subject": "New mail about {number}: {organisation}",
  "mail-joined.body": "From: {from}\nSubject: {subject}\n\n{text}\n\nThe raw mail is kept as evidence.",
  "mail-intake-failed.subject": "Emergency mail cannot be fetched",
  "mail-intake-failed.body":
    "Since {since} ({zone}) no mail can be fetched from {account}: requests that come by mail are not seen.\nReason: {why}\n\nCheck the incoming mail in the settings; until it works, look into the mailbox itself.",
};
