import { createHash } from "node:crypto";
import type { CustomerPage } from "@stanch/model/api-public";
import type { Measure } from "@stanch/model/handling";
import type { RatingForm } from "@stanch/model/rating";
import { readAdvice } from "../advice/advice-repo.ts";
import type { AdviceService } from "../advice/advice-service.ts";
import { readAssignments } from "../assignment/assignment-repo.ts";
import { readHandedIn } from "../custody/evidence-repo.ts";
import { deskError, found } from "../desk-error.ts";
import { readDeterminations } from "../determination/determination-repo.ts";
import { clockOf, sameOrganisation, shownClock } from "../incident/incident.ts";
import { type IncidentRow, readIncident } from "../incident/incident-repo.ts";
import { shownSite } from "../incident/site-clock.ts";
import type { PromiseService } from "../incident/promise-service.ts";
import { stepsOf } from "../incident/process-steps.ts";
import { dueAt } from "../incident/response-clock.ts";
import { readStepFacts } from "../incident/step-facts-repo.ts";
import { isOver, mayRate, type RatingService } from "../rating/rating-service.ts";
import { readMeasures } from "../measure/measure-repo.ts";
import type { MeasureService } from "../measure/measure-service.ts";
import { readRatings } from "../rating/rating-repo.ts";
import { customerSees } from "../report/report.ts";
import type { ReportDelivery } from "../report/report-delivery.ts";
import { readReports, reportOf } from "../report/report-repo.ts";
import { readRequestByLink, readRequestRow, type RequestRow } from "../request/request-repo.ts";
import type { AccessLog } from "../journal/access-log.ts";
import type { Signer } from "../ports.ts";
import type { SecretLinks } from "../secret-link.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Unit } from "../unit-of-work.ts";

/** What opens a customer's page: the secret link of a request, or the account of the customer whom the request belongs to. */
export type PageKey = { readonly token: string } | { readonly request: string };

export interface CustomerPageService {
  readonly page: (unit: Unit, key: PageKey) => Promise<CustomerPage>;
  readonly markAdvice: (
    unit: Unit,
    key: PageKey,
    input: { readonly advice: string; readonly mark: "read" | "acted"; readonly note?: string | undefined },
  ) => Promise<void>;
  readonly file: (unit: Unit, key: PageKey, report: string, name: string) => ReturnType<ReportDelivery["read"]>;
  /** The incident that a key opens, if it is the customer's own. */
  readonly place: (
    unit: Unit,
    key: PageKey,
  ) => Promise<{ readonly incident: string; readonly request: string; readonly name: string }>;
  readonly consent: (
    unit: Unit,
    key: PageKey,
    input: { readonly measure: string; readonly agree: boolean; readonly reason: string },
  ) => Promise<void>;
  readonly rate: (unit: Unit, key: PageKey, form: RatingForm) => Promise<void>;
  readonly countersign: (
    unit: Unit,
    key: PageKey,
    input: { readonly report: string; readonly name: string; readonly sha256: string },
  ) => Promise<void>;
}

interface Parts {
  readonly links: Pick<SecretLinks, "hashOf">;
  readonly settings: Pick<SettingsService, "all">;
  readonly advice: Pick<AdviceService, "mark">;
  readonly delivery: Pick<ReportDelivery, "read" | "countersign">;
  readonly promises: Pick<PromiseService, "of">;
  readonly signer: Pick<Signer, "publicKey">;
  readonly access: Pick<AccessLog, "note">;
  readonly ratings: Pick<RatingService, "rate">;
  readonly measures: Pick<MeasureService, "consent">;
}

/**
 * Whoever else reported the same incident learns how far it is, not what was found at the customer's. By an account it is what belongs
 * to its organisation by contract, whatever a form called it.
 */
function ownsIncident(unit: Unit, key: PageKey, request: RequestRow, incident: IncidentRow): boolean {
  const { scope } = unit.call;
  if ("token" in key) return sameOrganisation(request.form, incident);
  return scope.kind === "customer" && incident.customer_id === scope.customer;
}

