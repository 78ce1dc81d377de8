import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Entry, Origin, Story } from '../../../src/model/index.ts'
import { independentOrigins, uniteOrigins } from '../../../src/rules/rank/score.ts'
import { mergeStories, type ToldBy } from '../../../src/rules/story/merge-stories.ts'
import { nextStory } from '../../../src/stages/next-story.ts'
import { prepareEntry } from '../../../src/stages/prepare-entries.ts'
import { originOf } from '../../../src/stages/what-follows.ts'
import { anEntry, HOUR, MINUTE, NOW } from './given.ts'

/** A story of these entries, in their order, on top of one that is there. */
function tell(entries: readonly Entry[], founded?: Story): ToldBy {
  let story = founded
  let origins: readonly Origin[] = []
  for (const entry of entries) {
    const before = origins
    origins = uniteOrigins(before, [originOf(entry, prepareEntry(entry), undefined)])
    const originCount = independentOrigins(origins)
    story = nextStory({ entry, story, before, originCount, lists: [], now: () => NOW })
  }
  if (!story) throw new TypeError('no entries')
  return { story, origins }
}

/** What shows who leads. */
function shown({ story }: ToldBy) {
  const { title, url, summary, imageUrl, language } = story
  const { leadEntryId, leadPublisherId, leadPublisherName, leadClaim } = story
  const text = { title, url, summary, imageUrl, language }
  return { ...text, leadEntryId, leadPublisherId, leadPublisherName, leadClaim }
}

const BLOG = anEntry('blog', {
  publisherName: 'Blog',
  title: 'You will not believe what the volcano did',
  weight: 0.25,
  url: 'https://blog.example/volcano',
  imageUrl: 'https://blog.example/volcano.jpg',
  summary: 'The blog about it',
})
const AGENCY = anEntry('agency', {
  publisherName: 'Agency',
  title: 'Volcano erupts near Grindavik',
  weight: 4,
  reportedAt: NOW - MINUTE,
  language: 'is',
})

/** Some of their texts and times are equal, and of what they show not all is there. */
const entries = fc
  .array(
    fc.record({
      weight: fc.constantFrom(0.25, 1, 4),
      reportedAt: fc.constantFrom(NOW - 3 * HOUR, NOW - HOUR, NOW - MINUTE, NOW),
      firstSeenAt: fc.constantFrom(NOW - HOUR, NOW),
      title: fc.constantFrom('Volcano erupts', 'Volcano near Grindavik', 'Town evacuated'),
      language: fc.constantFrom('en', 'und'),
      url: fc.option(fc.constantFrom('https://a.example/1', 'https://b.example/2'), { nil: undefined }),
      imageUrl: fc.option(fc.constant('https://a.example/1.jpg'), { nil: undefined }),
    }),
    { minLength: 2, maxLength: 6 },
  )
  .map((parts) =>
    parts.map(({ url, imageUrl, ...part }, n) =>
      anEntry(`e${n}`, { ...part, ...(url && { url }), ...(imageUrl && { imageUrl }) }),
    ),
  )

describe('the lead of a story', () => {
  test('is the same in any order of its entries', () => {
    fc.assert(
      fc.property(
        entries.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(shown(tell(shuffled))).toEqual(shown(tell(all)))
        },
      ),
    )
  })

  test('is the same whether they come one by one or as stories that are merged', () => {
    fc.assert(
      fc.property(entries, fc.nat(), (all, at) => {
        const cut = 1 + (at % (all.length - 1))
        const [a, b] = [tell(all.slice(0, cut)), tell(all.slice(cut))]
        const { survivor, origins } = mergeStories(b, a, NOW)
        expect(shown({ story: survivor, origins })).toEqual(shown(tell(all)))
      }),
    )
  })

  test('does not change by what is said again', () => {
    fc.assert(
      fc.property(entries, fc.nat(), (all, at) => {
        const again = all[at % all.length] as Entry
        expect(shown(tell([...all, { ...again, storyId: 's' }]))).toEqual(shown(tell(all)))
      }),
    )
  })

  test('is the weightiest, with all that it shows and nothing of who led before', () => {
    const { story } = tell([BLOG, AGENCY])

    expect(shown({ story, origins: [] })).toEqual({
      title: AGENCY.title,
      language: 'is',
      leadEntryId: 'agency',
      leadPublisherId: 'p-agency',
      leadPublisherName: 'Agency',
      leadClaim: { entryId: 'agency', weight: 4, reportedAt: NOW - MINUTE },
    })
    expect(story.formerTitles).toEqual([BLOG.title])
  })

  test('that takes back its picture and its summary shows neither any more', () => {
    const { imageUrl: _, summary: __, ...rest } = BLOG
    const corrected: Entry = { ...rest, language: 'is', storyId: 's' }

    const { story } = tell([BLOG, corrected])

    expect(story).toMatchObject({ title: BLOG.title, url: BLOG.url, language: 'is' })
    expect(story).not.toHaveProperty('imageUrl')
    expect(story).not.toHaveProperty('summary')
  })

  test('that another title says the same is no change of the title', () => {
    const before = { ...tell([{ ...BLOG, title: AGENCY.title }]).story, updatedAt: NOW - HOUR }

    const { story } = tell([AGENCY], before)

    expect(story).toMatchObject({ leadEntryId: 'agency', updatedAt: NOW - HOUR })
    expect(story.formerTitles).toBeUndefined()
  })

  test.each([
    ['a lighter report, however early', { weight: 0.25, reportedAt: NOW - HOUR }],
    ['a copy of equal weight, printed later', { weight: 4, reportedAt: NOW, title: 'Volcano erupts' }],
  ])('is not taken by %s', (_, part) => {
    expect(tell([AGENCY, anEntry('a-copy', part)]).story.title).toBe(AGENCY.title)
  })

  test('of a story of an older program leads by what its publisher has reported until then, for good', () => {
    const { leadClaim: _, ...older } = tell([AGENCY]).story
    const before = [originOf(AGENCY, prepareEntry(AGENCY), undefined)]

    const story = nextStory({
      entry: BLOG,
      story: older,
      before,
      originCount: 2,
      lists: [],
      now: () => NOW,
    })

    expect(story).toMatchObject({
      title: AGENCY.title,
      leadClaim: { entryId: 'agency', weight: 4, reportedAt: NOW - MINUTE },
    })
  })

  test('keeps what it leads by when it is corrected, and its weight has become less', () => {
    const corrected = { ...AGENCY, title: 'Volcano erupts in Iceland', weight: 0.25, storyId: 's' }

    const { story } = tell([AGENCY, corrected, anEntry('e3', { title: 'Another' })])

    expect(story).toMatchObject({ title: corrected.title, leadClaim: { weight: 4 } })
  })

  test('is taken by an entry that is there, once it has become weightier', () => {
    const raised = { ...BLOG, title: 'The volcano, by a blog that matters', weight: 4, storyId: 's' }
    const { story } = tell([{ ...AGENCY, weight: 1 }, BLOG, raised])

    expect(story).toMatchObject({ leadEntryId: 'blog', title: raised.title, entryCount: 2 })
  })
})
