import { expect, test } from 'vitest'
import { parse, rss } from './documents.ts'

async function titleOf(title: string, contentType = 'text/xml; charset=utf-8'): Promise<string | undefined> {
  const feed = await parse(rss(`<item><guid>1</guid>${title}</item>`), { contentType })
  return feed.entries[0]?.title
}

test.each([
  ['NUL and ESC', 'Ferry\u0000 \u001b[31maground\u0003'],
  ['C1 controls', 'Ferry\u0098 \u009faground'],
  ['half a character', 'Ferry \ud83daground\udc00'],
  ['references to them', 'Ferry&#0; &#27;aground&#xD83D;'],
])('%s do not survive in a title', async (_, title) => {
  const read = await titleOf(`<title>${title}</title>`)

  expect(read).toMatch(/^Ferry/)
  expect(read).toMatch(/aground/)
  expect(read).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Surrogate}/u)
})

test.each([
  ...['\u202a', '\u202b', '\u202c', '\u202d', '\u202e'],
  ...['\u2066', '\u2067', '\u2068', '\u2069'],
  ...['&#x202e;', '&#8238;', '&amp;#x202e;'],
])('a title cannot turn the text after it around with %j', async (control) => {
  const read = await titleOf(`<title>Ferry ${control}aground</title>`)

  expect(read).toBe('Ferry aground')
})

test('UTF-7 is never spoken: markup hidden in it stays the text it is', async () => {
  const hidden = '+ADw-script+AD4-alert(1)+ADw-/script+AD4-'

  const read = await titleOf(`<title>${hidden}</title>`, 'text/xml; charset=utf-7')

  expect(read).toBe(hidden)
})
