import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Candidate, TermStatistics } from '../../../../src/model/index.ts'
import { chooseCandidate } from '../../../../src/rules/story/choose-candidate.ts'
import { sharedPhrase } from '../../../../src/rules/story/one-phrase.ts'
import { sameStory } from '../../../../src/rules/story/same-story.ts'
import { DAY, HOUR, MINUTE, NOW, report, statisticsOf } from '../support/make.ts'

const NOTHING: TermStatistics = { documentCount: 0, documentFrequency: [] }

function verdict(a: Candidate, b: Candidate) {
  return sameStory(a, b, NOTHING)
}

const other = { publisher: 'Hill Post' }

describe('identity', () => {
  test('one page is one story, whatever the titles', () => {
    const found = verdict(
      report('Storm hits the coast', { url: 'https://n.example/a?utm_source=x' }),
      report('完全不同', { ...other, url: 'http://www.n.example/a/' }),
    )

    expect(found).toEqual({ same: true, rule: 'url', score: 1, reason: 'same canonical URL' })
  })

  test("a link blog's items on one page stay apart", () => {
    const url = 'https://n.example/a'

    expect(
      verdict(
        report('A thought about bridges in Norway', { url }),
        report('Why tea is never cheap anywhere', { url }),
      ).same,
    ).toBe(false)
  })

  test('a guid that changes at every poll is still one story', () => {
    const url = 'https://n.example/a'

    expect(
      verdict(
        report('Storm hits the western coast', { url }),
        report('Storm hits the western coast', { url, at: NOW + 3 * DAY }),
      ).rule,
    ).toBe('url')
  })

  test('the same title of two publishers is one story', () => {
    const title = '国务院取消和下放一批行政许可事项'

    expect(verdict(report(title), report(title, { ...other, at: NOW + 40 * MINUTE }))).toMatchObject({
      same: true,
      rule: 'title',
      reason: 'same title, 40 min apart',
    })
  })

  test('the same title of one publisher days later is a series', () => {
    const title = 'The week in pictures from around Europe'

    expect(verdict(report(title), report(title, { at: NOW + 7 * DAY }))).toMatchObject({
      same: false,
      reason: 'same title by the same publisher, 7 d apart: a series',
    })
    expect(verdict(report(title), report(title, { at: NOW + HOUR })).same).toBe(true)
  })
})

describe('different events', () => {
  test.each([
    ['Turkey hikes rates to 50%', 'Argentina hikes rates to 50%', 'different places TR and AR'],
    [
      'EU agrees 12th sanctions package against Russia',
      'EU agrees 13th sanctions package against Russia',
      'different ordinals 12 and 13',
    ],
    [
      'Arsenal 2-1 Chelsea: match report',
      'Arsenal 3-0 Chelsea: match report',
      'different scores 2-1 and 3-0',
    ],
    [
      'Nginx flaw CVE-2026-31337 lets attackers in',
      'Nginx flaw CVE-2026-30881 lets attackers in',
      'different numbers cve-2026-31337 and cve-2026-30881',
    ],
    ['知否知否第12集剧情介绍', '知否知否第13集剧情介绍', 'different numbers of 集 12 and 13'],
    [
      'Precio de la luz hoy, 3 de octubre',
      'Precio de la luz hoy, 4 de octubre',
      'different dates 10-3 and 10-4',
    ],
    ['Dow closes up 300 points', 'Dow closes down 300 points', 'one goes up, the other down'],
    ['苏州发布大风蓝色预警', '唐山发布大风蓝色预警', 'different places CN/江苏/苏州 and CN/河北/唐山'],
    [
      'Un incendio en un edificio de Valencia deja diez muertos',
      'Un incendio en una discoteca de Murcia deja 13 muertos',
      'different places ES/valencia and ES/murcia',
    ],
    [
      '石家庄一处桥梁断裂 救援正在进行',
      '突发！焦作桥梁断裂 现场浓烟滚滚',
      'different places CN/河北/石家庄 and CN/河南/焦作',
    ],
    ['Apple unveils iPhone 15', '苹果发布iPhone 15', 'not comparable: latn and hani'],
  ])('%s / %s', (a, b, reason) => {
    expect(verdict(report(a), report(b, other))).toMatchObject({ same: false, rule: 'none', reason })
  })

  test('one series title, two parts, one publisher', () => {
    const title = 'Saturday Morning Breakfast Cereal -'

    expect(verdict(report(`${title} Cow`), report(`${title} Goat`, { at: NOW + HOUR })).same).toBe(false)
  })

  test('function words alone are no evidence in a young index', () => {
    expect(
      verdict(report('The end of the beginning of it all'), report('The rise of the price of it all', other))
        .same,
    ).toBe(false)
  })

  test('the same words fade with time', () => {
    const [a, b] = ['Typhoon Haikui hits Fujian coast', 'Haikui, a typhoon, reaches the Fujian coast']

    expect(verdict(report(a), report(b, other)).same).toBe(true)
    expect(verdict(report(a), report(b, { ...other, at: NOW + 14 * DAY })).same).toBe(false)
  })
})

