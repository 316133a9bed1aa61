import type { Incident } from "@stanch/model/incident";
import { symptomNames } from "@stanch/model/request";
import type { AssignmentService } from "../assignment/assignment-service.ts";
import { nextNumber } from "../case-number.ts";
import { deskError, found } from "../desk-error.ts";
import { journalData } from "../journal/journal.ts";
import type { JournalService } from "../journal/journal-service.ts";
import { say } from "../messages/say.ts";
import type { MailService } from "../mail/mail-service.ts";
import type { NoticeService } from "../notification/notice-service.ts";
import type { ContactPaging } from "../oncall/contact-paging.ts";
import type { EscalationService } from "../oncall/escalation-service.ts";
import type { Random } from "../ports.ts";
import { requestSteps } from "../request/request.ts";
import { lockRequest, type RequestRow, updateRequest } from "../request/request-repo.ts";
import { bigrams, searchText } from "../search-text.ts";
import type { StaffService } from "../staff/staff-service.ts";
import type { TaskService } from "../task/task-service.ts";
import type { Unit } from "../unit-of-work.ts";
import { clockColumns, clockOf, sameOrganisation, siteColumns } from "./incident.ts";
import { decisionWantedNotice } from "./incident-notices.ts";
import { type IncidentRow, insertIncident, lockIncident, updateIncident } from "./incident-repo.ts";
import type { IncidentView } from "./incident-view.ts";
import type { PromiseService } from "./promise-service.ts";
import { siteDue, startSite } from "./site-clock.ts";
import { type ClockState, startClock, tightenClock } from "./response-clock.ts";

export interface TakeForm {
  readonly incident?: string | undefined;
  readonly customer?: string | undefined;
  readonly title?: string | undefined;
}

export interface TakeParts {
  readonly random: Pick<Random, "uuid">;
  readonly journal: Pick<JournalService, "append">;
  readonly promises: Pick<PromiseService, "of">;
  readonly staff: Pick<StaffService, "withRole">;
  readonly notices: Pick<NoticeService, "adopt">;
  readonly assignments: Pick<AssignmentService, "lead">;
  readonly tasks: Pick<TaskService, "plan">;
  readonly escalations: Pick<EscalationService, "adopt" | "contacted" | "resolve">;
  readonly mails: Pick<MailService, "adopt">;
  readonly ways: Pick<ContactPaging, "alert">;
  readonly view: IncidentView;
}

function titleOf(request: RequestRow, title: string | undefined): string {
  if (title !== undefined && title !== "") return title;
  const { organisation, symptoms, language } = request.form;
  const first = symptoms[0];
  if (first === undefined) return say(language, "incident.title-plain", { organisation });
  return say(language, "incident.title", { organisation, symptom: symptomNames[first][language] });
}

async function clockStarted(parts: TakeParts, unit: Unit, incident: string, clock: ClockState, request: RequestRow) {
  const { minutes, dueAt } = clock;
  const data = { minutes, dueAt, request: request.number };
  await parts.journal.append(unit, incident, { kind: "clock.started", at: clock.startedAt, data });
}

async function siteStarted(parts: TakeParts, unit: Unit, incident: string, startedAt: string, minutes: number) {
  const clock = startSite(startedAt, minutes);
  const data = { minutes, dueAt: siteDue(clock) ?? null };
  await parts.journal.append(unit, incident, { kind: "site-clock.started", at: clock.startedAt, data });
  await updateIncident(unit.tx, incident, siteColumns(clock));
}

/** What came in before there was a case stands in its journal with the time it came. */
async function linked(parts: TakeParts, unit: Unit, incident: string, request: RequestRow): Promise<void> {
  const { number, form, channel, call, proof_at: proofAt } = request;
  const data = journalData({ request: number, channel, proofAt, form, call });
  const line = { kind: "request.received" as const, at: request.received_at, actor: request.actor };
  await parts.journal.append(unit, incident, { ...line, data });
  await parts.journal.append(unit, incident, { kind: "request.linked", data: { request: number } });
}

