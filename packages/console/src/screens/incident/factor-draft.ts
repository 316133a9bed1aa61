import { type GradingFactors, gradingFactors } from "@stanch/model/handling";

/** Grading answers as they are typed: numbers are text until they are read. */
export interface FactorDraft {
  readonly importance: GradingFactors["importance"];
  readonly loss: GradingFactors["loss"];
  readonly harm: GradingFactors["harm"];
  readonly dataThreat: NonNullable<GradingFactors["dataThreat"]>;
  readonly siteObject: NonNullable<GradingFactors["siteDown"]>["object"];
  readonly tamperObject: NonNullable<GradingFactors["tampered"]>["object"];
  readonly numbers: Readonly<Partial<Record<NumberField, string>>>;
}

export const numberFields = [
  "ciiMinutes",
  "ciiMainMinutes",
  "peopleAffected",
  "personalInformation",
  "lossYuan",
  "siteMinutes",
  "tamperHome",
  "tamperOther",
  "tamperReposts",
  "tamperViews",
] as const;
export type NumberField = (typeof numberFields)[number];

export const noFactors: FactorDraft = {
  importance: "general",
  loss: "minor",
  harm: "general",
  dataThreat: "none",
  siteObject: "other",
  tamperObject: "level-3",
  numbers: {},
};

/** A number as people type it: digits with spaces or commas between. Undefined when empty or no number. */
export function readNumber(text: string | undefined): number | undefined {
  const plain = (text ?? "").replace(/[\s,，]/g, "");
  if (!/^\d+(?:\.\d+)?$/.test(plain)) return undefined;
  return Number(plain);
}

/** The factors that the answers state; a number nobody gave is left out, never taken as zero. */
export function factorsOf(draft: FactorDraft): GradingFactors {
  const whole = (field: NumberField) => {
    const value = readNumber(draft.numbers[field]);
    return value === undefined ? undefined : Math.floor(value);
  };
  const factors: GradingFactors = { importance: draft.importance, loss: draft.loss, harm: draft.harm };
  for (const field of ["ciiMinutes", "ciiMainMinutes", "peopleAffected", "personalInformation"] as const) {
    const value = whole(field);
    if (value !== undefined) factors[field] = value;
  }
  const loss = readNumber(draft.numbers.lossYuan);
  if (loss !== undefined) factors.lossYuan = loss;
  if (draft.dataThreat !== "none") factors.dataThreat = draft.dataThreat;
  const minutes = whole("siteMinutes");
  if (minutes !== undefined) factors.siteDown = { object: draft.siteObject, minutes };
  const tampered = [whole("tamperHome"), whole("tamperOther"), whole("tamperReposts"), whole("tamperViews")] as const;
  if (tampered.some((value) => value !== undefined)) {
    const [homeMinutes = 0, otherMinutes = 0, reposts = 0, views = 0] = tampered;
    factors.tampered = { object: draft.tamperObject, homeMinutes, otherMinutes, reposts, views };
  }
  return gradingFactors.parse(factors);
}
