import { actsOf } from './acts.ts'
import { AMBIGUOUS_MONTHS, MONTH_BY_NAME, MONTH_PATTERN, nameMonth } from './month-names.ts'
import { chineseNumerals, joinAmounts, MYRIADS } from './numerals.ts'
import { placesOf } from './places.ts'
import { directionsOf } from './polarity.ts'
import { HOLDS_DIGIT, HOLDS_NUMERAL, readAnew, readText } from './reading.ts'

/**
 * Kinds of facts. Two entries conflict in a kind when both name it and share no value.
 *
 * date 10-08 · month 9 · score 3-1 (as written) · ordinal 12 · money 27000 · unit.级 5.1 · key.iphone 15 ·
 * id cve-2026-31337 · magnitude 6.1 (of a quake; revised while the event goes on) · n 300 (any number that is no count of people) · count 46 (people; grows while the event goes on) · year 2010 ·
 * polarity up · place TR
 */
const MAX_FACTS = 24
const MOST_DIRECTIONS = 2

/** Units after a number that tell siblings of one template apart. */
const UNIT =
  '号|期|届|级|季|轮|集|章|回|版|点|元|日元|美元|欧元|英镑|港元|基点|强|弱|號|屆|級|輪|円|회|호|차|제|위'
const UNITS = new Set(UNIT.split('|'))
const PERCENT = 'percent|per cent|pct|prozent|pour cent|por ciento|por cento|per cento|procent|процент\\p{L}*'
const PEOPLE =
  /^(?:人|死|伤|例|名|位|者|傷|명|killed|dead|deaths?|die|dies|died|injured|hurt|wounded|missing|people|victims?|cases?|arrested|casualties|morts?|blessés?|muertos?|heridos?|tote|verletzte|morti|feriti|mortos|погиб|человек|ранен)/u
const PEOPLE_BEFORE =
  /(?:kill(?:s|ed|ing)?|injur(?:es|ed|ing)|toll(?: \p{L}+){0,3}|dead|致|遇难|死亡|受伤|确诊|感染|伤亡|morts?|bilan(?: \p{L}+){0,4}) ?$/u
/** Of a quake: digits before and after the point are its rule, words say which number it is. */
const MAGNITUDE_BEFORE =
  /(?:magnitude|magnitud|magnitudine|stärke|магнитуд\p{L}*|بقوة|قوتها|قوته|規模|규모|マグニチュード|तीव्रता|séisme|sismo|terremoto|(?<!\p{L})m)(?: (?:of|de|von))? ?$/u
const MAGNITUDE_AFTER =
  /^[ -]?(?:magnitude|magnitud|earthquake|quake|tremor|beben|erdbeben|درج|तीव्रता|की तीव्रता)/u
const SCALES: Readonly<Record<string, number>> = {
  ...MYRIADS,
  万亿: 1e12,
  萬億: 1e12,
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  mln: 1e6,
  million: 1e6,
  mio: 1e6,
  millions: 1e6,
  millones: 1e6,
  b: 1e9,
  bn: 1e9,
  bln: 1e9,
  billion: 1e9,
  milliarde: 1e9,
  milliarden: 1e9,
  milliard: 1e9,
  milliards: 1e9,
  tn: 1e12,
  trln: 1e12,
  trillion: 1e12,
}
const SCALE = Object.keys(SCALES)
  .sort((a, b) => b.length - a.length)
  .join('|')
/** Before a number they say how it is meant, not what it numbers. */
const NOT_A_KEY = new Set(
  `to at by of in on over above than about around nearly almost more most least up down the for from with and after
  before within as is are was were under below top just only some all last next this that these past first until till
  since or per us hits hit reaches tops falls rises drops gains adds sees cuts raises jumps soars wins win beats beat
  takes gets has have had be an la le les el los las un une de du des des en à au aux von vom zu am im bei auf mit um
  über para por con que y et und di il в на до с за`.split(/\s+/u),
)

const DATE = new RegExp(
  [
    String.raw`(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)`,
    String.raw`(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日号號일]`,
    String.raw`(?<!\p{L})(${MONTH_PATTERN})\.? (\d{1,2})(?:st|nd|rd|th)?(?![\d\p{L}])`,
    String.raw`(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.)? (?:of |de |di )?(${MONTH_PATTERN})(?!\p{L})`,
  ].join('|'),
  'gu',
)
const YEAR = /(?<!\d)((?:19|20)\d\d) ?(?:年|년)?(?![\d.\p{L}])|(?<!\d)((?:19|20)\d\d) ?[年년]/gu
const MONTH_BEFORE = /(?:in|since|for|until|by|of|last|this|im|en|à|в) $/u
const MONTH = new RegExp(
  String.raw`(?<!\d)(1[0-2]|[1-9]) ?[月월]|(?<!\p{L})(${MONTH_PATTERN})(?!\p{L})`,
  'gu',
)
const SCORE =
  /(?<![\d.\-:\p{sc=Latn}])(\d{1,3}) ?(-|:|比|对|対|대) ?(\d{1,3})(?![\d.:%]|-\d| ?(?:年|月|日|岁|居|percent|%))/gu
