import { FUNCTION_WORDS } from './function-words.ts'
import { charClass } from './scripts-of-text.ts'

/** A character of these scripts says as much as a syllable or a word. */
const WEIGHT = { han: 3, kana: 3, hangul: 3, unspaced: 1, letter: 1 } as const

const LETTER_GROUPS: readonly [RegExp, string][] = [
  [/\p{sc=Latn}/u, 'latn'],
  [/\p{sc=Cyrl}/u, 'cyrl'],
  [/\p{sc=Arab}/u, 'arab'],
  [/\p{sc=Grek}/u, 'grek'],
  [/\p{sc=Hebr}/u, 'hebr'],
  [/\p{sc=Deva}/u, 'deva'],
  [/\p{sc=Thai}/u, 'thai'],
  [/\p{sc=Laoo}/u, 'laoo'],
  [/\p{sc=Mymr}/u, 'mymr'],
  [/\p{sc=Khmr}/u, 'khmr'],
  [/\p{sc=Beng}/u, 'beng'],
  [/\p{sc=Taml}/u, 'taml'],
  [/\p{sc=Telu}/u, 'telu'],
  [/\p{sc=Knda}/u, 'knda'],
  [/\p{sc=Mlym}/u, 'mlym'],
  [/\p{sc=Gujr}/u, 'gujr'],
  [/\p{sc=Guru}/u, 'guru'],
  [/\p{sc=Sinh}/u, 'sinh'],
  [/\p{sc=Geor}/u, 'geor'],
  [/\p{sc=Armn}/u, 'armn'],
  [/\p{sc=Ethi}/u, 'ethi'],
  [/\p{sc=Tibt}/u, 'tibt'],
]
/** Language of a script that is written by one large language. */
const MAIN_LANGUAGE: Readonly<Record<string, string>> = {
  hani: 'zh',
  jpan: 'ja',
  kore: 'ko',
  thai: 'th',
  laoo: 'lo',
  mymr: 'my',
  khmr: 'km',
  grek: 'el',
  hebr: 'he',
  taml: 'ta',
  telu: 'te',
  knda: 'kn',
  mlym: 'ml',
  gujr: 'gu',
  guru: 'pa',
  sinh: 'si',
  geor: 'ka',
  armn: 'hy',
  ethi: 'am',
  tibt: 'bo',
}
/** Primary tags a script is plausible for; a declared tag outside is a template's default. */
const PLAUSIBLE: Readonly<Record<string, RegExp>> = {
  hani: /^(?:zh|yue|wuu|cmn|lzh|ja|ko)$/u,
  jpan: /^ja$/u,
  kore: /^ko$/u,
  cyrl: /^(?:ru|uk|be|bg|sr|mk|kk|ky|mn|tg|tt|uz|az|bs)$/u,
  arab: /^(?:ar|fa|ur|ps|ckb|ku|ug|sd|dv|arz)$/u,
  deva: /^(?:hi|mr|ne|sa|mai|bho|kok)$/u,
  latn: /^(?!(?:zh|ja|ko|th|lo|km|my|ru|uk|be|bg|el|he|ar|fa|ur|hi)$)/u,
}

/**
 * Which entries are worth comparing with which: by script, as ISO 15924 writes it, in lower case. A declared
 * language only settles what the text leaves open (a Japanese title without kana): it is often a template's.
 */
export function languageGroup(language: string, text: string): string {
  const weights = new Map<string, number>()
  let hasKana = false
  let asciiLetters = 0
  for (let at = 0; at < Math.min(text.length, 500); at++) {
    const unit = text.charCodeAt(at)
    // Most letters are ASCII: looking each one up would cost more than all else that is done to an entry.
    if (unit < 0x80) {
      const lower = unit | 0x20
      // Its place in the order decides between equal weights.
      if (lower >= 0x61 && lower <= 0x7a && asciiLetters++ === 0 && !weights.has('latn'))
        weights.set('latn', 0)
      continue
    }
    const point = text.codePointAt(at) ?? unit
    // A pair that the limit cuts in half counts for nothing.
    if (point > 0xffff && ++at >= 500) break
    const kind = charClass(point)
    if (kind === 'gap' || kind === 'digit' || kind === 'mark') continue
    hasKana ||= kind === 'kana'
    const group = groupOfChar(String.fromCodePoint(point), kind)
    weights.set(group, (weights.get(group) ?? 0) + WEIGHT[kind])
  }
  if (asciiLetters > 0) weights.set('latn', (weights.get('latn') ?? 0) + asciiLetters)
  let best = 'zyyy'
  for (const [group, weight] of weights) if (weight > (weights.get(best) ?? 0)) best = group
  if ((best === 'hani' || best === 'jpan') && (hasKana || primary(language) === 'ja')) return 'jpan'
  return best
}

/** BCP 47 tag: the declared one where the script allows it, else what script and commonest words say, else `und`. */
export function detectLanguage(text: string, declared?: string): string {
  const group = languageGroup(declared ?? 'und', text)
  const tag = canonicalTag(declared)
  if (tag !== 'und' && (group === 'zyyy' || (PLAUSIBLE[group]?.test(primary(tag)) ?? true))) return tag
  return MAIN_LANGUAGE[group] ?? byFunctionWords(text)
}

function groupOfChar(char: string, kind: keyof typeof WEIGHT): string {
  if (kind === 'han') return 'hani'
  if (kind === 'kana') return 'jpan'
  if (kind === 'hangul') return 'kore'
  return LETTER_GROUPS.find(([pattern]) => pattern.test(char))?.[1] ?? 'zzzz'
}

/** The language most of whose commonest words stand in the text: two at least, and clearly more than the next. */
function byFunctionWords(text: string): string {
  const present =
    text
      .toLowerCase()
      .slice(0, 1000)
      .match(/\p{L}+/gu) ?? []
  const scores = Object.entries(FUNCTION_WORDS)
    .map(([tag, list]) => ({ tag, score: present.filter((word) => list.includes(word)).length }))
    .sort((a, b) => b.score - a.score)
  const [first, second] = scores
  if (!first || first.score < 2 || first.score === second?.score) return 'und'
  return first.tag
}

function canonicalTag(tag: string | undefined): string {
  const clean = (tag ?? '').trim().replaceAll('_', '-').toLowerCase()
  return /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/u.test(clean) ? clean : 'und'
}

function primary(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? ''
}
