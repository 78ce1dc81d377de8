import { foldLetters } from './fold-letters.ts'
import { languageGroup } from './language.ts'
import { charClass } from './scripts-of-text.ts'
import { simplifyChinese } from './simplify-chinese.ts'
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
/** A word that only the name of a medium ends or begins with. */
const MEDIUM_WORD =
  /(?:\b(?:news|times|post|journal|herald|tribune|guardian|telegraph|daily|today|magazine|press|bbc|cnn|cnbc|nbc|abc|cbs|npr|fox|reuters|bloomberg|afp|ap|dpa|tass|xinhua|yahoo|msn|forbes|politico|independent|mirror|express|gazette|chronicle|zeitung|tagesschau|spiegel|zeit|welt|monde|figaro|país|mundo|corriere|repubblica|online)\b|\.(?:com|net|org|co|cn|de|fr|uk|jp|ru|it|es|io|tv)\b|(?:新闻|网|日报|晚报|时报|早报|晨报|周刊|周报|在线|客户端|电视台|通讯社|ニュース|新聞|通信|뉴스|일보|신문)$)/u
const TITLE_SEPARATOR = / (?:-|\||_|::|»|·) |\||_|-(?=[^-]*(?:网|新闻|日报|晚报)$)/gu

/** Longest text that is looked at: a title is at most 1,000 characters, a summary counts by its beginning. */
const MAX_CHARS = 1000

/**
 * Text with one way of writing each thing: entities decoded, widths folded, lower case, plain digits, one kind of
 * dash and quote, no invisible characters, no grouping in numbers. Never throws, whatever the string holds.
 */
export function cleanText(text: string): string {
  const decoded = decodeEntities(text.slice(0, MAX_CHARS).toWellFormed())
  // Most of the Latin press is ASCII, and most of the patterns are for what is not.
  const folded = /[^\x20-\x7e]/u.test(decoded) ? foldForms(decoded) : decoded.toLowerCase()
  return folded
    .replace(/(?<=\d)[,٬'](?=\d{3}(?!\d))/gu, '')
    .replace(/(?<=(?<![\d.])[1-9]\d{0,2})\.(?=\d{3}(?![\d.]))/gu, '')
    .replace(/(?<=(?<![\d.,])\d{1,9}),(?=\d{1,2}(?![\d,]))/gu, '.')
    .replace(/[~`]/gu, (char) => (char === '~' ? '-' : "'"))
    .replace(/(?<=(?<!\p{L})\p{L})\.(?=\p{L}(?!\p{L}))/gu, '')
    .replace(/\u2026|\.{3,}/gu, ' … ')
    .replace(/ {2,}/gu, ' ')
    .trim()
}

function foldForms(text: string): string {
  return text
    .replace(/(?<=\d)[\u00a0\u202f](?=\d{3}(?!\d))/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u0000-\u001f\u007f-\u009f\s]+/gu, ' ')
    .replace(/\p{Cf}|\p{Variation_Selector}|[\ufffd\u0640]|[\u064b-\u0652]/gu, '')
    .replace(/(?=[^\x00-\x7f])\p{Nd}/gu, plainDigit)
    .replace(/(?<=\d)[٫](?=\d)/gu, '.')
    .replace(/٪/gu, '%')
    .replace(/[\u2010-\u2015\u2212〜～]/gu, '-')
    .replace(/[’‘‛´ʼ]/gu, "'")
    .replace(/[“”„«»「」『』《》〈〉]/gu, '"')
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
  const publisher = oneScript(cleanText(publisherName), group)
  let text = oneScript(clean, group)
  // What is marked more often than this is no headline.
  for (let before = '', n = 0; before !== text && n < 8; n++) {
    before = text
    text = withoutMedium(withoutMarks(text), publisher).trim()
  }
  return { text, group }
}

/** Chinese in one script: 臺灣 is 台湾. */
export function oneScript(clean: string, group: string): string {
  return group === 'hani' ? simplifyChinese(clean) : clean
}

/** Letters, digits and what joins digits, nothing else: equal for titles that print the same words. */
export function normaliseTitle(title: string, publisherName = '', language = 'und'): string {
  return compact(cleanTitle(title, publisherName, language).text)
}

/** Of a title that is clean already. */
export function compact(clean: string): string {
  return foldLetters(clean)
    .replace(/(?<!\d)[-:.,]|[-:.,](?!\d)/gu, ' ')
    .replace(/[^\p{L}\p{M}\p{N}\-:.,%$€£¥+]+/gu, '')
}

/** The part before the first separator, when something follows it: the name of a series or of a topic. */
export function headOf(clean: string): string | undefined {
  const match =
    /^(.{4,80}?)(?: - |: ?|：|\| ?| \/ |, (?=part |episode |no\.? ?\d)| \(| #)(?=.*[\p{L}\p{N}])/u.exec(clean)
  return match?.[1]
}

function withoutMedium(text: string, publisher: string): string {
  let cut = -1
  for (const match of text.matchAll(TITLE_SEPARATOR)) cut = match.index
  if (cut <= 0) return text
  const head = text.slice(0, cut).trim()
  const tail = text
    .slice(cut)
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .trim()
  if (tail.length > 40 || letters(head) < 6 || tail.split(' ').length > 5) return text
  const isPublisher =
    publisher !== '' && (tail === publisher || (tail.length > 3 && publisher.includes(tail)))
  return isPublisher || MEDIUM_WORD.test(tail) ? head : text
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

/** Decimal digits stand in runs of ten, zero first, and every run begins at a multiple of ten or of sixteen plus six. */
function plainDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0
  if (point < 0x80) return digit
  let zero = point
  while (point - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return String((point - zero) % 10)
}