const ORDINAL = /第 ?(\d+) ?(\p{L})?|(?<![\d.])(\d{1,3})(?:st|nd|rd|th)(?!\p{L})/gu
/** As every list of vulnerabilities numbers them. */
const VULNERABILITY = /(?<![\p{L}\d])cve-\d{4}-\d{4,}/gu
const DIGIT = /\d/gu
const IN_PERCENT = new RegExp(PERCENT, 'u')
const NUMBER = new RegExp(
  String.raw`([\p{sc=Latn}\p{sc=Cyrl}]{2,} ?[-#]?)?((?:us|hk|a|c|nt)?[$€£¥] ?)?(\d+(?:\.\d+)?) ?((?:${SCALE})(?![\p{sc=Latn}]))?(?: ?(${UNIT}|[%‰]|${PERCENT}))?`,
  'gu',
)

/** Typed numbers, dates, directions and places of a clean headline, as `kind:value`, without repetition. */
export function factsOf(clean: string, language = 'en'): string[] {
  const facts = new Set<string>()
  const read = readText(clean)
  const text = read.holds & HOLDS_NUMERAL ? chineseNumerals(clean) : clean
  const numbered = text === clean ? read : readAnew(text)
  // A month may be named without a number; all else begins with one, and most headlines have none.
  if (numbered.holds & HOLDS_DIGIT) addNumbers(facts, text, nameMonth(numbered.letters))
  else if (nameMonth(read.letters)) addMonths(facts, text)
  for (const direction of directionsOf(read)) facts.add(`polarity:${direction}`)
  for (const act of actsOf(clean)) facts.add(`act.${act}`)
  for (const place of placesOf(clean, language)) facts.add(`place:${place}`)
  return [...facts].slice(0, MAX_FACTS)
}

/** Those of `factsOf` that name places, for whoever asks for no other. */
export function placeFactsOf(clean: string, language: string): string[] {
  const places = placesOf(clean, language)
  if (places.length === 0) return []
  // Places come last, and are left out where there are too many facts: a number makes two at most, a month one.
  const { holds, letters } = readText(clean)
  const isNumbered = (holds & (HOLDS_DIGIT | HOLDS_NUMERAL)) !== 0 || nameMonth(letters)
  const others = (isNumbered ? Infinity : 0) + MOST_DIRECTIONS + actsOf(clean).length
  if (others + places.length > MAX_FACTS)
    return factsOf(clean, language).filter((fact) => fact.startsWith('place:'))
  return places.map((place) => `place:${place}`)
}

/** Each kind takes its digits away from those that follow; what a kind cannot do without is looked for first. */
function addNumbers(facts: Set<string>, numbered: string, hasMonth: boolean): void {
  let text = numbered.includes('cve-') ? take(numbered, VULNERABILITY, ([id]) => addId(facts, id)) : numbered
  let isMonthNamed = hasMonth
  if (isMonthNamed || /[월月]|\d{4}-\d/u.test(text)) {
    text = take(text, DATE, ([, , m1, d1, m2, d2, m3, d3, d4, m4]) => {
      const month = m1 ?? m2 ?? m3 ?? m4 ?? ''
      const day = Number(d1 ?? d2 ?? d3 ?? d4)
      return addDate(facts, MONTH_BY_NAME.get(month) ?? Number(month), day)
    })
  }
  if (/(?:19|20)\d\d/u.test(text)) {
    text = take(text, YEAR, ([, year, another], before, after) => {
      // "2,000 people", whose comma is gone by now; "in 2020 people" is one.
      if (another === undefined && !MONTH_BEFORE.test(before) && PEOPLE.test(after.trimStart())) return false
      facts.add(`year:${year ?? another}`)
      return true
    })
  }
  // What is blanked out may have been the name, or have hidden one.
  if (text !== numbered) isMonthNamed = nameMonth(readAnew(text).letters)
  if (isMonthNamed || /[月월]/u.test(text)) text = addMonths(facts, text)
  if (/\d ?[-:比对対대]/u.test(text)) text = take(text, SCORE, (groups) => addScore(facts, groups))
  if (/第|\d[snrt]/u.test(text)) {
    text = take(text, ORDINAL, ([, counted, unit, ended]) => {
      const number = Number(counted ?? ended)
      const isUnit = unit !== undefined && UNITS.has(unit)
      facts.add(isUnit ? `unit.${unit}:${number}` : `ordinal:${number}`)
      return true
    })
  }
  eachNumber(joinAmounts(text), (groups, before, after) => addNumber(facts, groups, before, after))
}

