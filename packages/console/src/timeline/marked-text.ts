/** A piece of a raw line; `field` names what was read from it. */
export interface MarkedPiece {
  readonly text: string;
  readonly field?: string;
}

/**
 * Cuts a raw line where the values read from it stand, so that they can be underlined. Longer values win; a value counts only
 * where it is not part of a longer word, and each place is marked once.
 *
 * @example markText("from 10.0.0.7 port 22", { "source.ip": "10.0.0.7" })[1] // { text: "10.0.0.7", field: "source.ip" }
 */
export function markText(raw: string, fields: Readonly<Record<string, unknown>>): MarkedPiece[] {
  const owner = Array.from<string | undefined>({ length: raw.length });
  const values = Object.entries(fields)
    .map(([field, value]) => [field, typeof value === "number" ? String(value) : value] as const)
    .filter((pair): pair is readonly [string, string] => typeof pair[1] === "string" && pair[1].length > 1)
    .sort((a, b) => b[1].length - a[1].length);
  for (const [field, value] of values) {
    for (let at = raw.indexOf(value); at !== -1; at = raw.indexOf(value, at + value.length)) {
      const free = owner.slice(at, at + value.length).every((one) => one === undefined);
      if (free && isWhole(raw, at, at + value.length)) owner.fill(field, at, at + value.length);
    }
  }
  return pieces(raw, owner);
}

function isWhole(raw: string, from: number, to: number): boolean {
  const word = /[\p{L}\p{N}_]/u;
  const before = raw[from - 1];
  const after = raw[to];
  const starts = before === undefined || !word.test(before) || !word.test(raw[from] ?? "");
  const ends = after === undefined || !word.test(after) || !word.test(raw[to - 1] ?? "");
  return starts && ends;
}

function pieces(raw: string, owner: readonly (string | undefined)[]): MarkedPiece[] {
  const out: MarkedPiece[] = [];
  let start = 0;
  for (let at = 1; at <= raw.length; at++) {
    if (at < raw.length && owner[at] === owner[start]) continue;
    const field = owner[start];
    const text = raw.slice(start, at);
    out.push(field === undefined ? { text } : { text, field });
    start = at;
  }
  return out;
}
