import type { TermVector } from './similarity.ts'

const MOST_TOLD = 4

/**
 * What two texts share, for people: what counts most first, `…` for what is not told. Pieces that overlap in `a` are one
 * word again, 国务 and 务院 国务院.
 */
export function toldTerms(a: TermVector, b: TermVector): string {
  const words = sharedWords(a, b).sort((x, y) => y.weight - x.weight || (x.text < y.text ? -1 : 1))
  const told = words.slice(0, MOST_TOLD).map(({ text }) => text)
  return [...told, ...(words.length > MOST_TOLD ? ['…'] : [])].join(', ')
}

interface Word {
  readonly text: string
  readonly weight: number
}

function sharedWords(a: TermVector, b: TermVector): Word[] {
  const { table } = b
  table.mark(b.numbers)
  const words: Word[] = []
  let lastAt = -2
  for (let at = 0; at < a.numbers.length; at++) {
    const number = a.numbers[at] as number
    const place = table.placeIn(number)
    if (place < 0 || !table.isTelling(number)) continue
    const text = table.textOf(number)
    const weight = (a.weights[at] as number) * (b.weights[place] as number)
    const before = at === lastAt + 1 && table.isPiece(number) ? words.at(-1) : undefined
    const rest = before && withoutOverlap(before.text, text)
    if (before && rest !== undefined) {
      words[words.length - 1] = { text: before.text + rest, weight: before.weight + weight }
    } else words.push({ text, weight })
    lastAt = at
  }
  return words
}

/** The last character of a piece, where `before` ends with all of the others. */
function withoutOverlap(before: string, piece: string): string | undefined {
  const characters = [...piece]
  const last = characters.pop() ?? ''
  return characters.length > 0 && before.endsWith(characters.join('')) ? last : undefined
}
