/*
 * One row for each operation: what decides whom it concerns. The matrices of desk and server are generated from the API table and these
 * rows; an operation without a row fails them, so that nobody adds one without saying whose it is.
 */

/**
 * - `incident`: one case, by `:incident`; further ids name things inside it. Things of another case are not there.
 * - `thing`: one thing by its id. What is not there, or not for the caller, answers 404.
 * - `list`: rows of many customers; a customer's scope shows its own only.
 * - `person`: the caller's own; other people's are not there.
 * - `centre`: belongs to no customer, only staff may ask.
 * - `made`: the caller gives the id of what is made.
 * - `link`: whoever holds the secret.
 * - `open`: for everybody, tells nothing of any customer.
 */
export type Reach = "incident" | "thing" | "list" | "person" | "centre" | "made" | "link" | "open";

export interface MatrixRow {
  readonly reach: Reach;
  /** Beside the least body that the schema takes. */
  readonly body?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, string | number>>;
  /** Answers instead of `E_NOT_FOUND` where something else is looked at first; each with its reason. */
  readonly instead?: Readonly<Record<string, string>>;
}

const incident: MatrixRow = { reach: "incident" };
const thing: MatrixRow = { reach: "thing" };
const list: MatrixRow = { reach: "list" };
const own: MatrixRow = { reach: "person" };
const centre: MatrixRow = { reach: "centre" };
const made: MatrixRow = { reach: "made" };
const link: MatrixRow = { reach: "link" };
const open: MatrixRow = { reach: "open" };

const contact = { name: "王芳", phone: "+86 571 8888 0000" };
const customer = { contacts: [], responseMinutes: 60, language: "zh" };
const sheet = {
  jurisdictions: ["CN"],
  operator: "other",
  sectors: [],
  zone: "UTC",
  holidays: [],
  data: "none",
  crime: false,
  ransomPaid: false,
  moments: {},
};
const offset = { query: { offset: 0 } };

