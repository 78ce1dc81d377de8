import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  observeTitleMarks,
  withMediumNames,
  withoutTitleMarks,
} from '../../../../src/rules/text/title-marks.ts'

const HEADLINES = [
  'Ferry runs aground off Naxos island',
  'Parliament passes the pension reform',
  'Central bank raises its key rate',
  'Wildfire closes the motorway to Porto',
  'Harlequins beat Saracens in the derby',
  'Archaeologists find a Roman harbour',
  'Chipmaker plans a plant in Dresden',
  'Volcano erupts near Grindavik again',
  'Town evacuated after a gas leak',
  'Museum returns the bronze heads',
]
const CHINESE = [
  '国务院决定取消下放一批行政许可事项',
  '神舟十八号载人飞船发射成功',
  '沪深两市成交额再破万亿元大关',
  '杭州地铁五号线延长线今日开通运营',
  '台风海葵在福建东山沿海登陆',
  '中国女排三比一逆转巴西晋级决赛',
  '全国高考报名人数再创历史新高',
  '中国人民银行宣布全面降准',
]
const medium = {
  publisherName: 'Coast Daily',
  feedTitle: 'Coast Daily: World',
  siteUrl: 'https://www.coastdaily.example/',
}
const learn = (titles: readonly string[], more = {}) =>
  observeTitleMarks(undefined, titles, { ...medium, ...more })
const with_ = (mark: (title: string, n: number) => string, titles: readonly string[] = HEADLINES) =>
  titles.map(mark)

describe('what a source writes around its titles', () => {
  test.each([
    ['a name after a dash', with_((title) => `${title} - Reuters`), HEADLINES],
    ['a name after a bar', with_((title) => `${title} | BBC News`), HEADLINES],
    ['a name in Chinese', with_((title) => `${title}_新浪网`, CHINESE), CHINESE],
    ['a name after a dash without spaces', with_((title) => `${title}-新华财经`, CHINESE), CHINESE],
    ['a name in brackets', with_((title) => `${title} (Island Wire)`), HEADLINES],
    [
      'a board and a name',
      with_((title, n) => `${title} - ${n % 3 === 0 ? 'Sport' : 'World'} - Coast Daily`),
      undefined,
    ],
    ['its own name before', with_((title) => `Coast Daily: ${title}`), HEADLINES],
    ['its own name before, in brackets', with_((title) => `【新浪财经】${title}`, CHINESE), CHINESE],
    ['on half of them', with_((title, n) => (n % 2 === 0 ? `${title} - Reuters` : title)), HEADLINES],
    ['a place, in the name of the medium', with_((title) => `${title} - Malta Independent`), HEADLINES],
  ])('is left out: %s', (name, titles, expected) => {
    const more =
      name.includes('新浪') || name.includes('own name before, in')
        ? { publisherName: '新浪财经' }
        : name.includes('place')
          ? { publisherName: 'The Malta Independent' }
          : {}

    const marks = learn(titles, more)

    const plain = titles.map((title) => withoutTitleMarks(title, marks))
    if (expected) expect(plain).toEqual(expected)
    else expect(plain.every((title) => !title.includes('Coast Daily'))).toBe(true)
  })

  test.each([
    [
      "a serial's name before a word",
      ['Cow', 'Robot', 'Economics', 'Dating', 'Physics', 'Ghost', 'Oracle', 'Dog'].map(
        (word) => `Saturday Morning Breakfast Cereal - ${word}`,
      ),
      { feedTitle: 'Saturday Morning Breakfast Cereal' },
    ],
    [
      "a serial's name after a word",
      ['Cow', 'Robot', 'Economics', 'Dating', 'Physics', 'Ghost', 'Oracle', 'Dog'].map(
        (word) => `${word} | Saturday Morning`,
      ),
      { feedTitle: 'Saturday Morning' },
    ],
    ['parts of a serial', Array.from({ length: 12 }, (_, n) => `How to build a feed reader | Part ${n}`), {}],
    ['a topic before', with_((title) => `Ukraine war: ${title}`), {}],
    ['any topic before', with_((title) => `Pension reform: ${title}`), {}],
    ['a place after', with_((title) => `${title} - Turkey`), {}],
    ['a date after', with_((title) => `${title} - 8 October`), {}],
    ['a mark on two of ten', with_((title, n) => (n < 2 ? `${title} - Reuters` : title)), {}],
    ['seven titles', with_((title) => `${title} - Reuters`).slice(0, 7), {}],
    ['one title ten times', HEADLINES.map(() => 'Ferry runs aground off Naxos - Reuters'), {}],
    [
      'different ends',
      with_((title, n) => `${title} - ${['Anna', 'Ben', 'Carl', 'Dora'][n % 4]} reports`),
      {},
    ],
  ])('is nothing to leave out: %s', (_, titles, more) => {
    expect(learn(titles, more)).toBeUndefined()
  })

  test('of a title that is hardly more than its mark the whole is kept', () => {
    const marks = learn(with_((title) => `${title} - Reuters`))

    expect(withoutTitleMarks('Markets - Reuters', marks)).toBe('Markets - Reuters')
  })
})

describe('what is known of a source', () => {
  const marks = learn(with_((title) => `${title} - Reuters`))

  test('outlives documents that are too short to judge by, and days with few marked titles', () => {
    expect(observeTitleMarks(marks, ['One title only'], medium)).toEqual(marks)
    expect(
      observeTitleMarks(
        marks,
        with_((title, n) => (n < 3 ? `${title} - Reuters` : title)),
        medium,
      ),
    ).toEqual(marks)
  })

  test('is forgotten with the habit', () => {
    expect(observeTitleMarks(marks, HEADLINES, medium)).toBeUndefined()
  })

  test('is small, whatever the titles say', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ maxLength: 60 }),
            fc.constantFrom(...HEADLINES.map((title) => `A - ${title} | B - C`)),
          ),
          { maxLength: 40 },
        ),
        (titles) => {
          const learned = observeTitleMarks(undefined, titles, medium)
          const found = [...(learned?.before ?? []), ...(learned?.after ?? [])]
          expect(found.length).toBeLessThanOrEqual(8)
          expect(found.every((mark) => mark.length <= 40)).toBe(true)
          expect(observeTitleMarks(undefined, [...titles].reverse(), medium)?.after.toSorted()).toEqual(
            learned?.after.toSorted(),
          )
          for (const title of titles)
            expect(withoutTitleMarks(title, learned).trim() === '').toBe(title.trim() === '')
        },
      ),
    )
  })
})

describe('in a feed of many media', () => {
  const marks = { before: [], after: ['front pages'] }

  test.each([
    ['Ferry runs aground off Naxos - Reuters', 'Ferry runs aground off Naxos'],
    ['Reuters: Ferry runs aground off Naxos', 'Ferry runs aground off Naxos'],
    ['Ferry runs aground off Naxos - REUTERS - Front Pages', 'Ferry runs aground off Naxos'],
    ['Ferry runs aground off Naxos | reuters.com', 'Ferry runs aground off Naxos'],
    ['Ferry runs aground off Naxos - BBC', 'Ferry runs aground off Naxos - BBC'],
    ['Union sues - Reuters', 'Union sues - Reuters'],
  ])('each writes its own name, and once is enough: %s', (title, heading) => {
    expect(withoutTitleMarks(title, withMediumNames(marks, ['Reuters', 'reuters.com']))).toBe(heading)
  })

  test('one without a name writes what the source does', () => {
    expect(withMediumNames(marks, [])).toBe(marks)
    expect(withMediumNames(undefined, [])).toBeUndefined()
  })
})
