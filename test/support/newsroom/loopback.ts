import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Listens on a loopback address; never on a wildcard, so nothing outside this machine can connect. */
export async function listenOn(host: string, port: number, listener: RequestListener): Promise<Server> {
  const server = createServer(listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  return server
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  await closed
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}

/** One server per host, all on the same port. Undefined where this system has no more than 127.0.0.1. */
export async function listenOnEach(
  hosts: readonly string[],
  port: number,
  listener: (host: string) => RequestListener,
): Promise<Server[] | undefined> {
  for (let attempt = 0; ; attempt++) {
    const servers: Server[] = []
    try {
      for (const host of hosts) {
        const wanted = servers[0] === undefined ? port : portOf(servers[0])
        servers.push(await listenOn(host, wanted, listener(host)))
      }
      return servers
    } catch (error) {
      await Promise.all(servers.map(closeServer))
      const code = codeOf(error)
      if (code === 'EADDRNOTAVAIL') return undefined
      // Port 0 chose a port that another program holds on a later host: choose again.
      if (code !== 'EADDRINUSE' || port !== 0 || attempt >= 10) throw error
    }
  }
}
