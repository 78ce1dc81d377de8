import { type Named, POOLS, type PoolName } from './atlas.ts'
import type { Random } from './random.ts'

export type Language = 'en' | 'zh' | 'es' | 'ar' | 'de' | 'fr'
export type ChannelId = 'world' | 'china' | 'business' | 'technology' | 'science' | 'sports'

/**
 * What a slot may hold: a name of a pool, a number `[from, to, step = 1]`, or one of our own words;
 * words per language stand in the same order, so that every language tells the same event.
 */
type SlotSpec =
  | PoolName
  | readonly [from: number, to: number, step?: number]
  | { readonly of: readonly string[] | Readonly<Partial<Record<Language, readonly string[]>>> }

export type Slots = Readonly<Record<string, SlotSpec>>

/** Headline and summary as one publisher would write them; see `fillText` for the notation. */
type Wording = readonly [headline: string, summary: string]

/** One kind of event, told in one language in several independent ways. */
export interface Script {
  /** The same key in two languages is the same kind of event: such events cross languages. */
  readonly key: string
  readonly channel: ChannelId
  /** Absent when `SHARED_SLOTS` declares them for all languages of the key. */
  readonly slots?: Slots
  readonly wordings: readonly Wording[]
}

/** Index in the pool or list, or the number itself. */
export type SlotValues = Readonly<Record<string, number>>

const LOCALES: Record<Language, string> = {
  en: 'en-US',
  zh: 'zh-CN',
  es: 'es-ES',
  ar: 'ar-u-nu-latn',
  de: 'de-DE',
  fr: 'fr-FR',
}

const ENGLISH_WORDS = 'zero one two three four five six seven eight nine ten'.split(' ')

function wordsOf(spec: SlotSpec, language: Language): readonly string[] | undefined {
  if (typeof spec === 'string' || !('of' in spec)) return undefined
  if (Array.isArray(spec.of)) return spec.of as readonly string[]
  const byLanguage = spec.of as Partial<Record<Language, readonly string[]>>
  return byLanguage[language] ?? byLanguage.en
}

/** Draws every slot; two slots of the same pool never hold the same name. */
export function drawSlots(
  slots: Slots,
  random: Random,
  language: Language,
  keep: SlotValues = {},
): SlotValues {
  const values: Record<string, number> = {}
  const taken = new Set<string>()
  for (const [name, spec] of Object.entries(slots)) {
    const kept = keep[name]
    if (kept !== undefined) {
      values[name] = kept
      if (typeof spec === 'string') taken.add(`${spec}:${kept}`)
    }
  }
  for (const [name, spec] of Object.entries(slots)) {
    if (values[name] !== undefined) continue
    if (typeof spec === 'string') {
      let index = 0
      do index = random.int(0, POOLS[spec].length - 1)
      while (taken.has(`${spec}:${index}`))
      taken.add(`${spec}:${index}`)
      values[name] = index
      continue
    }
    const words = wordsOf(spec, language)
    if (words !== undefined) {
      values[name] = random.int(0, words.length - 1)
      continue
    }
    const [from, to, step = 1] = spec as readonly [number, number, number?]
    values[name] = Number((from + step * random.int(0, Math.round((to - from) / step))).toFixed(2))
  }
  return values
}

/** Chinese counts large numbers in 万 and 亿; the other languages group digits. */
function formatNumber(value: number, language: Language, modifier: string, digits: number): string {
  if (modifier === 'p') return String(value)
  if (modifier === 'd') return `$${formatNumber(value, language, '', digits)}`
  if (modifier === 'y') return formatChinese(value * 1_000_000_000)
  if (modifier === 'm') return formatChinese(value * 1_000_000)
  if (modifier === 'w' && ENGLISH_WORDS[value] !== undefined) return ENGLISH_WORDS[value]
  if (language === 'zh') return value >= 10_000 ? formatChinese(value) : value.toFixed(digits)
  return new Intl.NumberFormat(LOCALES[language], { minimumFractionDigits: digits }).format(value)
}

function formatChinese(value: number): string {
  const unit = value >= 100_000_000 ? 100_000_000 : 10_000
  return `${Number((value / unit).toFixed(2))}${unit === 10_000 ? '万' : '亿'}`
}

/** Decimals of a range's step: a magnitude is 6.0, not 6. */
function digitsOf(spec: SlotSpec): number {
  const step = typeof spec === 'string' || 'of' in spec ? 1 : (spec[2] ?? 1)
  return String(step).split('.')[1]?.length ?? 0
}

function nameOf(named: Named, language: Language, attribute: string): string {
  if (attribute === '') return named[language] ?? named.en
  const facet = named.facets?.[attribute]
  if (facet === undefined) throw new Error(`the name "${named.en}" has no facet "${attribute}"`)
  return facet[language] ?? facet.en
}

/**
 * Fills `{slot}`, `{slot.facet}` (`{city.country}`, `{person.last}`), `{n:w}` (English words up to ten), `{n:p}`
 * (no grouping), `{n:d}` (dollars), `{n:y}` and `{n:m}` (thousands of millions and millions, in Chinese units), and takes one side of each `[this|that]`.
 */
export function fillText(
  text: string,
  slots: Slots,
  values: SlotValues,
  language: Language,
  random: Random,
): string {
  const chosen = text.replace(/\[([^\]]*)\]/g, (_, sides: string) => random.pick(sides.split('|')))
  const filled = chosen.replace(
    /\{(\w+)(?:\.(\w+))?(?::(\w))?\}/g,
    (_, name: string, facet = '', modifier = '') => {
      const spec = slots[name]
      const value = values[name]
      if (spec === undefined || value === undefined) throw new Error(`no slot "${name}" for "${text}"`)
      if (typeof spec === 'string') return nameOf(POOLS[spec][value] as Named, language, facet)
      return wordsOf(spec, language)?.[value] ?? formatNumber(value, language, modifier, digitsOf(spec))
    },
  )
  const tidy = filled.replace(/ {2,}/g, ' ').trim()
  return tidy.charAt(0).toUpperCase() + tidy.slice(1)
}
