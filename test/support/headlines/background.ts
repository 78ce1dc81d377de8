import { createRandom, type Random } from '../newsroom/random.ts'
import { FAMILIES, type Family } from './families.ts'
import { PUBLISHERS, WORDS } from './words.ts'

export interface BackgroundOptions {
  readonly seed: number
  readonly count: number
  /** Epoch ms of the first headline. */
  readonly startAt: number
  /** Headlines are spread evenly over so long. */
  readonly spanMs: number
}

/** What quality is measured among: three days. */
export const BACKGROUND = { seed: 1, count: 5_200, spanMs: 72 * 3_600_000 } as const

export interface BackgroundLine {
  readonly id: string
  readonly publisher: string
  readonly url: string
  readonly title: string
  readonly publishedAt: string
  readonly language: 'zh'
}

/**
 * Chinese headlines that report as many different events: drawn from our own kinds of news and lexicons, in order of
 * time. Within a kind no two share what makes an event of it, nor does anything else say that they are one.
 */
export function writeBackground({ seed, count, startAt, spanMs }: BackgroundOptions): BackgroundLine[] {
  const random = createRandom('background', seed)
  const told = FAMILIES.map(() => new Set<string>())
  const lines: BackgroundLine[] = []
  for (let draws = 0; lines.length < count; draws++) {
    if (draws > count * 20) throw new RangeError(`the kinds of news hold fewer than ${count} events`)
    const at = draws % FAMILIES.length
    const family = FAMILIES[at] as Family
    const slots = new Map<string, string>()
    const key = family.key
      .map((slot) => fill(slot, slots, random))
      .sort()
      .join('|')
    if (told[at]?.has(key)) continue
    told[at]?.add(key)
    const title = random
      .pick(family.say)
      .replace(/\{([^}]+)\}/gu, (_, slot: string) => fill(slot, slots, random))
    const number = lines.length
    lines.push({
      id: `bg-${number}`,
      publisher: random.pick(PUBLISHERS),
      url: `https://news-${number % 97}.example/${family.channel}/${number}`,
      title,
      publishedAt: new Date(startAt + Math.floor((number * spanMs) / count)).toISOString(),
      language: 'zh',
    })
  }
  return lines
}

/** What stands in a slot; the same within one headline, and `city2` other than `city`. */
function fill(slot: string, slots: Map<string, string>, random: Random): string {
  const known = slots.get(slot)
  if (known !== undefined) return known
  const value = draw(slot, slots, random)
  slots.set(slot, value)
  return value
}

function draw(slot: string, slots: Map<string, string>, random: Random): string {
  const number = /^(?<kind>[nd])(?<from>\d+)-(?<to>\d+)$/u.exec(slot)?.groups
  if (number) {
    const whole = random.int(Number(number.from), Number(number.to))
    return number.kind === 'n' ? String(whole) : `${whole}.${random.int(1, 9)}`
  }
  if (slot === 'company') return `${word('brandHead', random)}${word('brandTail', random)}`
  if (slot === 'person') return `${word('surname', random)}${word('given', random)}`
  const name = slot.replace(/2$/u, '')
  for (;;) {
    const value = word(name, random)
    if (value !== slots.get(name)) return value
  }
}

function word(name: string, random: Random): string {
  const words = WORDS[name]
  if (!words) throw new RangeError(`no words for {${name}}`)
  return random.pick(words)
}
