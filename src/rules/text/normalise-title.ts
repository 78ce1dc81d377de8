import { foldForms } from './fold-forms.ts'
import { foldLetters } from './fold-letters.ts'
import { languageGroup } from './language.ts'
import { charClass, isWordPart } from './scripts-of-text.ts'
import { simplifyChinese } from './simplify-chinese.ts'
import { withFirstOfSame } from './synonyms.ts'
import { unitAt } from './units.ts'
import { withoutMarks, withoutSlug } from './wire-marks.ts'

const NAMED_ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '-',
  mdash: '-',
  hellip: '…',
  lsquo: "'",
  rsquo: "'",
  ldquo: '"',
  rdquo: '"',
}
/** A web address within a text. It ends before a letter that no address holds unescaped, so 查看https://t.cn/x原文 keeps its words. */
const ADDRESS = /(?:https?:\/\/|\bwww\.)[!-~]+/giu
/** A word that only the name of a medium ends or begins with. */
const MEDIUM_WORD =
  /(?:\b(?:news|times|post|journal|herald|tribune|guardian|telegraph|daily|today|magazine|press|bbc|cnn|cnbc|nbc|abc|cbs|npr|fox|reuters|bloomberg|afp|ap|dpa|tass|xinhua|yahoo|msn|forbes|politico|independent|mirror|express|gazette|chronicle|zeitung|tagesschau|spiegel|zeit|welt|monde|figaro|país|mundo|corriere|repubblica|online)\b|\.(?:com|net|org|co|cn|de|fr|uk|jp|ru|it|es|io|tv)\b|(?:新闻|网|日报|晚报|时报|早报|晨报|周刊|周报|在线|客户端|电视台|通讯社|ニュース|新聞|通信|뉴스|일보|신문)$)/u
const TITLE_SEPARATOR = / (?:-|\||_|::|»|·) |\||_|-(?=[^-]*(?:网|新闻|日报|晚报)$)/gu

