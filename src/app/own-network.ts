import { hearOfSite, type OwnNetwork, type Ration, rationOf, UNTRIED } from '../rules/polling/own-outage.ts'
import type { NetworkDeps } from '../stages/own-fault.ts'

export interface OwnNetworkDeps {
  readonly log: Record<'info' | 'warn', (facts: object, message: string) => void>
  /** 1 or 0. */
  readonly up: { set(value: number): void }
  now(): number
}

export interface OwnNetworkWatch extends NetworkDeps {
  isDown(): boolean
  /** How many of `wanted` sources may be leased now. */
  mayClaim(wanted: number): number
}

/** What the polls of this process say of its own network; an outage is told once when it begins and once when it is over. */
export function createOwnNetwork({ log, up, now }: OwnNetworkDeps): OwnNetworkWatch {
  let known: OwnNetwork = UNTRIED
  let putOff = 0
  let asks = createCount()
  let claims = createCount()
  up.set(1)

  return {
    isDown: () => known.isDown,
    // A poll that began before the network was back, and ended after it, is one of the outage.
    wasDown: (at) => known.isDown || (known.since !== undefined && at <= known.since),
    hear(reach) {
      const before = known
      const at = now()
      known = hearOfSite(before, { ...reach, at })
      if (known.isDown === before.isDown) return
      asks = createCount()
      claims = createCount()
      up.set(known.isDown ? 0 : 1)
      if (known.isDown) {
        const sites = known.heard.filter(({ isReached }) => !isReached).length
        log.warn(
          { unreached_sites: sites },
          'the network or resolver of this machine seems to be dead: polls count against no source',
        )
        return
      }
      const facts = { lasted_ms: at - (before.since ?? at), polls_put_off: putOff }
      log.info(facts, 'the network of this machine works again')
      putOff = 0
    },
    mayAsk: () => !known.isDown || asks.take(rationOf(known, now()), 1) > 0,
    putOff: () => putOff++,
    mayClaim: (wanted) => claims.take(rationOf(known, now()), wanted),
  }
}

/** Takes from rations, each of which is forgotten with the next; without one there is enough. */
function createCount() {
  let from = 0
  let taken = 0
  return {
    take(ration: Ration | undefined, wanted: number): number {
      if (ration === undefined) return wanted
      if (ration.from !== from) taken = 0
      from = ration.from
      const given = Math.min(wanted, Math.max(0, ration.most - taken))
      taken += given
      return given
    },
  }
}
