import { dispatchEn } from "./dispatch-en.ts";
import { legalEn } from "./legal-en.ts";
import { mailEn } from "./mail-en.ts";
import { supportEn } from "./support-en.ts";
import type { MessageKey } from "./say.ts";

/** Texts that the desk writes itself. `{name}` are parameters. */
export const en: Readonly<Record<MessageKey, string>> = {
  ...dispatchEn,
  ...legalEn,
  ...mailEn,
  ...supportEn,
  "receipt.subject": "Your emergency request {number} has been received",
  "receipt.body":
    "Dear {contact},\n\nWe received the emergency request of {organisation} on {received} ({zone}). Its number is {number}.\nA named person will speak with you before {due} ({zone}).\n\nUntil then please do not restart, switch off, delete or reinstall anything. If you can, disconnect the affected host from the network.\n\nFollow it here: {link}\nDuty phone: {phone}\n\n{centre}",
  "request-new.subject": "New emergency request {number}: {organisation}",
  "request-new.body":
    "Number: {number}\nOrganisation: {organisation}\nContact: {contact}, {phone}\nLocation: {location}\nSystems: {systems}\nSymptoms: {symptoms}\nDescription: {description}\n\nPlease speak with the customer before {due} ({zone}).",
  "page.subject": "Please take over {number} as {step}: {organisation}",
  "page.body": "You are told as {step}. Please confirm within {minutes} minutes and begin.",
  "page-again.subject": "Again: nothing was done about {number} ({step})",
  "page-again.body": "Somebody confirmed as {step}, and no action followed. Please confirm and begin now.",
  "page-gate.subject": "Your decision is wanted on {number}: {organisation}",
  "page-gate.body":
    "Please decide within {minutes} minutes whether technical and management staff are told, and why. Without a decision they are told.",
  "site-clock-warning.short": "{percent} % of the time to be on site is spent: {organisation}",
  "site-clock-warning.subject": "{percent} % of the time to be on site for {number} is spent",
  "site-clock-warning.body":
    "{organisation} was promised somebody on site by {due} ({zone}).\nContact: {contact}, {phone}\nSee who is under way, or pause the clock with a reason that the customer reads.",
  "site-clock-breach.short": "Nobody is on site and the time is up: {organisation}",
  "site-clock-breach.subject": "{number}: nobody is on site and the time is up",
  "site-clock-breach.body":
    "{organisation} was promised somebody on site by {due} ({zone}), and nobody has arrived.\nContact: {contact}, {phone}\nCall them, and send somebody.",
  "clock-warning.short": "{percent} % of the time is spent. Speak with {organisation}: {contact} {phone}",
  "clock-breach.short": "Time is up. Speak with {organisation} now: {contact} {phone}",
  "clock-warning.subject": "{percent} % of the time to respond to {number} is spent",
  "clock-warning.body":
    "Nobody has spoken with {organisation} ({number}) yet.\nDue: {due} ({zone}).\nContact: {contact}, {phone}",
  "clock-breach.subject": "{number} is past its time to respond",
  "clock-breach.body":
    "{organisation} ({number}) should have been called before {due} ({zone}); no contact is recorded.\nContact: {contact}, {phone}\nCall now and record it.",
  "decision-wanted.short": "Please decide whether others are told: {organisation}",
  "decision-wanted.subject": "{number} waits for the supervisor's decision",
  "decision-wanted.body":
    "Incident: {title}\nOrganisation: {organisation}\nPlease decide whether technical and management staff are told, and why.",
  "notify-further.subject": "{number}: the supervisor notifies you",
  "notify-further.body": "Incident: {title}\nOrganisation: {organisation}\nDecided by: {by}\nReason: {reason}",
  "assignment-offer.short": "Please take the task of {part}, {mode}: {organisation}",
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
  "page.short": "Please take over as {step} within {minutes} minutes: {organisation}",
  "page-again.short": "Nothing was done yet. Please take over now as {step}: {organisation}",
  "page-gate.short": "Please decide within {minutes} minutes whether others are told: {organisation}",
  "voice.body":
    "This is {centre} with an emergency. Number: {spelled}. Again: {spelled}. {text}. To confirm, press one.",
  "voice.plain": "This is {centre} with an emergency. {text}. To confirm, press one.",
  "contact-code.subject": "{code} is your code for {centre}, valid for 15 minutes",
  "contact-code.body":
    "Code: {code}\nPlease enter it under “My contact methods” within 15 minutes. If you did not ask for it, tell the duty desk.",
  "provider-trial.subject": "{centre}: a message to try this provider",
  "provider-trial.text": "This is a test of {centre}. Nothing is to be done.",
  "test-page.subject": "Duty test of {date}: please confirm",
  "test-page.body":
    "{name},\n\nyou are on duty today ({date}). This is the daily test. Please confirm that you got it.\n\n{centre}",
  "mentioned.subject": "{number}: {by} names you in a note",
  "mentioned.body": "{by} wrote in case {number} ({title}):\n\n{text}\n\n{link}",
  "test-page-failed.subject": "Today's duty test did not reach {name}",
  "test-page-failed.body":
    "{name}, on duty today, cannot be reached ({address}).\nReason: {detail}\nPlease call, and correct the contact methods.",
  "call-tree.script":
    "Hello {name}, this is the duty desk of {centre}. You are told as {step}: emergency request {number}, organisation {organisation}, location {location}, symptoms: {symptoms}. Contact at the customer: {contact}, phone {phone}. Please speak with the customer before {due} ({zone}). Can you take over?",
  "call-tree.gate":
    "Hello {name}, this is the duty desk of {centre}. Emergency request {number}, organisation {organisation}, location {location}, symptoms: {symptoms}. Your decision is wanted: are technical and management staff told, and why? Please record your decision in the system.",
  "digit.0": "zero",
  "digit.1": "one",
  "digit.2": "two",
  "digit.3": "three",
  "digit.4": "four",
  "digit.5": "five",
  "digit.6": "six",
  "digit.7": "seven",
  "digit.8": "eight",
  "digit.9": "nine",
  "call-tree.duty-desk": "duty desk",
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
