import type { NoticeChannel } from "@stanch/model/channel";

/** How many messages an address gets in so many minutes. Source: GoAlert, engine/message throttling. */
const limits: Partial<Record<NoticeChannel, readonly (readonly [minutes: number, most: number])[]>> = {
  voice: [
    [1, 1],
    [15, 3],
    [60, 7],
    [180, 15],
  ],
  sms: [
    [1, 1],
    [15, 5],
    [60, 11],
    [180, 21],
  ],
};

/**
 * Strangers choose where a receipt goes, by the form and by mail: an address gets no more of them than this. The page of each request
 * shows the same, so what is left out is not missed.
 */
export const receiptLimit = { minutes: 60, most: 3 } as const;

/** The longest span that counts, in minutes; 0 when a channel has no limit. */
export function limitSpan(channel: NoticeChannel): number {
  return Math.max(0, ...(limits[channel] ?? []).map(([minutes]) => minutes));
}

export interface Held {
  /** When the next one may leave, in milliseconds since 1970. */
  readonly until: number;
  /** `voice 3/15 min` */
  readonly limit: string;
}

/** Whether one more to the same address is too much now, given when earlier ones left. */
export function heldBack(channel: NoticeChannel, sent: readonly number[], now: number): Held | undefined {
  let held: Held | undefined;
  for (const [minutes, most] of limits[channel] ?? []) {
    const span = minutes * 60_000;
    const within = sent.filter((at) => at > now - span).sort((a, b) => a - b);
    const first = within[within.length - most];
    if (first === undefined) continue;
    const until = first + span;
    if (held === undefined || until > held.until) held = { until, limit: `${channel} ${most}/${minutes} min` };
  }
  return held;
}
