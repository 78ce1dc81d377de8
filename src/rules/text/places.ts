import { arabicPlace, arabicStems } from './arabic-places.ts'
import { chineseCities } from './chinese-cities.ts'
import {
  createPieces,
  createWordFilter,
  HOLDS_ARABIC,
  HOLDS_DENSE,
  hashOfStart,
  hashOfWord,
  type Pieces,
  type Reading,
  readAnew,
  readText,
  type WordFilter,
} from './reading.ts'
import { isArabic, isLetterOrMark, runsOf } from './scripts-of-text.ts'
import { worldCities } from './world-cities.ts'

/** Assigned region codes come from ICU: one without a name is none, nor is one that another has taken the place of (UK, TP). */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ALIASES: readonly (readonly [string, string])[] = [
  ['usa', 'US'],
  ['america', 'US'],
  ['uk', 'GB'],
  ['britain', 'GB'],
  ['england', 'GB'],
  ['scotland', 'GB'],
  ['turkey', 'TR'],
  ['uae', 'AE'],
  ['czech republic', 'CZ'],
  ['south korea', 'KR'],
  ['north korea', 'KP'],
  ['hong kong', 'HK'],
  ['macau', 'MO'],
  ['英国', 'GB'],
  ['韩国', 'KR'],
  ['朝鲜', 'KP'],
  ['香港', 'HK'],
  ['澳门', 'MO'],
  ['台湾', 'TW'],
  ['俄国', 'RU'],
]
/** Names that are commoner as something else. */
const AMBIGUOUS = new Set(['jordan', 'chad', 'georgia', 'guinea', 'jersey', 'world', 'مالي'])
const CHINESE_PROVINCES =
  `北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃
  青海 内蒙古 广西 西藏 宁夏 新疆`.split(/\s+/u)
const JAPANESE_PREFECTURES =
  `北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県
  新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県
  広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県`.split(
    /\s+/u,
  )
/** Peoples that do not begin as their country does. */
const PEOPLES: ReadonlyMap<string, string> = new Map(
  `american US americans US british GB french FR spanish ES japanese JP chinese CN indian IN korean KR dutch NL swiss CH
  turkish TR danish DK greek GR irish IE thai TH welsh GB scottish GB filipino PH estadounidense US espanol ES francais FR
  espagnol ES japonais JP chinois CN deutsche DE deutscher DE deutschen DE japanische JP chinesische CN японский JP
  китайский CN немецкий DE испанский ES`
    .split(/\s+/u)
    .flatMap((word, at, all) => (at % 2 === 0 ? [[word, all[at + 1] ?? ''] as const] : [])),
)
/** A bounded set: the tag comes from a feed, and each gazetteer holds a thousand names. */
const LANGUAGES = new Set(
  'en zh ja ko de es fr it nl pl pt ru uk cs sv da fi nb tr el ar he fa hi th vi id hu ro'.split(' '),
)
const LONGEST_WORDS = 3
const LONGEST_CHARS = 8

const UNSPACED = /^[\p{sc=Han}\p{sc=Kana}\p{sc=Hang}ー]+$/u

interface Gazetteer {
  readonly names: ReadonlyMap<string, string>
  /** Beginnings of the names of countries: Israeli, Hungarian, украинский begin as their country does. */
  readonly stems: ReadonlyMap<string, string>
  /** The like for Arabic (`arabicStems`). */
  readonly arabic: ReadonlyMap<string, string>
  /** First words of names: where nothing begins nothing need be looked up. */
  readonly firsts: WordFilter
  /** Those of names of several words. */
  readonly firstsOfMore: WordFilter
  /** Beginnings of peoples and of `stems`. */
  readonly peoples: WordFilter
  /** Names that are found anywhere in text without gaps, longest first. */
  readonly unspaced: Pieces
}

/** Pure memory of a pure function: names never change while a process runs. */
const gazetteers = new Map<string, Gazetteer>()

/**
 * The countries, provinces and cities that a clean text names, by their English names and those of its language: `TR`,
 * `CN/江苏`, `CN/江苏/苏州`.
 */
export function placesOf(clean: string, language: string): string[] {
  return placesIn(readText(clean), language)
}

function placesIn({ text, holds, words }: Reading, language: string): string[] {
  const { names, firsts, firstsOfMore, unspaced, arabic } = gazetteerFor(language)
  const { list, hashes } = words
  const found = new Set<string>()
  if (holds & HOLDS_ARABIC) {
    for (const word of list) {
      const code = isArabic(word) ? arabicPlace(word, arabic) : undefined
      if (code !== undefined) found.add(code)
    }
  }
  for (let at = 0; at < list.length; at++) {
    const hash = hashes[at] as number
    if (!firsts.mayHold(hash)) continue
    const most = firstsOfMore.mayHold(hash) ? Math.min(LONGEST_WORDS, list.length - at) : 1
    for (let count = most; count > 0; count--) {
      const code = names.get(count === 1 ? (list[at] as string) : list.slice(at, at + count).join(' '))
      if (code === undefined) continue
      found.add(code)
      at += count - 1
      break
    }
  }
  if (holds & HOLDS_DENSE) unspaced.eachIn(text, (name) => found.add(names.get(name) ?? ''))
  return [...found]
}