/** What the customer sees of an incident: who comes, what to do, what was found; nothing internal. */
async function shownIncident(unit: Unit, row: IncidentRow, request: string, owned: boolean, key: string) {
  const { tx } = unit;
  const facts = found(await readStepFacts(tx, row.id), "incident");
  const shared = {
    incidentNumber: row.number,
    clock: shownClock(clockOf(row)),
    ...(row.site_clock === null ? {} : { siteClock: shownSite(row.site_clock) }),
    state: row.state,
    steps: stepsOf(facts).map(({ step, state }) => ({ step, state })),
  };
  if (!owned) return { ...shared, people: [], advice: [], reports: [] };
  const ratings = await readRatings(tx, row.id, request);
  const measures = (await readMeasures(tx, row.id)).filter(({ askCustomer }) => askCustomer === true);
  const handedIn = row.customer_id === null ? [] : await readHandedIn(tx, row.id, row.customer_id);
  const letter = (await readDeterminations(tx, row.id)).at(-1)?.letter;
  return {
    ...shared,
    people: (await readAssignments(tx, row.id))
      .filter((one) => one.state !== "declined" && one.state !== "offered" && one.state !== "withdrawn")
      .map(({ staff, part, mode, state }) => ({ name: staff.name, part, mode, state })),
    advice: (await readAdvice(tx, row.id)).map(({ by: _internal, ...shown }) => shown),
    reports: (await readReports(tx, row.id)).filter((report) => customerSees.has(report.state)).map(pickReport),
    ...(measures.length === 0 ? {} : { measures: measures.map(pickMeasure) }),
    ...(handedIn.length === 0 ? {} : { handedIn }),
    proof: { entry: row.journal_seq, head: row.journal_hash, key },
    ...(isOver(row.state) ? { ratings, mayRate: mayRate(row.state, ratings, unit.now) } : {}),
    ...(row.state === "not-an-incident" && letter !== undefined ? { letter } : {}),
  };
}

function pickMeasure(measure: Measure): NonNullable<CustomerPage["measures"]>[number] {
  const { id, phase, title, target, change, undo, state, consent } = measure;
  return { id, phase, title, target, change, undo, state, ...(consent === undefined ? {} : { answer: consent }) };
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

async function page(parts: Parts, unit: Unit, key: PageKey, request: RequestRow): Promise<CustomerPage> {
  const { centre } = await parts.settings.all(unit);
  const incident = request.incident_id === null ? undefined : await readIncident(unit.tx, request.incident_id);
  const { number, received_at: receivedAt, form, proof_at: startedAt } = request;
  const shared = {
    number,
    organisation: form.organisation,
    receivedAt,
    ...(centre.dutyPhone === "" ? {} : { dutyPhone: centre.dutyPhone }),
  };
  if (incident !== undefined) {
    const print = createHash("sha256").update(parts.signer.publicKey).digest("hex");
    const owned = ownsIncident(unit, key, request, incident);
    return { ...shared, ...(await shownIncident(unit, incident, request.id, owned, print)) };
  }
  const promise = await parts.promises.of(unit, { customer: request.customer_id, at: startedAt });
  const clock = { startedAt, dueAt: dueAt(startedAt, promise.responseMinutes) };
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

/** The request that a key opens; undefined for whom it does not. */
async function requestOfKey(parts: Parts, unit: Unit, key: PageKey): Promise<RequestRow | undefined> {
  if ("token" in key) return readRequestByLink(unit.tx, parts.links.hashOf(key.token));
  const { scope } = unit.call;
  const row = await readRequestRow(unit.tx, key.request);
  return scope.kind === "customer" && row?.customer_id === scope.customer ? row : undefined;
}

/** The customer's page, opened by a secret link or an account: it shows one request and its incident, and takes receipts and signatures. */
export function customerPageService(parts: Parts): CustomerPageService {
  const opened = async (unit: Unit, key: PageKey): Promise<RequestRow> =>
    found(await requestOfKey(parts, unit, key), "page");
  const incidentOf = async (unit: Unit, key: PageKey): Promise<{ incident: string; request: string; name: string }> => {
    const request = await opened(unit, key);
    const incident = request.incident_id === null ? undefined : await readIncident(unit.tx, request.incident_id);
    if (incident === undefined || !ownsIncident(unit, key, request, incident))
      throw deskError("E_NOT_FOUND", { what: "incident" });
    const { actor } = unit.call;
    const name = actor.kind === "customer" ? actor.name : request.form.contact.name;
    return { incident: incident.id, request: request.id, name };
  };
  return {
    page: async (unit, key) => page(parts, unit, key, await opened(unit, key)),
    markAdvice: async (unit, key, { advice, mark, note }) => {
      const { incident, name } = await incidentOf(unit, key);
      await parts.advice.mark(unit, incident, advice, { mark, note, name });
    },
    file: async (unit, key, report, name) => {
      const { incident } = await incidentOf(unit, key);
      const file = await parts.delivery.read(unit, incident, report, name);
      await parts.access.note(unit, { what: "report.customer", detail: name, incident });
      return file;
    },
    place: incidentOf,
    consent: async (unit, key, { measure, ...input }) => {
      const { incident, name } = await incidentOf(unit, key);
      await parts.measures.consent(unit, incident, measure, { ...input, name });
    },
    rate: async (unit, key, form) => parts.ratings.rate(unit, await incidentOf(unit, key), form),
    countersign: async (unit, key, { report, name, sha256 }) => {
      const { incident } = await incidentOf(unit, key);
      await parts.delivery.countersign(unit, incident, report, { name, sha256 });
    },
  };
}
