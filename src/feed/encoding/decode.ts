import { isAscii, isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { decodeEbcdic, isEbcdic } from './ebcdic.ts'
import { canonicalEncoding, isSingleByte, isWide } from './encoding-labels.ts'
import { guessEncodings } from './guess-encoding.ts'

export interface DecodedText {
  readonly text: string
  readonly encoding: string
  /** What decided: `override` by the operator, `bom`, `pattern` of the bytes, a label, or a guess. */
  readonly decidedBy: 'override' | 'bom' | 'pattern' | 'label' | 'utf-8' | 'guess'
  /** Characters that could not be read. */
  readonly lostCount: number
}

interface DecodeOptions {
  readonly contentType?: string
  /** Operator's word: beats every sign but a byte order mark of UTF-16/32 is not looked for either. */
  readonly encoding?: string
  /** False: what nobody labels and is no UTF-8 is windows-1252, as browsers have it; statistics take 50 ms a megabyte. */
  readonly guess?: boolean
}

/** High bytes from which on valid UTF-8 is no accident: shorter GBK texts such as 联通 are valid UTF-8 too. */
const SURE_UTF8_BYTES = 12

/** `ESC $ B` and `ESC $ @` of RFC 1468, JIS X 0208 of 1983 and 1978. */
const SWITCHES_TO_KANJI = ['\u001b$B', '\u001b$@'].map((characters) => Buffer.from(characters))

/**
 * Bytes of a feed as text. Order: operator, byte order mark, UTF-16/32 pattern, valid UTF-8, HTTP charset, XML
 * declaration, nearly valid UTF-8, statistics, windows-1252. Never throws: something can always be read.
 */
export function decodeBytes(bytes: Uint8Array, options: DecodeOptions = {}): DecodedText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const override = canonicalEncoding(options.encoding)
  if (override) return decoded(buffer, override, 'override')
  const marked = byMark(buffer)
  if (marked) return marked
  if (isEbcdic(buffer)) {
    const { text, encoding } = decodeEbcdic(buffer)
    return { text, encoding, decidedBy: 'pattern', lostCount: countLost(text) }
  }

  const labels = labelsOf(buffer, options.contentType)
  if (isAscii(buffer)) {
    // ISO-2022-JP is pure ASCII to the eye: its label tells, or an escape, which neither XML nor JSON may hold.
    if (labels.includes('iso-2022-jp')) return decoded(buffer, 'iso-2022-jp', 'label')
    if (SWITCHES_TO_KANJI.some((sequence) => buffer.includes(sequence)))
      return decoded(buffer, 'iso-2022-jp', 'pattern')
    return { text: buffer.toString('latin1'), encoding: 'utf-8', decidedBy: 'utf-8', lostCount: 0 }
  }
  if (isUtf8(buffer) && trustsUtf8(buffer, labels)) return decoded(buffer, 'utf-8', 'utf-8')
  return byLabels(buffer, labels, options.guess ?? true)
}

function byMark(buffer: Buffer): DecodedText | undefined {
  const [first = 0, second = 0] = buffer
  // Most documents begin with two characters of one byte each.
  if (first > 0 && first < 0x80 && second !== 0) return undefined
  const head = buffer.subarray(0, 4).toString('hex')
  if (head === '0000feff') return decoded(buffer, 'utf-32be', 'bom')
  if (head === 'fffe0000') return decoded(buffer, 'utf-32le', 'bom')
  if (head.startsWith('efbbbf')) return decoded(buffer, 'utf-8', 'bom')
  if (head.startsWith('fffe')) return decoded(buffer, 'utf-16le', 'bom')
  if (head.startsWith('feff')) return decoded(buffer, 'utf-16be', 'bom')
  // "<" or "{" with zeros around it, as XML 1.0 appendix F reads documents without a mark.
  if (/^000000(3c|7b)$/.test(head)) return decoded(buffer, 'utf-32be', 'pattern')
  if (/^(3c|7b)000000$/.test(head)) return decoded(buffer, 'utf-32le', 'pattern')
  if (/^00(3c|7b|0a|20)00/.test(head)) return decoded(buffer, 'utf-16be', 'pattern')
  if (/^(3c|7b|0a|20)00..(00)?/.test(head) && head.slice(6) === '00')
    return decoded(buffer, 'utf-16le', 'pattern')
  return undefined
}

