import { FUNCTION_WORDS } from './function-words.ts'
import { charClass } from './scripts-of-text.ts'

/** Which languages a word is one of the commonest of. */
const TAGS_OF_WORD = tagsOfWords()

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

/**
 * BCP 47 tag of a title: the declared one where script and commonest words of the title allow it; else what these say,
 * with those of the summary where that is in the same script; else `und`.
 */
export function detectLanguage(title: string, declared?: string, summary = ''): string {
  const asked = declared ?? 'und'
  const own = languageGroup(asked, title)
  const group = own === 'zyyy' ? languageGroup(asked, summary) : own
  const tag = canonicalTag(declared)
  if (tag !== 'und' && (group === 'zyyy' || (PLAUSIBLE[group]?.test(primary(tag)) ?? true)))
    return contradicted(title, tag) ?? tag
  const text = languageGroup(asked, summary) === group ? `${title} ${summary}` : title
  return MAIN_LANGUAGE[group] ?? byFunctionWords(text).tag
}

/** Tags that name one written language to most of its readers. */
const ONE_LANGUAGE: Readonly<Record<string, string>> = {
  nb: 'no',
  nn: 'no',
  hr: 'sh',
  bs: 'sh',
  sr: 'sh',
  id: 'ms',
  cmn: 'zh',
  yue: 'zh',
  wuu: 'zh',
  arz: 'ar',
  tl: 'fil',
}

/** Whether two tags are known to be of two languages: variants of one are not, and `und` says nothing. */
export function areTwoLanguages(a: string, b: string): boolean {
  const [left, right] = [a, b].map((tag) => {
    const first = primary(tag)
    return ONE_LANGUAGE[first] ?? first
  })
  return left !== right && left !== 'und' && right !== 'und' && left !== '' && right !== ''
}

function groupOfChar(char: string, kind: keyof typeof WEIGHT): string {
  if (kind === 'han') return 'hani'
  if (kind === 'kana') return 'jpan'
  if (kind === 'hangul') return 'kore'
  return LETTER_GROUPS.find(([pattern]) => pattern.test(char))?.[1] ?? 'zzzz'
}

/** So many words of another language, and none of the declared one, are no quotation. */
const CONTRADICTING_WORDS = 3

/** A template's default tag stands in feeds of every language. */
function contradicted(title: string, declared: string): string | undefined {
  const { tag, score, scores } = byFunctionWords(title)
  const own = scores.get(primary(declared))
  return own === 0 && score >= CONTRADICTING_WORDS ? tag : undefined
}

/** The language most of whose commonest words stand in the text: two at least, and more than of the next. */
function byFunctionWords(text: string) {
  const present =
    text
      .toLowerCase()
      .slice(0, 1000)
      .match(/\p{L}+/gu) ?? []
  const scores = new Map(Object.keys(FUNCTION_WORDS).map((tag) => [tag, 0]))
  for (const word of present) {
    for (const tag of TAGS_OF_WORD.get(word) ?? []) scores.set(tag, (scores.get(tag) ?? 0) + 1)
  }
  const [first, second] = [...scores].sort(([, a], [, b]) => b - a)
  const isClear = first !== undefined && first[1] >= 2 && first[1] > (second?.[1] ?? 0)
  return { tag: isClear ? first[0] : 'und', score: isClear ? first[1] : 0, scores }
}

function tagsOfWords(): ReadonlyMap<string, readonly string[]> {
  const tags = new Map<string, string[]>()
  for (const [tag, list] of Object.entries(FUNCTION_WORDS)) {
    for (const word of new Set(list)) tags.set(word, [...(tags.get(word) ?? []), tag])
  }
  return tags
}

function canonicalTag(tag: string | undefined): string {
  const clean = (tag ?? '').trim().replaceAll('_', '-').toLowerCase()
  return /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/u.test(clean) ? clean : 'und'
}

function primary(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? ''
}
