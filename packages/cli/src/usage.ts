import type { CommanderError } from "commander";
import { StanchError } from "@stanch/model/error";

const codes: Readonly<Record<string, string>> = {
  "commander.unknownOption": "E_USAGE_OPTION",
  "commander.unknownCommand": "E_USAGE_COMMAND",
  "commander.missingArgument": "E_USAGE_ARGUMENT",
  "commander.excessArguments": "E_USAGE_EXCESS",
  "commander.optionMissingArgument": "E_USAGE_VALUE",
  "commander.missingMandatoryOptionValue": "E_USAGE_NEEDED",
};

/** An error of the option parser as one of ours; the name it complains about stands in quotes in its message. */
export function usageError(error: CommanderError): unknown {
  const code = codes[error.code];
  if (code === undefined) return error;
  return new StanchError(code, { name: /'([\s\S]*?)'(?:\s|$)/.exec(error.message)?.[1] ?? "" }, error);
}

/** Collects an option that may be repeated. */
export function repeated(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/**
 * A whole number within bounds.
 *
 * @throws StanchError `E_NUMBER`
 */
export function wholeNumber(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new StanchError("E_NUMBER", { value, least: String(least), most: String(most) });
  };
}

/**
 * An instant as epoch milliseconds: RFC 3339, or a date, which means its beginning in UTC.
 *
 * @throws StanchError `E_INSTANT`
 * @example instantOf("2026-03-01") // 1772323200000
 */
export function instantOf(value: string): number {
  try {
    const full = /^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T00:00:00Z` : value;
    return Temporal.Instant.from(full).epochMilliseconds;
  } catch (error) {
    throw new StanchError("E_INSTANT", { value }, error);
  }
}
