import type { IconPlace, ParsedFeed, Source } from '../../model/index.ts'
import { hostOf, isShared } from './default-publisher.ts'
import { politenessGroup } from './politeness-group.ts'

/**
 * What a publisher is shown as where nobody has named it: its feed's title. A host of many publishers is not called
 * what one of them is.
 */
export function titleOfPublisher(
  { url, publisherName }: Pick<Source, 'url' | 'publisherName'>,
  feed: Pick<ParsedFeed, 'title' | 'siteUrl'>,
): string | undefined {
  const isHost = [feed.siteUrl, url].some((address) => hostOf(address) === publisherName)
  return isHost && !isShared(publisherName) ? feed.title : undefined
}

/**
 * Where a publisher's icon may be, best first. What lies at the root of a shared host is the host's own. All but the
 * address of the feed is what the feed says, and so may lead anywhere.
 */
export function iconPlaces(
  { url }: Pick<Source, 'url'>,
  { iconUrl, logoUrl, siteUrl }: Pick<ParsedFeed, 'iconUrl' | 'logoUrl' | 'siteUrl'>,
): IconPlace[] {
  const site = URL.parse(siteUrl ?? '') ?? URL.parse(url)
  const isOwn = site !== null && /^https?:$/u.test(site.protocol) && !isShared(site.hostname)
  const places = [iconUrl, isOwn ? new URL('/favicon.ico', site).href : undefined, logoUrl]
  const own = politenessGroup(url).id
  return [...new Set(places.filter((place) => place !== undefined))].map((place) => ({
    url: place,
    isOwn: politenessGroup(place).id === own,
  }))
}
