import type { LegalDuty, LegalSheet, jurisdictions } from "@stanch/model/legal-duty";

/** Duties to report by law. */
export interface LegalWords {
  title: string;
  listTitle: string;
  listNone: string;
  none: string;
  noneHint: string;
  facts: string;
  factsNow: string;
  change: string;
  jurisdictions: string;
  jurisdiction: Record<(typeof jurisdictions)[number], string>;
  operator: string;
  operators: Record<LegalSheet["operator"], string>;
  sectors: string;
  sector: Record<LegalSheet["sectors"][number], string>;
  zone: string;
  holidays: string;
  holidaysHint: string;
  data: string;
  dataKinds: Record<LegalSheet["data"], string>;
  crime: string;
  ransomPaid: string;
  moments: Record<keyof LegalSheet["moments"], string>;
  awareHint: string;
  keep: string;
  why: string;
  states: Record<LegalDuty["state"], string>;
  recipient: string;
  since: string;
  due: string;
  atOnce: string;
  notStarted: string;
  left: (duration: string) => string;
  over: (duration: string) => string;
  source: (source: string, day: string) => string;
  counsel: string;
  content: string;
  draft: string;
  draftIn: string;
  record: string;
  recordHint: string;
  supplement: string;
  sentAt: string;
  sender: string;
  channel: string;
  body: string;
  receipt: string;
  receiptHint: string;
  waive: string;
  waiveReason: string;
  reported: (count: number) => string;
  endedBy: (name: string) => string;
  sentBy: (name: string) => string;
}

export const legal: LegalWords = {
  title: "Legal reports",
  listTitle: "Legal deadlines",
  listNone: "Nothing is owed by law at present.",
  none: "No duty to report so far.",
  noneHint: "Duties come up with the level of the determination and with the facts above.",
  facts: "What the rules ask",
  factsNow: "Facts that decide",
  change: "Change facts",
  jurisdictions: "Where law applies",
  jurisdiction: {
    CN: "China",
    EU: "European Union",
    US: "United States",
    JP: "Japan",
    KR: "South Korea",
    SG: "Singapore",
    HK: "Hong Kong",
    AU: "Australia",
  },
  operator: "Kind of operator",
  operators: {
    cii: "critical information infrastructure",
    "state-organ": "state organ or its unit",
    other: "any other operator",
  },
  sectors: "Sectors",
  sector: { nis2: "covered by NIS2", finance: "finance (DORA)", listed: "listed company" },
  zone: "Time zone of the duty",
  holidays: "Public holidays",
  holidaysHint: "Days as 2026-10-01, separated by spaces; only duties in business days use them.",
  data: "Data touched",
  dataKinds: { none: "none known", any: "data, not personal", personal: "personal information" },
  crime: "A crime is suspected",
  ransomPaid: "A ransom was paid",
  moments: {
    aware: "Aware since",
    assessed: "Assessed at",
    materiality: "Found material at",
    payment: "Ransom paid at",
    "handling-ended": "Handling ended at",
  },
  awareHint: "Empty: the earliest proof of the request.",
  keep: "Keep for this customer's next incident",
  why: "Why it changes",
  states: { open: "owed", sent: "reported", retired: "no longer asked for", waived: "not owed" },
  recipient: "To",
  since: "Since",
  due: "Due",
  atOnce: "at once",
  notStarted: "clock not begun",
  left: (duration) => `${duration} left`,
  over: (duration) => `${duration} over`,
  source: (source, day) => `Source, read on ${day}: ${source}`,
  counsel: "Rules are data, not legal advice: have counsel confirm them.",
  content: "What the report must say",
  draft: "Draft",
  draftIn: "Draft in",
  record: "Record the report",
  recordHint: "Records that it was sent. Sending itself is done by a person, through the channel of the authority.",
  supplement: "Record a supplement",
  sentAt: "Sent at",
  sender: "Sent by",
  channel: "Through",
  body: "What was reported",
  receipt: "Receipt",
  receiptHint: "Receipt number, name of who took it, mark of the fax: what proves that it arrived.",
  waive: "Not owed",
  waiveReason: "Why the law does not ask for it",
  reported: (count) => (count === 1 ? "1 report" : `${count} reports`),
  endedBy: (name) => `by ${name}`,
  sentBy: (name) => `sent by ${name}`,
};
