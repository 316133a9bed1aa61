import type { Format, Sample } from "./format.ts";
import { formats } from "./registry.ts";

export interface Identification {
  /** The surest format, or undefined when none recognises the sample. */
  readonly format: Format | undefined;
  /** 0–100. */
  readonly confidence: number;
}

/**
 * The format of a file by its content. Of equally sure formats the more specific, earlier one in the registry wins.
 *
 * @example identify(readSample(source)).format?.id // "syslog"
 */
export function identify(sample: Sample, defined: readonly Format[] = []): Identification {
  let format: Format | undefined;
  let confidence = 0;
  if (sample.size === 0) return { format, confidence };
  for (const candidate of defined) {
    const sure = candidate.sniff(sample);
    if (sure > confidence) {
      format = candidate;
      confidence = sure;
    }
  }
  // What a person said these lines are goes before what they look like.
  if (format !== undefined) return { format, confidence };
  for (const candidate of formats) {
    const sure = candidate.sniff(sample);
    if (sure > confidence) {
      format = candidate;
      confidence = sure;
    }
  }
  return { format, confidence };
}

/** A format by its id. */
export function formatById(id: string): Format | undefined {
  return formats.find((format) => format.id === id);
}
