import fc from "fast-check";

/** Pieces that mean something in YAML, put where they do not belong. */
export const yamlPieces: readonly string[] = [
  ..."\n|  |\n\n|\n  |\n    |- |-|:|: |#| #|'|\"|''|\\|[|]|{|}|,|a|1|0x1|~|null|true|&|*|!|%|@|`|?|? |...|\t|<<|1.0|-1|.5|e3|\\n|é".split(
    "|",
  ),
  ..."|,>,|-,>-,\n---\n,---\n,x: |\n  ,\n# c\n,k:\n- a\n- b\n,\u00a0,\u2028,\u0085,__proto__: 1,constructor: 1,'': 1,.inf,0o7, \n".split(
    ",",
  ),
];

const shortPart = fc.constantFrom(
  "a: 1",
  "b:\n  - x\n  - y: 2\n    z: 3",
  "c: 'it''s'",
  'd: "q\\\\ \\"n\\n"',
  "e: |\n  one\n\n  two",
  "f: >-\n  one\n  two\n\n  three",
  "g: [a, 'b', \"c\", 1]",
  "h: {a: b, c: [d]}",
  "i: plain\n  more\n\n  less",
  "j: 'q\n  r'",
  "k:\n- a\n-\n  b\n- - c\n  - d",
  "l:",
  "m: # c\n  n: o",
  "p:\n  q:\n    r:\n      s:\n        t: u",
  'v: "a\n  b\n\n  c"',
  "w: 0x26",
  "x: 1.10",
  "y: ~",
  "z: -0",
);

/** Small documents out of whole parts. */
export const partsDocument: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(shortPart, { minLength: 1, maxLength: 6 }),
    fc.constantFrom("", "\n", "\n\n"),
    fc.constantFrom("\n", "\n---\n"),
  )
  .map(([parts, end, joint]) => parts.join(joint) + end);

/** A passage of a text, moved to the left as far as its first line asks. */
export const passageOf = (text: string): fc.Arbitrary<string> => {
  const lines = text.split("\n");
  return fc.tuple(fc.nat(lines.length), fc.integer({ min: 3, max: 30 })).map(([from, count]) => {
    const part = lines.slice(from, from + count);
    const depth = indentOf(part[0] ?? "");
    return part.map((line) => line.slice(Math.min(depth, indentOf(line)))).join("\n");
  });
};

const indentOf = (line: string): number => line.length - line.trimStart().length;

interface Edit {
  readonly at: number;
  readonly kind: "cut" | "put" | "indent";
  readonly piece: string;
  readonly size: number;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(2000),
  kind: fc.constantFrom("cut", "put", "put", "indent"),
  piece: fc.constantFrom(...yamlPieces),
  size: fc.nat(4),
});

function edited(text: string, { at, kind, piece, size }: Edit): string {
  const place = at % (text.length + 1);
  if (kind === "cut") return text.slice(0, place) + text.slice(place + size);
  if (kind === "put") return text.slice(0, place) + piece + text.slice(place);
  const lines = text.split("\n");
  const line = at % lines.length;
  return lines.with(line, " ".repeat(size) + (lines[line] ?? "").trimStart()).join("\n");
}

/** A document with a few pieces cut, put in or moved. */
export const spoilt = (document: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(document, fc.array(edit, { maxLength: 3 })).map(([text, edits]) => edits.reduce(edited, text));
