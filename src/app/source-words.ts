import { isTimeZone } from '../feed/dates/time-zone.ts'
import { canonicalEncoding } from '../feed/encoding/encoding-labels.ts'
import { TidewireError } from '../model/index.ts'

interface SourceWords {
  readonly publisherName: string
  readonly language?: string
  readonly timeZone?: string
  readonly encoding?: string
}

/** A word that nobody knows would be passed over at every poll without a word: dates of another zone, signs for letters. */
export function checkWords({ publisherName, language, timeZone, encoding }: SourceWords): void {
  const refuse = (what: string, expected: string, got: string) => {
    throw new TidewireError(
      `source_${what}`,
      `${what.replace('_', ' ')}: expected ${expected}, got "${got}"`,
      {
        retry: 'never',
      },
    )
  }
  if (publisherName.trim() === '') refuse('publisher', 'a name', publisherName)
  if (language !== undefined && !isLanguage(language))
    refuse('language', 'a tag such as en, zh or pt-BR', language)
  if (timeZone !== undefined && !isTimeZone(timeZone))
    refuse('time_zone', 'an IANA zone such as Asia/Shanghai', timeZone)
  if (encoding !== undefined && !isEncoding(encoding)) refuse('encoding', AN_ENCODING, encoding)
}

/** What is expected where an encoding is written. */
export const AN_ENCODING = 'a character encoding such as gb18030'

export function isEncoding(label: string): boolean {
  return canonicalEncoding(label) !== undefined
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0
  } catch {
    return false
  }
}
