import { describe, expect, test } from 'vitest'
import { ParseError } from '../../../src/feed/parse-error.ts'
import type { ParsedEntry } from '../../../src/model/index.ts'
import { parse, wrongFields } from './documents.ts'
import { READABLE, REFUSED } from './probes.ts'

describe('a document with', () => {
  test.each(READABLE)('%s is read', async (_name, document, { count, ...expected }) => {
    const feed = await parse(document)

    expect(wrongFields(feed)).toEqual([])
    if (count !== undefined) expect(feed.entries).toHaveLength(count)
    const first = feed.entries[0]
    for (const [field, value] of Object.entries(expected)) {
      expect.soft(first?.[field as keyof ParsedEntry], field).toEqual(value)
    }
  })
})

test.each(REFUSED)('%s is refused with a code of its own', async (_name, document, code) => {
  const refusal = await parse(document).catch((error: unknown) => error)

  expect(refusal).toBeInstanceOf(ParseError)
  expect(refusal).toMatchObject({ code, retry: 'later' })
})
