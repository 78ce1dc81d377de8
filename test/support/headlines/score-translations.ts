import { areTelling, matchTranslation } from '../../../src/rules/story/match-translation.ts'
import { type Anchor, anchorsOf } from '../../../src/rules/text/anchors.ts'
import { areTwoLanguages, languageGroup } from '../../../src/rules/text/language.ts'
import { BACKGROUND, writeBackground } from './background.ts'

export interface TranslationScore {
  /** Headlines that were looked at, each a story of its own. */
  readonly headlines: number
  /** Pairs of headlines of one event in two languages, and how many of them the rule links. */
  readonly pairs: number
  readonly linked: number
  /** Links of two events, as `title | title | reason`. */
  readonly wrong: readonly string[]
}

export interface Headline {
  readonly language: string
  readonly title: string
  /** Nothing else is of the same event. */
  readonly event?: number
}

/** What every event's headlines link to, each headline a story of its own among some thousand Chinese ones. */
export function scoreTranslations(
  events: readonly Readonly<Record<string, string>>[],
  backgroundCount: number,
): TranslationScore {
  const labelled = events.flatMap((languages, event) =>
    Object.entries(languages).map(([language, title]): Headline => ({ language, title, event })),
  )
  const background = writeBackground({ ...BACKGROUND, count: backgroundCount, startAt: 0 })
  return scoreLinks([...labelled, ...background])
}

/** What of these headlines is linked, as if all were told at one moment: time refuses no pair. */
export function scoreLinks(headlines: readonly Headline[]): TranslationScore {
  const reports = headlines.map(reportOf)
  const holders = new Map<Anchor, number[]>()
  for (const [at, { anchors }] of reports.entries())
    for (const anchor of anchors) holders.set(anchor, [...(holders.get(anchor) ?? []), at])
  const statistics = {
    storyCount: reports.length,
    storyFrequency: new Map([...holders].map(([anchor, { length }]) => [anchor, length])),
  }
  const wrong: string[] = []
  let linked = 0
  for (const [at, a] of reports.entries()) {
    if (!areTelling(a.anchors)) continue
    // Who shares no anchor shares no evidence.
    const others = new Set(a.anchors.flatMap((anchor) => holders.get(anchor) ?? []))
    for (const other of others) {
      const b = reports[other]
      if (b === undefined || other <= at || !areTwoLanguages(a.language, b.language)) continue
      if (!areTelling(b.anchors)) continue
      const verdict = matchTranslation(a, b, statistics)
      if (!verdict.linked) continue
      if (a.event !== undefined && a.event === b.event) linked++
      else wrong.push(`${a.title} | ${b.title} | ${verdict.reason}`)
    }
  }
  return { headlines: reports.length, pairs: countPairs(headlines), linked, wrong }
}

function countPairs(headlines: readonly Headline[]): number {
  const events = Map.groupBy(headlines, ({ event }) => event)
  return [...events].reduce(
    (sum, [event, { length }]) => (event === undefined ? sum : sum + (length * (length - 1)) / 2),
    0,
  )
}

function reportOf({ language, title, event }: Headline) {
  return {
    event,
    language,
    title,
    group: languageGroup(language, title),
    anchors: anchorsOf({ title, language, publisherName: 'Paper' }),
    from: 0,
    to: 0,
  }
}
