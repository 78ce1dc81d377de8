import { drawPublishers, drawSize, feedFor, inHouseStyle, siblingOf, subjectOf } from './coverage.ts'
import type { Publisher, PublisherFeed } from './publishers.ts'
import { createRandom, type Random } from './random.ts'
import { drawSlots, fillText, type Language, type Script, type SlotValues } from './script.ts'
import { AGENCIES, CORRECTED, SCRIPTS, slotsOf, translationOf } from './texts.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Events this young may not repeat the slots of one another. */
const LIVE_MS = 72 * HOUR

/** One thing that happens at one publisher: a new item, or a new title on an old one. */
export interface Release {
  readonly kind: 'report' | 'correction'
  /** Simulated ms since the world began. */
  readonly at: number
  /** Number of the item in this world; a correction repeats it. */
  readonly item: number
  readonly eventId: string
  readonly publisher: Publisher
  readonly feed: PublisherFeed
  readonly channel: string
  readonly language: Language
  readonly title: string
  readonly summary: string
  /** The text is the agency's, word for word. */
  readonly wire: boolean
}

export interface WorldOptions {
  readonly seed: number
  readonly publishers: readonly Publisher[]
  readonly eventsPerHour: number
}

/** An endless, repeatable run of news in order of time. */
export interface World {
  /** When the next release happens. */
  readonly nextAt: number
  next(): Release
}

interface NewsEvent {
  readonly id: string
  readonly at: number
  readonly script: Script
  readonly values: SlotValues
  readonly random: Random
}

const LANGUAGE_SHARES: readonly (readonly [Language, number])[] = [
  ['en', 0.44],
  ['zh', 0.31],
  ['es', 0.12],
  ['ar', 0.05],
  ['de', 0.04],
  ['fr', 0.04],
]

