/** What was worked out of objects, by the object. */
export interface Memory<Key extends object, Value> {
  get(key: Key): Value | undefined
  set(key: Key, value: Value): void
}

/**
 * Keeps a value with the object it was worked out of, as a property that is not listed, written as JSON or taken along by a
 * copy. A WeakMap would do the same, but the collector of garbage walks through all it holds, again for each map that
 * hangs on another: with 200,000 entries kept, that took seconds a time. An object that takes no property is worked out
 * anew.
 */
export function createMemory<Key extends object, Value>(name: string): Memory<Key, Value> {
  const place = Symbol(name)
  return {
    get: (key) => (key as { readonly [place]?: Value })[place],
    set(key, value) {
      if (place in key) (key as { [place]?: Value })[place] = value
      else if (Object.isExtensible(key)) Object.defineProperty(key, place, { value, writable: true })
    },
  }
}
