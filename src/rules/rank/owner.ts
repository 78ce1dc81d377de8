import { parse } from 'tldts'
import { hashId, publisherId } from '../ids.ts'
import { isShared } from '../polling/default-publisher.ts'

/** Publishers that the operator knows to belong together, by name or by domain. */
export interface OwnerGroup {
  readonly name: string
  /** Names of publishers, and domains such as `mirror.example`, which stand for all hosts under them. */
  readonly members: readonly string[]
}

/** Platforms that give each publisher a name under theirs, and that the public suffix list does not know as such. */
const PLATFORMS =
  `beehiiv.com blogspot.com buttondown.com ghost.io hatenablog.com libsyn.com livejournal.com medium.com podbean.com
  simplecast.com substack.com transistor.fm tumblr.com typepad.com wordpress.com`.split(/\s+/u)
/** Of RFC 2606 and RFC 6761: two examples on one of these have nothing in common. */
const RESERVED = /(?:^|\.)(?:example\.(?:com|net|org)|example|test|invalid|localhost|local|internal)$/u

/**
 * Id of whoever stands behind a publisher: the operator's group, else the registrable domain of its site, else of its
 * feed. Undefined where neither says more than the publisher's name does: an address, a reserved name, a host that serves
 * feeds of many. Blogs under a public suffix of a platform are owners of their own.
 */
export function ownerOf(
  publisher: { readonly name: string; readonly siteUrl?: string | undefined; readonly url: string },
  groups: readonly OwnerGroup[],
): string | undefined {
  const hosts = [publisher.siteUrl, publisher.url]
    .map((url) =>
      URL.parse(url ?? '')
        ?.hostname.toLowerCase()
        .replace(/\.$/u, ''),
    )
    .filter((host) => host !== undefined && host !== '')
  const own = hosts.filter((host) => host !== undefined && !isShared(host))
  const group =
    groups.find(({ members }) =>
      members.some((member) => publisherId(member) === publisherId(publisher.name)),
    ) ??
    groups.find(({ members }) => own.some((host) => members.some((member) => isUnder(host ?? '', member))))
  if (group !== undefined) return hashId('owner', group.name)
  const domain = own.map((host) => domainOf(host ?? '')).find((found) => found !== undefined)
  return domain === undefined ? undefined : hashId('domain', domain)
}

function isUnder(host: string, member: string): boolean {
  const domain = member.trim().toLowerCase()
  return domain.includes('.') && (host === domain || host.endsWith(`.${domain}`))
}

function domainOf(host: string): string | undefined {
  const { domain, isIcann, isPrivate, isIp } = parse(host, { allowPrivateDomains: true })
  const isPublic = isIp !== true && (isIcann === true || isPrivate === true)
  if (domain === null || !isPublic || RESERVED.test(host) || PLATFORMS.includes(domain)) return undefined
  return domain
}