/** The countries whose people or language a clean text names, by the beginning of their country's name; region codes. */
export function peopleOf(clean: string, language: string): string[] {
  return peopleIn(readText(clean), language)
}

function peopleIn({ words: { list, starts } }: Reading, language: string): string[] {
  const { stems, peoples } = gazetteerFor(language)
  const found = new Set<string>()
  for (let at = 0; at < list.length; at++) {
    if (!peoples.mayHold(starts[at] as number)) continue
    const word = list[at] as string
    const code = PEOPLES.get(word) ?? stems.get(word.slice(0, 6)) ?? stems.get(word.slice(0, 5))
    if (code !== undefined) found.add(code)
  }
  return [...found]
}

/** Whether a word is the name of a place or of a people, or holds one. */
export function namesPlace(word: string, language: string): boolean {
  const read = readAnew(word)
  return placesIn(read, language).length > 0 || peopleIn(read, language).length > 0
}

/** Beginnings that only one country has: five letters of names of six, six of longer ones. */
function stemsOf(names: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const codes = new Map<string, string[]>()
  for (const [name, code] of names) {
    if (code.includes('/') || !/^(?:\p{sc=Latn}|\p{sc=Cyrl}|\p{sc=Grek}){6,}$/u.test(name)) continue
    const stem = name.slice(0, name.length === 6 ? 5 : 6)
    const known = codes.get(stem) ?? []
    if (!known.includes(code)) codes.set(stem, [...known, code])
  }
  return new Map(
    [...codes].flatMap(([stem, [code, another]]) =>
      code !== undefined && another === undefined ? [[stem, code] as const] : [],
    ),
  )
}

function gazetteerFor(language: string): Gazetteer {
  const own = gazetteers.get(language)
  if (own) return own
  const primary = language.toLowerCase().split('-')[0] ?? ''
  const tag = LANGUAGES.has(primary) ? primary : 'en'
  const known = gazetteers.get(tag)
  if (known) return known
  const names = new Map<string, string>([
    ...worldCities(),
    ...CHINESE_PROVINCES.map((name) => [name, `CN/${name}`] as const),
    ...chineseCities().map(([city, province]) => [city, `CN/${province}/${city}`] as const),
    ...JAPANESE_PREFECTURES.map((name) => [name, `JP/${name}`] as const),
    // Headlines in Japanese leave the 県 out; elsewhere such a name is more often a person.
    ...(tag === 'ja' ? JAPANESE_PREFECTURES : []).map((name) => [bare(name), `JP/${name}`] as const),
  ])
  for (const locale of new Set(['en', 'zh', 'ja', tag])) {
    for (const [name, code] of countriesIn(locale)) names.set(name, code)
  }
  for (const [name, code] of ALIASES) names.set(name, code)
  const stems = stemsOf(names)
  const gazetteer = {
    names,
    stems,
    arabic: arabicStems(names),
    firsts: createWordFilter([...names.keys()].map(hashOfFirst)),
    firstsOfMore: createWordFilter([...names.keys()].filter((name) => name.includes(' ')).map(hashOfFirst)),
    peoples: createWordFilter([...PEOPLES.keys(), ...stems.keys()].map(hashOfStart)),
    unspaced: createPieces(
      [...names.keys()]
        .filter((name) => name.length <= LONGEST_CHARS && UNSPACED.test(name))
        .sort((a, b) => b.length - a.length),
    ),
  }
  gazetteers.set(tag, gazetteer)
  return gazetteer
}

function hashOfFirst(name: string): number {
  return hashOfWord(runsOf(name, isLetterOrMark)[0] ?? '')
}

/** Three locales are in every gazetteer, and asking for all names of one takes some ten milliseconds. */
const countries = new Map<string, readonly (readonly [name: string, code: string])[]>()

function countriesIn(locale: string): readonly (readonly [name: string, code: string])[] {
  const known = countries.get(locale)
  if (known) return known
  const display = new Intl.DisplayNames([locale, 'en'], { type: 'region', fallback: 'none' })
  const read = regionCodes().flatMap((code) => {
    // As a text is read: états-unis and côte d’ivoire are words like others.
    const name = runsOf(display.of(code)?.normalize('NFKC').toLowerCase() ?? '', isLetterOrMark).join(' ')
    return name.length > 1 && !AMBIGUOUS.has(name) ? [[name, code] as const] : []
  })
  countries.set(locale, read)
  return read
}

function bare(prefecture: string): string {
  return prefecture.replace(/[県府]$|(?<=東京)都$/u, '')
}

function regionCodes(): string[] {
  const pairs = [...LETTERS].flatMap((first) => [...LETTERS].map((second) => first + second))
  return pairs.filter((code) => new Intl.Locale(`und-${code}`).region === code)
}
