const table = new Int8Array(1 << 15);
const names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
// German and French abbreviations that differ in three plain letters; glibc writes them under such locales.
const others: readonly (readonly [string, number])[] = [
  ["mai", 5],
  ["okt", 10],
  ["dez", 12],
  ["mrz", 3],
  ["fev", 2],
  ["avr", 4],
  ["ago", 8],
  ["ene", 1],
  ["abr", 4],
  ["dic", 12],
];

function key(first: number, second: number, third: number): number {
  return ((first & 31) << 10) | ((second & 31) << 5) | (third & 31);
}

for (const [name, month] of [...names.map((name, index) => [name, index + 1] as const), ...others]) {
  table[key(name.charCodeAt(0), name.charCodeAt(1), name.charCodeAt(2))] = month;
}

/** Month 1–12 of three letters given as character codes, any case; 0 when they are no month. */
export function monthOf(first: number, second: number, third: number): number {
  if (first < 65 || second < 65 || third < 65 || first > 122 || second > 122 || third > 122) return 0;
  return table[key(first, second, third)] ?? 0;
}
