import { areTelling, matchTranslation } from '../../../src/rules/story/match-translation.ts'
import { type Anchor, anchorsOf } from '../../../src/rules/text/anchors.ts'
import { areTwoLanguages, languageGroup } from '../../../src/rules/text/language.ts'
import { BACKGROUND, writeBackground } from './background.ts'

export interface TranslationScore {
  /** Pairs of headlines of one event in two languages, and how many of them the rule links. */
  readonly pairs: number
  readonly linked: number
  /** Links of two events, as `title | title | reason`. */
  readonly wrong: readonly string[]
}

interface Report {
  readonly event: number
  readonly language: string
  readonly title: string
  readonly group: string
  readonly anchors: readonly Anchor[]
}

/** What every event's headlines link to, each headline a story of its own among some thousand Chinese ones. */
export function scoreTranslations(
  events: readonly Readonly<Record<string, string>>[],
  backgroundCount: number,
): TranslationScore {
  const labelled = events.flatMap((event, index) =>
    Object.entries(event).map(([language, title]) => reportOf(index, language, title)),
  )
  const background = writeBackground({ ...BACKGROUND, count: backgroundCount, startAt: 0 })
  const reports = [...labelled, ...background.map(({ title }) => reportOf(-1, 'zh', title))]
  const frequency = new Map<Anchor, number>()
  for (const { anchors } of reports)
    for (const anchor of anchors) frequency.set(anchor, (frequency.get(anchor) ?? 0) + 1)
  const statistics = { storyCount: reports.length, storyFrequency: frequency }
  const wrong: string[] = []
  let pairs = 0
  let linked = 0
  for (const [at, a] of labelled.entries()) {
    for (const b of reports.slice(at + 1)) {
      const isOne = a.event === b.event
      if (isOne) pairs++
      if (!areTwoLanguages(a.language, b.language) || !areTelling(a.anchors) || !areTelling(b.anchors))
        continue
      const verdict = matchTranslation({ ...a, from: 0, to: 0 }, { ...b, from: 0, to: 0 }, statistics)
      if (!verdict.linked) continue
      if (isOne) linked++
      else wrong.push(`${a.title} | ${b.title} | ${verdict.reason}`)
    }
  }
  return { pairs, linked, wrong }
}

function reportOf(event: number, language: string, title: string): Report {
  return {
    event,
    language,
    title,
    group: languageGroup(language, title),
    anchors: anchorsOf({ title, language, publisherName: 'Paper' }),
  }
}
