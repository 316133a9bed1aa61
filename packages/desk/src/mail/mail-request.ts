import { createHash } from "node:crypto";
import { contact, type RequestForm } from "@stanch/model/request";
import type { Language } from "@stanch/model/text";
import { say } from "../messages/say.ts";
import type { ReadMail } from "./read-mail.ts";

/** A writer's clock may be this much behind the server's; more is no proof. */
const BEHIND_MS = 24 * 3_600_000;

/**
 * The earliest proof of a request by mail: what its writer's clock said, when that can be true, or else when the server took it.
 *
 * @example mailProof({ sentAt: "2026-03-01T00:59:00Z" }, "2026-03-01T01:00:00Z") // "2026-03-01T00:59:00.000Z"
 */
export function mailProof(mail: Pick<ReadMail, "sentAt">, receivedAt: string): string {
  const received = Date.parse(receivedAt);
  const sent = mail.sentAt === undefined ? received : Date.parse(mail.sentAt);
  return new Date(sent <= received && received - sent <= BEHIND_MS ? sent : received).toISOString();
}

/** The language of a mail: Chinese when it has a few Chinese characters. */
export function mailLanguage({ subject, text }: Pick<ReadMail, "subject" | "text">): Language {
  return (`${subject} ${text.slice(0, 4000)}`.match(/\p{Script=Han}/gu)?.length ?? 0) >= 2 ? "zh" : "en";
}

type Label = "organisation" | "contact" | "phone" | "location" | "systems" | "answer";

/** Words before a colon, in both languages: people mix them. */
const wordsOf = (label: Label): string => `${say("zh", `mail-label.${label}`)}|${say("en", `mail-label.${label}`)}`;

/** The rest of a line that begins with such a word and a colon. */
function labelled(text: string, label: Label, most: number): string | undefined {
  const line = new RegExp(`^[ \\t]*(?:${wordsOf(label)})[ \\t]*[:：][ \\t]*(\\S[^\\n]{0,${most - 1}})`, "imu");
  return line.exec(text.slice(0, 50_000))?.[1]?.trim();
}

function phoneIn(text: string): string {
  const number = /[+(]?\d[\d\s()-]{4,30}\d/.exec(labelled(text, "phone", 60) ?? "")?.[0] ?? "";
  return contact.shape.phone.safeParse(number).success ? number.trim() : "";
}

/** What a mail says as a request. What it leaves open is said to be open: the officer asks when calling back. */
export function mailRequest(mail: ReadMail): RequestForm {
  const language = mailLanguage(mail);
  const { from, subject, text, writer } = mail;
  const domain = from.address.slice(from.address.lastIndexOf("@") + 1);
  const name = labelled(text, "contact", 100) ?? (from.name === "" ? from.address : from.name);
  const answerable = writer === "person" && contact.shape.email.safeParse(from.address).success;
  const unknown = say(language, "mail.not-said");
  return {
    organisation: (labelled(text, "organisation", 190) ?? (domain === "" ? unknown : domain)).slice(0, 200),
    contact: {
      name: (name === "" ? unknown : name).slice(0, 120),
      phone: phoneIn(text),
      email: answerable ? from.address : "",
    },
    location: labelled(text, "location", 390) ?? unknown,
    systems: labelled(text, "systems", 900) ?? "",
    symptoms: [],
    description: `${subject}\n\n${text}`.trim().slice(0, 10_000).toWellFormed(),
    language,
  };
}

/** The same sender saying the same, whatever was put before the subject. */
export function wordsHash({ from, subject, text }: Pick<ReadMail, "from" | "subject" | "text">): string {
  const before = new RegExp(`^(?:\\s*(?:${wordsOf("answer")})\\s*[:：])+`, "iu");
  const bare = subject.replace(before, "").trim();
  return createHash("sha256")
    .update(JSON.stringify([from.address, bare, text]))
    .digest("hex");
}

/** Our numbers that a subject names. */
export function numbersIn(subject: string): string[] {
  return [...new Set(subject.match(/\b(?:REQ|SEC)-\d{4}-\d{4,9}\b/g) ?? [])];
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Notices of ours among the mails that one answers: their id is the first half of the message id. */
export function noticesIn(references: readonly string[]): string[] {
  return references.map((id) => id.slice(0, id.indexOf("@"))).filter((id) => uuid.test(id));
}
