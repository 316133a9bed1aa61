import { z } from "zod";
import table from "./data/legal-deadlines.json" with { type: "json" };
import { incidentLevel } from "./incident.ts";
import { text } from "./text.ts";

const instant = z.iso.datetime({ offset: true });

/** Where a clock may start. `{after}`: when the report of another rule was sent. */
export const deadlineStart = z.union([
  z.enum(["aware", "classified", "assessed", "materiality", "payment", "handling-ended"]),
  z.object({ after: z.string() }),
]);

/** Hours run through nights and holidays; `day` is a calendar day, `business-day` passes over Saturdays, Sundays and given holidays. */
export const deadlineLimit = z.union([
  z.literal("at-once"),
  z.object({ count: z.int().min(1), unit: z.enum(["hour", "day", "business-day", "month"]) }),
]);

/** What a case already knows and a draft can say. */
export const caseFact = z.enum([
  "organisation",
  "systems",
  "location",
  "contact",
  "noticed",
  "aware",
  "symptoms",
  "description",
  "type",
  "level",
  "measures-done",
  "measures-planned",
  "findings",
  "evidence",
  "duties",
]);
export type CaseFact = z.infer<typeof caseFact>;

/** A duty to report, as data. Everything in `when` must hold; a key that is absent asks for nothing. */
export const deadlineRule = z.object({
  id: z.string(),
  /** ISO 3166 country, or `EU`. */
  jurisdiction: z.string(),
  regime: text,
  duty: text,
  when: z.object({
    operator: z.array(z.enum(["cii", "state-organ", "other"])).optional(),
    levels: z.array(incidentLevel).optional(),
    /** `personal`: personal information is touched; `any`: any data. */
    data: z.array(z.enum(["personal", "any"])).optional(),
    sectors: z.array(z.enum(["nis2", "finance", "listed"])).optional(),
    crime: z.literal(true).optional(),
    ransomPaid: z.literal(true).optional(),
  }),
  start: deadlineStart,
  limit: deadlineLimit,
  recipient: text,
  /** What the report must say, and which facts of the case belong to it. */
  content: z.array(text.extend({ from: z.array(caseFact).optional() })),
  /** Only rules in force start a clock. */
  status: z.enum(["in-force", "draft", "not-yet"]),
  source: z.string(),
  /** Day on which somebody last read the source. */
  checkedAt: z.iso.date(),
  note: text.optional(),
});
export type DeadlineRule = z.infer<typeof deadlineRule>;

/** What the rules ask of an incident and its customer. */
export const deadlineFacts = z.object({
  jurisdictions: z.array(z.string()),
  operator: z.enum(["cii", "state-organ", "other"]),
  sectors: z.array(z.enum(["nis2", "finance", "listed"])),
  level: incidentLevel.optional(),
  data: z.enum(["none", "any", "personal"]),
  crime: z.boolean(),
  ransomPaid: z.boolean(),
});
export type DeadlineFacts = z.infer<typeof deadlineFacts>;

/** When the things happened from which clocks run. `sent`: report of a rule → instant at which it left. */
export const deadlineMoments = z.object({
  aware: instant.optional(),
  classified: instant.optional(),
  assessed: instant.optional(),
  materiality: instant.optional(),
  payment: instant.optional(),
  "handling-ended": instant.optional(),
  sent: z.record(z.string(), instant),
});
export type DeadlineMoments = z.infer<typeof deadlineMoments>;

/** Every rule that ships, in the order of the table. Sources and days of reading stand in each. */
export const deadlineRules: readonly DeadlineRule[] = z.array(deadlineRule).parse(table);

function holds({ when, jurisdiction, status }: DeadlineRule, facts: DeadlineFacts): boolean {
  if (status !== "in-force" || !facts.jurisdictions.includes(jurisdiction)) return false;
  const { level, data } = facts;
  return (
    (when.operator?.includes(facts.operator) ?? true) &&
    (when.levels === undefined || (level !== undefined && when.levels.includes(level))) &&
    (when.data === undefined || data === "personal" || (data === "any" && when.data.includes("any"))) &&
    (when.sectors?.some((one) => facts.sectors.includes(one)) ?? true) &&
    (when.crime === undefined || facts.crime) &&
    (when.ransomPaid === undefined || facts.ransomPaid)
  );
}

/**
 * The duties that an incident brings.
 *
 * @example deadlinesFor({ jurisdictions: ["CN"], operator: "other", sectors: [], level: 3, … }).map(({ id }) => id) // ["CN-CAC-OTHER", …]
 */
export function deadlinesFor(
  facts: DeadlineFacts,
  rules: readonly DeadlineRule[] = deadlineRules,
): readonly DeadlineRule[] {
  return rules.filter((rule) => holds(rule, facts));
}

/** The clock of a duty: not started, without a number, or due. */
export type DeadlineClock =
  | { readonly state: "not-started" }
  | { readonly state: "at-once"; readonly startedAt: string }
  | { readonly state: "running"; readonly startedAt: string; readonly dueAt: string };

/**
 * When a duty is due. Days, business days and months are counted in the zone where the duty is owed, to the same time of day; a month
 * ends on the last day where the next one is shorter.
 *
 * @param holidays days as `2026-10-01` on which no business is done
 * @example deadlineClock(rule, { aware: "2026-01-31T22:00:00Z", sent: {} }, "Asia/Shanghai")
 */
export function deadlineClock(
  rule: Pick<DeadlineRule, "start" | "limit">,
  moments: DeadlineMoments,
  zone: string,
  holidays: ReadonlySet<string> = new Set(),
): DeadlineClock {
  const { start, limit } = rule;
  const startedAt = typeof start === "string" ? moments[start] : moments.sent[start.after];
  if (startedAt === undefined) return { state: "not-started" };
  if (limit === "at-once") return { state: "at-once", startedAt };
  const from = Temporal.Instant.from(startedAt).toZonedDateTimeISO(zone);
  return { state: "running", startedAt, dueAt: added(from, limit, holidays).toInstant().toString() };
}

function added(
  from: Temporal.ZonedDateTime,
  { count, unit }: Exclude<z.infer<typeof deadlineLimit>, "at-once">,
  holidays: ReadonlySet<string>,
): Temporal.ZonedDateTime {
  switch (unit) {
    case "hour":
      return from.add({ hours: count });
    case "day":
      return from.add({ days: count });
    case "month":
      return from.add({ months: count });
    case "business-day": {
      let day = from;
      for (let left = count; left > 0;) {
        day = day.add({ days: 1 });
        if (day.dayOfWeek < 6 && !holidays.has(day.toPlainDate().toString())) left--;
      }
      return day;
    }
  }
}
