import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** An address in the one form in which addresses are compared; IPv4-mapped IPv6 is IPv4. */
export type Address = ipaddr.IPv4 | ipaddr.IPv6

export type AddressRange = readonly [Address, number]

/** What is globally reachable in IPv6 (RFC 4291 §2.4); all the rest is refused without a name of its own. */
const GLOBAL_IPV6 = parseRange('2000::/3')

/**
 * IANA special-purpose registries (IPv4 and IPv6) and what clouds answer on; the union of what Svix,
 * smokescreen and formbricks/hub refuse.
 */
const REFUSED: readonly (readonly [kind: string, range: AddressRange])[] = (
  [
    ['unspecified', '0.0.0.0/8'],
    ['private', '10.0.0.0/8'],
    ['carrier_nat', '100.64.0.0/10'],
    ['loopback', '127.0.0.0/8'],
    ['cloud_metadata', '168.63.129.16/32'],
    ['link_local', '169.254.0.0/16'],
    ['private', '172.16.0.0/12'],
    ['reserved', '192.0.0.0/24'],
    ['documentation', '192.0.2.0/24'],
    ['relay', '192.88.99.0/24'],
    ['private', '192.168.0.0/16'],
    ['benchmark', '198.18.0.0/15'],
    ['documentation', '198.51.100.0/24'],
    ['documentation', '203.0.113.0/24'],
    ['multicast', '224.0.0.0/4'],
    ['reserved', '240.0.0.0/4'],
    ['loopback', '::1/128'],
    ['unspecified', '::/128'],
    // The rest of ::/96 embeds IPv4 (compatible, RFC 4291 §2.5.5.1), as do NAT64, Teredo and 6to4: a way to
    // name 127.0.0.1 that compares as IPv6.
    ['embedded_ipv4', '::/96'],
    ['embedded_ipv4', '64:ff9b::/96'],
    ['embedded_ipv4', '64:ff9b:1::/48'],
    ['embedded_ipv4', '2001::/32'],
    ['embedded_ipv4', '2002::/16'],
    ['discard', '100::/64'],
    ['reserved', '2001::/23'],
    ['documentation', '2001:db8::/32'],
    ['documentation', '3fff::/20'],
    ['reserved', '5f00::/16'],
    ['private', 'fc00::/7'],
    ['link_local', 'fe80::/10'],
    ['private', 'fec0::/10'],
    ['multicast', 'ff00::/8'],
  ] as const
).map(([kind, range]) => [kind, parseRange(range)])

/** The address, or undefined for anything but a plain IPv4 or IPv6 address (zones, octal and short forms included). */
export function parseAddress(text: string): Address | undefined {
  // ipaddr.js also takes 0177.1 and fe80::1%eth0, which the operating system may read differently.
  if (isIP(text) === 0 || text.includes('%')) return undefined
  return ipaddr.process(text)
}

/** `10.0.0.0/8`, `fd00::/8` or a single address. Throws on anything else. */
export function parseRange(text: string): AddressRange {
  const [addressText = '', bitsText, ...rest] = text.split('/')
  const bare = isIP(addressText) === 0 || addressText.includes('%') ? undefined : ipaddr.parse(addressText)
  const width = bare?.kind() === 'ipv4' ? 32 : 128
  const bits = bitsText === undefined ? width : /^\d{1,3}$/.test(bitsText) ? Number(bitsText) : Number.NaN
  if (bare === undefined || rest.length > 0 || !(bits <= width)) {
    throw new RangeError(
      `"${text}" is no address range; expected such as 10.0.0.0/8, fd00::/8 or 192.168.1.7`,
    )
  }
  if (bare.kind() === 'ipv6' && (bare as ipaddr.IPv6).isIPv4MappedAddress() && bits >= 96) {
    return [(bare as ipaddr.IPv6).toIPv4Address(), bits - 96]
  }
  return [bare, bits]
}

export function isInRange(address: Address, [base, bits]: AddressRange): boolean {
  return address.kind() === base.kind() && address.match(base, bits)
}

/** Why an address must not be connected to, or undefined when it is globally reachable. */
export function refusedKind(address: Address): string | undefined {
  for (const [kind, range] of REFUSED) if (isInRange(address, range)) return kind
  if (address.kind() === 'ipv6' && !isInRange(address, GLOBAL_IPV6)) return 'reserved'
  return undefined
}