test('what is said of another subject in the same words is doubted, unless a figure is common to both', () => {
  const [adobe, oracle] = [
    'Adobe beats quarterly revenue estimates',
    'Oracle misses quarterly revenue estimates',
  ]

  expect(verdict(report(adobe), report(oracle, other)).same).toBe(false)
  expect(
    verdict(
      report('Iron Lady Margaret Thatcher dies at 87'),
      report('Former British PM Margaret Thatcher dies at 87', other),
    ).same,
  ).toBe(true)
})

test('the year of one wording is another instance, of other wordings a detail', () => {
  const budget = report('Budget 2026: what it means for families and drivers')

  expect(verdict(budget, report('Budget 2025: what it means for families and drivers', other))).toMatchObject(
    {
      same: false,
      reason: 'different years 2026 and 2025',
    },
  )
  expect(
    verdict(
      report('Rohan Palmeiro, jailed in 2019, wins appeal in Novigrad'),
      report('Novigrad court frees Rohan Palmeiro after appeal over 2017 killing', other),
    ).same,
  ).toBe(true)
})

test('one word in common is no event, however many pieces it has', () => {
  const park = report('齐齐哈尔新建湿地公园 年底开放')
  const show = report('齐齐哈尔花卉展开幕 持续16天', other)

  expect(sharedPhrase(park.fingerprint, show.fingerprint)).toBe('pieces')
  expect(sharedPhrase(park.fingerprint, report('齐齐哈尔一湿地公园年底开放').fingerprint)).toBeUndefined()
  expect(verdict(park, show).same).toBe(false)
})

describe('one event', () => {
  test.each([
    ['Los Angeles wildfire forces thousands to flee', 'Thousands flee California wildfire'],
    ['美国宣布加征关税，外交部回应', '外交部回应美国加征关税'],
    ['Iran threatens to close Strait of Hormuz', 'Tehran warns it may shut Hormuz strait - Reuters'],
    ['Bundestag beschließt Heizungsgesetz', 'Heizungsgesetz vom Bundestag beschlossen'],
    [
      'Turkey-Syria earthquake death toll rises to 5,000',
      'Turkey-Syria earthquake death toll rises above 7,200',
    ],
    ['女排世联赛：中国3-1逆转巴西', '逆转！中国女排3比1胜巴西'],
  ])('%s / %s', (a, b) => {
    expect(verdict(report(a), report(b, other))).toMatchObject({ same: true, rule: 'terms' })
  })

  test('a live score of one publisher grows', () => {
    expect(
      verdict(
        report('Arsenal 1-0 Chelsea in London derby'),
        report('Arsenal 2-1 Chelsea in London derby', { at: NOW + HOUR }),
      ).same,
    ).toBe(true)
  })

  test('the reason names terms, similarity, threshold and time', () => {
    expect(
      verdict(
        report('Typhoon Haikui hits Fujian'),
        report('Fujian shuts all schools as typhoon Haikui lands', { ...other, at: NOW + 40 * MINUTE }),
      ).reason,
    ).toMatch(/^3 shared terms: \S+, \S+, \S+; likeness 0\.\d\d, 40 min apart: 0\.\d\d ≥ 0\.28$/)
  })

  test.each([
    ['Typhoon Haikui hits Fujian', 'Fujian: typhoon Haikui lands', 'one wording about hits fujia and lands'],
    [
      'Oil slips as OPEC meets in Vienna',
      'Traders see oil higher after Vienna talks',
      'one goes down, the other up',
    ],
  ])('the reason names what was held against it: %s, %s', (a, b, doubt) => {
    expect(verdict(report(a), report(b, other)).reason).toContain(doubt)
  })
})

