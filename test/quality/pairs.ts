import { canonicalUrl } from '../../src/rules/identity/canonical-url.ts'
import { sameStory } from '../../src/rules/story/same-story.ts'
import { fingerprint } from '../../src/rules/text/fingerprint.ts'
import { HELD_OUT_PAIRS } from '../support/headlines/held-out-pairs.ts'
import { readLabelled } from './sets.ts'

export interface Judged {
  readonly right: number
  readonly of: number
  /** In words, each pair judged wrong. */
  readonly wrong: readonly string[]
}

export function judgeUrls(): Judged {
  return judge('url-pairs.tsv', ([expected, a = '', b = '']) => ({
    isRight: (canonicalUrl(a) === canonicalUrl(b)) === (expected === 'same'),
    pair: `${a} / ${b}`,
  }))
}

export function judgeTitles(): Judged {
  return judge('title-pairs.tsv', ([, expected, a = '', b = '']) => judgePair([a, b], expected !== 'diff'))
}

export function judgeHeldOutPairs(): Judged {
  return tally(HELD_OUT_PAIRS.map(({ is, language, a, b }) => judgePair([a, b], is === 'event', language)))
}

interface JudgedPair {
  readonly isRight: boolean
  readonly pair: string
}

/** Each pair by itself: in an empty index, of two publishers, at one time. */
function judgePair(titles: readonly [string, string], isOne: boolean, language = 'und'): JudgedPair {
  const [left, right] = titles.map((title, number) => ({
    fingerprint: fingerprint({ title, language, publisherName: `Paper ${number}` }),
    entryId: String(number),
    storyId: String(number),
    publisherId: String(number),
    reportedAt: 0,
  }))
  if (!left || !right) throw new RangeError('a pair has two titles')
  const verdict = sameStory(left, right, { documentCount: 0, documentFrequency: [] })
  return { isRight: verdict.same === isOne, pair: `${titles.join(' / ')}: ${verdict.reason}` }
}

function judge(file: string, of: (row: string[]) => JudgedPair): Judged {
  return tally(readLabelled(file).map((line) => of(line.split('\t'))))
}

function tally(judged: readonly JudgedPair[]): Judged {
  const wrong = judged.filter(({ isRight }) => !isRight).map(({ pair }) => pair)
  return { right: judged.length - wrong.length, of: judged.length, wrong }
}
