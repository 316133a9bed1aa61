import { createHash } from "node:crypto";
import type { CustomerPage } from "@stanch/model/api-public";
import { readAdvice } from "../advice/advice-repo.ts";
import type { AdviceService } from "../advice/advice-service.ts";
import { readAssignments } from "../assignment/assignment-repo.ts";
import { deskError, found } from "../desk-error.ts";
import { readDeterminations } from "../determination/determination-repo.ts";
import { clockOf, shownClock } from "../incident/incident.ts";
import { type IncidentRow, readIncident } from "../incident/incident-repo.ts";
import { stepsOf } from "../incident/process-steps.ts";
import { dueAt } from "../incident/response-clock.ts";
import { readStepFacts } from "../incident/step-facts-repo.ts";
import { customerSees } from "../report/report.ts";
import type { ReportDelivery } from "../report/report-delivery.ts";
import { readReports, reportOf } from "../report/report-repo.ts";
import { readRequestByLink, type RequestRow } from "../request/request-repo.ts";
import { searchText } from "../search-text.ts";
import type { Signer } from "../ports.ts";
import type { SecretLinks } from "../secret-link.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Unit } from "../unit-of-work.ts";

export interface CustomerPageService {
  readonly page: (unit: Unit, token: string) => Promise<CustomerPage>;
  readonly markAdvice: (
    unit: Unit,
    token: string,
    input: { readonly advice: string; readonly mark: "read" | "acted"; readonly note?: string | undefined },
  ) => Promise<void>;
  readonly file: (unit: Unit, token: string, report: string, name: string) => ReturnType<ReportDelivery["read"]>;
  readonly countersign: (
    unit: Unit,
    token: string,
    input: { readonly report: string; readonly name: string; readonly sha256: string },
  ) => Promise<void>;
}

interface Parts {
  readonly links: Pick<SecretLinks, "hashOf">;
  readonly settings: Pick<SettingsService, "all">;
  readonly advice: Pick<AdviceService, "mark">;
  readonly delivery: Pick<ReportDelivery, "read" | "countersign">;
  readonly signer: Pick<Signer, "publicKey">;
}

/** Whoever else reported the same incident learns how far it is, not what was found at the customer's. */
function ownsIncident(request: Pick<RequestRow, "form">, incident: Pick<IncidentRow, "organisation">): boolean {
  return searchText([request.form.organisation]) === searchText([incident.organisation]);
}

/** What the customer sees of an incident: who comes, what to do, what was found; nothing internal. */
async function shownIncident(unit: Unit, row: IncidentRow, request: RequestRow, key: string) {
  const { tx } = unit;
  const facts = found(await readStepFacts(tx, row.id), "incident");
  const shared = {
    incidentNumber: row.number,
    clock: shownClock(clockOf(row)),
    state: row.state,
    steps: stepsOf(facts).map(({ step, state }) => ({ step, state })),
  };
  if (!ownsIncident(request, row)) return { ...shared, people: [], advice: [], reports: [] };
  const letter = (await readDeterminations(tx, row.id)).at(-1)?.letter;
  return {
    ...shared,
    people: (await readAssignments(tx, row.id))
      .filter((one) => one.state !== "declined" && one.state !== "offered")
      .map(({ staff, part, mode, state }) => ({ name: staff.name, part, mode, state })),
    advice: (await readAdvice(tx, row.id)).map(({ by: _internal, ...shown }) => shown),
    reports: (await readReports(tx, row.id)).filter((report) => customerSees.has(report.state)).map(pickReport),
    proof: { entry: row.journal_seq, head: row.journal_hash, key },
    ...(row.state === "not-an-incident" && letter !== undefined ? { letter } : {}),
  };
}

function pickReport(row: Parameters<typeof reportOf>[0]): CustomerPage["reports"][number] {
  const { id, number, version, state, deliveredAt, countersignedBy, countersignedAt, files } = reportOf(row);
  return {
    id,
    number,
    version,
    state,
    files,
    ...(deliveredAt === undefined ? {} : { deliveredAt }),
    ...(countersignedBy === undefined ? {} : { countersignedBy }),
    ...(countersignedAt === undefined ? {} : { countersignedAt }),
  };
}

async function page(parts: Parts, unit: Unit, request: RequestRow): Promise<CustomerPage> {
  const { centre, responseMinutes } = await parts.settings.all(unit);
  const incident = request.incident_id === null ? undefined : await readIncident(unit.tx, request.incident_id);
  const { number, received_at: receivedAt, form, proof_at: startedAt } = request;
  const shared = {
    number,
    organisation: form.organisation,
    receivedAt,
    ...(centre.dutyPhone === "" ? {} : { dutyPhone: centre.dutyPhone }),
  };
  if (incident !== undefined) {
    const key = createHash("sha256").update(parts.signer.publicKey).digest("hex");
    return { ...shared, ...(await shownIncident(unit, incident, request, key)) };
  }
  const clock = { startedAt, dueAt: dueAt(startedAt, responseMinutes) };
  return {
    ...shared,
    clock,
    state: "received",
    steps: [{ step: "request", state: "current" }],
    people: [],
    advice: [],
    reports: [],
  };
}

/** The customer's page, opened by a secret link: it shows one request and its incident, and takes receipts and signatures. */
export function customerPageService(parts: Parts): CustomerPageService {
  const opened = async (unit: Unit, token: string): Promise<RequestRow> =>
    found(await readRequestByLink(unit.tx, parts.links.hashOf(token)), "page");
  const incidentOf = async (unit: Unit, token: string): Promise<{ incident: string; name: string }> => {
    const request = await opened(unit, token);
    const incident = request.incident_id === null ? undefined : await readIncident(unit.tx, request.incident_id);
    if (incident === undefined || !ownsIncident(request, incident))
      throw deskError("E_NOT_FOUND", { what: "incident" });
    return { incident: incident.id, name: request.form.contact.name };
  };
  return {
    page: async (unit, token) => page(parts, unit, await opened(unit, token)),
    markAdvice: async (unit, token, { advice, mark, note }) => {
      const { incident, name } = await incidentOf(unit, token);
      await parts.advice.mark(unit, incident, advice, { mark, note, name });
    },
    file: async (unit, token, report, name) => {
      const { incident } = await incidentOf(unit, token);
      return parts.delivery.read(unit, incident, report, name);
    },
    countersign: async (unit, token, { report, name, sha256 }) => {
      const { incident } = await incidentOf(unit, token);
      await parts.delivery.countersign(unit, incident, report, { name, sha256 });
    },
  };
}
