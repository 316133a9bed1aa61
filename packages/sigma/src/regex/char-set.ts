/** A set of UTF-16 code units as sorted, disjoint pairs `[from, to, from, to, …]`. */
export type CharSet = readonly number[];

const LAST = 0xffff;

/** Sorts and joins pairs. */
export function charSet(pairs: readonly number[]): CharSet {
  const ranges: [number, number][] = [];
  for (let at = 0; at < pairs.length; at += 2) ranges.push([pairs[at] ?? 0, pairs[at + 1] ?? 0]);
  ranges.sort((a, b) => a[0] - b[0]);
  const out: number[] = [];
  for (const [from, to] of ranges) {
    const last = out.length - 1;
    if (last > 0 && from <= (out[last] ?? 0) + 1) out[last] = Math.max(out[last] ?? 0, to);
    else out.push(from, to);
  }
  return out;
}

/** Everything that is not in the set. */
export function negated(set: CharSet): CharSet {
  const out: number[] = [];
  let next = 0;
  for (let at = 0; at < set.length; at += 2) {
    if ((set[at] ?? 0) > next) out.push(next, (set[at] ?? 0) - 1);
    next = (set[at + 1] ?? 0) + 1;
  }
  if (next <= LAST) out.push(next, LAST);
  return out;
}

/** @example inSet([48, 57], 53) // true */
export function inSet(set: CharSet, unit: number): boolean {
  for (let at = 0; at < set.length; at += 2) {
    if (unit < (set[at] ?? 0)) return false;
    if (unit <= (set[at + 1] ?? 0)) return true;
  }
  return false;
}

const swapped = (unit: number): number[] => {
  const char = String.fromCharCode(unit);
  return [char.toLowerCase(), char.toUpperCase()]
    .filter((other) => other.length === 1)
    .map((other) => other.charCodeAt(0));
};

const widestFold = 2048;

/** With the other case of each letter; in ranges too wide to be letters, of ASCII letters only. */
export function caseless(set: CharSet): CharSet {
  const pairs = [...set];
  for (let at = 0; at < set.length; at += 2) {
    const from = set[at] ?? 0;
    const to = Math.min(set[at + 1] ?? 0, from + widestFold);
    for (let unit = from; unit <= to; unit++) for (const other of swapped(unit)) pairs.push(other, other);
  }
  if (inSet(set, 0x3c3) || inSet(set, 0x3c2)) pairs.push(0x3c2, 0x3c3);
  return charSet(pairs);
}

export const anyUnit: CharSet = [0, LAST];
export const digit: CharSet = [48, 57];
export const wordUnit: CharSet = [48, 57, 65, 90, 95, 95, 97, 122];
export const space: CharSet = [9, 13, 32, 32];
export const blank: CharSet = [9, 9, 32, 32, 160, 160];
export const notNewline: CharSet = negated([10, 10]);

/** POSIX classes inside brackets, `[[:alpha:]]`. */
export const posix: Readonly<Record<string, CharSet>> = {
  alnum: [48, 57, 65, 90, 97, 122],
  alpha: [65, 90, 97, 122],
  ascii: [0, 127],
  blank: [9, 9, 32, 32],
  cntrl: [0, 31, 127, 127],
  digit,
  graph: [33, 126],
  lower: [97, 122],
  print: [32, 126],
  punct: [33, 47, 58, 64, 91, 96, 123, 126],
  space,
  upper: [65, 90],
  word: wordUnit,
  xdigit: [48, 57, 65, 70, 97, 102],
};

/** Unicode property by its name, from the platform's own tables; undefined when it knows none of that name. */
export function propertySet(name: string): CharSet | undefined {
  if (!/^[A-Za-z_=]{1,40}$/.test(name)) return undefined;
  let expression: RegExp;
  try {
    expression = new RegExp(`^\\p{${name}}$`, "u");
  } catch {
    return undefined;
  }
  const pairs: number[] = [];
  for (let unit = 0; unit <= LAST; unit++) if (expression.test(String.fromCharCode(unit))) pairs.push(unit, unit);
  return charSet(pairs);
}
