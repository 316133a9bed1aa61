/** Seeded randomness: the same seed gives the same bytes on every machine. */
export interface Random {
  /** 0 ≤ x < 1. */
  unit(): number;
  /** Whole number, 0 ≤ x < below. */
  below(below: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** Whole number below `below`, small ones far more often, as addresses and pages are. */
  skewed(below: number): number;
}

/** Mulberry32. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (bound: number): number => Math.floor(unit() * bound);
  return {
    unit,
    below,
    pick<Item>(items: readonly Item[]): Item {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError("nothing to pick from");
      return item;
    },
    skewed: (bound) => Math.floor(bound * unit() ** 3),
  };
}

const hex = "0123456789abcdef";

export function hexText(random: Random, length: number): string {
  let text = "";
  for (let at = 0; at < length; at++) text += hex[random.below(16)] ?? "0";
  return text;
}

/** `count` public-looking addresses, all different for different indices below 2^24. */
export function addressAt(index: number): string {
  const mixed = Math.imul(index + 1, 2_654_435_761) >>> 0;
  return `${[45, 61, 91, 103, 118, 141, 159, 185][mixed & 7] ?? 45}.${(mixed >>> 8) & 255}.${(mixed >>> 16) & 255}.${(mixed >>> 24) & 255}`;
}