async function open(parts: TakeParts, unit: Unit, request: RequestRow, form: TakeForm): Promise<string> {
  const id = parts.random.uuid();
  const customer = form.customer ?? request.customer_id;
  const promise = await parts.promises.of(unit, { customer, at: request.proof_at });
  const fresh = startClock(request.proof_at, promise.responseMinutes);
  const clock = { ...fresh, warned: request.clock_warned as ClockState["warned"] };
  const number = await nextNumber(unit, "SEC");
  const title = titleOf(request, form.title);
  const { organisation, language, systems, description, location, contact } = request.form;
  const about = [organisation, systems, description, location, contact.name];
  const search = searchText([number, request.number, title, ...about]);
  await insertIncident(unit.tx, {
    id,
    number,
    customer_id: customer,
    title,
    organisation,
    state: "open",
    ...clockColumns(clock),
    opened_at: unit.now,
    updated_at: unit.now,
    language,
    search,
    grams: bigrams(search),
  });
  await parts.journal.append(unit, id, { kind: "incident.opened", data: { number, title, organisation, customer } });
  await linked(parts, unit, id, request);
  await clockStarted(parts, unit, id, clock, request);
  if (promise.onSiteMinutes !== undefined) await siteStarted(parts, unit, id, clock.startedAt, promise.onSiteMinutes);
  if (clock.warned > 0) {
    const kind = clock.warned === 100 ? "clock.breached" : "clock.warned";
    await parts.journal.append(unit, id, { kind, data: { percent: clock.warned } });
  }
  return id;
}

async function link(parts: TakeParts, unit: Unit, request: RequestRow, incident: string): Promise<void> {
  const row = found(await lockIncident(unit.tx, incident), "incident");
  if (row.merged_into !== null) throw deskError("E_STATE", { state: row.state });
  await linked(parts, unit, incident, request);
  const before = clockOf(row);
  const to = { customer: row.customer_id, at: request.proof_at, level: row.level ?? undefined };
  const clock = tightenClock(before, request.proof_at, (await parts.promises.of(unit, to)).responseMinutes);
  if (clock === before) return;
  await clockStarted(parts, unit, incident, clock, request);
  await updateIncident(unit.tx, incident, clockColumns(clock));
}

/** The request is part of the incident from now on, with all that was told and sent about it. */
async function belongs(
  parts: TakeParts,
  unit: Unit,
  request: RequestRow,
  incident: string,
  state: "taken" | "linked",
): Promise<IncidentRow> {
  const row = found(await lockIncident(unit.tx, incident), "incident");
  // Whoever else reported the same incident does not become a request of this customer: its account would read what they told.
  const same = state === "taken" || sameOrganisation(request.form, row);
  const customer = same ? row.customer_id : request.customer_id;
  await updateRequest(unit.tx, request.id, { state, incident_id: incident, customer_id: customer });
  await parts.notices.adopt(unit, request.id, incident);
  await parts.mails.adopt(unit, request.id, incident);
  await parts.escalations.adopt(unit, request.id, incident);
  return row;
}

/** A request of one case becomes one of another. */
export async function moveRequest(parts: TakeParts, unit: Unit, request: RequestRow, incident: string): Promise<void> {
  await link(parts, unit, request, incident);
  await belongs(parts, unit, request, incident, "linked");
  unit.changed({ kind: "request.linked", request: request.id, incident });
}

/** Opens an incident for a request, or links it to one; the taker leads when nobody does. */
export async function takeRequest(parts: TakeParts, unit: Unit, id: string, form: TakeForm): Promise<Incident> {
  const request = found(await lockRequest(unit.tx, id), "request");
  const state = form.incident === undefined ? "taken" : "linked";
  if (!requestSteps[request.state].includes(state)) throw deskError("E_STATE", { state: request.state });
  const incident = form.incident ?? (await open(parts, unit, request, form));
  if (form.incident !== undefined) await link(parts, unit, request, form.incident);
  const row = await belongs(parts, unit, request, incident, state);
  if (row.lead_id === null && unit.call.actor.kind === "staff") await parts.assignments.lead(unit, incident);
  if (form.incident === undefined) {
    await parts.tasks.plan(unit, incident, []);
    for (const supervisor of await parts.staff.withRole(unit, "supervisor")) {
      await parts.ways.alert(unit, { ...decisionWantedNotice(row, supervisor), person: supervisor });
    }
  }
  unit.changed({
    kind: "request.linked",
    request: id,
    incident,
    ...(row.customer_id === null ? {} : { customer: row.customer_id }),
  });
  return parts.view(unit, incident);
}
