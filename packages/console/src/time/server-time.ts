/** How far this machine's clock is behind the centre's, in milliseconds. A customer's clock may be wrong; the promise is not. */
let ahead = 0;

/** Learns the centre's time from the `Date` header of an answer; a second of doubt is ignored. */
export function learnServerTime(header: string | null, now: number = Date.now()): void {
  const told = header === null ? Number.NaN : Date.parse(header);
  if (Number.isNaN(told)) return;
  const difference = told - now;
  ahead = Math.abs(difference) < 2000 ? 0 : difference;
}

/** Now, by the centre's clock, in milliseconds since 1970. */
export function serverNow(now: number = Date.now()): number {
  return now + ahead;
}
