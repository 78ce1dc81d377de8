import type { Publisher, PublisherFeed } from './publishers.ts'
import type { Random } from './random.ts'
import { drawSlots, type Language, type Script, type SlotValues } from './script.ts'
import { slotsOf } from './texts.ts'

function titleCase(text: string): string {
  const small = new Set('a an and as at but by for from in into of on or over the to with'.split(' '))
  return text
    .split(' ')
    .map((word, i) => (i > 0 && small.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ')
}

export function inHouseStyle(title: string, publisher: Publisher): string {
  if (publisher.headlines === 'title-case') return titleCase(title)
  if (publisher.headlines === 'name-appended') return `${title} | ${publisher.name}`
  return title
}

/** How many publishers take an event up: most are small, few are everywhere. */
export function drawSize(random: Random): number {
  const share = random.next()
  if (share < 0.5) return random.int(1, 2)
  if (share < 0.82) return random.int(3, 5)
  if (share < 0.95) return random.int(6, 9)
  return random.int(10, 22)
}

export function feedFor(publisher: Publisher, script: Script): PublisherFeed | undefined {
  return publisher.feeds.find((feed) => feed.carries.includes(script.channel))
}

/** Weighted draw without replacement (Efraimidis and Spirakis): larger appetites come up more often. */
export function drawPublishers(publishers: readonly Publisher[], count: number, random: Random): Publisher[] {
  return publishers
    .map((publisher) => ({ publisher, key: random.next() ** (1 / publisher.appetite) }))
    .sort((a, b) => b.key - a.key)
    .slice(0, count)
    .map(({ publisher }) => publisher)
}

/** The first name a script asks for is what its events are about. */
export function subjectOf(script: Script, values: SlotValues): string {
  const subject = Object.entries(slotsOf(script)).find(([, spec]) => typeof spec === 'string')?.[0]
  return `${script.key} ${subject === undefined ? JSON.stringify(values) : values[subject]}`
}

/**
 * Same kind of event, either of another place with the same figures or of the same place with other figures:
 * what a reader tells apart at once and a careless program does not.
 */
export function siblingOf(script: Script, older: SlotValues, language: Language, own: Random): SlotValues {
  const slots = slotsOf(script)
  const otherPlace = own.chance(0.7)
  const keep = Object.entries(older).filter(([name]) => (typeof slots[name] === 'string') !== otherPlace)
  return drawSlots(slots, own, language, Object.fromEntries(keep))
}
