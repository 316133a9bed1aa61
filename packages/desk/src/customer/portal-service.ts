import type { Portal } from "@stanch/model/api-portal";
import type { RequestForm } from "@stanch/model/request";
import { requestId } from "@stanch/model/ids";
import { deskError, found } from "../desk-error.ts";
import { clockOf, shownClock } from "../incident/incident.ts";
import { readIncident } from "../incident/incident-repo.ts";
import type { PromiseService } from "../incident/promise-service.ts";
import { dueAt } from "../incident/response-clock.ts";
import { readCustomerRequests, readRequestRow, type RequestRow } from "../request/request-repo.ts";
import type { RequestService } from "../request/request-service.ts";
import type { Unit } from "../unit-of-work.ts";
import { readCustomers } from "./customer-repo.ts";

export interface PortalService {
  /** Under the caller's own scope: row-level security shows nothing else. */
  readonly list: (unit: Unit) => Promise<Portal>;
  /** Passes when the request belongs to the caller's organisation, by row-level security. */
  readonly gate: (unit: Unit, request: string) => Promise<void>;
  readonly submit: (unit: Unit, form: Omit<RequestForm, "organisation">) => Promise<string>;
}

/** The organisation of a customer's account; nobody else has a portal. */
function organisationOf(unit: Unit): string {
  const { scope } = unit.call;
  if (scope.kind !== "customer") throw deskError("E_NOT_FOUND", { what: "portal" });
  return scope.customer;
}

interface Parts {
  readonly requests: Pick<RequestService, "submit">;
  readonly promises: Pick<PromiseService, "of">;
}

async function line(parts: Parts, unit: Unit, row: RequestRow): Promise<Portal["requests"][number]> {
  // Row-level security: an incident of another customer that this request was linked to is not there.
  const incident = row.incident_id === null ? undefined : await readIncident(unit.tx, row.incident_id);
  const { form, proof_at: startedAt } = row;
  const waiting = async () => {
    const promise = await parts.promises.of(unit, { customer: row.customer_id, at: startedAt });
    return { startedAt, dueAt: dueAt(startedAt, promise.responseMinutes) };
  };
  return {
    id: requestId.parse(row.id),
    number: row.number,
    receivedAt: row.received_at,
    systems: form.systems,
    symptoms: form.symptoms,
    state: incident?.state ?? "received",
    clock: incident === undefined ? await waiting() : shownClock(clockOf(incident)),
    ...(incident === undefined ? {} : { incidentNumber: incident.number }),
  };
}

/** What a customer's account begins with. */
export function portalService(parts: Parts): PortalService {
  return {
    list: async (unit) => {
      const customer = organisationOf(unit);
      const { name } = found((await readCustomers(unit.tx, customer))[0], "customer");
      const rows = await readCustomerRequests(unit.tx, customer);
      const requests: Portal["requests"] = [];
      for (const row of rows) requests.push(await line(parts, unit, row));
      return { organisation: name, requests };
    },
    gate: async (unit, request) => {
      organisationOf(unit);
      found(await readRequestRow(unit.tx, request), "request");
    },
    submit: async (unit, form) => {
      const { name } = found((await readCustomers(unit.tx, organisationOf(unit)))[0], "customer");
      const { id } = await parts.requests.submit(unit, { ...form, organisation: name });
      return id;
    },
  };
}
