import type { Determination } from "@stanch/model/handling";
import { may } from "@stanch/model/role";
import { deskError, found } from "../desk-error.ts";
import type { PromiseService } from "../incident/promise-service.ts";
import { lockIncident, updateIncident } from "../incident/incident-repo.ts";
import { journalData } from "../journal/journal.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { LegalService } from "../legal/legal-service.ts";
import { say, wallTime } from "../messages/say.ts";
import type { NoticeService } from "../notification/notice-service.ts";
import type { EscalationService } from "../oncall/escalation-service.ts";
import type { Random } from "../ports.ts";
import { readIncidentRequests } from "../request/request-repo.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { TaskService } from "../task/task-service.ts";
import type { Unit } from "../unit-of-work.ts";
import { decide, type DeterminationForm } from "./determination.ts";
import { insertDetermination, readDeterminations } from "./determination-repo.ts";

export interface DeterminationService {
  readonly list: (unit: Unit, incident: string) => Promise<Determination[]>;
  readonly create: (unit: Unit, incident: string, form: DeterminationForm) => Promise<Determination>;
}

interface Parts {
  readonly random: Pick<Random, "uuid">;
  readonly journal: Pick<JournalService, "append">;
  readonly notices: Pick<NoticeService, "queue">;
  readonly settings: Pick<SettingsService, "all">;
  readonly tasks: Pick<TaskService, "plan">;
  readonly promises: Pick<PromiseService, "level">;
  readonly escalations: Pick<EscalationService, "resolve">;
  readonly legal: Pick<LegalService, "bring">;
}

/** The letter to the applicant: as it was typed, or the desk's own; sent when there is an address. */
async function writeLetter(parts: Parts, unit: Unit, incident: string, form: DeterminationForm): Promise<string> {
  const first = found((await readIncidentRequests(unit.tx, incident))[0], "request");
  const { centre } = await parts.settings.all(unit);
  const { language, contact, number, organisation } = first;
  const params = {
    contact: contact.name,
    number,
    organisation,
    received: wallTime(first.receivedAt, centre.zone),
    zone: centre.zone,
    reason: form.reason,
    phone: centre.dutyPhone,
    centre: centre.name[language],
  };
  const typed = form.letter ?? "";
  const letter = typed === "" ? say(language, "letter.body", params) : typed;
  await parts.journal.append(unit, incident, { kind: "letter.written", data: { letter, to: contact.name } });
  const address = contact.email ?? "";
  if (address !== "") {
    await parts.notices.queue(unit, {
      purpose: "letter",
      incident,
      to: { name: contact.name, part: "customer", address },
      channel: "mail",
      subject: say(language, "letter.subject", params),
      body: say(language, "letter-sent.body", { letter }),
      link: "status",
      language,
    });
  }
  return letter;
}

/** The types that tasks are planned by; a form without one leaves the incident's own. */
function typesOf(form: DeterminationForm, before: string | null): string[] {
  const primary = form.type === undefined || form.type === "" ? before : form.type;
  return [...(primary === null ? [] : [primary]), ...form.secondary];
}

async function create(parts: Parts, unit: Unit, incident: string, form: DeterminationForm): Promise<Determination> {
  const row = found(await lockIncident(unit.tx, incident), "incident");
  if (row.state === "archived") throw deskError("E_ARCHIVED");
  // Merged into another: that one is determined.
  if (row.state === "closed") throw deskError("E_STATE", { state: row.state });
  const decided = decide(form, may(unit.call.roles, "incident.decide"));
  const rules = decided.grading?.rules.map((rule) => rule.id) ?? [];
  const data = journalData({ ...form, level: decided.level ?? null, rules, outcome: decided.outcome });
  await parts.journal.append(unit, incident, { kind: "determination.made", data });
  const letter = decided.outcome === "letter" ? await writeLetter(parts, unit, incident, form) : form.letter;
  const kept = letter === undefined ? form : { ...form, letter };
  const by = unit.call.actor;
  await insertDetermination(unit.tx, {
    id: parts.random.uuid(),
    incident_id: incident,
    form: JSON.stringify(kept),
    level: decided.level ?? null,
    grading: JSON.stringify(decided.grading ?? null),
    by_id: by.id,
    by_name: by.name,
    at: unit.now,
  });
  const ended = decided.outcome === "letter";
  await updateIncident(unit.tx, incident, {
    state: ended ? "not-an-incident" : "open",
    type: form.type === undefined || form.type === "" ? row.type : form.type,
    level: ended ? null : (decided.level ?? row.level),
  });
  if (!ended && decided.level !== undefined) await parts.promises.level(unit, incident, decided.level);
  if (ended) await parts.escalations.resolve(unit, incident);
  else await parts.tasks.plan(unit, incident, typesOf(form, row.type));
  await parts.legal.bring(unit, incident, form.reason);
  return {
    ...kept,
    by: by.name,
    at: unit.now,
    ...(decided.level === undefined ? {} : { level: decided.level }),
    ...(decided.grading === undefined ? {} : { grading: decided.grading }),
  };
}

/** Incident or not, type, level: every determination stays, the newest holds. */
export function determinationService(parts: Parts): DeterminationService {
  return {
    list: (unit, incident) => readDeterminations(unit.tx, incident),
    create: (unit, incident, form) => create(parts, unit, incident, form),
  };
}