/** Usable labels: HTTP first (RFC 7303 §3), then the XML declaration or an HTML meta. */
function labelsOf(buffer: Buffer, contentType: string | undefined): string[] {
  const head = buffer.subarray(0, 1024).toString('latin1')
  const http = /charset\s*=\s*("[^"]*"|'[^']*'|[^;\s]+)/i.exec(contentType ?? '')?.[1]
  const xml = /<\?xml[^>]*?encoding\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1]
  const meta = /<meta[^>]+charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1]
  const labels = [http, xml ?? meta].map(canonicalEncoding)
  // The head was readable one byte at a time, so a label of two or four bytes a character is wrong.
  return [...new Set(labels.filter((label) => label !== undefined && !isWide(label)))] as string[]
}

function trustsUtf8(buffer: Buffer, labels: readonly string[]): boolean {
  const [first] = labels
  if (first === undefined || labels.includes('utf-8') || isSingleByte(first)) return true
  let high = 0
  for (let index = 0; index < buffer.length && high < SURE_UTF8_BYTES; index += 1) {
    if (buffer[index]! > 127) high += 1
  }
  return high >= SURE_UTF8_BYTES
}

function byLabels(buffer: Buffer, labels: readonly string[], mayGuess: boolean): DecodedText {
  let best: DecodedText | undefined
  for (const label of labels) {
    if (label === 'utf-8') continue
    const attempt = decoded(buffer, label, 'label')
    if (attempt.lostCount === 0) return attempt
    if (!best || attempt.lostCount < best.lostCount) best = attempt
  }
  // A cut-off character or one pasted windows-1252 quote does not make a document something else.
  const utf8 = decoded(buffer, 'utf-8', 'utf-8')
  if (utf8.lostCount * 10 < countReadable(utf8.text) && (!best || utf8.lostCount <= best.lostCount))
    return utf8
  if (best && best.lostCount < 20 && best.lostCount * 50 < buffer.length) return best

  for (const guess of mayGuess ? guessEncodings(buffer) : []) {
    const attempt = decoded(buffer, guess, 'guess')
    if (attempt.lostCount === 0) return attempt
  }
  return best ?? decoded(buffer, 'windows-1252', 'guess')
}

function decoded(buffer: Buffer, encoding: string, decidedBy: DecodedText['decidedBy']): DecodedText {
  const text = toText(buffer, encoding)
  return { text, encoding, decidedBy, lostCount: countLost(text) }
}

/**
 * Node's TextDecoder reads UTF-8, UTF-16 and ISO-2022-JP. iconv-lite reads the rest: on Node 24.21 (ICU 78)
 * TextDecoder is right again for windows-1252 and gbk/gb18030 (18 presentation forms apart), but still loses the
 * cp949 half of euc-kr (6,475 byte pairs become U+FFFD) and puts 6,217 pairs of big5 (HKSCS, ETEN) into the
 * private use area. One library for all legacy encodings gives the same text on every Node.
 */
function toText(buffer: Buffer, encoding: string): string {
  if (encoding === 'utf-8' || encoding.startsWith('utf-16') || encoding === 'iso-2022-jp') {
    return new TextDecoder(encoding).decode(buffer)
  }
  return iconv.decode(buffer, encoding)
}

/** Characters beyond ASCII that could be read. */
function countReadable(text: string): number {
  let count = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code > 127 && code !== 0xfffd) count += 1
  }
  return count
}

function countLost(text: string): number {
  let count = 0
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) count += 1
  return count
}
