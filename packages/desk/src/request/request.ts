import type { CallForm, Request, RequestForm } from "@stanch/model/request";

/** Which state may follow which. */
export const requestSteps: Readonly<Record<Request["state"], readonly Request["state"][]>> = {
  new: ["taken", "linked", "refused"],
  taken: [],
  linked: [],
  refused: ["taken", "linked"],
};

/** Clocks of two machines differ a little; a proof may be this far ahead. */
const AHEAD_MS = 60_000;

/**
 * The earliest proof of a request: start of the call, time of the fax, arrival of the form. Undefined when a time lies in the future.
 */
export function earliestProof(form: Pick<CallForm, "proofAt" | "call">, now: string): string | undefined {
  const times = [now, form.proofAt, form.call?.startedAt]
    .filter((time) => time !== undefined)
    .map((time) => Date.parse(time));
  const latest = Date.parse(now) + AHEAD_MS;
  if (times.some((time) => time > latest)) return undefined;
  return new Date(Math.min(...times)).toISOString();
}

/** The fields of a form alone, whatever else came with it. */
export function formOf(form: RequestForm): RequestForm {
  const { organisation, contact, location, systems, symptoms, description, firstNoticed, language } = form;
  const told = { organisation, contact, location, systems, symptoms: [...new Set(symptoms)], description, language };
  return firstNoticed === undefined ? told : { ...told, firstNoticed };
}
