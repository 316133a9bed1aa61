import { deltaPacked } from "./delta-pack.ts";
import { PageBuffer } from "./parquet-page.ts";
import { type ColumnPages, emptied, groupRows, lengthsFirst, type SegmentBuilder, shared } from "./segment-builder.ts";

const digits = Buffer.from("0123456789abcdefghijklmnopqrstuvwxyz", "latin1");
/** Digits of 2^53 in base 36. */
const mostDigits = 11;

/**
 * Ids of events, which are text of a fixed form: written as bytes without a text being made. Source: {@link eventId}. One after the
 * other they differ in their last few digits, and only these are written; where records had several events, all of each id is.
 */
export class IdBuilder implements SegmentBuilder {
  readonly present = new Uint8Array(groupRows);
  count = 0;
  readonly #offsets = new Float64Array(groupRows);
  readonly #parts = new Float64Array(groupRows);
  readonly #lengths = new Uint32Array(groupRows);
  readonly #prefixes = new Uint32Array(groupRows);
  readonly #bytes = new PageBuffer(1 << 16);
  #key = Buffer.alloc(0);
  /** Some record had several events. */
  hasParts = false;

  /** Key of the source file whose events follow. */
  begin(key: string): void {
    this.#key = Buffer.from(`${key}-`, "utf8");
  }

  add(row: number, offset: number, part?: number): void {
    this.present[row] = 1;
    this.#offsets[this.count] = offset;
    this.#parts[this.count++] = part ?? -1;
    this.hasParts ||= part !== undefined;
  }

  pages(): ColumnPages {
    this.#bytes.reset();
    return this.hasParts ? this.#whole() : this.#differences();
  }

  #whole(): ColumnPages {
    for (let at = 0; at < this.count; at++) {
      const start = this.#bytes.length;
      this.#bytes.append(this.#key);
      this.#number(this.#offsets[at] as number);
      const part = this.#parts[at] as number;
      if (part >= 0) {
        this.#bytes.byte(46);
        this.#number(part);
      }
      this.#lengths[at] = this.#bytes.length - start;
    }
    return lengthsFirst(this.#lengths, this.count, this.#bytes);
  }

  /** Lengths of what each has in common with the one before, then the rest of each. Source: Parquet 2.10, "Delta Strings". */
  #differences(): ColumnPages {
    const key = this.#key.length;
    let before = new Uint8Array(mostDigits);
    let now = new Uint8Array(mostDigits);
    let sizeBefore = 0;
    for (let at = 0; at < this.count; at++) {
      const size = digitsOf(this.#offsets[at] as number, now);
      let same = 0;
      while (same < size && same < sizeBefore && now[same] === before[same]) same++;
      if (at === 0) this.#bytes.append(this.#key);
      this.#prefixes[at] = at === 0 ? 0 : key + same;
      this.#lengths[at] = at === 0 ? key + size : size - same;
      for (let digit = same; digit < size; digit++) this.#bytes.byte(now[digit] as number);
      [before, now] = [now, before];
      sizeBefore = size;
    }
    const body = emptied(shared.body);
    deltaPacked(body, this.#prefixes, this.count, 32);
    deltaPacked(body, this.#lengths, this.count, 32);
    body.append(this.#bytes.bytes());
    return { encoding: "DELTA_BYTE_ARRAY", body };
  }

  #number(value: number): void {
    const bytes = this.#bytes.room(mostDigits);
    this.#bytes.advance(digitsOf(value, bytes, this.#bytes.length));
  }

  reset(): void {
    if (this.count > 0) this.present.fill(0);
    this.count = 0;
    this.hasParts = false;
  }
}

/** Writes a whole number in base 36; answers how many digits it has. */
function digitsOf(value: number, bytes: Uint8Array, start = 0): number {
  let size = 1;
  for (let rest = value; rest >= 36; rest = Math.floor(rest / 36)) size++;
  let rest = value;
  for (let at = start + size - 1; at >= start; at--) {
    bytes[at] = digits[rest % 36] ?? 0;
    rest = Math.floor(rest / 36);
  }
  return size;
}
