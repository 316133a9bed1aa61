import type { Escalation, EscalationLine } from "@stanch/model/duty-plan";
import type { CallOutcome } from "@stanch/model/contact";
import type { EscalationRun } from "@stanch/model/escalation";
import { type StaffId, staffId } from "@stanch/model/ids";
import { deskError, found } from "../desk-error.ts";
import { lockIncident } from "../incident/incident-repo.ts";
import type { PromiseService } from "../incident/promise-service.ts";
import { journalData } from "../journal/journal.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { Random } from "../ports.ts";
import { readRequest } from "../request/request-repo.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Account } from "../staff/staff.ts";
import { readStaff } from "../staff/staff-repo.ts";
import type { Unit } from "../unit-of-work.ts";
import type { ContactPaging } from "./contact-paging.ts";
import { readDutyPlan } from "./duty-repo.ts";
import {
  acknowledgePage,
  actOnPages,
  beginEscalation,
  contactOnPages,
  decideGate,
  type EscalationAct,
  hurryEscalation,
  resolveEscalation,
  turnEscalation,
} from "./escalation.ts";
import * as repo from "./escalation-repo.ts";
import { shownEscalation } from "./escalation-view.ts";
import { pageNotice } from "./page-notice.ts";
import { pageTargets } from "./page-targets.ts";

export interface EscalationService {
  /** Begins the chain of a new request and takes its first step at once; false when no policy is in force. */
  readonly begin: (unit: Unit, request: string) => Promise<boolean>;
  /** Ids of chains in which something is due. */
  readonly due: (unit: Unit) => Promise<string[]>;
  /** Does what is due in a chain; nothing when another process has it. */
  readonly turn: (unit: Unit, id: string) => Promise<void>;
  readonly show: (unit: Unit, request: string) => Promise<Escalation | undefined>;
  /** The caller answers for a page. */
  readonly acknowledge: (unit: Unit, request: string, key: string) => Promise<Escalation>;
  /** Whoever got this notice answers for the page it carries, if it carries one. */
  readonly acknowledgeNotice: (unit: Unit, notice: string) => Promise<void>;
  /** Somebody was rung for a page; `hold` only holds the chain, so that nothing moves while the call is written down. */
  readonly called: (unit: Unit, request: string, call: Called) => Promise<void>;
  /** The request is part of an incident from now on: what the chain did stands in its journal. */
  readonly adopt: (unit: Unit, request: string, incident: string) => Promise<void>;
  readonly decide: (unit: Unit, incident: string, notifyFurther: boolean) => Promise<void>;
  /** The caller has spoken with the customer: a first action of everybody who answered. */
  readonly contacted: (unit: Unit, incident: string) => Promise<void>;
  readonly resolve: (unit: Unit, incident: string) => Promise<void>;
  /** The caller ends the chain of a request. */
  readonly end: (unit: Unit, request: string) => Promise<Escalation>;
}

/** What came of a call; `inVain`: everybody of the page was rung and nobody was reached. */
export type Called =
  | { readonly kind: "hold" }
  | {
      readonly kind: "call";
      readonly key: string;
      readonly staff: StaffId;
      readonly outcome: CallOutcome;
      readonly inVain: boolean;
    };

interface Parts {
  readonly random: Pick<Random, "uuid">;
  readonly journal: Pick<JournalService, "append" | "actedSince">;
  readonly paging: Pick<ContactPaging, "page" | "answer" | "settle" | "adopt">;
  readonly settings: Pick<SettingsService, "all">;
  readonly promises: Pick<PromiseService, "due">;
}

type Row = Pick<repo.EscalationRow, "id" | "request_id" | "incident_id" | "run" | "log">;

async function journalled(parts: Parts, unit: Unit, incident: string, line: EscalationLine): Promise<void> {
  const data = journalData({ what: line.kind, step: line.step, people: line.people });
  await parts.journal.append(unit, incident, { kind: "escalation.moved", at: line.at, data });
}

/** Keeps the run with what happened; once there is a case its journal has it too. */
async function keep(
  parts: Parts,
  unit: Unit,
  row: Row,
  run: EscalationRun,
  lines: readonly EscalationLine[],
): Promise<void> {
  if (row.incident_id !== null) for (const line of lines) await journalled(parts, unit, row.incident_id, line);
  await repo.saveEscalation(unit.tx, row.id, { run, log: [...row.log, ...lines] });
  const incident = row.incident_id === null ? {} : { incident: row.incident_id };
  unit.changed({ kind: "escalation.moved", request: row.request_id, ...incident });
}

