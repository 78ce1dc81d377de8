import type { HttpDeps } from '../../src/http/deps.ts'
import {
  createFrontPage,
  type FrontPage,
  fakeEdition,
  fakeEntry,
  fakeItem,
  fakeProfile,
  fakeStory,
  NOW,
} from './front-page.ts'
import { FRONT_PAGE_STORIES } from './front-page-stories.ts'

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
/** One of each kind: its name, its path. */
export const PAGE_KINDS = [
  ['board', '/'],
  ['list', '/lists/top'],
  ['edition', '/lists/top/editions/6'],
  ['day', `/lists/top/archive/${DAY}`],
  ['second page of a day', `/lists/world/archive/${DAY}/2`],
  ['story', `/stories/${ITEMS[0]!.storyId}`],
  ['publisher', '/publishers/p1'],
  ['missing', '/lists/nowhere'],
] as const

/** A newsroom in which everything is as long, or as foreign, as feeds make it. */
export function crowdedPage(patch: Partial<HttpDeps> = {}): FrontPage {
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
    ...patch,
  })
  front.editions.set('top', [fakeEdition('top', 6, ITEMS, NOW - MINUTE), fakeEdition('top', 7, ITEMS)])
  const many = Array.from({ length: 107 }, (_, index) => ({
    ...ITEMS[index % ITEMS.length]!,
    storyId: `01kb7x0000${String(index).padStart(10, '0')}abcdef`,
  }))
  front.editions.set('world', [fakeEdition('world', 7, many)])
  return front
}
