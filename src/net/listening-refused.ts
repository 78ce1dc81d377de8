import { createServer } from 'node:net'
import { TidewireError } from '../model/errors.ts'

/** Why this process may not listen there, in words and with the remedy; undefined when it may. */
export function listeningRefused(host: string, port: number): Promise<ListeningError | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(new ListeningError({ host, port }, error)))
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })
}

/** The pages' place could not be taken; its message says what to do, too. */
export class ListeningError extends TidewireError {
  readonly fact: string
  readonly remedy: string
  /** Somebody else has the port; it may be Tidewire itself. */
  readonly isTaken: boolean

  constructor({ host, port }: { host: string; port: number }, cause: NodeJS.ErrnoException) {
    const reason = cause.code ?? cause.message
    const fact = `${host.includes(':') ? `[${host}]` : host}:${port} cannot be listened on: ${reason}`
    const remedy = REMEDIES[reason] ?? 'set http.host (TIDEWIRE_HTTP_HOST) or http.port (TIDEWIRE_HTTP_PORT)'
    super('listening_refused', `${fact}; ${remedy}`, { retry: 'never', cause })
    this.fact = fact
    this.remedy = remedy
    this.isTaken = reason === 'EADDRINUSE'
  }
}

const REMEDIES: Readonly<Record<string, string>> = {
  EADDRINUSE:
    'something else (or Tidewire itself) is there: end it, or set http.port (TIDEWIRE_HTTP_PORT) to another',
  EACCES:
    'this user may not have so low a port: set http.port (TIDEWIRE_HTTP_PORT) to one from 1024 on, such as 8080',
  EADDRNOTAVAIL: 'this machine has no such address: set http.host (TIDEWIRE_HTTP_HOST) to one of its own',
  ENOTFOUND: 'no address has that name: set http.host (TIDEWIRE_HTTP_HOST) to one of this machine',
}