export function createWorld(options: WorldOptions): World {
  const { publishers } = options
  const random = createRandom(options.seed, 'world')
  const queue: Release[] = []
  const decks = new Map<Language, Script[]>()
  const live = new Map<string, number>()
  const subjects = new Map<string, number>()
  const headlines = new Map<string, { readonly eventId: string; readonly at: number }>()
  let recent: NewsEvent[] = []
  let nextEventAt = 0
  let eventCount = 0
  let itemCount = 0

  const shares = LANGUAGE_SHARES.filter(
    ([language]) =>
      SCRIPTS[language].length > 0 &&
      SCRIPTS[language].some((script) =>
        publishers.some((p) => p.language === language && feedFor(p, script)),
      ),
  )
  if (shares.length === 0) throw new RangeError('no publisher has a script to report')

  function drawLanguage(): Language {
    let left = random.next() * shares.reduce((sum, [, share]) => sum + share, 0)
    for (const [language, share] of shares) {
      left -= share
      if (left < 0) return language
    }
    return (shares[0] as readonly [Language, number])[0]
  }

  /** A deck per language, so that a kind of event comes again only when all the others had their turn. */
  function drawScript(language: Language): Script {
    for (;;) {
      let deck = decks.get(language)
      if (deck === undefined || deck.length === 0) {
        deck = random.shuffle(SCRIPTS[language])
        decks.set(language, deck)
      }
      const script = deck.pop() as Script
      if (publishers.some((p) => p.language === language && feedFor(p, script))) return script
    }
  }

  /** Of some draws, the one whose subject was longest out of the news. */
  function drawValues(script: Script, language: Language): SlotValues {
    const draws = Array.from({ length: 6 }, () => drawSlots(slotsOf(script), random, language))
    const lastSeen = (values: SlotValues): number => subjects.get(subjectOf(script, values)) ?? -1
    return draws.reduce((best, draw) => (lastSeen(draw) < lastSeen(best) ? draw : best))
  }

  function breakEvent(): void {
    const at = nextEventAt
    nextEventAt += random.exponential(HOUR / options.eventsPerHour)
    for (const [signature, until] of live) if (until < at) live.delete(signature)
    for (const [headline, held] of headlines) if (held.at + LIVE_MS < at) headlines.delete(headline)
    for (let attempt = 0; attempt < 20; attempt++) {
      const language = drawLanguage()
      const older = random.chance(0.06) ? recent.find((e) => SCRIPTS[language].includes(e.script)) : undefined
      const script = older?.script ?? drawScript(language)
      const own = createRandom(options.seed, 'event', eventCount)
      const sibling = older !== undefined && Object.keys(slotsOf(script)).length > 0
      const values = sibling ? siblingOf(script, older.values, language, own) : drawValues(script, language)
      const signature = `${script.key} ${JSON.stringify(values)}`
      if (live.has(signature)) continue
      live.set(signature, at + LIVE_MS)
      subjects.set(subjectOf(script, values), at)
      eventCount++
      const event = {
        id: `event-${String(eventCount).padStart(5, '0')}`,
        at,
        script,
        values,
        random: own,
      }
      recent = [event, ...recent].slice(0, 12)
      spread(event, language)
      return
    }
  }

  function spread(event: NewsEvent, lead: Language): void {
    const size = drawSize(event.random)
    // Big news travels faster as well as further.
    const paceMs = (size >= 10 ? 25 : 60) * MINUTE * (0.4 + 1.2 * event.random.next())
    report(event, event.script, lead, size, paceMs, event.at)
    for (const [language, share] of shares) {
      const script = language === lead ? undefined : translationOf(event.script, language)
      if (script === undefined || !event.random.chance(size >= 10 ? 0.9 : size >= 4 ? 0.45 : 0.08)) continue
      const few = Math.max(1, Math.round(size * share * (0.8 + event.random.next())))
      report(event, script, language, few, paceMs, event.at + event.random.exponential(paceMs))
    }
  }

  function report(
    event: NewsEvent,
    script: Script,
    language: Language,
    size: number,
    paceMs: number,
    from: number,
  ): void {
    const able = publishers.filter((p) => p.language === language && feedFor(p, script))
    const chosen = drawPublishers(able, size, event.random)
    const own = event.random
    const slots = slotsOf(script)
    const fill = (text: string): string => fillText(text, slots, event.values, language, own)
    const wordings = own.shuffle(script.wordings)
    const agency = wordings[0]
    const agencyTitle = agency === undefined ? '' : fill(agency[0])
    const wireText =
      chosen.length >= 3 && agency !== undefined && own.chance(0.4) && claim(agencyTitle, event)
        ? { title: agencyTitle, summary: AGENCIES[language] + fill(agency[1]) }
        : undefined

    for (const [i, publisher] of chosen.entries()) {
      const feed = feedFor(publisher, script)
      // Past the last wording a headline comes again, with the summary of another.
      const other = wordings[(i + Math.floor(i / wordings.length)) % wordings.length]
      if (feed === undefined || other === undefined) continue
      const at = i === 0 ? from : from + own.exponential(paceMs * publisher.lag)
      const wire = wireText !== undefined && i > 0 && own.chance(publisher.wireShare)
      const turn = [...wordings.slice(i % wordings.length), ...wordings.slice(0, i % wordings.length)]
      const headline = wire
        ? wireText.title
        : turn.map(([text]) => fill(text)).find((text) => claim(text, event))
      if (headline === undefined) continue
      const summary = wire ? wireText.summary : fill(other[1])
      const release: Release = {
        kind: 'report',
        at,
        item: ++itemCount,
        eventId: event.id,
        publisher,
        feed,
        channel: script.channel,
        language,
        title: inHouseStyle(headline, publisher),
        summary,
        wire,
      }
      enqueue(release)
      if (own.chance(0.05)) {
        const rewritten = fill((turn.at(-1) ?? other)[0])
        const title =
          own.chance(0.5) && rewritten !== headline && claim(rewritten, event)
            ? inHouseStyle(rewritten, publisher)
            : release.title + CORRECTED[language]
        enqueue({ ...release, kind: 'correction', at: at + own.exponential(40 * MINUTE), title })
      }
    }
  }

  /** No headline stands for two live events: nobody could tell such reports apart. */
  function claim(headline: string, event: NewsEvent): boolean {
    const holder = headlines.get(headline)
    if (holder !== undefined && holder.eventId !== event.id && event.at - holder.at < LIVE_MS) return false
    headlines.set(headline, { eventId: event.id, at: event.at })
    return true
  }

  function enqueue(release: Release): void {
    let low = 0
    let high = queue.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((queue[middle] as Release).at <= release.at) low = middle + 1
      else high = middle
    }
    queue.splice(low, 0, release)
  }

  function settle(): Release {
    // Only an event that has not broken yet could still come before the head of the queue.
    for (;;) {
      const head = queue[0]
      if (head !== undefined && head.at <= nextEventAt) return head
      breakEvent()
    }
  }

  return {
    get nextAt() {
      return settle().at
    },
    next() {
      const head = settle()
      queue.shift()
      return head
    },
  }
}
