import { HELD_OUT_EN } from './held-out-en.ts'
import { HELD_OUT_ZH } from './held-out-zh.ts'

/** What different papers would write of one event. Written after the rules, and before anybody looked what they say. */
export interface HeldOutEvent {
  /** Hour of the first report. */
  readonly at: number
  readonly titles: readonly string[]
  /** What is written of it a day later. */
  readonly later?: readonly string[]
}

const HOUR = 3_600_000
const EVENTS: Readonly<Record<string, readonly HeldOutEvent[]>> = { en: HELD_OUT_EN, zh: HELD_OUT_ZH }
const PUBLISHERS = 11

/** Lines of a replay file in order of time: reports of an event come forty minutes apart, each from another paper. */
export function writeHeldOut(language: 'en' | 'zh', startAt: number): string[] {
  const lines = (EVENTS[language] ?? []).flatMap(({ at, titles, later = [] }, number) =>
    [...titles, ...later].map((title, round) => {
      const hours = at + (round * 2) / 3 + (round < titles.length ? 0 : 24)
      const paper = (number * 3 + round) % PUBLISHERS
      return {
        id: `held-${language}-${number}-${round}`,
        publisher: `Gazette ${paper}`,
        url: `https://gazette-${paper}.example/${language}/${number}-${round}`,
        title,
        publishedAt: new Date(startAt + hours * HOUR).toISOString(),
        language,
        event: `held-${language}-${number}`,
      }
    }),
  )
  lines.sort((a, b) => (a.publishedAt < b.publishedAt ? -1 : a.publishedAt > b.publishedAt ? 1 : 0))
  return lines.map((line) => JSON.stringify(line))
}
