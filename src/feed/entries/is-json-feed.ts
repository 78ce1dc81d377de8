type Fields = Readonly<Record<string, unknown>>

const OF_FEEDS = words(
  'version title home_page_url feed_url description user_comment next_url icon favicon author authors language expired ' +
    'hubs items',
)
const OF_ITEMS = words(
  'id url external_url title content_html content_text summary image banner_image date_published date_modified author ' +
    'authors tags language attachments',
)
/** With items, these say that the whole is something to read. */
const NAMES_OF_FEEDS = ['title', 'home_page_url', 'feed_url']
/** Words that no other answer has. */
const OF_FEEDS_ALONE = ['home_page_url', 'feed_url', 'next_url', 'user_comment', 'favicon']
const OF_ITEMS_ALONE = ['content_html', 'content_text', 'date_published', 'date_modified', 'external_url']

/**
 * Whether a JSON object is a JSON Feed: by its version; without one, which the format demands, by its media type or its
 * words. Answers of APIs have items too, and errors have titles and descriptions: `{"title": "404 Not Found"}` is none.
 */
export function isJsonFeed(document: Fields, contentType = ''): boolean {
  const { version } = document
  if (typeof version === 'string' && version.includes('jsonfeed.org')) return true
  const has = (names: readonly string[], fields: Fields): boolean =>
    names.some((name) => Object.hasOwn(fields, name))
  const list = Array.isArray(document.items) ? document.items : []
  const items: Fields[] = list.filter((item) => typeof item === 'object' && item !== null)
  const isServedAsFeed = /\bfeed\+json\b/i.test(contentType)
  if (Array.isArray(document.items)) {
    if (isServedAsFeed || has(NAMES_OF_FEEDS, document)) return true
    if (items.some((item) => has(OF_ITEMS_ALONE, item))) return true
  }
  if (!saysOnly(OF_FEEDS, document) || !items.every((item) => saysOnly(OF_ITEMS, item))) return false
  const names = isServedAsFeed ? [...OF_FEEDS] : OF_FEEDS_ALONE
  return has(names, document) || items.some((item) => Object.keys(item).some(isWord))
}

/** Of a feed that lost its version nothing is left but words of its format, and extensions. */
function saysOnly(known: ReadonlySet<string>, fields: Fields): boolean {
  return Object.keys(fields).every((name) => known.has(name) || !isWord(name))
}

const isWord = (name: string): boolean => !name.startsWith('_')

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}
