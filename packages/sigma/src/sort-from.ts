/**
 * Sorts a handful of numbers from a place on, upwards. They come mostly in order, and insertion needs no memory.
 *
 * @example const list = [9, 3, 1]; sortFrom(list, 1); // [9, 1, 3]
 */
export function sortFrom(list: number[], from: number): void {
  for (let at = from + 1; at < list.length; at++) {
    const value = list[at] as number;
    let to = at;
    while (to > from && (list[to - 1] as number) > value) list[to] = list[--to] as number;
    list[to] = value;
  }
}
