import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openReader, type Reader } from '../support/browser.ts'
import {
  createFrontPage,
  fakeEdition,
  fakeEntry,
  fakeItem,
  fakeProfile,
  fakeStory,
  NOW,
} from '../support/front-page.ts'
import { FRONT_PAGE_STORIES } from '../support/front-page-stories.ts'

const MINUTE = 60_000
const LONG_WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
/** What feeds may name anything: titles, publishers, authors, hosts. */
const TITLES = [
  ['de', LONG_WORD.repeat(3)],
  ['zh-TW', '「直達骨」與令、門、寫、今：氣象署發出颱風警報，高鐵全線停駛'],
  ['ja', '「直達骨」と令、門、写、今：首相、年内の辞任へ'],
  ['ko', '대통령, 새 예산안 발표… 여야 "협의 계속"'],
  ['ar', 'اتفاق تاريخي (2026) على تقاسم مياه نهر أورسا: 54% من الحصص'],
  ['he', 'ראש הממשלה: "נמשיך" — NATO מגיבה ב-24 שעות'],
  ['en', '🚀 <b>bold</b> claims & “quotes” '.repeat(12)],
] as const
const ITEMS = TITLES.map(([language, title], index) =>
  fakeItem(FRONT_PAGE_STORIES[0]!, index, {
    language,
    title,
    summary: title,
    publisherName: index % 2 === 0 ? LONG_WORD : title.slice(0, 40),
  }),
)
const ENTRIES = Array.from({ length: 60 }, (_, index) => {
  const [language, title] = TITLES[index % TITLES.length]!
  return fakeEntry(`e${index}`, {
    language,
    title,
    publisherId: `p${index}`,
    publisherName: index % 3 === 0 ? LONG_WORD : `Publisher ${index}`,
    authors: [LONG_WORD],
    url: `https://${'sub.'.repeat(index % 14)}news.example/${index}`,
    reportedAt: NOW - 120 * MINUTE + index * MINUTE,
  })
})
const DAY = new Date(NOW).toISOString().slice(0, 10)
const PAGES = [
  ['board', '/'],
  ['list', '/lists/top'],
  ['edition', '/lists/top/editions/6'],
  ['day', `/lists/top/archive/${DAY}`],
  ['story', `/stories/${ITEMS[0]!.storyId}`],
  ['publisher', '/publishers/p1'],
  ['missing', '/lists/nowhere'],
] as const

/** A newsroom in which everything is as long, or as foreign, as feeds make it. */
function crowdedPage() {
  const front = createFrontPage({
    publishers: {
      get: async () => fakeProfile({ name: LONG_WORD, title: LONG_WORD }),
      entries: async () => ENTRIES,
      icon: async () => undefined,
      known: async (ids) => new Map([...ids].map((id) => [id, {}])),
    },
    stories: {
      get: async () => fakeStory(ITEMS[0]!, { originCount: 60, entryCount: 60 }),
      origins: async () =>
        ENTRIES.map(({ id, publisherId, publisherName, reportedAt }) => ({
          publisherId,
          publisherName,
          reportedAt,
          weight: 1,
          entryId: id,
        })),
      entries: async () => ENTRIES,
      related: async () => ITEMS.map((item) => fakeStory(item)),
      translations: async () => ITEMS.map((item) => ({ story: fakeStory(item), reason: '' })),
      standings: async () => [{ listId: 'top', rank: 1 }],
    },
  })
  front.editions.set('top', [fakeEdition('top', 6, ITEMS, NOW - MINUTE), fakeEdition('top', 7, ITEMS)])
  front.editions.set('world', [fakeEdition('world', 7, ITEMS)])
  return front
}

describe.skipIf(!hasChromium)('whatever feeds name', () => {
  let reader: Reader
  let base: string

  beforeAll(async () => {
    reader = await openReader()
    base = await reader.serve(crowdedPage())
  })

  afterAll(async () => {
    await reader?.close()
  })

  test.each(PAGES)('the %s is no wider than its window, nor with letters twice as large', async (_, path) => {
    for (const width of [1280, 375]) {
      const { page, faults } = await reader.watch({ viewport: { width, height: 900 } })
      await page.goto(base + path)
      for (const size of ['100%', '200%']) {
        await page.evaluate(`document.documentElement.style.fontSize = '${size}'`)

        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')

        expect(overflow, `${width} px, ${size}`).toBeLessThanOrEqual(0)
      }
      expect(faults).toEqual([])
      await page.close()
    }
  })

  test('traditional Chinese, Japanese and Korean come in fonts of their own', async () => {
    const { page } = await reader.watch()
    await page.goto(base)

    const fonts = await page.evaluate(`[...document.querySelectorAll(
      '.hot .headline:is([lang="zh-TW"], [lang="ja"], [lang="ko"])',
    )].map((title) => getComputedStyle(title).fontFamily.split(',')[0])`)

    expect(fonts).toEqual(['"PingFang TC"', '"Hiragino Sans"', '"Apple SD Gothic Neo"'])
    await page.close()
  })

  test('by keyboard the first stop leads past the masthead, and each stop is seen', async () => {
    const { page } = await reader.watch()
    await page.goto(base)

    await page.keyboard.press('Tab')
    const skip = await page.evaluate(FOCUSED)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    const first = await page.evaluate('document.activeElement.closest("main") !== null')
    const unseen: unknown[] = []
    for (let press = 0; press < 40; press++) {
      await page.keyboard.press('Tab')
      const stop = (await page.evaluate(FOCUSED)) as { isSeen: boolean }
      if (!stop.isSeen) unseen.push(stop)
    }

    expect(skip).toMatchObject({ text: 'Skip to the stories', isSeen: true })
    expect(first).toBe(true)
    expect(unseen).toEqual([])
    await page.close()
  })
})

/** The element with the focus: its words, and whether it stands in the window with an outline around it. */
const FOCUSED = `(() => {
  const element = document.activeElement
  const box = element.getBoundingClientRect()
  const style = getComputedStyle(element)
  const isSeen = box.width > 2 && box.bottom > 0 && box.top < innerHeight && style.visibility === 'visible'
  return { text: element.textContent, isSeen: isSeen && style.outlineStyle !== 'none' }
})()`
