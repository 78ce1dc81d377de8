import { expect, test } from 'vitest'
import { parseFeed } from '../../../src/feed/parse.ts'

const NOW = Date.UTC(2025, 10, 20)

const daysOf = async (document: string, context: { timeZone?: string } = {}): Promise<string[]> => {
  const { entries } = await parseFeed(Buffer.from(document), context, NOW)
  return entries.map(({ publishedAt }) => new Date(publishedAt!).toISOString().slice(0, 10))
}

const rss = (dates: readonly string[], channel = ''): string =>
  `<rss version="2.0"><channel><title>T</title>${channel}${dates
    .map((date, at) => `<item><guid>${at}</guid><pubDate>${date}</pubDate></item>`)
    .join('')}</channel></rss>`

test('one date that only has a day first settles the others of its document', async () => {
  expect(await daysOf(rss(['10/06/2025 08:05', '28/05/2025 08:05']))).toEqual(['2025-06-10', '2025-05-28'])
})

test('one date that only has a month first settles the others of its document', async () => {
  expect(await daysOf(rss(['10-06-2025', '05-28-2025']))).toEqual(['2025-10-06', '2025-05-28'])
})

test('dates of another separator settle nothing', async () => {
  expect(await daysOf(rss(['10/06/2025', '28.05.2025']))).toEqual(['2025-10-06', '2025-05-28'])
})

test('dates of both orders settle nothing', async () => {
  expect(await daysOf(rss(['10/06/2025', '28/05/2025', '05/28/2025']))).toEqual([
    '2025-10-06',
    '2025-05-28',
    '2025-05-28',
  ])
})

test('numbers of an article settle nothing', async () => {
  const item = '<item><pubDate>10/06/2025</pubDate><description>The match of 28/05/2025</description></item>'

  expect(await daysOf(`<rss version="2.0"><channel><title>T</title>${item}</channel></rss>`)).toEqual([
    '2025-10-06',
  ])
})

test('a date that would lie in the future is read the other way, and so are the others', async () => {
  expect(await daysOf(rss(['12/11/2025', '10/06/2025']))).toEqual(['2025-11-12', '2025-06-10'])
})

test.each([
  ['fr', '2025-06-10'],
  ['es-MX', '2025-06-10'],
  ['en-GB', '2025-06-10'],
  ['en_AU', '2025-06-10'],
  ['en-US', '2025-10-06'],
  ['en', '2025-10-06'],
  ['zh-CN', '2025-10-06'],
  ['x', '2025-10-06'],
])('where nothing is settled, language %s reads 10/06/2025 as %s', async (language, day) => {
  expect(await daysOf(rss(['10/06/2025'], `<language>${language}</language>`))).toEqual([day])
})

test('the language of Atom and JSON Feed counts too', async () => {
  const atom =
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="it"><entry><id>1</id><published>10/06/2025</published></entry></feed>'
  const json =
    '{"version":"https://jsonfeed.org/version/1.1","title":"T","language":"pt-BR","items":[{"id":"1","date_published":"10/06/2025"}]}'

  expect([await daysOf(atom), await daysOf(json)]).toEqual([['2025-06-10'], ['2025-06-10']])
})

test('English of a source in a zone where the day is first has it first', async () => {
  const document = rss(['10/06/2025'], '<language>en-US</language>')

  expect(await daysOf(document, { timeZone: 'Europe/London' })).toEqual(['2025-06-09'])
  expect(await daysOf(document, { timeZone: 'America/Chicago' })).toEqual(['2025-10-06'])
})

test('a weekday says more than the other dates', async () => {
  expect(await daysOf(rss(['Tue, 10/06/2025', '05/28/2025']))).toEqual(['2025-06-10', '2025-05-28'])
})
