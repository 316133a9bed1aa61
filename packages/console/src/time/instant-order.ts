/** The last instant that dates can tell, in milliseconds. */
const LAST = 8.64e15;

const millis = (instant: string | undefined, missing: "first" | "last"): number =>
  instant === undefined ? (missing === "first" ? LAST : -LAST) : Date.parse(instant);

/**
 * Newest first. Texts of instants do not sort as texts: `07.1Z` is before `07.12Z`.
 *
 * @param missing where those stand that have no instant yet
 * @example newestFirst("2026-03-01T02:14:07.12Z", "2026-03-01T02:14:07.1Z") // below 0
 */
export function newestFirst(a: string | undefined, b: string | undefined, missing: "first" | "last" = "last"): number {
  return millis(b, missing) - millis(a, missing);
}