function addMonths(facts: Set<string>, text: string): string {
  return take(text, MONTH, ([, number, name], before) => {
    if (name !== undefined && AMBIGUOUS_MONTHS.has(name) && !MONTH_BEFORE.test(before)) return false
    facts.add(`month:${name === undefined ? Number(number) : MONTH_BY_NAME.get(name)}`)
    return true
  })
}

/** What a pattern found, then its groups; groups with names would make an object of each match. */
type Groups = readonly (string | undefined)[]

type Accept = (groups: Groups, before: string, after: string) => boolean

/** Blanks out what a rule accepts, so that its digits become no other fact. */
function take(text: string, pattern: RegExp, accept: Accept): string {
  let rest = text
  eachMatch(text, pattern, (groups, before, after) => {
    if (!accept(groups, before, after)) return
    const end = text.length - after.length
    rest = `${rest.slice(0, before.length)}${'|'.repeat(end - before.length)}${rest.slice(end)}`
  })
  return rest
}

type Visit = (groups: Groups, before: string, after: string) => void

/** `matchAll` would make a copy of the pattern for each text. */
function eachMatch(text: string, pattern: RegExp, visit: Visit): void {
  pattern.lastIndex = 0
  while (visitNext(text, pattern, visit));
}

/** Looks only where a number is: with a word and a sign before it, which hold two spaces at most. */
function eachNumber(text: string, visit: Visit): void {
  for (let from = 0; ; from = NUMBER.lastIndex) {
    DIGIT.lastIndex = from
    if (!DIGIT.test(text)) return
    NUMBER.lastIndex = Math.max(from, lastSpace(text, DIGIT.lastIndex - 1, 3))
    if (!visitNext(text, NUMBER, visit)) return
  }
}

/** As many as `PEOPLE_BEFORE` spans. */
function lastWords(before: string): string {
  return before.slice(lastSpace(before, before.length, 6) + 1)
}

/** Where the so manieth space before `end` is; −1 when there are fewer. */
function lastSpace(text: string, end: number, count: number): number {
  let at = end
  for (let seen = 0; seen < count && at > 0; seen++) at = text.lastIndexOf(' ', at - 1)
  return at > 0 ? at : -1
}

function visitNext(text: string, pattern: RegExp, visit: Visit): boolean {
  const match = pattern.exec(text)
  if (match === null) return false
  visit(match, text.slice(0, match.index), text.slice(pattern.lastIndex))
  return true
}

function addDate(facts: Set<string>, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > 31) return false
  facts.add(`date:${month}-${day}`)
  return true
}

function addId(facts: Set<string>, id: string | undefined): boolean {
  facts.add(`id:${id}`)
  return true
}

function addScore(facts: Set<string>, [, left, joint, right = '']: Groups): boolean {
  const a = Number(left)
  const b = Number(right)
  // 10:30 is a time; so is 0:45, which costs nothing where a score means anything.
  if (joint === ':' && a <= 24 && right.length === 2) return true
  facts.add(`score:${a}-${b}`)
  return true
}

function addNumber(facts: Set<string>, groups: Groups, before: string, after: string): void {
  const [, word = '', sign, digits = '', scale, unit] = groups
  const value = Number(digits) * (SCALES[scale ?? ''] ?? 1)
  const shown = Number.isInteger(value) && value < 1e12 ? value : Number.parseFloat(value.toPrecision(12))
  if (!Number.isFinite(shown)) return
  const follows = after.trimStart()
  if (
    unit === undefined &&
    (PEOPLE.test(follows) || PEOPLE_BEFORE.test(lastWords(word === '' ? before : before + word)))
  ) {
    facts.add(`count:${shown}`)
    return
  }
  if (isMagnitude(groups, before, after)) {
    facts.add(`magnitude:${shown}`)
    return
  }
  facts.add(`n:${shown}`)
  if (unit !== undefined) facts.add(`unit.${unit.replace(IN_PERCENT, '%')}:${shown}`)
  else if (sign !== undefined) facts.add(`money:${shown}`)
  else if (word !== '' && scale === undefined) {
    const left = word.replace(/[ \-#]/gu, '')
    if (left !== '' && !NOT_A_KEY.has(left)) facts.add(`key.${left}:${shown}`)
  }
}

/** Between 1 and 10, with one digit behind the point, as all agencies print it. */
function isMagnitude([, word = '', , digits = '', , unit]: Groups, before: string, after: string): boolean {
  if (digits.length !== 3 || digits.charAt(1) !== '.') return false
  if (unit === '级' || unit === '級' || MAGNITUDE_AFTER.test(after)) return true
  return MAGNITUDE_BEFORE.test(lastWords(before + word))
}
