/** A choice of buckets, both ends included. */
export interface BucketRange {
  readonly first: number;
  readonly last: number;
}

/** The choice after an arrow key: it moves, or with Shift grows to the right (shrinks to the left). */
export function moveRange(range: BucketRange, step: -1 | 1, widen: boolean, count: number): BucketRange {
  if (widen) return { first: range.first, last: Math.min(count - 1, Math.max(range.first, range.last + step)) };
  if (range.first + step < 0 || range.last + step > count - 1) return range;
  return { first: range.first + step, last: range.last + step };
}

/** The instants a choice covers: from the start of its first bucket to the start of the one after its last, or the end. */
export function rangeInstants(
  buckets: readonly { readonly at: string }[],
  end: string,
  range: BucketRange,
): { from: string; to: string } {
  const first = Math.min(range.first, range.last);
  const last = Math.max(range.first, range.last);
  return { from: buckets[first]?.at ?? end, to: buckets[last + 1]?.at ?? end };
}
