/**
 * A hash of a text in a quarter of what SHA-256 costs. Spreads well over all bits, which shortening needs; only for what
 * nobody gains by when he finds texts that share it.
 */
export function hash32(text: string): number {
  let hash = 0x9e3779b9 ^ text.length
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x85ebca6b)
    hash ^= hash >>> 13
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad)
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97)
  return (hash ^ (hash >>> 15)) >>> 0
}
