import type { ClockSetting } from "@stanch/model/clock";
import type { Investigation } from "@stanch/model/handling";
import type { Jobs, Json } from "@stanch/store/jobs";
import { enqueueJob } from "@stanch/store/table-jobs";
import type { CustodyService } from "../custody/custody-service.ts";
import { deskError, found } from "../desk-error.ts";
import type { Call } from "../handler.ts";
import { type IncidentWork, reading } from "../incident/incident-work.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { Random } from "../ports.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Unit } from "../unit-of-work.ts";
import { investigationJob, investigationSteps, type InvestigationTask } from "./investigation.ts";
import {
  insertInvestigation,
  investigationOf,
  type InvestigationRow,
  readInvestigation,
  readInvestigations,
  updateInvestigation,
} from "./investigation-repo.ts";

interface Order {
  readonly evidence: readonly string[];
  readonly zone: string;
  readonly clocks: readonly ClockSetting[];
}

export interface InvestigationService {
  readonly list: (unit: Unit, incident: string) => Promise<Investigation[]>;
  readonly create: (unit: Unit, incident: string, order: Order) => Promise<Investigation>;
  readonly cancel: (call: Call, incident: string, id: string) => Promise<Investigation>;
  readonly retry: (call: Call, incident: string, id: string) => Promise<Investigation>;
}

interface Parts {
  readonly within: IncidentWork;
  readonly random: Pick<Random, "uuid">;
  readonly journal: Pick<JournalService, "append">;
  readonly custody: Pick<CustodyService, "belong" | "item" | "add">;
  readonly jobs: Pick<Jobs, "cancel" | "retry">;
  readonly settings: Pick<SettingsService, "all">;
  /** The worker has something to do. */
  readonly wake: () => void;
}

/** What a setting of a clock says, for the journal. */
function clockWords({ host, path, zone, correction }: ClockSetting): string {
  const shift = correction === undefined ? [] : [`${correction < 0 ? "" : "+"}${correction}s`];
  return `${host ?? `file:${path ?? ""}`}=${[...(zone === undefined ? [] : [zone]), ...shift].join(",")}`;
}

/** Absent keys are no JSON. */
const plainTask = (task: InvestigationTask): Json => JSON.parse(JSON.stringify(task)) as Json;

async function create(parts: Parts, unit: Unit, incident: string, order: Order): Promise<Investigation> {
  const { evidence, zone, clocks } = order;
  const items = await parts.custody.belong(unit, incident, evidence);
  const id = parts.random.uuid();
  const set = clocks.length === 0 ? {} : { clocks: clocks.map(clockWords) };
  const data = { investigation: id, evidence: items.map((item) => item.label), zone, ...set, phase: "queued" };
  await parts.journal.append(unit, incident, { kind: "investigation.started", data });
  for (const { id: item } of items) {
    await parts.custody.add(unit, await parts.custody.item(unit, incident, item), { action: "examined", purpose: id });
  }
  // As they are now: the same investigation run again reads the same.
  const { formats } = await parts.settings.all(unit);
  const job = await enqueueJob(unit.tx, {
    kind: investigationJob,
    payload: plainTask({ investigation: id, clocks: [...clocks], formats }),
    subject: incident,
    key: id,
  });
  const row = { id, incident_id: incident, zone, asked_at: unit.now, by_name: unit.call.actor.name, job_id: job };
  await insertInvestigation(unit.tx, { ...row, evidence: JSON.stringify(items.map((item) => item.id)) });
  unit.afterCommit(parts.wake);
  return investigationOf(found(await readInvestigation(unit.tx, id), "investigation"));
}

async function cancel(parts: Parts, call: Call, incident: string, id: string): Promise<Investigation> {
  const { within } = parts;
  const read = async (unit: Unit): Promise<InvestigationRow> =>
    found(await readInvestigation(unit.tx, id, incident), "investigation");
  const row = await within(call, "investigation.cancel", incident, read, reading);
  if (!investigationSteps[row.state].includes("cancelled")) throw deskError("E_STATE", { state: row.state });
  const job = row.job_id === null ? undefined : await parts.jobs.cancel(row.job_id);
  // A running one stops at its worker's next heartbeat, which then says so in the journal.
  if (job?.state === "running") return investigationOf(row);
  return within(call, "investigation.cancel", incident, async (unit) => {
    const now = await read(unit);
    if (investigationSteps[now.state].includes("cancelled")) {
      await parts.journal.append(unit, incident, { kind: "investigation.cancelled", data: { investigation: id } });
      await updateInvestigation(unit.tx, id, { state: "cancelled", finished_at: unit.now });
    }
    return investigationOf(await read(unit));
  });
}

async function retry(parts: Parts, call: Call, incident: string, id: string): Promise<Investigation> {
  const row = await parts.within(call, "investigation.retry", incident, async (unit) => {
    const before = found(await readInvestigation(unit.tx, id, incident), "investigation");
    if (!investigationSteps[before.state].includes("queued") || before.state === "running") {
      throw deskError("E_STATE", { state: before.state });
    }
    const data = { investigation: id, phase: "queued", again: true };
    await parts.journal.append(unit, incident, { kind: "investigation.started", data });
    const clean = { started_at: null, finished_at: null, progress: null, error: null };
    await updateInvestigation(unit.tx, id, { state: "queued", ...clean });
    return found(await readInvestigation(unit.tx, id, incident), "investigation");
  });
  if (row.job_id !== null) await parts.jobs.retry(row.job_id);
  parts.wake();
  return investigationOf(row);
}

/** Runs of the engine over evidence: queued with the journal line in one transaction, cancelled, started over. */
export function investigationService(parts: Parts): InvestigationService {
  return {
    list: async (unit, incident) => (await readInvestigations(unit.tx, incident)).map(investigationOf),
    create: (unit, incident, order) => create(parts, unit, incident, order),
    cancel: (call, incident, id) => cancel(parts, call, incident, id),
    retry: (call, incident, id) => retry(parts, call, incident, id),
  };
}
