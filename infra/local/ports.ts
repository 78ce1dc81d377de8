import { createServer } from 'node:net'

/** The wanted loopback port when it is free, else any free one. */
export async function choosePort(wanted: number | undefined): Promise<number> {
  const port = (wanted === undefined ? undefined : await freePort(wanted)) ?? (await freePort(0))
  if (port === undefined) throw new Error('no free port on 127.0.0.1')
  return port
}

function freePort(port: number): Promise<number | undefined> {
  return new Promise((done) => {
    const server = createServer()
    server.once('error', () => done(undefined))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : undefined))
    })
  })
}
