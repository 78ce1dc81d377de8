import { describe, expect, test } from 'vitest'
import { createHttpServer } from '../../../src/http/server.ts'
import { createFrontPage, type FrontPage, fakeEntry, fakeItem, fakeStory } from '../../support/front-page.ts'
import { FRONT_PAGE_STORIES } from '../../support/front-page-stories.ts'

const open = (front: FrontPage = createFrontPage()) => createHttpServer(front.deps)
const STORY = fakeItem(FRONT_PAGE_STORIES[0]!, 0).storyId

describe('a story', () => {
  test('shows its coverage by publisher, the first one first', async () => {
    const { body } = await open().inject(`/stories/${STORY}`)

    expect(body).toContain('No. 1 in Top stories')
    expect(body.match(/<li class="voice/g)).toHaveLength(6)
    expect(body.indexOf('Harbour Gazette</bdi>')).toBeLessThan(body.indexOf('Northern Courier</bdi>'))
    expect(body).toContain('+14 min')
  })

  test('names its authors, but not a publisher once more', async () => {
    const front = createFrontPage()
    const { stories } = front.deps
    const entries: typeof stories.entries = async (...of) =>
      (await stories.entries(...of)).map((entry) => ({
        ...entry,
        authors: [entry.publisherName, `Reporter of ${entry.publisherName}`],
      }))

    const { body } = await open({
      ...front,
      deps: { ...front.deps, stories: { ...stories, entries } },
    }).inject(`/stories/${STORY}`)

    expect(body).toContain('<bdi>Reporter of Harbour Gazette</bdi>')
    expect(body).not.toContain('Harbour Gazette, Reporter')
  })

  test('names the aggregator that a report came by, as text', async () => {
    const carriedBy = 'Front <b>Pages</b>'
    const front = createFrontPage({
      stories: {
        ...createFrontPage().deps.stories,
        entries: async () => [fakeEntry('e1', { carriedBy }), fakeEntry('e2', { publisherId: 'p2' })],
      },
    })
    const { body } = await open(front).inject(`/stories/${STORY}`)
    const json = (await open(front).inject(`/stories/${STORY}.json`)).json()

    expect(body.match(/<bdi>via [^<]*<\/bdi>/g)).toEqual(['<bdi>via Front &lt;b&gt;Pages&lt;/b&gt;</bdi>'])
    expect(json.entries[0]).toMatchObject({ publisher: { name: 'Harbour Gazette' }, carriedBy })
    expect(json.entries[1]).not.toHaveProperty('carriedBy')
  })

  test('says of which zone its first hour is, on a clock of 24 hours', async () => {
    const site = { title: 'The Tide', url: 'https://tide.example', language: 'en', timeZone: 'Asia/Tokyo' }

    const { body } = await createHttpServer(createFrontPage({ site }).deps).inject(`/stories/${STORY}`)

    expect(body).toContain('>November 23, 2026 at 21:06 GMT+9</time>')
  })

  test('says what it is of to whom it is sent, without a site’s name in its title', async () => {
    const { body } = await open().inject(`/stories/${STORY}`)

    const told = [...body.matchAll(/<meta (?:name|property)="(description|og:[a-z_]+)" content="([^"]*)">/g)]
    expect(Object.fromEntries(told.map(([, name, text]) => [name, text]))).toEqual({
      description: FRONT_PAGE_STORIES[0]?.summary,
      'og:description': FRONT_PAGE_STORIES[0]?.summary,
      'og:title': FRONT_PAGE_STORIES[0]?.title,
      'og:type': 'article',
      'og:url': `https://tide.example/stories/${STORY}`,
      'og:site_name': 'The Tide',
    })
  })

  test('leads to stories like it', async () => {
    const { body } = await open().inject(`/stories/${STORY}`)
    const json = (await open().inject(`/stories/${STORY}.json`)).json()

    expect(body).toContain('<h2 id="related-title">Related</h2>')
    expect(json.related).toHaveLength(2)
    for (const { id, page } of json.related) {
      expect(id).not.toBe(STORY)
      expect(page).toBe(`https://tide.example/stories/${id}`)
      expect(body).toContain(`href="/stories/${id}"`)
    }
  })

  test.each([
    ['en-us-gb', 'English'],
    ['zh-abcde-abcde', '中文'],
    ['xx-us-gb', undefined],
  ])(
    'a publisher’s tag that no language has, %s, breaks no page that leads there',
    async (language, name) => {
      const item = fakeItem(FRONT_PAGE_STORIES[0]!, 0)
      const story = fakeStory(item)
      const other = fakeStory(item, { id: 'other1', title: 'Elsewhere', language })
      const { deps } = createFrontPage()
      const stories = {
        ...deps.stories,
        translations: async () => [{ story: other, reason: 'the same event' }],
      }

      const { statusCode, body } = await createHttpServer({ ...deps, stories }).inject(`/stories/${story.id}`)

      expect(statusCode).toBe(200)
      expect(/<bdi lang="[^"]*">([^<]*)<\/bdi>/.exec(body)?.[1]).toBe(name)
    },
  )

  test('leads to the same event in other languages, named as their readers name them', async () => {
    const item = fakeItem(FRONT_PAGE_STORIES[0]!, 0)
    const other = fakeStory(item, { id: 'zh1', title: '台风登陆福建', language: 'zh' })
    const front = createFrontPage({
      stories: {
        ...createFrontPage().deps.stories,
        translations: async () => [{ story: other, reason: 'both have event:storm' }],
      },
    })
    const { body } = await open(front).inject(`/stories/${STORY}`)
    const json = (await open(front).inject(`/stories/${STORY}.json`)).json()

    expect(body).toContain('<h2 id="translations-title">In other languages</h2>')
    expect(body).toContain('<a href="/stories/zh1" rel="alternate" hreflang="zh">台风登陆福建</a>')
    expect(body).toContain('<bdi lang="zh">中文</bdi>')
    expect(json.translations).toEqual([
      expect.objectContaining({ id: 'zh1', language: 'zh', page: 'https://tide.example/stories/zh1' }),
    ])
  })

  test('of traditional Chinese is shown in glyphs of its own, though its publisher says no more than zh', async () => {
    const item = fakeItem(FRONT_PAGE_STORIES[0]!, 0)
    const plain = fakeStory(item, { id: 'hant', title: '颱風登陸臺灣東部', language: 'zh' })
    const declared = fakeStory(item, { id: 'cn', title: '颱風登陸花蓮', language: 'zh-CN' })
    const { stories, editions } = createFrontPage().deps
    const front = createFrontPage({
      editions: {
        ...editions,
        latest: async (listId) => {
          const edition = await editions.latest(listId)
          const { title, language } = plain
          return edition && { ...edition, items: edition.items.map((item) => ({ ...item, title, language })) }
        },
      },
      stories: {
        ...stories,
        get: async () => plain,
        related: async () => [declared],
        translations: async () => [{ story: plain, reason: 'one event' }],
      },
    })

    const list = (await open(front).inject('/lists/top')).body
    const story = (await open(front).inject('/stories/hant')).body

    expect(list).toMatch(/<h\d class="headline" lang="zh-Hant"><a [^>]*>颱風登陸臺灣東部/)
    expect(story).toContain('<h1 dir="auto" lang="zh-Hant">颱風登陸臺灣東部</h1>')
    expect(story).toContain('<p class="report" lang="zh-Hant"><a href="/stories/hant" rel="alternate"')
    expect(story).toContain('<bdi lang="zh-Hant">繁體中文</bdi>')
    // What a publisher says of itself is taken at its word.
    expect(story).toContain('<p class="report" lang="zh-CN"><a href="/stories/cn">')
  })

  test('leads from each publisher to its record', async () => {
    const { body } = await open().inject(`/stories/${STORY}`)

    expect(body).toMatch(/<a href="\/publishers\/[^"]+"><bdi>Harbour Gazette<\/bdi><\/a>/)
  })

  test('names a publisher that has no record, as an aggregator may bring too many, and leads nowhere', async () => {
    const { publishers } = createFrontPage().deps
    const known: typeof publishers.known = async (ids) => new Map([...ids].slice(1).map((id) => [id, {}]))
    const front = createFrontPage({ publishers: { ...publishers, known } })
    const { body } = await open(front).inject(`/stories/${STORY}`)

    expect(body).toMatch(/<h3><bdi>[^<]+<\/bdi>/)
    expect(body.match(/<h3><a href="\/publishers\//g)).toHaveLength(5)
    expect(body.match(/<li class="voice/g)).toHaveLength(6)
  })

  test('draws its ranks over time, and says them in words', async () => {
    const { body } = await open().inject(`/stories/${STORY}`)

    expect(body).toMatch(/<path class="line line-1" d="M34 [\d.]+H630V14H630"\/>/)
    expect(body).toMatch(/No\. 1 at best \([^)]+\), No\. 1 now/)
  })

  test('is JSON too', async () => {
    const answer = await open().inject(`/stories/${STORY}.json`)

    expect(answer.json()).toMatchObject({
      id: STORY,
      originCount: 14,
      standings: [{ list: 'top', rank: 1 }, {}],
    })
    expect(answer.json().entries).toHaveLength(7)
  })

  test.each(['', '.json'])('that was merged leads to the one that stayed (%s)', async (suffix) => {
    const front = createFrontPage()
    const survivor = fakeStory(fakeItem(FRONT_PAGE_STORIES[0]!, 0), { id: 'survivor' })
    const deps = { ...front.deps, stories: { ...front.deps.stories, get: async () => survivor } }

    const answer = await createHttpServer(deps).inject(`/stories/mergedaway${suffix}`)

    expect(answer.statusCode).toBe(301)
    expect(answer.headers.location).toBe(`/stories/survivor${suffix}`)
  })

  test.each(['/stories/unknown', '/stories/a%3Ab', '/stories/%7B%7D', '/stories/..%2f..%2fetc'])(
    '%s is not found',
    async (url) => {
      expect((await open().inject(url)).statusCode).toBe(404)
    },
  )
})

test.each(['/', '/lists/top', '/lists/top/editions/1284', `/stories/${STORY}`, '/publishers/p1'])(
  '%s has one first heading, and no level is left out below it',
  async (url) => {
    const { body, statusCode } = await open().inject(url)

    expect(statusCode).toBe(200)
    const levels = [...body.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level))
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    expect(levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1)).toEqual([])
  },
)
