import chardet from 'chardet'
import { canonicalEncoding } from './encoding-labels.ts'

const SAMPLE_BYTES = 256 * 1024
/** Of text that is not ASCII; more makes no guess better. */
const TEXT_BYTES = 32 * 1024
/** Where a document says its language. */
const HEAD_BYTES = 16 * 1024

/** Words of Latin script hold fewer bytes beyond ASCII: a lone accent is no Chinese character. */
const LATIN_SHARE = 0.2
const LATIN: ReadonlySet<string> = new Set([
  'windows-1252',
  'windows-1250',
  'windows-1254',
  'windows-1257',
  'iso-8859-2',
])

/** Encodings that publishers of a language wrote before UTF-8, the most common first. */
const OF_LANGUAGES: readonly [languages: string, encodings: readonly string[]][] = [
  ['ru uk be bg mk', ['windows-1251', 'koi8-r', 'iso-8859-5']],
  ['pl cs sk hu hr sl ro sq bs', ['windows-1250', 'iso-8859-2']],
  ['el', ['windows-1253', 'iso-8859-7']],
  ['tr az', ['windows-1254']],
  ['he iw', ['windows-1255', 'iso-8859-8']],
  ['ar fa ur', ['iso-8859-6', 'windows-1256']],
  ['lt lv et', ['windows-1257', 'iso-8859-13']],
  ['vi', ['windows-1258']],
  ['th', ['windows-874']],
  ['ja', ['shift_jis', 'euc-jp']],
  ['ko', ['cp949']],
  ['zh zh-cn zh-sg zh-hans', ['gb18030', 'big5hkscs']],
  ['zh-tw zh-hk zh-mo zh-hant', ['big5hkscs', 'gb18030']],
]
const BY_LANGUAGE = new Map(
  OF_LANGUAGES.flatMap(([languages, encodings]) =>
    languages.split(' ').map((one) => [one, encodings] as const),
  ),
)

/**
 * Encodings that bytes without a usable label may be in, the likeliest first. Statistics of letters decide, within
 * what the document's own language allows; only text counts for them, since tags would make any feed English.
 */
export function guessEncodings(buffer: Buffer): string[] {
  const text = textOf(buffer)
  const latin = text.filter((byte) => byte > 127).length < text.length * LATIN_SHARE
  const known = chardet.analyse(text).flatMap(({ name, confidence }) => {
    const encoding = canonicalEncoding(name)
    if (encoding === undefined || encoding.startsWith('utf-')) return []
    return latin && !LATIN.has(encoding) ? [] : [{ encoding, confidence }]
  })
  const ranked = known.map(({ encoding }) => encoding)
  const own = encodingsOf(buffer)
  if (own === undefined) return [...new Set(ranked)]
  // A title or two of ideographs weigh the same in all of them: then the more common one it is.
  const expected = known
    .filter(({ encoding }) => own.includes(encoding))
    .sort((a, b) => b.confidence - a.confidence || own.indexOf(a.encoding) - own.indexOf(b.encoding))
    .map(({ encoding }) => encoding)
  return [...new Set([...expected, ...own, ...ranked])]
}

/** By the language that the document says it is in, and its region or script where that makes a difference. */
function encodingsOf(buffer: Buffer): readonly string[] | undefined {
  const head = buffer.subarray(0, HEAD_BYTES).toString('latin1')
  const written =
    /<(?:dc:)?language>\s*([a-z]{2}(?:[-_][a-z]{2,4})?)\b|\sxml:lang\s*=\s*["']([a-z]{2}(?:[-_][a-z]{2,4})?)\b|"language"\s*:\s*"([a-z]{2}(?:[-_][a-z]{2,4})?)\b/i
  const match = written.exec(head)
  const tag = (match?.[1] ?? match?.[2] ?? match?.[3])?.toLowerCase().replace('_', '-')
  return tag === undefined ? undefined : (BY_LANGUAGE.get(tag) ?? BY_LANGUAGE.get(tag.slice(0, 2)))
}

/** The pieces of text between tags that hold anything but ASCII, apart by spaces. */
function textOf(buffer: Buffer): Buffer {
  const sample = buffer.subarray(0, SAMPLE_BYTES).toString('latin1')
  const pieces: string[] = []
  let length = 0
  for (const [piece] of sample.matchAll(/[^<>]{1,4096}/g)) {
    if (!/[\u0080-\u00ff]/.test(piece)) continue
    pieces.push(piece)
    length += piece.length
    if (length > TEXT_BYTES) break
  }
  return Buffer.from(pieces.join(' '), 'latin1')
}
