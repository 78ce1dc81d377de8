import { expect, test } from 'vitest'
import { readReplayLines } from '../../../../src/app/replay-lines.ts'
import type { Candidate, TermStatistics } from '../../../../src/model/index.ts'
import { byMatch, compareVerdicts, draftStory } from '../../../../src/rules/story/match-story.ts'
import type { ComparedEntry } from '../../../../src/rules/story/pair-draft.ts'
import { draftPair } from '../../../../src/rules/story/same-story.ts'
import { createSharers, isTooLittle } from '../../../../src/rules/story/sharers.ts'
import { storyRarity } from '../../../../src/rules/story/story-rarity.ts'
import { fingerprint } from '../../../../src/rules/text/fingerprint.ts'
import { tellingTerms, termListOf } from '../../../../src/rules/text/term-list.ts'
import { writeReplay } from '../../../support/newsroom/replay.ts'

/** Reports of the simulated newsroom; its events stand for stories, so that many compared pairs are near. */
function reports(seed: number): Candidate[] {
  return readReplayLines(writeReplay({ seed, entries: 240 }).join('\n'), 'newsroom').lines.map(
    ({ entry, event }) => ({
      entryId: entry.id,
      storyId: `${event}-${entry.language}`,
      publisherId: entry.publisherId,
      reportedAt: entry.reportedAt,
      fingerprint: fingerprint(entry),
    }),
  )
}

function storiesOf(candidates: readonly Candidate[]): Map<string, Candidate[]> {
  const stories = new Map<string, Candidate[]>()
  for (const candidate of candidates)
    stories.set(candidate.storyId, [...(stories.get(candidate.storyId) ?? []), candidate])
  return stories
}

/** As if each of its terms were in a dozen documents. */
function statisticsOf({ fingerprint: print }: ComparedEntry): TermStatistics {
  return { documentCount: 5_000, documentFrequency: termListOf(print).numbers.map((_, at) => 3 + (at % 20)) }
}

const SEEDS = [1, 2, 3]

test.each(SEEDS)('no pair comes to more than its draft says (seed %i)', (seed) => {
  const candidates = reports(seed)
  let judged = 0

  for (const entry of candidates.slice(0, 60)) {
    const rarity = storyRarity(entry, storiesOf(candidates).values(), statisticsOf(entry))
    for (const candidate of candidates) {
      const pair = draftPair(entry, candidate, rarity, {})
      const { verdict, likeness } = pair.judge()
      expect(compareVerdicts(verdict, pair.most)).toBeGreaterThanOrEqual(0)
      expect(likeness).toBe(pair.likeness)
      if (verdict.score > 0) judged++
    }
  }

  expect(judged).toBeGreaterThan(200)
})

test.each(SEEDS)('no story comes to more than its draft says (seed %i)', (seed) => {
  const candidates = reports(seed)
  let same = 0

  for (const entry of candidates.slice(0, 60)) {
    const stories = storiesOf(candidates.filter(({ entryId }) => entryId !== entry.entryId))
    const rarity = storyRarity(entry, stories.values(), statisticsOf(entry))
    for (const [id, members] of stories) {
      const draft = draftStory(entry, id, members, rarity, {})
      const { verdict } = draft.match()
      expect(compareVerdicts(verdict, draft.most)).toBeGreaterThanOrEqual(0)
      if (verdict.same) same++
    }
  }

  expect(same).toBeGreaterThan(30)
})

test.each(SEEDS)(
  'the nearest of a story is the best of all its pairs, the first of equals (seed %i)',
  (seed) => {
    const candidates = reports(seed)

    for (const entry of candidates.slice(0, 60)) {
      const stories = storiesOf(candidates.filter(({ entryId }) => entryId !== entry.entryId))
      const rarity = storyRarity(entry, stories.values(), statisticsOf(entry))
      for (const [id, members] of stories) {
        const pairs = members.map((candidate) => ({
          storyId: id,
          candidate,
          verdict: draftPair(entry, candidate, rarity, {}).judge().verdict,
        }))
        const best = pairs.reduce((left, right) => (byMatch(right, left) < 0 ? right : left))
        const { candidate } = draftStory(entry, id, members, rarity, {}).match()
        expect(candidate.entryId).toBe(best.candidate.entryId)
      }
    }
  },
)

test.each(SEEDS)('who shares more than too little is found at one walk (seed %i)', (seed) => {
  const candidates = reports(seed).map(({ fingerprint: print }) => termListOf(print))
  const lists = candidates.slice(0, 31)
  const sharersOf = createSharers(lists)
  let found = 0

  for (const list of candidates) {
    const sharers = sharersOf(list)
    for (const [at, other] of lists.entries()) {
      const isShared = ((sharers >> at) & 1) === 1
      expect(isShared).toBe(!isTooLittle(tellingTerms(other, list)))
      if (isShared) found++
    }
  }

  expect(found).toBeGreaterThan(100)
  expect(createSharers(candidates)(candidates[0] as (typeof candidates)[0])).toBe(-1)
})
