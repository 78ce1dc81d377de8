import { foldLetters } from './fold-letters.ts'
import { cleanText } from './normalise-title.ts'
import { createPieces, createWordFilter, hashOfStart, hashOfWord } from './reading.ts'
import { isArabic } from './scripts-of-text.ts'

const LONGEST_WORDS = 3
const LONGEST_CHARS = 10
const SHORTEST_PREFIX = 3
const WORD = /[\p{sc=Latn}\p{M}\p{N}]+|[\p{sc=Cyrl}\p{sc=Grek}\p{sc=Arab}\p{M}\p{N}]+/gu
/** What stands in text without gaps; Latin letters do within a name only. */
const DENSE = /[\p{sc=Han}\p{sc=Kana}\p{sc=Hang}]/u
const UNSPACED = /^[\p{sc=Han}\p{sc=Kana}\p{sc=Hang}ーa-z]{2,}$/u

/** Words of scripts that have gaps between them, with hashes of each and of its first three units. */
export interface SpacedWords {
  readonly list: readonly string[]
  readonly hashes: readonly number[]
  readonly starts: readonly number[]
}

export function spacedWords(folded: string): SpacedWords {
  const list = folded.match(WORD) ?? []
  return { list, hashes: list.map((word) => hashOfWord(word)), starts: list.map(hashOfStart) }
}

/** Forms of names by their ids, in any script. */
export interface Lexicon {
  /** Ids found in a folded text, each with the words it was found in. */
  find(folded: string, words: SpacedWords): Map<string, readonly string[]>
}

/** Of lines as `world-names.ts` has them: `*` after a form stands for any ending. */
export function createLexicon(lines: ReadonlyMap<string, readonly string[]>): Lexicon {
  const whole = new Map<string, string>()
  const prefixes = new Map<string, string>()
  /** By the first letters of their first word. */
  const phrases = new Map<string, { readonly parts: readonly string[]; readonly id: string }[]>()
  const unspaced = new Map<string, string>()
  for (const [id, forms] of lines) {
    for (const form of forms) {
      const folded = foldLetters(cleanText(form.replaceAll('*', '')))
      if (DENSE.test(folded)) unspaced.set(folded.replaceAll(' ', ''), id)
      else if (form.includes('*') && folded.includes(' ')) addPhrase(folded.split(' '), id)
      else if (form.endsWith('*')) prefixes.set(folded, id)
      else whole.set(folded, id)
    }
  }
  const names = [...whole.keys()]
  const alone = createWordFilter(names.map((name) => hashOfWord(name)))
  const begun = createWordFilter([...prefixes.keys()].map(hashOfStart))
  // Of what takes several words the first one.
  const first = createWordFilter(
    names.filter((name) => name.includes(' ')).map((name) => hashOfWord(name, name.indexOf(' '))),
  )
  const firstBegun = createWordFilter([...phrases.keys()].map(hashOfStart))
  const pieces = createPieces(
    [...unspaced.keys()]
      .filter((name) => name.length <= LONGEST_CHARS && UNSPACED.test(name))
      .sort((a, b) => b.length - a.length),
  )

  /** Words of a prefix form may each have any ending: "верховн суд" is found in "верховного суда". */
  function byPrefix(word: string): string | undefined {
    for (let length = word.length; length >= SHORTEST_PREFIX; length--) {
      const id = prefixes.get(word.slice(0, length))
      if (id !== undefined) return id
    }
    return undefined
  }

  function byPhrase(words: readonly string[]): string | undefined {
    return phrases
      .get(words[0]?.slice(0, 3) ?? '')
      ?.find(
        ({ parts }) =>
          parts.length === words.length && parts.every((part, index) => words[index]?.startsWith(part)),
      )?.id
  }

  function addPhrase(parts: readonly string[], id: string): void {
    const start = parts[0]?.slice(0, 3) ?? ''
    phrases.set(start, [...(phrases.get(start) ?? []), { parts, id }])
  }

  function ofOne(word: string, hash: number, start: number): string | undefined {
    return (
      (alone.mayHold(hash) ? whole.get(word) : undefined) ??
      (isArabic(word) ? withoutArticle(whole, word) : undefined) ??
      (begun.mayHold(start) ? byPrefix(word) : undefined)
    )
  }

  return {
    find(folded, { list, hashes, starts }) {
      const found = new Map<string, readonly string[]>()
      for (let at = 0; at < list.length; at++) {
        const [hash, start] = [hashes[at] as number, starts[at] as number]
        const isFirst = first.mayHold(hash) || firstBegun.mayHold(start)
        let id: string | undefined
        let count = isFirst ? Math.min(LONGEST_WORDS, list.length - at) : 1
        for (; count > 1; count--) {
          const span = list.slice(at, at + count)
          id = whole.get(span.join(' ')) ?? byPhrase(span)
          if (id !== undefined) break
        }
        id ??= ofOne(list[at] as string, hash, start)
        if (id === undefined) continue
        found.set(id, list.slice(at, at + count))
        at += count - 1
      }
      if (!DENSE.test(folded)) return found
      pieces.eachIn(folded.replaceAll(' ', ''), (form) => found.set(unspaced.get(form) ?? '', [form]))
      return found
    },
  }
}

/** Arabic writes "and", "for", "by" and the article in one with the word. */
function withoutArticle(names: ReadonlyMap<string, string>, word: string): string | undefined {
  return names.get(word.replace(/^(?:[وبلفك])?(?:ال)?/u, '')) ?? names.get(word.replace(/^[وبلفك]/u, ''))
}
