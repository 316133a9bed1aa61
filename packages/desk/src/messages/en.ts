import type { MessageKey } from "./say.ts";

/** Texts that the desk writes itself. `{name}` are parameters. */
export const en: Readonly<Record<MessageKey, string>> = {
  "receipt.subject": "Your emergency request {number} has been received",
  "receipt.body":
    "Dear {contact},\n\nWe received the emergency request of {organisation} on {received} ({zone}). Its number is {number}.\nA named person will speak with you before {due} ({zone}).\n\nUntil then please do not restart, switch off, delete or reinstall anything. If you can, disconnect the affected host from the network.\n\nFollow it here: {link}\nDuty phone: {phone}\n\n{centre}",
  "request-new.subject": "New emergency request {number}: {organisation}",
  "request-new.body":
    "Number: {number}\nOrganisation: {organisation}\nContact: {contact}, {phone}\nLocation: {location}\nSystems: {systems}\nSymptoms: {symptoms}\nDescription: {description}\n\nPlease speak with the customer before {due} ({zone}).",
  "clock-warning.subject": "{percent} % of the time to respond to {number} is spent",
  "clock-warning.body":
    "Nobody has spoken with {organisation} ({number}) yet.\nDue: {due} ({zone}).\nContact: {contact}, {phone}",
  "clock-breach.subject": "{number} is past its time to respond",
  "clock-breach.body":
    "{organisation} ({number}) should have been called before {due} ({zone}); no contact is recorded.\nContact: {contact}, {phone}\nCall now and record it.",
  "decision-wanted.subject": "{number} waits for the supervisor's decision",
  "decision-wanted.body":
    "Incident: {title}\nOrganisation: {organisation}\nPlease decide whether technical and management staff are told, and why.",
  "notify-further.subject": "{number}: the supervisor notifies you",
  "notify-further.body": "Incident: {title}\nOrganisation: {organisation}\nDecided by: {by}\nReason: {reason}",
  "assignment-offer.subject": "{number}: please take this task",
  "assignment-offer.body":
    "{name},\n\nplease act as {part} for {number} ({title}), {mode}.\nOrganisation: {organisation}\nLocation: {location}\nPlease confirm.",
  "advice.subject": "{number}: interim advice",
  "advice.body": "Dear {contact},\n\n{body}\n\nPlease confirm on your page that you have read it: {link}\n\n{centre}",
  "letter.subject": "Our answer to emergency request {number}",
  "letter.body":
    "Dear {contact},\n\nwe examined emergency request {number} of {organisation}, received on {received} ({zone}). It is not a security incident.\n\nReason: {reason}\n\nFor further help (hardening, checks, advice), or if something new happens, call {phone} or use your page.\n\n{centre}",
  "letter-sent.body": "{letter}\n\nFollow it here: {link}",
  "report.subject": "Emergency response report for {number}",
  "report.body":
    "Dear {contact},\n\nthe emergency response and intrusion analysis report for {number} is ready. Please read and countersign it on your page: {link}\n\n{centre}",
  "report-copy.subject": "Copy of the report: {number} ({organisation})",
  "report-copy.body":
    "Attached is the emergency response and intrusion analysis report for {number} (version {version}).\nOrganisation: {organisation}\nApproved by: {approver}\nPlease confirm receipt.",
  "link.acknowledge": "Confirm receipt: {link}",
  "part.lead": "lead",
  "part.handler": "handler",
  "part.researcher": "research support",
  "mode.on-site": "on site",
  "mode.remote": "remotely",
  "incident.title": "{organisation}: {symptom}",
  "incident.title-plain": "{organisation}: emergency request",
  "next.contact": "Speak with the customer and record it",
  "next.request": "Take the request",
  "next.notify": "Notify the people concerned",
  "next.decide": "Supervisor decides whether to notify further",
  "next.determine": "Decide whether it is an incident; type and level",
  "next.dispatch": "Dispatch handlers",
  "next.advise": "Give interim advice",
  "next.collect": "Take and upload evidence",
  "next.investigate": "Start the investigation",
  "next.contain": "Plan and finish containment",
  "next.eradicate": "Plan and finish eradication",
  "next.recover": "Recover the service and prove it",
  "next.harden": "Harden",
  "next.reassess": "Plan and record re-assessment",
  "next.police": "Record police cooperation, or why none is needed",
  "next.report": "Write, approve and deliver the report",
  "next.archive": "Seal and archive",
  "next.approve-measure": "Approve or reject a measure",
  "next.approve-report": "Approve the report",
  "next.deliver-report": "Deliver the report",
  "next.notice-failed": "A notice could not be sent; use another channel",
  "missing.report": "the report is not delivered",
  "missing.copy": "the copy to the emergency team is not sent",
  "missing.notices": "notices are still waiting",
  "missing.investigations": "an investigation is still running",
  "missing.measures": "measures are unfinished",
  "missing.steps": "unfinished steps: {steps}",
  "missing.clock": "no contact with the customer is recorded",
};
