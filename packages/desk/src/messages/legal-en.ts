import type { legalZh } from "./legal-zh.ts";

/** Texts about duties to report by law. */
export const legalEn: Readonly<Record<keyof typeof legalZh, string>> = {
  "legal-begun.subject": "{number} must be reported by law: {organisation}",
  "legal-begun.body":
    "{organisation} ({number}) has these duties to report:\n{duties}\n\nOpen “Legal reports” of the case, draft and send, then record the receipt.",
  "legal-reminder.subject": "{number} must be reported at once, and no report is recorded: {organisation}",
  "legal-reminder.body":
    "These duties of {organisation} ({number}) are owed at once, and no report is recorded:\n{duties}\n\nReport now, even in part; where it was sent, record time, channel and receipt; where it is not owed, say why.",
  "legal-warning.subject": "{percent} % of the time to report {number} by law is spent",
  "legal-warning.body":
    "{organisation} ({number}) is not reported yet:\n{duties}\n\nA first report may be partial; the rest follows.",
  "legal-missed.subject": "{number} is past a time limit of the law",
  "legal-missed.body":
    "No report of {organisation} ({number}) is recorded:\n{duties}\n\nReport now and state why it is late; where it was sent, record time, channel and receipt.",
  "legal.line": "· {duty} ({regime}) → {recipient}: {due}",
  "legal.due": "before {due} ({zone})",
  "legal.at-once": "at once",
  "legal.not-started": "the clock has not begun",
  "legal-draft.head": "{duty}\nUnder: {regime}\nTo: {recipient}\nCase number: {number}\nDrafted: {written}",
  "legal-draft.missing": "(to be completed)",
  "legal-draft.note": "Note: {note}",
  "legal-draft.foot":
    "Made from the records of the case; a person checks it before it is sent. Incidents that touch state secrets are not reported through this system.",
  "legal-draft.evidence": "{label} {name}, SHA-256 {sha256}, received {received}",
  "legal-fact.organisation": "Organisation",
  "legal-fact.systems": "Systems or facilities",
  "legal-fact.location": "Place",
  "legal-fact.contact": "Contact",
  "legal-fact.noticed": "First noticed",
  "legal-fact.aware": "Aware since",
  "legal-fact.symptoms": "Symptoms",
  "legal-fact.description": "Description",
  "legal-fact.type": "Type of incident",
  "legal-fact.level": "Level of incident",
  "legal-fact.measures-done": "Measures taken and their effect",
  "legal-fact.measures-planned": "Measures planned",
  "legal-fact.findings": "Findings",
  "legal-fact.evidence": "Evidence and how it is kept",
  "legal-fact.duties": "Where it must be reported",
  "missing.legal": "duties to report by law neither reported nor explained: {count}",
};
