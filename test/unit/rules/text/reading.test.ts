import { describe, expect, test } from 'vitest'
import {
  createPieces,
  createWordFilter,
  HOLDS_ARABIC,
  HOLDS_DENSE,
  HOLDS_DIGIT,
  HOLDS_NUMERAL,
  hashOfStart,
  hashOfWord,
  readAnew,
  readText,
} from '../../../../src/rules/text/reading.ts'

describe('words of a text', () => {
  test.each([
    ['', []],
    ['fed cuts rates by 0.25 points', ['fed', 'cuts', 'rates', 'by', 'points']],
    ["l'été à 40°", ['l', 'été', 'à']],
    ['习近平抵达北京，会见普京', ['习近平抵达北京', '会见普京']],
    ['दिल्ली में आग', ['दिल्ली', 'में', 'आग']],
    ['𠮷野家 𝐀bc', ['𠮷野家', '𝐀bc']],
    ['a\ud83db\udc00c 😀 d', ['a', 'b', 'c', 'd']],
  ])('%j are its letters with their marks', (text, words) => {
    expect(readText(text).words.list).toEqual(words)
  })

  test('marks part letters where letters alone are asked for', () => {
    expect(readText('e\u0301te दिल').letters.list).toEqual(['e', 'te', 'द', 'ल'])
  })

  test('their hashes are those of the same words by themselves', () => {
    const { words } = readText('ab storm 𠮷野家 नई')

    expect(words.hashes).toEqual(words.list.map((word) => hashOfWord(word)))
    expect(words.starts).toEqual(words.list.map(hashOfStart))
    expect(hashOfStart('storm')).toBe(hashOfStart('story'))
  })
})

test.each([
  ['abc', 0],
  ['3 dead', HOLDS_DIGIT],
  ['٣', HOLDS_ARABIC],
  ['第十', HOLDS_DENSE | HOLDS_NUMERAL],
  ['ドローン', HOLDS_DENSE],
  ['ひ', 0],
])('what %s holds is known', (text, holds) => {
  const known = HOLDS_DIGIT | HOLDS_DENSE | HOLDS_ARABIC | HOLDS_NUMERAL

  expect(readText(text).holds & known).toBe(holds)
})

test('a text that is read in between does not become another', () => {
  const first = readText('one two')

  readAnew('three')

  expect(readText('one two')).toBe(first)
  expect(readText('three').words.list).toEqual(['three'])
})

test('a filter lets pass every word it was made of, and few others', () => {
  const words = Array.from({ length: 2_000 }, (_, n) => `word${n}`)
  const others = Array.from({ length: 2_000 }, (_, n) => `other${n}`)

  const filter = createWordFilter(words.map((word) => hashOfWord(word)))

  expect(words.every((word) => filter.mayHold(hashOfWord(word)))).toBe(true)
  expect(others.filter((word) => filter.mayHold(hashOfWord(word))).length).toBeLessThan(400)
})

test('of pieces that begin alike the one that is listed first is found, and none within another', () => {
  const pieces = createPieces(['北京市', '北京', '京市', '南京'])
  const found = (text: string) => {
    const places: [piece: string, place: number][] = []
    pieces.eachIn(text, (piece, place) => places.push([piece, place]))
    return places
  }

  expect(found('在北京市')).toEqual([['北京市', 1]])
  expect(found('北京南京')).toEqual([
    ['北京', 0],
    ['南京', 2],
  ])
  expect(found('南京市')).toEqual([['南京', 0]])
  expect(found('在北')).toEqual([])
  expect(found('')).toEqual([])
})
