import { incidentId } from "@stanch/model/ids";
import type { Incident } from "@stanch/model/incident";
import type { Request } from "@stanch/model/request";
import { readCallBacks } from "../call-back/call-back-repo.ts";
import { found } from "../desk-error.ts";
import { readIncidentRequests, readNonce } from "../request/request-repo.ts";
import { readAssignments } from "../assignment/assignment-repo.ts";
import { readRecurrence } from "../recurrence/recurrence-repo.ts";
import type { SecretLinks } from "../secret-link.ts";
import type { Unit } from "../unit-of-work.ts";
import { type IncidentRow, readIncident, readMerged, summaryOf } from "./incident-repo.ts";
import { nextOf, stepsOf } from "./process-steps.ts";
import { shownSite } from "./site-clock.ts";
import { readStepFacts } from "./step-facts-repo.ts";

/** The whole of an incident as its page shows it. */
export type IncidentView = (unit: Unit, id: string) => Promise<Incident>;

/** Distinct texts of several requests, in their order. */
function joined(requests: readonly Request[], text: (request: Request) => string): string {
  return [...new Set(requests.map(text).filter((one) => one !== ""))].join("\n\n");
}

/** The last call that reached anybody decides: what was confirmed may be denied later. */
async function verifiedOf(unit: Unit, incident: string): Promise<Pick<Incident, "callerVerified">> {
  const reached = (await readCallBacks(unit.tx, incident)).filter((one) => one.onRecord && one.outcome !== "no-answer");
  const last = reached.findLast((one) => one.verified || one.outcome === "denied");
  if (last === undefined || !last.verified) return {};
  const { caller, person, number, at, by } = last;
  return { callerVerified: { caller, person, number, at, by } };
}

async function mergedOf(unit: Unit, row: IncidentRow): Promise<Pick<Incident, "mergedInto" | "mergedFrom">> {
  const { from, into } = await readMerged(unit.tx, row);
  const named = (one: { readonly id: string; readonly number: string }) => ({
    id: incidentId.parse(one.id),
    number: one.number,
  });
  return {
    ...(into === undefined ? {} : { mergedInto: named(into) }),
    ...(from.length === 0 ? {} : { mergedFrom: from.map(named) }),
  };
}

async function recurredOf(unit: Unit, id: string): Promise<Pick<Incident, "recurrenceOf" | "recurrenceWatch">> {
  const { links, watch } = await readRecurrence(unit.tx, id);
  return {
    ...(links.length === 0 ? {} : { recurrenceOf: links }),
    ...(watch === undefined ? {} : { recurrenceWatch: watch }),
  };
}

/** The first request tells who and where; what later ones add is added. */
function told(requests: readonly Request[]) {
  const first = requests[0];
  const { name = "", phone = "", email = "" } = first?.contact ?? {};
  return {
    requests: requests.map(({ id, number }) => ({ id, number })),
    symptoms: [...new Set(requests.flatMap((request) => request.symptoms))],
    location: first?.location ?? "",
    contact: email === "" ? { name, phone } : { name, phone, email },
    systems: joined(requests, (request) => request.systems),
    description: joined(requests, (request) => request.description),
  };
}

export function incidentView({ links }: { readonly links: Pick<SecretLinks, "tokenOf"> }): IncidentView {
  return async (unit, id) => {
    const row = found(await readIncident(unit.tx, id), "incident");
    const facts = found(await readStepFacts(unit.tx, id), "incident");
    const requests = await readIncidentRequests(unit.tx, id);
    const people = await readAssignments(unit.tx, id);
    const nonce = await readNonce(unit.tx, { request: null, incident: id });
    return {
      ...summaryOf(row),
      ...told(requests),
      ...(await verifiedOf(unit, id)),
      ...(await mergedOf(unit, row)),
      ...(await recurredOf(unit, id)),
      steps: stepsOf(facts),
      next: nextOf(facts),
      language: row.language,
      people: people
        .filter((one) => one.state !== "declined" && one.state !== "left" && one.state !== "withdrawn")
        .map(({ staff, part, times, createdAt }) => ({
          id: staff.id,
          name: staff.name,
          part,
          since: times.accepted ?? times.offered ?? createdAt,
        })),
      ...(row.site_clock === null ? {} : { siteClock: shownSite(row.site_clock) }),
      ...(row.verdict === null ? {} : { verdict: row.verdict }),
      journalHead: { seq: row.journal_seq, hash: row.journal_hash },
      customerPath: nonce === undefined ? "" : `/c/${links.tokenOf("status", nonce)}`,
    };
  };
}
