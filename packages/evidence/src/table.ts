/**
 * A table that is asked with words from evidence: it has no inherited names, so that `constructor` finds nothing.
 *
 * @example table({ a: 1 })["constructor"] // undefined
 */
export function table<Value>(entries: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.freeze(Object.assign(Object.create(null) as Record<string, Value>, entries));
}
