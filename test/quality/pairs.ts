import { canonicalUrl } from '../../src/rules/canonical-url.ts'
import { fingerprint } from '../../src/rules/fingerprint.ts'
import { sameStory } from '../../src/rules/same-story.ts'
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

/** Each pair by itself: in an empty index, of two publishers, at one time. */
export function judgeTitles(): Judged {
  return judge('title-pairs.tsv', ([, expected, a = '', b = '']) => {
    const [left, right] = [a, b].map((title, number) => ({
      fingerprint: fingerprint({ title, language: 'und', publisherName: `Paper ${number}` }),
      entryId: String(number),
      storyId: String(number),
      publisherId: String(number),
      reportedAt: 0,
    }))
    if (!left || !right) throw new RangeError('a pair has two titles')
    const verdict = sameStory(left, right, { documentCount: 0, documentFrequency: {} })
    return { isRight: verdict.same === (expected !== 'diff'), pair: `${a} / ${b}: ${verdict.reason}` }
  })
}

function judge(file: string, of: (row: string[]) => { isRight: boolean; pair: string }): Judged {
  const judged = readLabelled(file).map((line) => of(line.split('\t')))
  const wrong = judged.filter(({ isRight }) => !isRight).map(({ pair }) => pair)
  return { right: judged.length - wrong.length, of: judged.length, wrong }
}
