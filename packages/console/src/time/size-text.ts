const units = ["B", "KiB", "MiB", "GiB", "TiB"];

/** Bytes for people, three figures at most: `14.2 MiB`. */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : value < 100 ? 1 : 0)} ${units[unit] ?? "B"}`;
}

const grouped = new Intl.NumberFormat("en");

/** A count with its digits in groups: `1,204,551`. */
export function countText(count: number): string {
  return grouped.format(count);
}
