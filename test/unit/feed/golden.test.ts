import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseFeed } from '../../../src/feed/parse.ts'
import { ParseError } from '../../../src/feed/parse-error.ts'
import { printParsed, printParseError } from '../../../src/feed/print-parsed.ts'
import { EXPECTED, FEED_CONTEXTS, FEEDS, FEED_NAMES as names } from '../../support/feed-fixtures.ts'

/** `UPDATE_GOLDEN=1` writes the expectations anew; read the difference before it is committed. */
test('each document has an expectation, and each expectation a document', () => {
  const expected = readdirSync(FEEDS).filter((name) => name.endsWith(EXPECTED))

  expect(expected.map((name) => name.slice(0, -EXPECTED.length)).sort()).toEqual([...names].sort())
  expect(names.length).toBeGreaterThan(15)
})

test.each(names)('%s is read as it says beside it', async (name) => {
  const bytes = readFileSync(join(FEEDS, name))
  const file = join(FEEDS, `${name}${EXPECTED}`)

  const read = await parseFeed(bytes, {
    baseUrl: `https://origin.example/${name}`,
    ...FEED_CONTEXTS[name],
  }).then(
    (feed) => printParsed(name, feed),
    (error: unknown) => {
      if (error instanceof ParseError) return printParseError(name, error)
      throw error
    },
  )

  if (process.env.UPDATE_GOLDEN && !process.env.CI) writeFileSync(file, `${JSON.stringify(read, null, 2)}\n`)
  expect(existsSync(file)).toBe(true)
  expect(read).toEqual(JSON.parse(readFileSync(file, 'utf8')))
})
