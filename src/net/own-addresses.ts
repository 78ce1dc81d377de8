import { networkInterfaces } from 'node:os'
import { type Address, isInRange, parseAddress, parseRange } from './addresses.ts'

/** A host and port this installation listens on, as configured. */
export interface Listening {
  readonly host: string
  readonly port: number
}

const LOOPBACK = [parseRange('127.0.0.0/8'), parseRange('::1')]
const ANY = [parseRange('0.0.0.0'), parseRange('::')]

/**
 * Whether an address and port are where this installation itself listens: by the address it was given, or, where it
 * listens on all, by any that this machine has.
 */
export function createOwnAddresses(
  listening: readonly Listening[],
  addressesOfMachine: () => readonly string[] = interfaceAddresses,
): (address: Address, port: number) => boolean {
  const isAny = (address: Address) => ANY.some((range) => isInRange(address, range))
  const isLoopback = (address: Address) => LOOPBACK.some((range) => isInRange(address, range))
  // Read anew each time: addresses come and go, and few connections are to such a port.
  const isOfMachine = (address: Address) =>
    isAny(address) || isLoopback(address) || addressesOfMachine().some((text) => isSame(address, text))
  return (address, port) =>
    listening.some((own) => {
      // Port 0 is chosen by the system when listening begins; nobody can know it before.
      if (own.port !== port || own.port === 0) return false
      const host = parseAddress(own.host)
      // A name is resolved by whoever listens; `localhost` is the usual one.
      if (host === undefined || isAny(host)) return isOfMachine(address)
      // Connecting to "any" address reaches loopback.
      return isSame(address, own.host) || (isAny(address) && isLoopback(host))
    })
}

function isSame(address: Address, text: string): boolean {
  return parseAddress(text)?.toString() === address.toString()
}

function interfaceAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((found) => (found ?? []).map(({ address }) => address))
}
