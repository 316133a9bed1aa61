import type { ClockOffer, ClockSetting } from "@stanch/model/clock";
import type { SourceReport } from "@stanch/model/sources";

const nameOf = ({ host, path }: ClockSetting): string => (host === undefined ? `file ${path ?? ""}` : `host ${host}`);

/** The settings an investigation was run with, as its sources tell them. */
export function settingsOf(sources: readonly SourceReport[]): ClockSetting[] {
  const found = new Map<string, ClockSetting>();
  for (const { clock } of sources) {
    for (const one of [...(clock?.hosts ?? []), ...(clock?.file === undefined ? [] : [clock.file])]) {
      found.set(nameOf(one), one);
    }
  }
  return [...found.values()];
}

/** The settings with one more, which takes the place of that of the same host or file; without zone and correction it only goes. */
export function withSetting(
  settings: readonly ClockSetting[],
  next: Pick<ClockSetting, "host" | "path" | "zone" | "correction">,
): ClockSetting[] {
  const others = settings.filter((one) => nameOf(one) !== nameOf(next));
  return next.zone === undefined && next.correction === undefined ? others : [...others, next];
}

/** The settings that correct one of two clocks by what was measured, on top of a correction it has already. */
export function corrected(settings: readonly ClockSetting[], offer: ClockOffer, host: string): ClockSetting[] {
  const before = settings.find((one) => one.host === host);
  const change = host === offer.host ? -offer.ahead : offer.ahead;
  const correction = Math.round(((before?.correction ?? 0) + change) * 1000) / 1000;
  return withSetting(settings, { ...before, host, correction });
}

/** Whether the browser knows a zone by this name, or it is an offset. */
export function isZoneName(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).format(0) !== "";
  } catch {
    return false;
  }
}

/** Seconds as people type them; undefined for nothing, `NaN` for what is no number. */
export function secondsOf(text: string): number | undefined {
  const plain = text.trim().replace(/^\u2212/, "-");
  if (plain === "") return undefined;
  return /^[+-]?\d{1,9}(?:\.\d{1,3})?$/.test(plain) ? Number(plain) : Number.NaN;
}
