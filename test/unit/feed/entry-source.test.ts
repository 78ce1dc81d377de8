import { describe, expect, test } from 'vitest'
import { atom, parse, rss } from './documents.ts'

const ATOM = ' xmlns:atom="http://www.w3.org/2005/Atom" xmlns:a="http://www.w3.org/2005/Atom"'

async function sourceIn(document: string) {
  return (await parse(document)).entries[0]?.source
}
const inRss = (source: string) =>
  sourceIn(rss(`<item><title>A title</title>${source}</item>`, { attributes: ATOM }))
const inAtom = (source: string) => sourceIn(atom(`<title>A title</title>${source}`))

describe('the name', () => {
  test.each([
    ['of RSS', '<source url="https://www.reuters.com">Reuters</source>', 'Reuters'],
    ['in CDATA', '<source><![CDATA[ Tom & Ann ]]></source>', 'Tom & Ann'],
    ['escaped twice', '<source>Tom &amp;amp; Ann</source>', 'Tom & Ann'],
    [
      'with markup',
      '<source>&lt;b onclick="x()"&gt;Post&lt;/b&gt;&lt;script&gt;y()&lt;/script&gt;</source>',
      'Post',
    ],
    ['over lines', '<source>\n  新华\t社\n</source>', '新华 社'],
    ['that turns what follows around', '<source>Post\u202e evil\u2066</source>', 'Post evil'],
    ['of Atom in RSS', '<atom:source><a:title>Post</a:title></atom:source>', 'Post'],
    [
      'of Atom by its namespace',
      '<source xmlns="http://www.w3.org/2005/Atom"><title>Post</title></source>',
      'Post',
    ],
    ['of the second, where the first is empty', '<source/><source>Post</source>', 'Post'],
  ])('%s', async (_, source, name) => {
    expect((await inRss(source))?.name).toBe(name)
  })

  test('of 10,000 characters is cut, and leaves no half character', async () => {
    const source = await inRss(`<source>${'x'.repeat(199)}${'😀'.repeat(5_000)}</source>`)

    expect(source?.name?.length).toBeLessThanOrEqual(200)
    expect(source?.name?.isWellFormed()).toBe(true)
  })

  test.each([
    '<source></source>',
    '<source>\u200b \u0007</source>',
    '<source url="">- * -</source>',
    '<source url="javascript:alert(1)"/>',
    '<source url="file:///etc/passwd"/>',
    '<source url="/relative-to-nothing"/>',
  ])('without letters or an address it is none: %s', async (source) => {
    const feed = await parse(`<rss><channel><item><title>A title</title>${source}</item></channel></rss>`, {
      baseUrl: 'nowhere',
    })

    expect(feed.entries[0]).toMatchObject({ title: 'A title' })
    expect(feed.entries[0]).not.toHaveProperty('source')
  })
})

describe('the address', () => {
  test.each([
    ['of RSS', '<source url="https://a.example/x">A</source>', 'https://a.example/x'],
    ['without http it is none', '<source url="ftp://a.example/x">A</source>', undefined],
    ['where the name should be', '<source>https://a.example/x</source>', 'https://a.example/x'],
    ['relative to the site', '<source url="/x">A</source>', 'https://e.com/x'],
  ])('%s', async (_, source, url) => {
    expect((await inRss(source))?.url).toBe(url)
  })

  test.each([
    [
      'the page before the feed',
      '<link rel="self" href="https://a.example/f"/><link href="https://a.example/"/>',
      'https://a.example/',
    ],
    [
      'the feed',
      '<link rel="self" href="https://a.example/f"/><id>https://b.example/</id>',
      'https://a.example/f',
    ],
    ['an id that is one', '<id>https://b.example/</id>', 'https://b.example/'],
    ['no id that is none', '<id>urn:x</id>', undefined],
  ])('of Atom: %s', async (_, inside, url) => {
    expect((await inAtom(`<source><title>A</title>${inside}</source>`))?.url).toBe(url)
  })
})

test('what a source says of itself is not taken for the entry’s', async () => {
  const feed = await parse(
    atom(
      '<source><id>https://a.example/f</id><title>A</title><link href="https://a.example/"/><subtitle>S</subtitle></source><title>T</title>',
    ),
  )

  expect(feed.entries[0]).toMatchObject({ title: 'T' })
  expect(feed.entries[0]).not.toHaveProperty('guid')
  expect(feed.entries[0]).not.toHaveProperty('url')
})

test('a source that is never closed hides nothing of its entry', async () => {
  const feed = await parse(
    rss('<item><source url="https://a.example/"><title>T</title><guid>1</guid></item>'),
  )

  expect(feed.entries[0]).toMatchObject({ title: 'T', guid: '1', source: { url: 'https://a.example/' } })
})

test('RSS in JSON names sources as RSS does', async () => {
  const feed = await parse(
    JSON.stringify({
      rss: {
        channel: {
          title: 'T',
          item: [
            { title: 'One', source: { '@url': 'https://a.example/', '#value': 'A' } },
            { title: 'Two', source: { url: 'https://b.example/', title: 'B' } },
            { title: 'Three', source: 'C' },
          ],
        },
      },
    }),
  )

  expect(feed.entries.map(({ source }) => source)).toEqual([
    { name: 'A', url: 'https://a.example/' },
    { name: 'B', url: 'https://b.example/' },
    { name: 'C' },
  ])
})
