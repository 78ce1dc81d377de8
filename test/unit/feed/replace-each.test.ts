import fc from 'fast-check'
import { expect, test } from 'vitest'
import { replaceEach } from '../../../src/feed/replace-each.ts'

test('replaces what String.replace does, whatever the text', () => {
  const pattern = /a(b?)|\p{L}|(?=c)/gu
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '中', '🚄', '\ud83d') })

  fc.assert(
    fc.property(text, (written) => {
      const expected = written.replace(pattern, (match, group) => `[${match}|${group}]`)

      expect(replaceEach(written, pattern, ([match, group]) => `[${match}|${group}]`)).toBe(expected)
    }),
  )
})
