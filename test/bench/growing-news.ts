import { createRandom, type Random } from '../support/newsroom/random.ts'

export interface GrowingNewsOptions {
  readonly seed: number
  readonly entries: number
  /** Epoch ms of the first entry, and of the end. */
  readonly from: number
  readonly to: number
}

/**
 * Heaps' law as it was measured on Reuters' RCV1, M = 44 · T^0.49 (Manning, Raghavan, Schütze: Introduction to Information
 * Retrieval, 5.1.1): a bench whose vocabulary did not grow would measure ever longer postings, and one in which every
 * word is new none at all.
 */
const HEAPS_FACTOR = 44
const HEAPS_EXPONENT = 0.49

const CONSONANTS = 'bcdfghjklmnpqrstvwxyz'
const VOWELS = 'aeiou'
const GLUE = ['the', 'of', 'in', 'to', 'for', 'on', 'after', 'with', 'a', 'as']
const ENDINGS = ['', 's', 'ed', 'ing', 'er', 'ia', 'land', 'ton']

/** Reports of an event: half of all are reported once, few by forty. */
const SIZES = [1, 1, 1, 1, 1, 2, 2, 3, 4, 6, 9, 14, 40]
const TITLE_WORDS = 8
const EVENT_WORDS = 20
const PUBLISHERS = 400
const HOUR = 3_600_000
/** Between the last event and the end: else the last reports were all of one moment, which comes in no order of its own. */
const AFTERMATH = 24 * HOUR

interface Due {
  readonly at: number
  readonly event: number
  readonly words: readonly string[]
}

/**
 * Lines for `tidewire replay`, in order of time, all of one language group, which is the most one index has to bear. Words
 * are made up; how many there are, and how often each comes again, is as in news.
 */
export function* writeGrowingNews({ seed, entries, from, to }: GrowingNewsOptions): Generator<string> {
  const random = createRandom('growing news', seed)
  const draw = createVocabulary(random)
  const meanSize = SIZES.reduce((sum, size) => sum + size, 0) / SIZES.length
  const step = ((to - AFTERMATH - from) * meanSize) / entries
  /** By their times, of one time in the order in which they were thought of. */
  const waiting: Due[] = []
  let written = 0
  for (let event = 0; written < entries; event++) {
    const at = from + event * step
    const words = Array.from({ length: EVENT_WORDS }, draw)
    const size = random.pick(SIZES)
    for (let n = 0; n < size; n++) {
      const due = { at: at + (n === 0 ? 0 : random.exponential(4 * HOUR)), event, words }
      waiting.splice(firstAfter(waiting, due.at), 0, due)
    }
    for (const due of waiting.splice(0, firstAfter(waiting, at + step))) {
      if (written < entries) yield writeReport(due, written++, to, random)
    }
  }
}

/** The place of the first that is later: of a million entries 24,000 wait at a time, too many to look at each. */
function firstAfter(waiting: readonly Due[], at: number): number {
  let [from, to] = [0, waiting.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((waiting[middle] as Due).at <= at) from = middle + 1
    else to = middle
  }
  return from
}

/** Tells each event in other words: some of its own left out, others in another order. */
function writeReport({ at, event, words }: Due, number: number, to: number, random: Random): string {
  const publisher = random.int(1, PUBLISHERS)
  const own = random.shuffle(words.slice(0, TITLE_WORDS)).slice(0, TITLE_WORDS - 2)
  const title = glued([...own, random.pick(words)], random)
  const summary = glued(random.shuffle(words).slice(0, 14), random)
  return JSON.stringify({
    id: String(number),
    publisher: `Paper ${publisher}`,
    url: `https://paper-${publisher}.example/news/${number}`,
    title: title.charAt(0).toUpperCase() + title.slice(1),
    summary: `${summary}.`,
    publishedAt: Math.min(Math.round(at), to - 1),
    language: 'en',
    event: String(event),
  })
}

function glued(words: readonly string[], random: Random): string {
  return words.map((word) => (random.chance(0.45) ? `${random.pick(GLUE)} ${word}` : word)).join(' ')
}

/** New words as often as Heaps' law has it; else one that was said before, each as often as it was. */
function createVocabulary(random: Random): () => string {
  const said: number[] = []
  let known = 0
  return () => {
    const expected = HEAPS_FACTOR * (said.length + 1) ** HEAPS_EXPONENT
    const word = known === 0 || known < expected ? known++ : (said[random.int(0, said.length - 1)] as number)
    said.push(word)
    return wordOf(word)
  }
}

/** Words that differ within their first five letters, which is what is compared of them. */
function wordOf(number: number): string {
  let rest = number
  const take = (letters: string): string => {
    const letter = letters[rest % letters.length] as string
    rest = Math.floor(rest / letters.length)
    return letter
  }
  const stem = [CONSONANTS, VOWELS, CONSONANTS, VOWELS, CONSONANTS].map(take).join('')
  // Past 231,525 stems the last letter is followed by a number, which is a term of its own.
  return `${stem}${ENDINGS[number % ENDINGS.length]}${rest > 0 ? ` ${1000 + rest}` : ''}`
}
