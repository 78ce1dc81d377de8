import type { ParseContext, ParsedFeed } from '../model/index.ts'
import { classify } from './classify.ts'
import { type DateOrder, orderOfDates } from './dates/date-order.ts'
import { createDateReader, type DateReader } from './dates/dates.ts'
import { type DecodedText, decodeBytes } from './encoding/decode.ts'
import { normaliseFeed, type Remembered } from './entries/normalise.ts'
import { parseJsonFeed } from './entries/parse-json.ts'
import { readJson } from './entries/read-json.ts'
import { rssOfJson } from './entries/rss-in-json.ts'
import { languageTag } from './language-tag.ts'
import { LIMITS } from './limits.ts'
import { ParseError } from './parse-error.ts'
import { expandDeclaredEntities } from './xml/declared-entities.ts'
import type { ItemMemo } from './xml/item-memo.ts'
import { type RawFeed, readXml } from './xml/read-xml.ts'
import { repairXml } from './xml/repair.ts'

/**
 * Reads the bytes of any RSS, RDF, Atom or JSON Feed document. Throws only ParseError. Pure: hostile input costs time
 * and memory of the thread it runs in, so callers that serve others go through the pool. `now` (epoch ms) is only for dates such as
 * `3小时前`; without it they are no dates. With a `memo` the same comes out, sooner where the place was read before.
 */
export async function parseFeed(
  bytes: Uint8Array,
  context: ParseContext = {},
  now?: number,
  memo?: ItemMemo,
): Promise<ParsedFeed> {
  const zone = {
    ...(context.timeZone ? { timeZone: context.timeZone } : {}),
    ...(now === undefined ? {} : { now }),
  }
  if (bytes.length === 0) throw new ParseError('parse_empty', 'the document is empty: 0 bytes')
  const decoded = decodeBytes(bytes, context)
  if (decoded.text.length > LIMITS.documentLength) {
    throw new ParseError(
      'parse_too_large',
      `the document has ${decoded.text.length} characters; at most ${LIMITS.documentLength} are read`,
    )
  }
  let relativeCount = 0
  const orders = new Map<string, DateOrder | undefined>()
  const readDate = createDateReader({
    ...zone,
    orderOf: (separator) => {
      if (!orders.has(separator)) orders.set(separator, orderOfDates(decoded.text, separator, zone))
      return orders.get(separator)
    },
    onRelative: () => relativeCount++,
  })
  const feed =
    classify(decoded.text) === 'json'
      ? await readJsonFeed(decoded.text, context, readDate)
      : ((await tryRemembered(decoded.text, context, readDate, memo, () => relativeCount)) ??
        (await readXmlFeed(decoded.text, context, readDate)))
  const lost = decodingWarning(decoded)
  const language = feed.language ?? languageTag(context.contentLanguage)
  return {
    ...feed,
    ...(language === undefined ? {} : { language }),
    warnings: lost === undefined ? feed.warnings : [lost, ...feed.warnings],
  }
}

async function readJsonFeed(text: string, context: ParseContext, readDate: DateReader): Promise<ParsedFeed> {
  try {
    const { document, isRepaired } = readJson(text)
    const rss = rssOfJson(document)
    const feed =
      rss === undefined
        ? parseJsonFeed(document, context, readDate)
        : await readXmlFeed(rss, context, readDate)
    return isRepaired ? { ...feed, warnings: ['the JSON was not well-formed', ...feed.warnings] } : feed
  } catch (error) {
    if (error instanceof ParseError) throw error
    throw new ParseError('parse_json', 'the JSON Feed cannot be read', { cause: error })
  }
}

/** Undefined when nothing may be remembered of the document, or something is amiss with it: it is then read as if new. */
async function tryRemembered(
  text: string,
  context: ParseContext,
  readDate: DateReader,
  memo: ItemMemo | undefined,
  relativeCount: () => number,
): Promise<ParsedFeed | undefined> {
  // Names are made of UTF-8, in which all halves of a surrogate pair are one.
  if (!memo || !text.isWellFormed()) return undefined
  const known = memo.open(placeOf(context))
  try {
    return await readXmlFeed(text, context, readDate, { known, relativeCount })
  } catch {
    known.forget()
    return undefined
  }
}

/** What items are remembered by, see `ItemMemo`. The encoding is not in it: names are of decoded text. */
export function placeOf({ baseUrl, timeZone, content }: ParseContext): string {
  return JSON.stringify([baseUrl, timeZone, content])
}

async function readXmlFeed(
  text: string,
  context: ParseContext,
  readDate: DateReader,
  remembered?: Remembered,
): Promise<ParsedFeed> {
  try {
    const repaired = repairXml(expandDeclaredEntities(text), remembered?.known)
    if (!repaired) throw new ParseError('parse_unknown', 'the document holds no feed element')
    const raw: RawFeed = await readXml(repaired)
    const feed = normaliseFeed(raw, repaired, context, readDate, remembered)
    // Only damage is refused: a new blog whose one entry is still empty is a feed, and no failure of its source.
    if (isBlank(feed) && repaired.warnings.length > 0) {
      throw new ParseError('parse_xml', `nothing of a feed is left: ${repaired.warnings.join('; ')}`)
    }
    return feed
  } catch (error) {
    if (error instanceof ParseError) throw error
    throw new ParseError('parse_xml', `the document cannot be read as XML: ${firstLine(error)}`, {
      cause: error,
    })
  }
}

function isBlank(feed: ParsedFeed): boolean {
  const isEmpty = feed.entries.every(({ guid, url, title, summary }) => !(guid || url || title || summary))
  return isEmpty && !feed.title && !feed.siteUrl && !feed.description
}

function decodingWarning({ encoding, lostCount, decidedBy }: DecodedText): string | undefined {
  if (lostCount > 0) return `${lostCount} characters could not be read as ${encoding}`
  return decidedBy === 'guess' ? `no usable encoding was declared; read as ${encoding}` : undefined
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 200)
}
