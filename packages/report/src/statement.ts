import { confidence, statementKind } from "@stanch/model/answer";
import { text, type Text } from "@stanch/model/text";
import { timeBasis } from "@stanch/model/event-line";
import { z } from "zod";

/** An instant, RFC 3339 in UTC. */
export const instant = z.iso.datetime({ offset: true });
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** How likely, in the words of ICD 203; a different axis from confidence. */
export const likelihood = z.enum([
  "almost-no-chance",
  "very-unlikely",
  "unlikely",
  "roughly-even",
  "likely",
  "very-likely",
  "almost-certain",
]);
export type Likelihood = z.infer<typeof likelihood>;

/** One sentence of a report. A fact cites at least one event; an inference says how sure; a gap says what cannot be shown. */
export const statement = z.object({
  kind: statementKind,
  text,
  /** Event ids, keys of the report's `citations`. */
  cites: z.array(z.string()),
  confidence: confidence.optional(),
  likelihood: likelihood.optional(),
});
export type Statement = z.infer<typeof statement>;

/** Where the words of a statement stand in the evidence: enough for a stranger to find the bytes again. */
export const citation = z.object({
  /** Logical path of the source file. */
  path: z.string().min(1),
  offset: z.int().min(0),
  record: z.int().min(1),
  /** SHA-256 of the (unpacked) source file. */
  sha256,
  time: instant.optional(),
  basis: timeBasis.optional(),
  /** The record as decoded text; the first {@link rawLimit} characters of it. */
  raw: z.string(),
  /** Characters left out at the end of `raw`. */
  cut: z.int().min(1).optional(),
});
export type Citation = z.infer<typeof citation>;

/** Longest `raw` of a citation, in UTF-16 units. */
export const rawLimit = 1200;

/** A section that this analysis does not have, and why. It is printed, never left out. */
export const notPart = z.object({ notPart: text });
export type NotPart = z.infer<typeof notPart>;

/** A section, or the plain statement that it is not part of this analysis. */
export function part<S extends z.ZodType>(section: S): z.ZodUnion<[S, typeof notPart]> {
  return z.union([section, notPart]);
}

export function isNotPart(value: object): value is { notPart: Text } {
  return "notPart" in value;
}
