/**
 * Where a sorted list first fulfils a condition that holds from there on; its length when nowhere.
 *
 * @example firstIndex([1, 3, 5], (value) => value >= 3) // 1
 */
export function firstIndex<Item>(list: readonly Item[], holds: (item: Item) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(list[middle] as Item)) high = middle;
    else low = middle + 1;
  }
  return low;
}
