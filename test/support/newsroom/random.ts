/** Repeatable chance: the same seed gives the same draws on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** Whole number, both ends included. */
  int(from: number, to: number): number
  chance(share: number): boolean
  pick<T>(of: readonly T[]): T
  shuffle<T>(of: readonly T[]): T[]
  exponential(mean: number): number
}

/** FNV-1a; enough to turn a label into a seed, not a digest. */
function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** Mulberry32. Labels part the streams, so one more draw in one place moves nothing in another. */
export function createRandom(...labels: readonly (string | number)[]): Random {
  let state = hashText(labels.join('\u0000'))
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  function shuffle<T>(of: readonly T[]): T[] {
    const result = [...of]
    for (let i = result.length - 1; i > 0; i--) {
      const j = int(0, i)
      const held = result[i] as T
      result[i] = result[j] as T
      result[j] = held
    }
    return result
  }
  return {
    next,
    int,
    shuffle,
    chance: (share) => next() < share,
    pick: (of) => {
      if (of.length === 0) throw new RangeError('pick from an empty list')
      return of[int(0, of.length - 1)] as (typeof of)[number]
    },
    exponential: (mean) => -mean * Math.log(1 - next()),
  }
}
