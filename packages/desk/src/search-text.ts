/** What a search runs on: the words as people type them, whatever case or width they were written in. */
export function searchText(parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined && part !== "")
    .join("\n")
    .normalize("NFKC")
    .toLowerCase();
}

/**
 * Every pair of neighbouring characters, for an index that finds two Chinese characters as fast as a long word.
 *
 * @example bigrams("挖矿木马") // ["挖矿", "矿木", "木马"]
 */
export function bigrams(text: string): string[] {
  const characters = Array.from(text);
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < characters.length; at++) {
    const pair = `${characters[at]}${characters[at + 1]}`;
    if (!/\s/.test(pair)) pairs.add(pair);
  }
  return [...pairs];
}

/** A query, cut into words that must all occur. */
export function searchWords(query: string): string[] {
  return searchText([query])
    .split(/\s+/)
    .filter((word) => word !== "");
}
