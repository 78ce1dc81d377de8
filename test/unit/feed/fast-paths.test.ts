import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanText } from '../../../src/feed/characters.ts'
import { lineOf, oneLine, textOf } from '../../../src/feed/html/text.ts'
import { absoluteUrl } from '../../../src/feed/urls.ts'
import { createTagScanner } from '../../../src/feed/xml/scan-tag.ts'
import { textIn } from '../../../src/feed/xml/stand-ins.ts'

/** Texts made of what the grammars look at, so that every edge comes up. */
function textsOf(units: readonly string[], maxLength = 24) {
  return fc.string({ unit: fc.constantFrom(...units), maxLength })
}

test('tags of plain names have the name and the end that the grammar of names gives them', () => {
  const units = [
    '<',
    '</',
    '>',
    '/',
    'a',
    'Z',
    '9',
    ':',
    '-',
    '.',
    '_',
    ' ',
    '\n',
    '\t',
    '=',
    '"',
    "'",
    '&',
    '`',
    ';',
    'é',
    '\u00a0',
    '\u0000',
  ]
  fc.assert(
    fc.property(textsOf(units), (rest) => {
      const opening = createTagScanner(`<${rest}`)(0)
      if (opening?.kind === 'open') expect(opening.name).toBe(/^[^\s/><="'`&;,()]+/.exec(rest)?.[0])

      const closing = /^<\/\s*([^\s/><="']+)(?:[^<>]*>|\s*(?:(?=<)|$))/.exec(`</${rest}`)
      const tag = createTagScanner(`</${rest}`)(0)

      expect(tag && [tag.name, tag.end]).toEqual(closing ? [closing[1], closing[0].length] : undefined)
    }),
    { numRuns: 3_000 },
  )
})

test('an address that is believed at a look is one', () => {
  const units = ['a', 'z9', '-', '.', 'xn--', '1', '0x', '/', '?', '#', ':', '@', '%', '[', '~', '=']
  fc.assert(
    fc.property(textsOf(units, 12), fc.integer({ min: 1, max: 300 }), (rest, times) => {
      for (const url of [`https://${rest}`, `http://${'long.'.repeat(times)}example/${rest}`]) {
        expect(absoluteUrl(url, undefined)).toBe(URL.canParse(url) ? url : undefined)
      }
    }),
    { numRuns: 5_000 },
  )
})

test('a line without markup is what reading it as HTML makes of it', () => {
  const units = ['a', 'b', ' ', '\n', '\u00a0', '\u200b', '\u202e', '\u0085', '\u0001', '<', '&amp;', '。']
  fc.assert(
    fc.property(textsOf(units, 12), fc.integer({ min: 4, max: 14 }), (text, max) => {
      expect(lineOf(text, max)).toBe(oneLine(textOf(text, max * 2), max))
    }),
    { numRuns: 3_000 },
  )
})

test('one line and tidy text are what taking out white space makes of them, whether there is any or not', () => {
  const units = ['a', 'b', ' ', '\n', '\t', '\u00a0', '\u200b', '\u202e', '\u2066', '\u3000', '\u0085', '。']
  fc.assert(
    fc.property(textsOf(units), (text) => {
      const clean = cleanText(text)

      expect(oneLine(text, 1_000)).toBe(
        clean
          .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
          .replace(/[^\S ][\s\u200b]*|\u200b[\s\u200b]*| [\s\u200b]+/g, ' ')
          .trim(),
      )
      expect(textOf(text, 1_000)).toBe(
        clean
          .replace(/[^\S\n]+/g, ' ')
          .replace(/ ?\n[ \n]*/g, '\n')
          .trim(),
      )
    }),
    { numRuns: 3_000 },
  )
})

test('texts come back in the places of their numbers, alone or among others', () => {
  const texts = Array.from({ length: 12 }, (_, n) => `<${n}>`)
  const units = ['\u0001', '0', '1', '9', '12', ' ', 'a']
  fc.assert(
    fc.property(textsOf(units, 8), (read) => {
      const expected = read.replace(/\u0001(\d*)/g, (_, number: string) =>
        number === '' ? '' : (texts[Number(number)] ?? ''),
      )

      expect(textIn(read, texts)).toBe(expected)
    }),
    { numRuns: 3_000 },
  )
})
