import type { Address, AddressRange } from './addresses.ts'
import { isInRange, parseRange } from './addresses.ts'

/** Exceptions the operator made from what a guard refuses. */
export interface AllowList {
  /** Whether any address behind this host name may be connected to. */
  hasName(hostname: string, port: number): boolean
  hasAddress(address: Address, port: number): boolean
  /** Whether an entry names exactly this host with this port: such a port needs no other permission. */
  opensPort(hostname: string, address: Address | undefined, port: number): boolean
}

interface NameEntry {
  readonly name: string
  readonly port?: number
}

interface RangeEntry {
  readonly range: AddressRange
  readonly port?: number
}

/**
 * Entries: `10.0.0.0/8`, `192.168.1.7`, `fd00::1`, `feeds.lan`, and with a port `feeds.lan:9000`,
 * `127.0.0.1:9000`, `[::1]:9000`. An entry with a port holds for that port alone, and opens it. A name covers
 * itself, not its subdomains. Throws a RangeError that quotes the first entry it cannot read.
 */
export function createAllowList(entries: readonly string[]): AllowList {
  const names: NameEntry[] = []
  const ranges: RangeEntry[] = []
  for (const entry of entries) {
    const parsed = parseEntry(entry)
    if ('name' in parsed) names.push(parsed)
    else ranges.push(parsed)
  }

  const portFits = (entry: { readonly port?: number }, port: number) =>
    entry.port === undefined || entry.port === port
  return {
    hasName: (hostname, port) =>
      names.some((entry) => entry.name === plainName(hostname) && portFits(entry, port)),
    hasAddress: (address, port) =>
      ranges.some((entry) => portFits(entry, port) && isInRange(address, entry.range)),
    opensPort: (hostname, address, port) =>
      names.some((entry) => entry.port === port && entry.name === plainName(hostname)) ||
      (address !== undefined &&
        ranges.some((entry) => entry.port === port && isInRange(address, entry.range))),
  }
}

/** Lower-case, without the dot that ends a fully qualified name. */
export function plainName(hostname: string): string {
  return hostname.toLowerCase().replace(/\.$/, '')
}

function parseEntry(entry: string): NameEntry | RangeEntry {
  const text = entry.trim()
  if (text.includes('/') || (text.split(':').length > 2 && !text.startsWith('['))) {
    return { range: parseRange(text) }
  }
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text)
  const port = match?.[3] === undefined ? undefined : Number(match[3])
  const host = match?.[1] ?? match?.[2]
  if (host === undefined || (port !== undefined && (port < 1 || port > 65_535))) throw unreadable(entry)
  const withPort = port === undefined ? {} : { port }
  if (match?.[1] !== undefined || /^[\d.]+$/.test(host)) return { range: parseRange(host), ...withPort }

  // The URL parser brings an international name into the form in which URLs carry it.
  const url = URL.parse(`http://${host}/`)
  if (url === null || url.pathname !== '/' || url.username !== '' || url.search !== '' || url.hash !== '') {
    throw unreadable(entry)
  }
  return { name: plainName(url.hostname), ...withPort }
}

function unreadable(entry: string): RangeError {
  return new RangeError(
    `"${entry}" is no allow-list entry; expected an address range, an address, a host name or host:port`,
  )
}
