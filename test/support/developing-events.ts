import { makeWords } from './made-words.ts'
import { createRandom } from './newsroom/random.ts'

const REPORTS = 6
const TITLE_WORDS = 4

/**
 * Titles of events that develop, in the order of their reports: each is like the one before, and the last has nothing of
 * the first. Whoever reads them in another order takes many an event for two.
 */
export function developingEvents(count: number): string[][] {
  const word = makeWords(createRandom('order'))
  return Array.from({ length: count }, () => {
    const words = Array.from({ length: TITLE_WORDS + REPORTS - 1 }, word)
    return Array.from({ length: REPORTS }, (_, n) => words.slice(n, n + TITLE_WORDS).join(' '))
  })
}
