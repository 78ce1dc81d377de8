import type { ResponseHeaders } from './http-headers.ts'

export interface HubLinks {
  readonly hubs: readonly string[]
  readonly self?: string
}

const MAX_HUBS = 10

/** `rel=hub` and `rel=self` of the `Link` headers (RFC 8288), absolute; undefined when there is neither. */
export function hubLinks(headers: ResponseHeaders, baseUrl: string): HubLinks | undefined {
  const value = headers.link
  if (value === undefined) return undefined
  const links = parseLinks([value].flat().join(', '), baseUrl)
  const hubs = links.filter(({ rels }) => rels.includes('hub')).map(({ url }) => url)
  const self = links.find(({ rels }) => rels.includes('self'))?.url
  if (hubs.length === 0 && self === undefined) return undefined
  return { hubs: [...new Set(hubs)].slice(0, MAX_HUBS), ...(self !== undefined && { self }) }
}

interface Link {
  readonly url: string
  readonly rels: readonly string[]
}

/** A comma or semicolon inside `<…>` or quotes parts nothing, so both are taken as a whole. */
const LINK = /<([^<>]*)>((?:\s*;\s*[^\s=;,"]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*))?)*)/gu
const PARAMETER = /;\s*([^\s=;,"]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/gu

function parseLinks(value: string, baseUrl: string): Link[] {
  const links: Link[] = []
  for (const [, target = '', rest = ''] of value.matchAll(LINK)) {
    const parameters = new Map<string, string>()
    for (const [, name = '', quoted, plain] of rest.matchAll(PARAMETER)) {
      const key = name.toLowerCase()
      // RFC 8288 §3.3: the first `rel` counts.
      if (!parameters.has(key)) parameters.set(key, quoted ?? plain ?? '')
    }
    // With an anchor it speaks of another document.
    if (parameters.has('anchor')) continue
    const url = URL.parse(target.trim(), baseUrl)
    if (url === null) continue
    links.push({ url: url.href, rels: (parameters.get('rel') ?? '').toLowerCase().split(/\s+/u) })
  }
  return links
}
