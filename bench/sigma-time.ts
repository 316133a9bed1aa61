/** What a run answers, and the processor seconds it took: a busy machine changes them less than the clock's. */
export function timed<T>(run: () => T): readonly [T, number] {
  const start = process.cpuUsage();
  const value = run();
  const { user, system } = process.cpuUsage(start);
  return [value, (user + system) / 1e6];
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[(values.length - 1) >> 1] ?? Number.NaN;
}
