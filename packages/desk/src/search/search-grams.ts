/**
 * A piece of text as a number, for an index of numbers. Two pieces may have the same one: then the index answers a row too many, which
 * the text itself sorts out. Source: FNV-1a, 32 bits.
 */
function numbered(piece: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < piece.length; at++) hash = Math.imul(hash ^ piece.charCodeAt(at), 0x01000193);
  return hash | 0;
}

const blank = /\s/;
const plain = (char: string): boolean => char.length === 1 && char.charCodeAt(0) < 0x80;

/**
 * What a text is indexed by: each pair of neighbouring characters of which one is beyond ASCII, so that two Chinese characters are found
 * at once, and three in a row where all are ASCII, of which there are too few for pairs to tell anything.
 *
 * @example searchGrams("挖矿 ssh").length === 2
 */
export function searchGrams(text: string): number[] {
  const grams = new Set<number>();
  const chars = Array.from(text);
  for (let at = 0; at + 1 < chars.length; at++) {
    const [one = "", two = "", three] = [chars[at], chars[at + 1], chars[at + 2]];
    if (blank.test(one) || blank.test(two)) continue;
    if (!plain(one) || !plain(two)) grams.add(numbered(one + two));
    else if (three !== undefined && plain(three) && !blank.test(three)) grams.add(numbered(one + two + three));
  }
  return [...grams];
}
