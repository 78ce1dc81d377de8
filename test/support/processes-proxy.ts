import { type AddressInfo, createServer, connect as openSocket, type Socket } from 'node:net'

/** A TCP proxy in front of a server on loopback, which can fall silent as a half-open connection does. */
export interface TcpProxy {
  readonly port: number
  /** Connections open now. */
  connections(): number
  /** What is open from now on passes nothing on, in either direction, and never ends; new ones work. */
  freeze(): void
  close(): Promise<void>
}

export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const pairs = new Set<readonly [Socket, Socket]>()
  const server = createServer((client) => {
    const upstream = openSocket(targetPort, '127.0.0.1')
    const pair = [client, upstream] as const
    pairs.add(pair)
    for (const socket of pair) {
      const other = socket === client ? upstream : client
      socket.on('data', (bytes) => other.write(bytes))
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        other.destroy()
        pairs.delete(pair)
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => pairs.size,
    freeze() {
      for (const sockets of pairs) {
        for (const socket of sockets) {
          socket.removeAllListeners('data')
          // Read and thrown away: the sender's kernel goes on acknowledging, as behind a firewall that forgot.
          socket.on('data', () => undefined)
        }
      }
    },
    async close() {
      for (const sockets of pairs) for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
