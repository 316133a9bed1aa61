import type { Incident } from "@stanch/model/incident";
import { stepNames } from "@stanch/model/process";
import { sayBoth } from "../messages/say.ts";
import type { Text } from "@stanch/model/text";
import type { StepFacts } from "../incident/process-steps.ts";

/** What an incident lacks before it may be sealed; empty: nothing. */
export function missingForArchive(
  incident: Pick<Incident, "steps" | "state">,
  facts: StepFacts,
  around: {
    readonly copy: "none" | "waiting" | "told" | "failed";
    readonly noticesWaiting: number;
    readonly legalOpen: number;
  },
): Text[] {
  const missing: Text[] = [];
  const unfinished = (key: string): boolean =>
    Object.entries(facts.measures).some(([one, n]) => n > 0 && one.endsWith(` ${key}`));
  const open = incident.steps.filter(
    ({ step, state }) => step !== "archive" && (state === "todo" || state === "current"),
  );
  if (!facts.clockStopped && incident.state !== "not-an-incident") missing.push(sayBoth("missing.clock"));
  if (incident.state !== "not-an-incident" && around.copy !== "told") missing.push(sayBoth("missing.copy"));
  if (around.noticesWaiting > 0) missing.push(sayBoth("missing.notices"));
  if (around.legalOpen > 0) missing.push(sayBoth("missing.legal", { count: String(around.legalOpen) }));
  if (facts.investigationsRunning > 0) missing.push(sayBoth("missing.investigations"));
  if (unfinished("planned") || unfinished("approved")) missing.push(sayBoth("missing.measures"));
  if (open.length > 0) {
    const names = (language: "zh" | "en"): string =>
      new Intl.ListFormat(language).format(open.map(({ step }) => stepNames[step][language]));
    missing.push({
      zh: sayBoth("missing.steps", { steps: names("zh") }).zh,
      en: sayBoth("missing.steps", { steps: names("en") }).en,
    });
  }
  return missing;
}
