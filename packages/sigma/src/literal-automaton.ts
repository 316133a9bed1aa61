/** Finds which of many literals stand in a text, reading each character once (Aho and Corasick, 1975). */
export interface LiteralScanner {
  /** Calls `hit` with the number of each literal found; the same one may be named more than once. */
  scan(text: string, hit: (literal: number) => void): void;
  /** The same for a text that was not folded; false, perhaps after some hits, when it is not ASCII and must be folded first. */
  scanPlain(text: string, hit: (literal: number) => void): boolean;
}

/**
 * Numbers characters that occur in literals from 1; all others are 0. Beyond ASCII too many would make the table too wide: then
 * several share a number, and what was found with them is looked at again.
 */
interface Letters {
  readonly low: Uint16Array;
  readonly high: ReadonlyMap<number, number>;
  readonly count: number;
  readonly shared: boolean;
}

const mostHigh = 29;

function lettersOf(literals: readonly string[]): Letters {
  const low = new Uint16Array(128);
  const units = new Set<number>();
  const often = new Uint32Array(128);
  for (const literal of literals) {
    for (let at = 0; at < literal.length; at++) {
      const unit = literal.charCodeAt(at);
      if (unit >= 128) units.add(unit);
      else often[unit] = (often[unit] ?? 0) + 1;
    }
  }
  // Frequent letters first: their cells then lie side by side, and few lines of the table are used at all.
  const used = [...often.keys()].filter((unit) => often[unit] !== 0);
  used.sort((a, b) => (often[b] ?? 0) - (often[a] ?? 0) || a - b);
  for (const [at, unit] of used.entries()) low[unit] = at + 1;
  const count = used.length + 1;
  const shared = units.size > mostHigh;
  const high = new Map([...units].map((unit, at) => [unit, count + (shared ? unit % mostHigh : at)]));
  return { low, high, count: count + Math.min(mostHigh, units.size), shared };
}

const letterOf = ({ low, high }: Letters, unit: number): number =>
  unit < 128 ? (low[unit] ?? 0) : (high.get(unit) ?? 0);

/** The numbers of letters whatever their case. */
const eitherCase = ({ low }: Letters): Uint16Array =>
  low.map((letter, unit) => (unit >= 65 && unit <= 90 ? (low[unit + 32] ?? 0) : letter));

const beyondAscii = /[^\u0000-\u007f]/;

/** Literals that must be looked at again when found. */
function doubtful(letters: Letters, literals: readonly string[]): Uint8Array {
  return Uint8Array.from(literals, (literal) => (letters.shared && beyondAscii.test(literal) ? 1 : 0));
}

/** Cells of a table: 32 MiB. A set that needs more is not indexed, and its tests are run one by one. */
const mostCells = 8_000_000;

interface Trie {
  readonly letters: Letters;
  /** Row after row of `letters.count` cells; -1 where there is no child. */
  readonly cells: Int32Array;
  /** First literal that ends in a state, -1 for none; further ones through `same`. */
  readonly ends: Int32Array;
  readonly same: Int32Array;
  readonly states: number;
}

function buildTrie(literals: readonly string[], backward: boolean): Trie | undefined {
  const letters = lettersOf(literals);
  const total = literals.reduce((sum, literal) => sum + literal.length, 1);
  const width = letters.count;
  if (total * width > mostCells * 8) return undefined;
  let cells = new Int32Array(Math.min(total, 1024) * width).fill(-1);
  let states = 1;
  const ends = new Int32Array(total).fill(-1);
  const same = new Int32Array(literals.length).fill(-1);
  for (const [number, literal] of literals.entries()) {
    let state = 0;
    for (let at = 0; at < literal.length; at++) {
      const unit = literal.charCodeAt(backward ? literal.length - 1 - at : at);
      const cell = state * width + letterOf(letters, unit);
      let child = cells[cell] ?? -1;
      if (child < 0) {
        child = states++;
        if (states * width > mostCells) return undefined;
        if (states * width > cells.length) {
          const bigger = new Int32Array(Math.min(cells.length * 2, total * width)).fill(-1);
          bigger.set(cells);
          cells = bigger;
        }
        cells[cell] = child;
      }
      state = child;
    }
    same[number] = ends[state] ?? -1;
    ends[state] = number;
  }
  return { letters, cells, ends, same, states };
}

/**
 * Literals anywhere in a text. `undefined` when the table would be too large.
 *
 * @example containsScanner(["he", "she"])?.scan("ushers", (literal) => found.push(literal)) // 1, 0
 */
export function containsScanner(literals: readonly string[]): LiteralScanner | undefined {
  const trie = buildTrie(literals, false);
  if (trie === undefined) return undefined;
  const { letters } = trie;
  const width = letters.count;
  const { links, order } = completed(trie);
  const moves = encoded(trie, links, order);
  const { begin, tell } = finder(trie, links, literals);
  const { low, high } = letters;
  const either = eitherCase(letters);
  return {
    scanPlain(text, hit) {
      begin();
      let row = 0;
      for (let at = 0; at < text.length; at++) {
        const unit = text.charCodeAt(at);
        if (unit >= 128) return false;
        const move = moves[row + (either[unit] as number)] as number;
        row = move >> 1;
        if ((move & 1) !== 0) tell(text, order[row / width] as number, hit);
      }
      return true;
    },
    scan(text, hit) {
      begin();
      let row = 0;
      for (let at = 0; at < text.length; at++) {
        const unit = text.charCodeAt(at);
        const letter = unit < 128 ? (low[unit] as number) : (high.get(unit) ?? 0);
        const move = moves[row + letter] as number;
        row = move >> 1;
        if ((move & 1) !== 0) tell(text, order[row / width] as number, hit);
      }
    },
  };
}

