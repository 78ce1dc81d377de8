import type { createRandom } from './newsroom/random.ts'

/** Gives words that nobody has used, each another: what they are compared by, five letters, is theirs alone. */
export function makeWords(random: ReturnType<typeof createRandom>): () => string {
  const used = new Set<string>()
  return function word(): string {
    const letters = ['bdfgklmnprstvz', 'aeiou', 'bdfgklmnprstvz', 'aeiou', 'klmnrst'].map((of) =>
      random.pick([...of]),
    )
    const made = letters.join('')
    if (used.has(made)) return word()
    used.add(made)
    return made
  }
}