/** Writes the notices of a page, one for each person; they leave after the commit. */
async function tell(parts: Parts, unit: Unit, row: Row, act: EscalationAct, people: readonly Account[]): Promise<void> {
  if (!("page" in act)) return;
  const request = found(await readRequest(unit.tx, row.request_id), "request");
  const settings = await parts.settings.all(unit);
  const dueAt = await parts.promises.due(unit, row.request_id);
  for (const person of people) {
    const words = pageNotice({ request, dueAt, act, person, settings, incident: row.incident_id ?? undefined });
    await parts.paging.page(unit, { ...words, escalation: row.id, key: act.page.key, person });
  }
}

/** Acknowledgements that an action followed no longer expire: the journal knows. */
async function withActions(parts: Parts, unit: Unit, row: Row): Promise<EscalationRun> {
  let run = row.run;
  if (row.incident_id === null) return run;
  for (const { acknowledged } of row.run.pages) {
    if (acknowledged?.expiresAt === undefined) continue;
    const { by, at } = acknowledged;
    if (await parts.journal.actedSince(unit, row.incident_id, by, at)) run = actOnPages(run, by, unit.now);
  }
  return run;
}

async function advance(parts: Parts, unit: Unit, row: Row): Promise<void> {
  const [plan, staff] = [await readDutyPlan(unit.tx), await readStaff(unit.tx)];
  const location = (await readRequest(unit.tx, row.request_id))?.location ?? "";
  const before = await withActions(parts, unit, row);
  const { run, acts } = turnEscalation(before, unit.now, pageTargets(plan, staff, location, unit.now));
  const byId = new Map<string, Account>(staff.map((one) => [one.id, one]));
  const lines: EscalationLine[] = [];
  for (const act of acts) {
    const people = "page" in act ? act.page.to.flatMap((id) => byId.get(id) ?? []) : [];
    await tell(parts, unit, row, act, people);
    const step = "step" in act ? act.step.name : "";
    lines.push({ at: unit.now, kind: act.kind, step, people: people.map(({ name }) => name) });
  }
  await keep(parts, unit, row, run, lines);
}

async function begin(parts: Parts, unit: Unit, request: string): Promise<boolean> {
  const { policy: id } = await parts.settings.all(unit);
  const policy = (await readDutyPlan(unit.tx)).policies.find((one) => one.id === id);
  if (policy === undefined) return false;
  const run = beginEscalation(policy, unit.now);
  const row = { id: parts.random.uuid(), request_id: request, incident_id: null, run, log: [] };
  await repo.insertEscalation(unit.tx, { id: row.id, request, run, now: unit.now });
  await advance(parts, unit, row);
  return true;
}

async function answer(parts: Parts, unit: Unit, row: Row, key: string, person: string): Promise<void> {
  const by = staffId.parse(person);
  const run = acknowledgePage(row.run, key, by, unit.now);
  if (run === row.run) return;
  const page = run.pages.find((one) => one.key === key);
  const step = page === undefined ? "" : (run.policy.steps[page.step]?.name ?? "");
  const name = (await readStaff(unit.tx)).find((one) => one.id === by)?.name ?? "";
  await keep(parts, unit, row, run, [{ at: unit.now, kind: "acknowledged", step, people: [name] }]);
}

/** The chain of a request, held until the unit ends, after its incident. */
async function hold(unit: Unit, request: string): Promise<Row | undefined> {
  const incident = await repo.readEscalationIncident(unit.tx, request);
  if (incident !== undefined) await lockIncident(unit.tx, incident);
  return (await repo.lockEscalations(unit.tx, { request }))[0];
}

async function called(parts: Parts, unit: Unit, request: string, call: Called): Promise<void> {
  const row = await hold(unit, request);
  if (row === undefined || call.kind === "hold") return;
  const page = row.run.pages.find((one) => one.key === call.key);
  const step = page === undefined ? "" : (row.run.policy.steps[page.step]?.name ?? "");
  const name = (await readStaff(unit.tx)).find((one) => one.id === call.staff)?.name ?? "";
  const line: EscalationLine = { at: unit.now, kind: `call-${call.outcome}`, step, people: [name] };
  const current = page?.step === row.run.step;
  const run = call.inVain && call.outcome !== "reached" && current ? hurryEscalation(row.run, unit.now) : row.run;
  await keep(parts, unit, row, run, [line]);
  if (call.outcome !== "reached") return;
  await answer(parts, unit, { ...row, log: [...row.log, line] }, call.key, call.staff);
}

/** Every chain of an incident goes on by the same decision. */
async function change(
  parts: Parts,
  unit: Unit,
  incident: string,
  act: (run: EscalationRun) => EscalationRun,
): Promise<void> {
  for (const row of await repo.lockEscalations(unit.tx, { incident })) {
    const run = act(row.run);
    if (run === row.run) continue;
    await keep(parts, unit, row, run, changeLines(unit, row.run, run));
  }
}

