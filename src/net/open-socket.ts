import type { SecureContext } from 'node:tls'
import { buildConnector } from 'undici'
import type { Address } from './addresses.ts'

export type ConnectedSocket = Extract<Parameters<buildConnector.Callback>, [null, unknown]>[1]

/** Connects to one of `addresses`; the name serves only for SNI and the certificate. */
export function openSocket(
  destination: buildConnector.Options,
  addresses: readonly Address[],
  { secureContext, timeoutMs }: { secureContext: SecureContext; timeoutMs: number },
): Promise<ConnectedSocket> {
  const records = addresses.map((address) => ({
    address: address.toString(),
    family: address.kind() === 'ipv4' ? 4 : 6,
  }))
  const open = buildConnector({
    // Explicit, so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch verification off.
    rejectUnauthorized: true,
    secureContext,
    allowH2: false,
    maxCachedSessions: 0,
    timeout: timeoutMs,
    autoSelectFamily: true,
    lookup: (_hostname, { all }, callback) => {
      const [first] = records
      if (all) callback(null, records)
      else callback(null, first?.address ?? '', first?.family ?? 4)
    },
  })
  return new Promise((resolve, reject) => {
    open(destination, (error, socket) =>
      error === null ? resolve(socket as ConnectedSocket) : reject(error),
    )
  })
}
