import { createServer } from 'node:net'

/** Why this process may not listen there, as the system's error code; undefined when it may. */
export function listeningRefused(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })
}
