import { incidentType } from "@stanch/model/incident-type";
import type { CaseFact } from "@stanch/model/legal-deadline";
import type { Measure } from "@stanch/model/handling";
import type { Incident } from "@stanch/model/incident";
import { levelNames } from "@stanch/model/level-table";
import { deadlineRules } from "@stanch/model/legal-deadline";
import type { Language } from "@stanch/model/text";
import { readEvidence } from "../custody/evidence-repo.ts";
import type { FindingService } from "../investigation/finding-service.ts";
import { readMeasures } from "../measure/measure-repo.ts";
import { say, wallTime } from "../messages/say.ts";
import { readIncidentRequests } from "../request/request-repo.ts";
import { symptomsText } from "../request/request-notices.ts";
import type { Unit } from "../unit-of-work.ts";
import type { CaseFacts } from "./legal-draft.ts";

function measureLines(measures: readonly Measure[], states: readonly Measure["state"][], zone: string): string[] {
  return measures
    .filter((one) => states.includes(one.state))
    .map(({ title, target, doneAt, after }) => {
      const when = doneAt === undefined ? "" : `${wallTime(doneAt, zone)} `;
      const where = target === "" ? "" : ` (${target})`;
      return `${when}${title}${where}${after === undefined || after === "" ? "" : `: ${after}`}`;
    });
}

function graded({ level, type }: Incident, language: Language): Pick<CaseFacts, "type" | "level"> {
  const name = type === undefined ? undefined : incidentType(type)?.name[language];
  return {
    ...(name === undefined ? {} : { type: [name] }),
    ...(level === undefined ? {} : { level: [`${level} (${levelNames[level][language]})`] }),
  };
}

/** Everything in the records of a case that a report by law may have to say, in one language. */
export async function caseFacts(
  unit: Unit,
  incident: Incident,
  around: {
    readonly findings: Pick<FindingService, "list">;
    readonly aware: string;
    readonly zone: string;
    readonly owed: readonly string[];
    readonly language: Language;
  },
): Promise<CaseFacts> {
  const { aware, zone, language } = around;
  const requests = await readIncidentRequests(unit.tx, incident.id);
  const measures = await readMeasures(unit.tx, incident.id);
  const evidence = await readEvidence(unit.tx, incident.id);
  const marks = await around.findings.list(unit, incident.id);
  const at = (instant: string): string => `${wallTime(instant, zone)} (${zone})`;
  const owed = deadlineRules.filter(({ id }) => around.owed.includes(id));
  const facts: Record<Exclude<CaseFact, "type" | "level">, string[]> = {
    organisation: [incident.organisation],
    systems: [incident.systems],
    location: [incident.location],
    contact: [[incident.contact.name, incident.contact.phone, incident.contact.email ?? ""].filter(Boolean).join(", ")],
    noticed: requests.flatMap(({ firstNoticed }) => (firstNoticed === undefined ? [] : [at(firstNoticed)])),
    aware: [at(aware)],
    symptoms: incident.symptoms.length === 0 ? [] : [symptomsText(incident.symptoms, language)],
    description: [incident.description],
    "measures-done": measureLines(measures, ["done"], zone),
    "measures-planned": measureLines(measures, ["planned", "approved"], zone),
    findings: marks
      .filter(({ mark }) => mark === "pinned")
      .map(({ about, reason }) => (reason === "" ? about : `${reason} [${about}]`)),
    evidence: evidence.map(({ label, name, sha256, receivedAt }) =>
      say(language, "legal-draft.evidence", { label, name, sha256, received: at(receivedAt) }),
    ),
    duties: owed.map(({ duty, recipient }) => `${duty[language]} → ${recipient[language]}`),
  };
  return { ...facts, ...graded(incident, language) };
}
