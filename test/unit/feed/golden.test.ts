import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseFeed } from '../../../src/feed/parse.ts'
import { ParseError } from '../../../src/feed/parse-error.ts'
import { printParsed, printParseError } from '../../../src/feed/print-parsed.ts'
import type { ParseContext } from '../../../src/model/index.ts'

/**
 * Whole documents as the large publishing systems write them, each beside what `tidewire parse` prints of it.
 * `UPDATE_GOLDEN=1` writes the expectations anew; read the difference before it is committed.
 */
const FEEDS = join(import.meta.dirname, '../../fixtures/feeds')
const EXPECTED = '.expected.json'

/** What the server would have said; the others are read by their bytes alone. */
const CONTEXTS: Readonly<Record<string, ParseContext>> = {
  'gazette-1251.xml': { contentType: 'text/xml; charset=windows-1251' },
  'portal-gbk.xml': { timeZone: 'Asia/Shanghai' },
  'broken.xml': { contentType: 'text/html; charset=UTF-8', timeZone: 'Europe/London' },
  'challenge.html': { contentType: 'text/html; charset=UTF-8' },
  'quota.json': { contentType: 'application/json' },
  'feed.json': { contentType: 'application/feed+json' },
}

const names = readdirSync(FEEDS).filter((name) => !name.endsWith(EXPECTED))

test('each document has an expectation, and each expectation a document', () => {
  const expected = readdirSync(FEEDS).filter((name) => name.endsWith(EXPECTED))

  expect(expected.map((name) => name.slice(0, -EXPECTED.length)).sort()).toEqual([...names].sort())
  expect(names.length).toBeGreaterThan(15)
})

test.each(names)('%s is read as it says beside it', async (name) => {
  const bytes = readFileSync(join(FEEDS, name))
  const file = join(FEEDS, `${name}${EXPECTED}`)

  const read = await parseFeed(bytes, { baseUrl: `https://origin.example/${name}`, ...CONTEXTS[name] }).then(
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
