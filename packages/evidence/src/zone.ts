/** Seconds to subtract from a wall clock, read as if it were UTC, to get the instant. */
export type ZoneOffset = (wall: number) => number;

const hour = 3600;

/** True for an IANA name or an offset such as `+08:00`. */
export function isZone(zone: string): boolean {
  try {
    return offsetOnce(zone, 0) !== undefined;
  } catch {
    return false;
  }
}

/**
 * The offset rule of a zone, fast enough for every line: asked of Temporal once an hour of wall clock, then remembered.
 * A wall clock that a DST change skips moves forward by the gap, one that happens twice means the first (RFC 5545, 3.3.5);
 * `second` asks for the second.
 *
 * @param zone IANA name (`Europe/Berlin`) or offset (`+08:00`, `Z`).
 * @throws RangeError for an unknown zone.
 */
export function zoneOffset(zone: string): { readonly first: ZoneOffset; readonly second: ZoneOffset } {
  const fixed = fixedOffset(zone);
  if (fixed !== undefined) return { first: () => fixed, second: () => fixed };
  offsetOnce(zone, 0);
  return { first: remembered(zone, "compatible"), second: remembered(zone, "later") };
}

function remembered(zone: string, disambiguation: "compatible" | "later"): ZoneOffset {
  const known = new Map<number, number>();
  let lastHour = Number.NaN;
  let lastOffset = 0;
  return (wall) => {
    const at = Math.floor(wall / hour);
    if (at === lastHour) return lastOffset;
    let offset = known.get(at);
    if (offset === undefined) {
      offset = offsetOnce(zone, at * hour, disambiguation);
      // An hour in which the offset changes is resolved by the second and not remembered.
      if (offset !== offsetOnce(zone, at * hour + hour - 1, disambiguation))
        return offsetOnce(zone, wall, disambiguation);
      if (known.size > 100_000) known.clear();
      known.set(at, offset);
    }
    lastHour = at;
    lastOffset = offset;
    return offset;
  };
}

function fixedOffset(zone: string): number | undefined {
  if (zone === "Z" || zone === "UTC") return 0;
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (match === null) return undefined;
  const seconds = Number(match[2]) * hour + Number(match[3]) * 60;
  return match[1] === "-" ? -seconds : seconds;
}

function offsetOnce(zone: string, wall: number, disambiguation: "compatible" | "later" = "compatible"): number {
  const fixed = fixedOffset(zone);
  if (fixed !== undefined) return fixed;
  const plain = Temporal.Instant.fromEpochMilliseconds(wall * 1000)
    .toZonedDateTimeISO("UTC")
    .toPlainDateTime();
  return wall - plain.toZonedDateTime(zone, { disambiguation }).epochMilliseconds / 1000;
}
