import { lookup as systemLookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { createSecureContext } from 'node:tls'
import type { buildConnector } from 'undici'
import { type Address, parseAddress, parseRange, refusedKind } from './addresses.ts'
import { createAllowList, plainName } from './allow-list.ts'
import { BlockedError, FetchError } from './errors.ts'
import { type ConnectedSocket, openSocket } from './open-socket.ts'

/** All addresses of a host name, as text. Rejects when there are none. */
export type Resolver = (hostname: string) => Promise<readonly string[]>

export interface GuardOptions {
  /**
   * Who chose the URLs: the operator (`feeds`) or whoever subscribes (`callbacks`). Each has its own guard, so
   * that an exemption for feeds on the operator's LAN opens nothing to subscribers.
   */
  readonly purpose: 'feeds' | 'callbacks'
  /** Entries as `createAllowList` reads them. */
  readonly allow: readonly string[]
  /** Ports besides 80, 443, 8080 and 8443. */
  readonly ports: readonly number[]
  /** Where this installation listens: refused even where its network is allowed, unless an entry names that very port. */
  readonly isOwn?: (address: Address, port: number) => boolean
  /** Default: the operating system's, with `/etc/hosts`. */
  readonly resolver?: Resolver
  /** Default 5,000. */
  readonly dnsTimeoutMs?: number
  /** TCP and TLS handshake together. Default 5,000. */
  readonly connectTimeoutMs?: number
  /** PEM certificates to trust instead of Node's own. */
  readonly ca?: string
}

/** Decides where this process may connect to, and makes the connections. */
export interface Guard {
  /** The parsed URL. Throws a BlockedError for what the URL alone gives away; names are not resolved. */
  checkUrl(url: string | URL): URL
  /** Like `checkUrl`, and resolves the name: for a clear answer when somebody registers a URL. */
  checkDestination(url: string | URL): Promise<URL>
  /** For undici: resolves once, checks every address, connects to what was checked and nothing else. */
  readonly connector: buildConnector.connector
}

const USUAL_PORTS: readonly number[] = [80, 443, 8080, 8443]
const LOOPBACK = [parseRange('127.0.0.1')[0], parseRange('::1')[0]]

export function createGuard(options: GuardOptions): Guard {
  const allow = createAllowList(options.allow)
  const ports = new Set([...USUAL_PORTS, ...options.ports])
  const resolver = options.resolver ?? resolveBySystem
  const dnsTimeoutMs = options.dnsTimeoutMs ?? 5000
  // One context for all connections: building it per connection costs half a TLS handshake again.
  const secureContext = createSecureContext({
    minVersion: 'TLSv1.2',
    ...(options.ca !== undefined && { ca: options.ca }),
  })

  function refuseAddress(hostname: string, kind: string): never {
    // Subscribers are not told which kind: asked often enough, the guard would chart the network for them.
    const detail = options.purpose === 'feeds' ? ` (${kind})` : ''
    throw new BlockedError(
      'blocked_address',
      `host ${hostname} is not on the public internet${detail}`,
      `add it to network.${options.purpose}.allow if it is meant`,
    )
  }

  function refuseOwn(hostname: string): never {
    if (options.purpose === 'callbacks') refuseAddress(hostname, 'own')
    throw new BlockedError('blocked_address', `host ${hostname} is this installation itself`)
  }

  function checkAddress(hostname: string, address: Address, port: number): void {
    if (options.isOwn?.(address, port) && !allow.opensPort(hostname, address, port)) refuseOwn(hostname)
    const kind = refusedKind(address)
    if (kind === undefined || allow.hasAddress(address, port) || allow.hasName(hostname, port)) return
    refuseAddress(hostname, kind)
  }

  function checkPort(hostname: string, port: number): void {
    if (ports.has(port) || allow.opensPort(hostname, parseAddress(hostname), port)) return
    throw new BlockedError(
      'blocked_port',
      `port ${port} of host ${hostname} is not allowed, as ${USUAL_PORTS.join(', ')} are`,
      `add it to network.${options.purpose}.ports if it is meant`,
    )
  }

  function checkUrl(input: string | URL): URL {
    const url = URL.parse(String(input))
    if (url === null) {
      throw new BlockedError('blocked_url', 'the URL cannot be parsed; expected such as https://host/path')
    }
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      throw new BlockedError(
        'blocked_scheme',
        `scheme ${url.protocol.slice(0, 20)} is refused; expected http: or https:`,
      )
    }
    const hostname = bareHostname(url)
    if (options.purpose === 'callbacks' && (url.username !== '' || url.password !== '')) {
      throw new BlockedError(
        'blocked_userinfo',
        `the URL on host ${hostname} carries a user name or password; leave it out`,
      )
    }
    const port = portOf(url)
    checkPort(hostname, port)
    const address = parseAddress(hostname)
    if (address !== undefined) checkAddress(hostname, address, port)
    else if (isLoopbackName(hostname)) checkLoopbackName(hostname, port)
    return url
  }

  /** RFC 6761 §6.3: always loopback, whatever a resolver says. */
  function checkLoopbackName(hostname: string, port: number): void {
    if (allow.hasName(hostname, port)) return
    if (LOOPBACK.some((address) => allow.hasAddress(address, port))) return
    refuseAddress(hostname, 'loopback')
  }

  async function addressesOf(hostname: string, port: number): Promise<Address[]> {
    checkPort(hostname, port)
    const texts = isIP(hostname) ? [hostname] : await resolveInTime(resolver, hostname, dnsTimeoutMs)
    const addresses = texts.map((text) => {
      const address = parseAddress(text)
      if (address === undefined) {
        throw new BlockedError('blocked_address', `host ${hostname} resolves to something that is no address`)
      }
      return address
    })
    if (addresses.length === 0) throw new FetchError('fetch_dns', `host ${hostname} has no address`)
    // One refused address condemns the answer: else the order of the records would decide.
    for (const address of addresses) checkAddress(hostname, address, port)
    return addresses
  }

  async function connect(destination: buildConnector.Options): Promise<ConnectedSocket> {
    const port = destination.port ? Number(destination.port) : destination.protocol === 'https:' ? 443 : 80
    const addresses = await addressesOf(destination.hostname, port)
    const socket = await openSocket(destination, addresses, {
      secureContext,
      timeoutMs: options.connectTimeoutMs ?? 5000,
    })
    const reached = parseAddress(socket.remoteAddress ?? '')
    if (reached === undefined || !addresses.some((address) => address.toString() === reached.toString())) {
      socket.destroy()
      throw new FetchError('fetch_connection', `host ${destination.hostname} closed the connection at once`)
    }
    return socket
  }

  return {
    checkUrl,
    async checkDestination(input) {
      const url = checkUrl(input)
      await addressesOf(bareHostname(url), portOf(url))
      return url
    },
    connector(destination, callback) {
      connect(destination).then(
        (socket) => callback(null, socket),
        (error: Error) => callback(error, null),
      )
    },
  }
}

async function resolveInTime(
  resolver: Resolver,
  hostname: string,
  timeoutMs: number,
): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new FetchError('fetch_dns', `host ${hostname} was not resolved within ${timeoutMs} ms`))
    }, timeoutMs)
  })
  try {
    return await Promise.race([resolver(hostname), late])
  } catch (error) {
    if (error instanceof FetchError) throw error
    const code = String((error as { code?: unknown }).code ?? 'unknown')
    throw new FetchError('fetch_dns', `host ${hostname} could not be resolved (${code})`)
  } finally {
    clearTimeout(timer)
  }
}

async function resolveBySystem(hostname: string): Promise<readonly string[]> {
  const records = await systemLookup(hostname, { all: true, verbatim: true })
  return records.map((record) => record.address)
}

function portOf(url: URL): number {
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
}

function bareHostname(url: URL): string {
  return url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname
}

function isLoopbackName(hostname: string): boolean {
  const name = plainName(hostname)
  return name === 'localhost' || name.endsWith('.localhost')
}
