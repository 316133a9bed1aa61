const leastCapacity = 1024;

/**
 * Whole numbers of 32 bits, added one by one, outside of the heap: millions of them are nothing to a garbage collector.
 *
 * @example
 * const rows = new IntegerColumn();
 * rows.push(7);
 * rows.shared(); // Int32Array [7]
 */
export class IntegerColumn {
  #values = new Int32Array(leastCapacity);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) this.#reserve(2 * this.length);
    this.#values[this.length++] = value;
  }

  /** Adds the same number many times. */
  fill(value: number, count: number): void {
    const length = this.length + count;
    if (length > this.#values.length) this.#reserve(Math.max(length, 2 * this.#values.length));
    this.#values.fill(value, this.length, length);
    this.length = length;
  }

  at(index: number): number | undefined {
    return index < this.length ? this.#values[index] : undefined;
  }

  /** Replaces what was added before. */
  set(index: number, value: number): void {
    if (index < this.length) this.#values[index] = value;
  }

  #reserve(capacity: number): void {
    const more = new Int32Array(capacity);
    more.set(this.#values);
    this.#values = more;
  }

  /** A copy that threads share. */
  shared(): Int32Array {
    const copy = new Int32Array(new SharedArrayBuffer(this.length * Int32Array.BYTES_PER_ELEMENT));
    copy.set(this.#values.subarray(0, this.length));
    return copy;
  }
}

/** The same for doubles. */
export class DoubleColumn {
  #values = new Float64Array(leastCapacity);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const more = new Float64Array(2 * this.length);
      more.set(this.#values);
      this.#values = more;
    }
    this.#values[this.length++] = value;
  }

  shared(): Float64Array {
    const copy = new Float64Array(new SharedArrayBuffer(this.length * Float64Array.BYTES_PER_ELEMENT));
    copy.set(this.#values.subarray(0, this.length));
    return copy;
  }
}