test('the verdict is symmetric, finite and never throws', () => {
  const words = fc.array(
    fc.constantFrom(
      'typhoon',
      'haikui',
      '3-1',
      '2-0',
      '台风',
      'up',
      'down',
      'part 2',
      'part 3',
      ': ',
      'turkey',
      'peru',
      '第3集',
    ),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(words, words, fc.boolean(), fc.integer({ min: 0, max: 10 * DAY }), (a, b, same, gap) => {
      const left = report(a.join(' '))
      const right = report(b.join(' '), { publisher: same ? 'Coast Daily' : 'Hill Post', at: NOW + gap })
      const there = verdict(left, right)
      const back = verdict(right, left)
      expect(there.same).toBe(back.same)
      expect(there.score).toBeCloseTo(back.score, 10)
      expect(there.score).toBeGreaterThanOrEqual(0)
      expect(there.score).toBeLessThanOrEqual(1)
    }),
  )
})

describe('choosing a story', () => {
  const entry = report('Typhoon Haikui hits the Fujian coast', other)

  test('nothing to choose from founds a story', () => {
    expect(chooseCandidate(entry, [], NOTHING)).toEqual({
      verdict: { same: false, rule: 'none', score: 0, reason: 'no candidates' },
      bridged: [],
      fitted: [],
    })
  })

  test('the nearest story is joined, and another that matches and is alike is one with it', () => {
    const near = report('Typhoon Haikui hits Fujian coast hard', { story: 'near' })
    const far = report('Typhoon Haikui hits Fujian, schools close for days', { story: 'far' })
    const none = report('Parliament passes heating law', { story: 'none' })

    const choice = chooseCandidate(entry, [none, far, near], NOTHING)

    expect(choice.candidate?.storyId).toBe('near')
    expect(choice.bridged.map(({ storyId }) => storyId)).toEqual(['far'])
    expect(chooseCandidate(entry, [near, none, far], NOTHING)).toEqual(choice)
  })

  describe('that holds the same text', () => {
    const title = 'Rescue teams reach flooded village in northern Vetland after dam breaks at night'
    const text = report(title, other)
    const cut = report(title.replace(' at night', ''), { story: 'z', publisher: 'Cut Press' })
    const close = report(
      'After dam breaks in northern Vetland at night, rescue teams reach flooded village',
      {
        story: 'a',
        publisher: 'Own Words',
      },
    )

    test('goes before one that scores as well, whatever their ids', () => {
      const [toCut, toClose] = [cut, close].map((each) => verdict(text, each))
      expect([toCut?.score, toClose?.score]).toEqual([1, 1])
      expect([toCut?.isCopy, toClose?.isCopy]).toEqual([true, undefined])

      expect(chooseCandidate(text, [close, cut], NOTHING).candidate?.storyId).toBe('z')
    })

    test('twice makes two stories one, unlike as they are but for that', () => {
      const storyOf = (id: string) => ({
        firstReportedAt: NOW,
        entryCount: 2,
        profile: { terms: id === 'b' ? 'ferry naxos' : 'bridge varna', weights: [70, 70] },
      })
      const same = report(title, { story: 'b', publisher: 'Wire' })

      expect(chooseCandidate(text, [same, cut], NOTHING, { storyOf }).bridged).toEqual([
        { storyId: 'z', entryId: cut.entryId, reason: 'both hold the text of one report' },
      ])
      const cutOfOther = report(title.replace(' at night', '').replace('Vetland', 'Norway'), { story: 'z' })
      expect(chooseCandidate(text, [same, cutOfOther], NOTHING, { storyOf }).bridged).toEqual([])
    })
  })

  test('a report in another language is no candidate, unless it is of the same page', () => {
    const typhoon = { ...report('Typhoon Haikui hits Fujian coast'), language: 'en' }
    const spanish = report('Typhoon Haikui hits Fujian coast hard', { story: 'es' })
    const storyOf = () => ({ firstReportedAt: spanish.reportedAt, entryCount: 1, language: 'es' })

    expect(chooseCandidate(typhoon, [spanish], NOTHING, { storyOf })).toMatchObject({
      verdict: { same: false, reason: 'no candidates' },
    })
    expect(chooseCandidate(typhoon, [spanish], NOTHING).candidate?.storyId).toBe('es')
    const paged = (each: typeof spanish) => ({
      ...each,
      fingerprint: { ...each.fingerprint, urlKey: 'page' },
    })
    const choice = chooseCandidate(
      { ...typhoon, ...paged(spanish), language: 'en' },
      [paged(spanish)],
      NOTHING,
      {
        storyOf,
      },
    )
    expect(choice.verdict.rule).toBe('url')
  })

  test('two stories of one event are bridged although a report of one names another sum, but not another place', () => {
    const first = [
      'Tarvo wins lawsuit over wheel recall, court awards $14 million',
      'Tarvo wins wheel recall lawsuit',
    ]
    const second = [
      'Court backs Tarvo in wheel recall lawsuit',
      'Tarvo wheel recall: court backs firm in lawsuit',
    ]
    const story = (name: string, titles: readonly string[]) =>
      titles.map((title, at) =>
        report(title, { id: `${name}${at}`, story: name, publisher: `${name} ${at}` }),
      )
    const bridging = report('Court backs Tarvo: firm wins wheel recall lawsuit')
    const bridgedBy = (more: string) =>
      chooseCandidate(bridging, [...story('s1', first), ...story('s2', [...second, more])], NOTHING).bridged
        .length

    expect(bridgedBy('Court backs Tarvo in wheel recall lawsuit worth $3 million')).toBe(1)
    expect(bridgedBy('Court in Bristol backs Tarvo in wheel recall lawsuit')).toBe(1)
    first[1] = 'Leeds court: Tarvo wins wheel recall lawsuit'
    expect(bridgedBy('Court in Bristol backs Tarvo in wheel recall lawsuit')).toBe(0)
  })

  test('an entry that came before a story had taken shape is adopted by it', () => {
    const early = report('Coast guard called to ferry in trouble near Palm Bay', { id: 'a', story: 's2' })
    const later = [
      report('Ferry in trouble near Palm Bay, passengers leave', {
        id: 'b',
        publisher: 'Hill Post',
        story: 's1',
      }),
      report('Passengers leave ferry aground off Palm Bay', { id: 'c', publisher: 'City News', story: 's1' }),
    ]
    const entry = report('Ferry passengers safe', { id: 'd', publisher: 'Sea Times' })

    const statistics = statisticsOf(entry, 3_000, { ferry: 3, passe: 4 })

    const choice = chooseCandidate(entry, [early, ...later], statistics)

    expect(choice.candidate?.storyId).toBe('s1')
    expect(choice.bridged).toEqual([
      { storyId: 's2', entryId: 'a', reason: 'its entries fit the story as it is now' },
    ])
  })

  test('a story about line 5 takes no line 2 for being like its one report without a number', () => {
    const titles = ['云港地铁5号线今日开通运营', '云港地铁5号线正式开通 全程37公里', '云港又一条地铁开通']
    const members = titles.map((title, at) =>
      report(title, { id: `m${at}`, story: 's1', publisher: `Paper ${at}` }),
    )
    const about = (title: string) =>
      chooseCandidate(report(title, { publisher: 'Hill Post' }), members, NOTHING)

    expect(about('海州地铁2号线南延段开通').verdict.same).toBe(false)
    expect(about('云港地铁5号线开通').candidate?.storyId).toBe('s1')
  })

  test('a story of one wording about many names takes no further name', () => {
    const members = ['Novigrad', 'Ostrovik', 'Skarnholm'].map((town, n) =>
      report(`Inquiry opens into ${town} express derailment`, {
        id: `m${n}`,
        publisher: `Paper ${n}`,
        story: 's1',
      }),
    )
    const entry = report('Inquiry opens into Palmeiro express derailment', {
      id: 'e',
      publisher: 'Hill Post',
    })

    const frequencies = { inqui: 40, opens: 80, into: 300, expre: 40, derai: 40, palme: 1 }
    const { verdict } = chooseCandidate(entry, members, statisticsOf(entry, 2_000, frequencies))

    expect(verdict).toMatchObject({ same: false, reason: expect.stringContaining('one wording about') })
  })

  test('one stray match does not open a story that is about something else', () => {
    const stray = report('Haikui typhoon: airlines cancel flights to Tokyo', { story: 's' })
    const story = [
      'Airlines cancel flights to Tokyo over strike',
      'Tokyo flights cancelled as airlines strike',
      'Strike: airlines cancel Tokyo flights again',
      'Airlines and pilots talk after Tokyo strike',
    ].map((title) => report(title, { story: 's' }))

    const alone = chooseCandidate(entry, [stray], NOTHING).verdict.score
    expect(chooseCandidate(entry, [stray, ...story], NOTHING).verdict.score).toBeLessThan(alone)
  })

  test('a story takes no more by words after its span or size, but still the same page', () => {
    const member = report('Typhoon Haikui hits Fujian coast', { story: 's', url: 'https://n.example/a' })
    const old = { storyOf: () => ({ firstReportedAt: NOW - 8 * DAY, entryCount: 5 }) }
    const big = { storyOf: () => ({ firstReportedAt: NOW, entryCount: 1000 }) }

    expect(chooseCandidate(entry, [member], NOTHING, old).verdict.reason).toBe(
      'story is full: first report 8 d apart',
    )
    expect(chooseCandidate(entry, [member], NOTHING, big).verdict.reason).toBe('story is full: 1000 entries')
    const samePage = report('Anything', { ...other, url: 'https://n.example/a' })
    expect(chooseCandidate(samePage, [member], NOTHING, { ...old, ...big }).verdict.rule).toBe('url')
  })

  test('a chain of small steps over two weeks does not become one story', () => {
    const words = Array.from({ length: 60 }, (_, n) =>
      `word${String.fromCharCode(97 + (n % 26))}${n}`.replace(/\d/g, (d) => 'klmnopqrst'[Number(d)] ?? ''),
    )
    const stories = new Map<string, { firstReportedAt: number; entryCount: number }>()
    const members: Candidate[] = []
    for (let n = 0; n < 50; n++) {
      const step = report(
        words
          .slice(n, n + 8)
          .map((word) => word.slice(-5))
          .join(' '),
        { publisher: `P${n}`, at: NOW + n * 7 * HOUR, id: `e${n}` },
      )
      const choice = chooseCandidate(step, members.slice(-24), NOTHING, { storyOf: (id) => stories.get(id) })
      const storyId = choice.candidate?.storyId ?? `s${n}`
      const known = stories.get(storyId)
      stories.set(storyId, {
        firstReportedAt: known?.firstReportedAt ?? step.reportedAt,
        entryCount: (known?.entryCount ?? 0) + 1,
      })
      members.push({ ...step, storyId })
    }

    expect(stories.size).toBeGreaterThan(1)
    expect(Math.max(...[...stories.values()].map((story) => story.entryCount))).toBeLessThanOrEqual(25)
  })
})