/** What people did to a chain, in lines: a first action, its end. */
function changeLines(unit: Unit, before: EscalationRun, after: EscalationRun): EscalationLine[] {
  const people = [unit.call.actor.name];
  const line = (kind: EscalationLine["kind"], step: number): EscalationLine => ({
    at: unit.now,
    kind,
    step: before.policy.steps[step]?.name ?? "",
    people,
  });
  const deeds = after.pages.flatMap(({ acknowledged, step }, at) => {
    const was = before.pages[at]?.acknowledged;
    const answered = was === undefined && acknowledged !== undefined ? [line("acknowledged", step)] : [];
    const acted = acknowledged?.actedAt !== undefined && was?.actedAt === undefined ? [line("acted", step)] : [];
    return [...answered, ...acted];
  });
  const ended = after.over === "resolved" || after.over === "declined" ? [line(after.over, before.step)] : [];
  return [...deeds, ...ended];
}

async function end(parts: Parts, unit: Unit, request: string): Promise<void> {
  const row = found(await hold(unit, request), "escalation");
  const run = resolveEscalation(row.run);
  if (run !== row.run) await keep(parts, unit, row, run, changeLines(unit, row.run, run));
}

/** The notification chain: who was told in which order, who answered, and what is due; its state survives any restart. */
export function escalationService(parts: Parts): EscalationService {
  const show = async (unit: Unit, request: string): Promise<Escalation | undefined> => {
    const row = await repo.readEscalation(unit.tx, request);
    // What the journal knows of first actions shows at once, not when the chain is next looked at.
    return row === undefined
      ? undefined
      : shownEscalation({ ...row, run: await withActions(parts, unit, row) }, await readStaff(unit.tx));
  };
  return {
    show,
    begin: (unit, request) => begin(parts, unit, request),
    due: async (unit) => (await repo.readDueEscalations(unit.tx, unit.now)).map(({ id }) => id),
    turn: (unit, id) => turn(parts, unit, id),
    acknowledge: async (unit, request, key) => {
      const row = found(await hold(unit, request), "escalation");
      if (!row.run.pages.some((one) => one.key === key)) throw deskError("E_NOT_FOUND", { what: "page" });
      await answer(parts, unit, row, key, unit.call.actor.id);
      return found(await show(unit, request), "escalation");
    },
    called: (unit, request, call) => called(parts, unit, request, call),
    end: async (unit, request) => {
      await end(parts, unit, request);
      return found(await show(unit, request), "escalation");
    },
    ...ofIncident(parts),
  };
}

async function turn(parts: Parts, unit: Unit, id: string): Promise<void> {
  const due = (await repo.readDueEscalations(unit.tx, unit.now)).find((one) => one.id === id);
  if (due === undefined) return;
  if (due.incident_id !== null) await lockIncident(unit.tx, due.incident_id);
  const row = await repo.lockDueEscalation(unit.tx, id, unit.now);
  // Linked to a case since it was read: its incident is not held yet, and the next turn takes it.
  if (row !== undefined && row.incident_id === due.incident_id) await advance(parts, unit, row);
}

type OfIncident = "acknowledgeNotice" | "adopt" | "decide" | "contacted" | "resolve";

/** What happens to an incident moves its chains, and settles what people were told of it besides. */
function ofIncident(parts: Parts): Pick<EscalationService, OfIncident> {
  return {
    acknowledgeNotice: async (unit, notice) => {
      const page = await readPageOf(unit, notice);
      if (page === undefined) await parts.paging.answer(unit, notice);
      else await answer(parts, unit, page.row, page.key, page.person);
    },
    adopt: async (unit, request, incident) => {
      await parts.paging.adopt(unit, request, incident);
      await repo.linkEscalation(unit.tx, request, incident);
      const [row] = await repo.lockEscalations(unit.tx, { request });
      for (const line of row?.log ?? []) await journalled(parts, unit, incident, line);
    },
    decide: async (unit, incident, further) => {
      await parts.paging.settle(unit, incident, { purposes: ["decision-wanted"] });
      await change(parts, unit, incident, (run) => decideGate(run, further, unit.now));
    },
    contacted: async (unit, incident) => {
      await parts.paging.settle(unit, incident, { purposes: ["clock-warning", "clock-breach"] });
      await change(parts, unit, incident, (run) => contactOnPages(run, unit.call.actor.id, unit.now));
    },
    resolve: async (unit, incident) => {
      await parts.paging.settle(unit, incident);
      await change(parts, unit, incident, resolveEscalation);
    },
  };
}

async function readPageOf(unit: Unit, notice: string): Promise<{ row: Row; key: string; person: string } | undefined> {
  const [row] = await repo.lockEscalations(unit.tx, { notice });
  const page = await repo.readPageNotice(unit.tx, notice);
  return row === undefined || page === undefined ? undefined : { row, key: page.key, person: page.staff_id };
}