/** Rows by operation id. */
export const apiMatrix: Readonly<Record<string, MatrixRow>> = {
  "public.request": { ...open, body: { contact } },
  "public.status": link,
  "public.advice": link,
  "public.rate": link,
  "public.consent": { ...link, body: { agree: true } },
  "public.reportFile": link,
  "public.countersign": link,
  "public.notice": link,
  "public.acknowledge": link,
  "public.centre": open,
  "public.team": open,
  "public.provider": open,
  "session.get": own,
  "session.signIn": own,
  "session.totp": own,
  "session.password": own,
  "session.signOut": own,
  "session.language": own,
  "session.oidcBegin": open,
  "session.oidcFinish": open,
  "session.list": own,
  "session.end": thing,
  "apiKey.list": own,
  "apiKey.create": { ...own, body: { permissions: ["incident.read"] } },
  "apiKey.revoke": thing,
  "oidc.list": centre,
  "oidc.put": { ...thing, body: { issuer: "https://idp.sample.test" } },
  "oidc.remove": thing,
  "lockout.list": centre,
  "lockout.lift": thing,
  "audit.list": centre,

  "portal.list": list,
  "portal.submit": { ...made, body: { contact } },
  "portal.get": thing,
  "portal.advice": thing,
  "portal.rate": thing,
  "portal.consent": { ...thing, body: { agree: true } },
  "portal.uploadCreate": thing,
  "portal.uploadGet": thing,
  "portal.uploadAppend": { ...thing, ...offset },
  "portal.reportFile": thing,
  "portal.countersign": thing,

  "request.list": list,
  "request.create": { ...made, body: { contact, channel: "in-person" } },
  "request.get": thing,
  "request.take": thing,
  "request.merge": { ...centre, body: { requests: ["00000000-0000-4000-8000-00000000dead"] } },
  "draft.save": { ...made, body: { form: { a: 1 } } },
  "draft.list": own,
  "draft.delete": made,
  "escalation.get": thing,
  "escalation.acknowledge": thing,
  "escalation.resolve": thing,
  "callTree.get": thing,
  "callTree.outcome": thing,
  "mail.list": list,
  "mail.intake": centre,
  "mail.file": thing,

  "incident.list": list,
  "incident.get": incident,
  "incident.journal": incident,
  "incident.contact": incident,
  "siteClock.pause": incident,
  "siteClock.resume": incident,
  "incident.note": incident,
  "incident.skip": incident,
  "incident.done": incident,
  "notice.list": incident,
  "notice.create": { ...incident, body: { channel: "in-person" } },
  "decision.list": incident,
  "decision.create": incident,
  "determination.list": incident,
  "determination.create": incident,
  "assignment.list": incident,
  "assignment.create": incident,
  "assignment.change": incident,
  "advice.list": incident,
  "advice.create": incident,
  "dispatch.candidates": incident,
  "dispatch.list": incident,
  "dispatch.begin": incident,
  "dispatch.stop": incident,
  "callBack.list": incident,
  "callBack.record": { ...incident, body: { number: "+86 571 8888 0000" } },
  "participant.list": incident,
  "support.list": incident,
  "support.ask": incident,
  "support.take": incident,
  "support.answer": incident,
  "hours.list": incident,
  "hours.record": incident,
  "hours.correct": incident,
  "hours.totals": list,
  "metrics.get": list,
  "metrics.file": list,
  "search.find": { ...list, query: { text: "东湖" } },
  "task.list": incident,
  "task.create": incident,
  "task.change": { ...incident, body: { state: "done" } },
  "task.difference": { ...incident, query: { types: "NA-06" } },
  "playbook.list": centre,

  "evidence.list": incident,
  "upload.create": incident,
  "upload.get": incident,
  "upload.append": { ...incident, ...offset },
  "evidence.file": incident,
  "evidence.verify": incident,
  "investigation.list": incident,
  "investigation.create": { ...incident, instead: { E_EVIDENCE_UNKNOWN: "the body names the evidence" } },
  "investigation.cancel": incident,
  "investigation.retry": incident,
  "answer.get": incident,
  "sources.get": incident,
  "clock.offers": incident,
  "timeline.search": incident,
  "timeline.histogram": { ...incident, body: { filter: {}, buckets: 10 } },
  "timeline.top": incident,
  "timeline.raw": incident,
  "finding.mark": incident,
  "rule.list": centre,
  "format.list": centre,
  "format.put": { ...centre, body: { id: "sample-format", patterns: ["{word}"] } },
  "format.remove": centre,

  "rating.list": incident,
  "measure.list": incident,
  "measure.plan": incident,
  "measure.decide": incident,
  "measure.done": incident,
  "measure.undo": incident,
  "report.list": incident,
  "report.draft": incident,
  "report.write": incident,
  "report.submit": incident,
  "report.decide": incident,
  "report.deliver": incident,
  "report.file": incident,
  "archive.seal": incident,
  "archive.list": list,
  "archive.file": incident,
  "archive.verify": incident,
  "legal.running": list,
  "legal.get": incident,
  "legal.state": { ...incident, body: { sheet } },
  "legal.draft": { ...incident, query: { language: "zh" } },
  "legal.report": incident,
  "legal.waive": incident,

  "customer.list": list,
  "customer.create": { ...made, body: customer },
  "customer.update": { ...thing, body: customer },
  "staff.list": centre,
  "staff.create": { ...made, body: { roles: ["handler"] } },
  "staff.update": { ...thing, body: { roles: ["handler"] } },
  "staff.reset": thing,
  "settings.get": centre,
  "settings.put": { ...centre, body: { dailyTest: false } },
  "changes.stream": list,

  "duty.plan": centre,
  "duty.now": centre,
  "duty.shifts": { ...thing, query: { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" } },
  "duty.check": centre,
  "handover.list": centre,
  "handover.write": centre,
  "handover.take": thing,
  "team.put": made,
  "rotation.put": made,
  "schedule.put": made,
  "policy.put": made,
  "duty.remove": thing,
  "contact.list": thing,
  "contact.all": centre,
  "contact.tests": centre,
  "contact.add": { ...own, body: { channel: "mail", address: "x@sample.test" } },
  "contact.pushKey": centre,
  "contact.addPush": {
    ...own,
    body: { endpoint: "https://push.sample.test/a", p256dh: "A".repeat(87), auth: "A".repeat(22) },
  },
  "contact.code": thing,
  "contact.verify": { ...thing, body: { code: "000000" } },
  "contact.remove": thing,
  "contact.rules": own,
  "contact.calledBack": thing,
  "provider.samples": centre,
  "provider.try": centre,
  "provider.attempts": centre,

  "ruleChoice.list": centre,
  "ruleChoice.switch": centre,
  "ruleChoice.filters": centre,
  "ruleChoice.lint": centre,
  "ruleChoice.addFilter": centre,
  "ruleChoice.removeFilter": thing,
  "ruleChoice.sources": centre,
  "ruleChoice.addSource": { ...centre, query: { name: "sample" } },
  "ruleChoice.removeSource": thing,
};
