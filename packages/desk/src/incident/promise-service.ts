import type { IncidentLevel } from "@stanch/model/incident";
import { promised, type Promised } from "@stanch/model/service-plan";
import { found } from "../desk-error.ts";
import type { CustomerService } from "../customer/customer-service.ts";
import type { JournalService } from "../journal/journal-service.ts";
import { wallTime } from "../messages/say.ts";
import { readRequestRow } from "../request/request-repo.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Unit } from "../unit-of-work.ts";
import { clockColumns, clockOf, siteColumns } from "./incident.ts";
import { lockIncident, readIncident, updateIncident } from "./incident-repo.ts";
import { dueAt, tightenClock } from "./response-clock.ts";
import { siteDue, startSite, tightenSite } from "./site-clock.ts";

export interface PromiseService {
  /** What was promised to whoever made a request at that time; without a customer, what the centre promises everybody. */
  readonly of: (
    unit: Unit,
    to: { readonly customer: string | null; readonly at: string; readonly level?: IncidentLevel | undefined },
  ) => Promise<Promised>;
  /** Until when somebody speaks with whoever made this request: by its case's clock, else by what was promised to its customer. */
  readonly due: (unit: Unit, request: string) => Promise<string>;
  /** A level is known: both clocks move to what was promised for it, never later. */
  readonly level: (unit: Unit, incident: string, level: IncidentLevel) => Promise<void>;
}

interface Parts {
  readonly customers: Pick<CustomerService, "get">;
  readonly settings: Pick<SettingsService, "all">;
  readonly journal: Pick<JournalService, "append">;
}

async function promiseTo(parts: Parts, unit: Unit, to: Parameters<PromiseService["of"]>[1]): Promise<Promised> {
  const { responseMinutes, servicePlans: plans, centre } = await parts.settings.all(unit);
  if (to.customer === null) return { responseMinutes };
  const customer = await parts.customers.get(unit, to.customer);
  const day = wallTime(to.at, centre.zone).slice(0, 10);
  const { contract } = customer;
  return promised({ responseMinutes: customer.responseMinutes, contract, plans, day, level: to.level });
}

async function dueOf(parts: Parts, unit: Unit, id: string): Promise<string> {
  const request = found(await readRequestRow(unit.tx, id), "request");
  const incident = request.incident_id === null ? undefined : await readIncident(unit.tx, request.incident_id);
  if (incident !== undefined) return clockOf(incident).dueAt;
  const { customer_id: customer, proof_at: at } = request;
  return dueAt(at, (await promiseTo(parts, unit, { customer, at })).responseMinutes);
}

async function byLevel(parts: Parts, unit: Unit, incident: string, level: IncidentLevel): Promise<void> {
  const row = found(await lockIncident(unit.tx, incident), "incident");
  const clock = clockOf(row);
  const { startedAt } = clock;
  const promise = await promiseTo(parts, unit, { customer: row.customer_id, at: startedAt, level });
  const tight = tightenClock(clock, startedAt, promise.responseMinutes);
  if (tight !== clock) {
    const data = { minutes: tight.minutes, dueAt: tight.dueAt, level };
    await parts.journal.append(unit, incident, { kind: "clock.started", at: startedAt, data });
    await updateIncident(unit.tx, incident, clockColumns(tight));
  }
  if (promise.onSiteMinutes === undefined) return;
  const site = row.site_clock ?? undefined;
  const next =
    site === undefined
      ? startSite(startedAt, promise.onSiteMinutes)
      : tightenSite(site, startedAt, promise.onSiteMinutes);
  if (next === site) return;
  const data = { minutes: next.minutes, dueAt: siteDue(next) ?? null, level };
  await parts.journal.append(unit, incident, { kind: "site-clock.started", at: next.startedAt, data });
  await updateIncident(unit.tx, incident, siteColumns(next));
}

/** What was promised to whom, and what it does to the clocks of a case. */
export function promiseService(parts: Parts): PromiseService {
  return {
    of: (unit, to) => promiseTo(parts, unit, to),
    due: (unit, request) => dueOf(parts, unit, request),
    level: (unit, incident, level) => byLevel(parts, unit, incident, level),
  };
}