const HEAD = /^(.{4,80}?)(?: - |: ?|：|\| ?| \/ |, (?=part |episode |no\.? ?\d)| \(| #)(?=.*[\p{L}\p{N}])/u
/** Between letters that stand alone: U.S. is us. */
const ABBREVIATION_POINT = /\.(?=\p{L}(?!\p{L}))(?<=(?<!\p{L})\p{L}\.)/gu
/** The sign comes first in each pattern, since looking back from every character is dear. */
const GROUP_SIGN = /[,٬'](?=\d{3}(?!\d))(?<=\d.)/gu
const GROUP_POINT = /\.(?=\d{3}(?![\d.]))(?<=(?<![\d.])[1-9]\d{0,2}\.)/gu
const DECIMAL_COMMA = /,(?=\d{1,2}(?![\d,]))(?<=(?<![\d.,])\d{1,9},)/gu
/** What joins digits, and what else says something about a number. */
const JOINS_DIGITS = 1
const SAYS_MORE = 2
const SIGNS = new Uint8Array(0x10000)
for (const sign of '-:.,') SIGNS[sign.charCodeAt(0)] = JOINS_DIGITS
for (const sign of '%$€£¥+') SIGNS[sign.charCodeAt(0)] = SAYS_MORE

/** Longest text that is looked at: a title is at most 1,000 characters, a summary counts by its beginning. */
const MAX_CHARS = 1000

/**
 * Text with one way of writing each thing: entities decoded, widths folded, lower case, plain digits, one kind of
 * dash and quote, no invisible characters, no grouping in numbers; without web addresses, whose parts are no words of a
 * report. Never throws, whatever the string holds.
 */
export function cleanText(text: string): string {
  const decoded = withoutAddresses(
    decodeEntities((text.length > MAX_CHARS ? text.slice(0, MAX_CHARS) : text).toWellFormed()),
  )
  // Most of the Latin press is ASCII, and most of the patterns are for what is not.
  let clean = /[^\x20-\x7e]/u.test(decoded) ? foldForms(decoded) : decoded.toLowerCase()
  if (/\d/u.test(clean)) clean = ungroup(clean)
  if (clean.includes('~')) clean = clean.replaceAll('~', '-')
  if (clean.includes('`')) clean = clean.replaceAll('`', "'")
  if (clean.includes('.')) {
    clean = clean.replace(ABBREVIATION_POINT, '')
    // Dots that are written as one are three by now.
    if (clean.includes('...')) clean = clean.replace(/\.{3,}/gu, ' … ')
  }
  if (clean.includes('  ')) clean = clean.replace(/ {2,}/gu, ' ')
  return clean.trim()
}

function withoutAddresses(text: string): string {
  return text.includes('://') || /www\./iu.test(text) ? text.replace(ADDRESS, ' ') : text
}

/** Numbers without what groups their digits, and with a decimal point. */
function ungroup(clean: string): string {
  const hasComma = clean.includes(',')
  let text = clean
  if (hasComma || text.includes("'") || text.includes('٬')) text = text.replace(GROUP_SIGN, '')
  if (text.includes('.')) text = text.replace(GROUP_POINT, '')
  return hasComma ? text.replace(DECIMAL_COMMA, '.') : text
}

/** What a headline is compared by: one way of writing, in Chinese one script too, without what the medium adds to it. */
export interface CleanTitle {
  readonly text: string
  /** Which texts it is comparable with. */
  readonly group: string
}

/** A headline without what the medium adds to it: wire labels, marks such as (图), and the medium's own name. */
export function cleanTitle(title: string, publisherName = '', language = 'und'): CleanTitle {
  const clean = cleanText(withoutSlug(title))
  const group = languageGroup(language, clean)
  let text = oneScript(clean, group)
  // What is marked more often than this is no headline.
  for (let before = '', n = 0; before !== text && n < 8; n++) {
    before = text
    text = withoutMedium(withoutMarks(text), publisherName, group).trim()
  }
  return { text, group }
}

/** Chinese in one script, 臺灣 is 台湾, and where words are not spaced one word for each thing (`synonyms.ts`). */
export function oneScript(clean: string, group: string): string {
  return withFirstOfSame(group === 'hani' ? simplifyChinese(clean) : clean, group)
}

/** Letters, digits and what joins digits, nothing else: equal for titles that print the same words. */
export function normaliseTitle(title: string, publisherName = '', language = 'und'): string {
  return compact(cleanTitle(title, publisherName, language).text)
}

/** Of a title that is clean already. */
export function compact(clean: string): string {
  return compactFolded(foldLetters(clean))
}

/** Of one whose letters are folded, too. */
export function compactFolded(text: string): string {
  const { length } = text
  let out = ''
  let from = 0
  for (let at = 0; at < length; ) {
    const unit = unitAt(text, at)
    const point = unit >= 0xd800 && unit <= 0xdbff ? (text.codePointAt(at) ?? 0) : unit
    const end = at + (point > 0xffff ? 2 : 1)
    if (!isWordPart(point) && !isSign(text, at, unit)) {
      if (at > from) out += text.slice(from, at)
      from = end
    }
    at = end
  }
  return from === 0 ? text : out + text.slice(from)
}

/** Signs that say something about a number; those that join digits, only between them. */
function isSign(text: string, at: number, unit: number): boolean {
  const sign = SIGNS[unit]
  if (sign !== JOINS_DIGITS) return sign === SAYS_MORE
  return isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at + 1))
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39
}

/** The part before the first separator, when something follows it: the name of a series or of a topic. */
export function headOf(clean: string): string | undefined {
  return /[-:：|/,(#]/u.test(clean) ? HEAD.exec(clean)?.[1] : undefined
}

function withoutMedium(text: string, publisherName: string, group: string): string {
  const cut = lastSeparator(text)
  if (cut <= 0) return text
  const head = text.slice(0, cut).trim()
  const tail = text
    .slice(cut)
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .trim()
  if (tail.length > 40 || letters(head) < 6 || tail.split(' ').length > 5) return text
  if (MEDIUM_WORD.test(tail)) return head
  const publisher = oneScript(cleanText(publisherName), group)
  const isPublisher =
    publisher !== '' && (tail === publisher || (tail.length > 3 && publisher.includes(tail)))
  return isPublisher ? head : text
}

function lastSeparator(text: string): number {
  let last = -1
  if (!/[-|_»·]|::/u.test(text)) return last
  TITLE_SEPARATOR.lastIndex = 0
  for (let match = TITLE_SEPARATOR.exec(text); match !== null; match = TITLE_SEPARATOR.exec(text)) {
    last = match.index
  }
  return last
}

function letters(text: string): number {
  let count = 0
  for (const char of text) if (charClass(char.codePointAt(0) ?? 0) !== 'gap') count++
  return count
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/giu, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED_ENTITIES[String(name).toLowerCase()] ?? whole
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    const isScalar = point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)
    return isScalar ? String.fromCodePoint(point) : ''
  })
}
