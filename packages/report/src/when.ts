import type { Language } from "@stanch/model/text";

/** How one instant is printed: in the report's zone and in UTC, both to the second. */
export interface When {
  readonly local: string;
  readonly utc: string;
}

/** Splits an RFC 3339 instant into local time and UTC; what is no instant is printed as it is. */
export function when(instant: string, zone: string): When {
  try {
    const at = Temporal.Instant.from(instant);
    return { local: stamp(at.toZonedDateTimeISO(zone)), utc: stamp(at.toZonedDateTimeISO("UTC")) };
  } catch {
    return { local: instant, utc: instant };
  }
}

/** One line: local time with the name of the zone, and UTC in brackets. */
export function whenLine(instant: string, zone: string, language: Language): string {
  const { local, utc } = when(instant, zone);
  if (isUtc(zone)) return `${utc} UTC`;
  return language === "zh" ? `${local} ${zone}（${utc} UTC）` : `${local} ${zone} (${utc} UTC)`;
}

export function isUtc(zone: string): boolean {
  return /^(?:UTC|Etc\/UTC|Z|GMT|\+00:00)$/.test(zone);
}

function stamp(at: Temporal.ZonedDateTime): string {
  return at.toPlainDateTime().toString({ smallestUnit: "second" }).replace("T", " ");
}

/** Orders instants in time; those that are missing come last. */
export function compareInstants(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
  try {
    return Temporal.Instant.compare(a, b);
  } catch {
    return a < b ? -1 : 1;
  }
}
