import type { Entry } from '../../model/entry.ts'
import type { ParsedEntry, ParsedFeed } from '../../model/feed.ts'
import type { Source } from '../../model/source.ts'
import { canonicalUrl } from '../identity/canonical-url.ts'
import { isRedirect } from '../identity/unwrap-url.ts'
import { publisherId } from '../ids.ts'
import { hostOf, isShared } from '../polling/default-publisher.ts'
import { type OwnerGroup, ownerOf } from './owner.ts'

/** Publishers that entries of one document may count for beside the source's own; each costs a record. */
const MAX_PUBLISHERS = 200
const MAX_NAME = 200

export interface EntryPublisher
  extends Pick<Entry, 'publisherId' | 'publisherName' | 'ownerId' | 'carriedBy'> {
  /** What it may be called where it is not the source's own. */
  readonly names: readonly string[]
}

/**
 * Says whose each entry of a document is: its source's publisher's, whatever it says itself, unless the operator
 * declared that the source carries reports of many. Believed of any feed, it would be the way to forge corroboration.
 *
 * Then it is whom the entry names, else the host of that address, else of its link where that is neither the aggregator's
 * nor a redirect's; else the source's publisher again, who also has what names the aggregator itself.
 */
export function createEntryPublishers(
  source: Source,
  feed: Pick<ParsedFeed, 'title' | 'siteUrl' | 'feedUrl'>,
  owners: readonly OwnerGroup[],
): (entry: Pick<ParsedEntry, 'source' | 'url'>) => EntryPublisher {
  const { publisherName: name, url, publisherId: ownId } = source
  const own = publisherOf(ownId, name, ownerOf({ name, url, siteUrl: feed.siteUrl }, owners))
  if (!source.aggregates) return () => own

  const pages = new Set([url, feed.siteUrl, feed.feedUrl].map(formOf).filter((page) => page !== undefined))
  const hosts = new Set([url, feed.siteUrl].map((page) => hostOf(formOf(page))))
  const ownIds = new Set([ownId, ...[feed.title, ...hosts].map((called) => publisherId(called ?? ''))])
  const others = new Set<string>()

  /** Where somebody else is at home, as far as an address can say that. */
  const homeOf = (address: string | undefined): string | undefined => {
    const form = formOf(address)
    const host = hostOf(form)
    if (form === undefined || host === undefined || hosts.has(host) || isShared(host)) return undefined
    return isRedirect(form) ? undefined : host
  }

  return ({ source: said, url: link }) => {
    const page = formOf(said?.url)
    if (page !== undefined && pages.has(page)) return own
    const host = homeOf(said?.url) ?? homeOf(link)
    const called = (said?.name ?? host)?.slice(0, MAX_NAME)
    if (called === undefined) return own
    const id = publisherId(called)
    if (ownIds.has(id) || (others.size >= MAX_PUBLISHERS && !others.has(id))) return own
    others.add(id)
    const home = host === undefined ? '' : `https://${host}/`
    return {
      ...publisherOf(id, called, ownerOf({ name: called, siteUrl: said?.url, url: home }, owners)),
      carriedBy: own.publisherName,
      names: host === undefined ? [called] : [called, host],
    }
  }
}

function publisherOf(id: string, name: string, ownerId: string | undefined): EntryPublisher {
  return {
    publisherId: id,
    publisherName: name.toWellFormed(),
    ...(ownerId !== undefined && { ownerId }),
    names: [],
  }
}

/** Without what does not tell one page from another, and out of redirects that carry their target. */
function formOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : canonicalUrl(url)
}