/** Names the literals that end in a state, each once in a text. */
function finder(trie: Trie, links: Int32Array, literals: readonly string[]) {
  const { ends, same, states, letters } = trie;
  const visited = new Uint32Array(states);
  const doubt = doubtful(letters, literals);
  let round = 0;
  return {
    begin(): void {
      if (++round === 0xffff_ffff) visited.fill((round = 1) - 1);
    },
    tell(text: string, state: number, hit: (literal: number) => void): void {
      let found = links[state] as number;
      // What hangs on a state seen before in this text has been named already.
      while (found > 0 && visited[found] !== round) {
        visited[found] = round;
        for (let literal = ends[found] as number; literal >= 0; literal = same[literal] as number) {
          if (doubt[literal] === 0 || text.includes(literals[literal] as string)) hit(literal);
        }
        found = links[states + found] as number;
      }
    },
  };
}

/**
 * Moves as the offset of the next row, doubled, plus one where literals end there: one look-up a character. Rows stand in the order
 * of their depth, as texts hardly ever go deep.
 */
function encoded({ cells, letters, states }: Trie, links: Int32Array, order: Int32Array): Int32Array {
  const width = letters.count;
  const moves = new Int32Array(states * width);
  const places = new Int32Array(states);
  for (let place = 0; place < states; place++) places[order[place] as number] = place;
  for (let place = 0; place < states; place++) {
    const from = (order[place] as number) * width;
    for (let letter = 0; letter < width; letter++) {
      const state = cells[from + letter] as number;
      const ends = (links[state] as number) > 0 ? 1 : 0;
      moves[place * width + letter] = ((places[state] as number) * width * 2) | ends;
    }
  }
  return moves;
}

/**
 * Fills the table's gaps with the way on from the longest suffix. Answers two links a state: the nearest state at which
 * literals end (itself included), and the next one from there by suffixes; 0 for none. And the states by depth.
 */
function completed({ letters, cells, ends, states }: Trie): { links: Int32Array; order: Int32Array } {
  const width = letters.count;
  const fail = new Int32Array(states);
  const links = new Int32Array(states * 2);
  // The root comes first.
  const queue = new Int32Array(states);
  let filled = 1;
  for (let letter = 0; letter < width; letter++) {
    const child = cells[letter] as number;
    if (child < 0) cells[letter] = 0;
    else queue[filled++] = child;
  }
  for (let next = 1; next < filled; next++) {
    const state = queue[next] as number;
    const shorter = fail[state] as number;
    const suffix = links[shorter] as number;
    links[state] = (ends[state] as number) >= 0 ? state : suffix;
    links[states + state] = suffix;
    for (let letter = 0; letter < width; letter++) {
      const cell = state * width + letter;
      const onward = cells[shorter * width + letter] as number;
      const child = cells[cell] as number;
      if (child < 0) cells[cell] = onward;
      else {
        fail[child] = onward;
        queue[filled++] = child;
      }
    }
  }
  return { links, order: queue };
}

/**
 * Literals at the start of a text, or at its end when `backward`. It stops at the first character no literal has.
 *
 * @example edgeScanner(["\\cmd.exe"], true)?.scan("c:\\windows\\cmd.exe", hit)
 */
export function edgeScanner(literals: readonly string[], backward: boolean): LiteralScanner | undefined {
  const trie = buildTrie(literals, backward);
  if (trie === undefined) return undefined;
  const { letters, cells, ends, same } = trie;
  const width = letters.count;
  const doubt = doubtful(letters, literals);
  const stands = (text: string, literal: string): boolean =>
    backward ? text.endsWith(literal) : text.startsWith(literal);
  const either = eitherCase(letters);
  return {
    scanPlain(text, hit) {
      let state = 0;
      for (let at = 0; at < text.length; at++) {
        const unit = text.charCodeAt(backward ? text.length - 1 - at : at);
        if (unit >= 128) return false;
        state = cells[state * width + (either[unit] as number)] as number;
        if (state < 0) return true;
        for (let literal = ends[state] as number; literal >= 0; literal = same[literal] as number) hit(literal);
      }
      return true;
    },
    scan(text, hit) {
      let state = 0;
      for (let at = 0; at < text.length; at++) {
        const unit = text.charCodeAt(backward ? text.length - 1 - at : at);
        state = cells[state * width + letterOf(letters, unit)] as number;
        if (state < 0) return;
        for (let literal = ends[state] as number; literal >= 0; literal = same[literal] as number) {
          if (doubt[literal] === 0 || stands(text, literals[literal] as string)) hit(literal);
        }
      }
    },
  };
}
