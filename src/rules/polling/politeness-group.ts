import { parse } from 'tldts'
import type { PatienceScope } from '../../model/index.ts'
import { hashId } from '../ids.ts'

export interface PolitenessGroup {
  /** A hash: names of hosts do not stand in keys. */
  readonly id: string
  readonly kind: PatienceScope
}

/**
 * Who is likely to count our requests together: the registrable domain of a public name; host and port of an address
 * or of a name outside the public suffixes, where neighbours are often unrelated programs. Only the suffixes of ICANN
 * count: blogs under one private suffix share the platform's servers, and its limiter more often than not. Where
 * that is wrong, `rate-scope.ts` finds out.
 */
export function politenessGroup(url: string): PolitenessGroup {
  const parsed = URL.parse(url.trim())
  const { domain, isIcann, isIp } = parse(parsed?.hostname ?? '', { allowPrivateDomains: false })
  return domain !== null && isIcann === true && isIp !== true
    ? { id: hashId('domain', domain), kind: 'domain' }
    : { id: hashId('host', parsed?.host ?? url.trim()), kind: 'host' }
}

/** The same with the group inside it which it may be narrowed to, the widest first. */
export function politenessGroups(url: string): readonly [PolitenessGroup, ...PolitenessGroup[]] {
  const widest = politenessGroup(url)
  return widest.kind === 'domain'
    ? [widest, { id: hashId('subdomain', URL.parse(url.trim())?.hostname ?? ''), kind: 'subdomain' }]
    : [widest]
}
