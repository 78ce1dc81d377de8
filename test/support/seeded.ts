const MODULUS = 2_147_483_647

/** The same numbers of [0, 1) for a seed in every run: the generator of Park and Miller (CACM 36(7), 1993). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % MODULUS
    return state / MODULUS
  }
}
