import { MINUTE, SECOND } from '../durations.ts'

/** What one poll says of the way from this process to the outside. */
export interface Reach {
  /** Of public names, the registrable domain: feeds of one site, or blogs of one platform, say one thing together. */
  readonly site: string
  readonly isReached: boolean
  readonly at: number
}

/** What a process knows of its own network. */
export interface OwnNetwork {
  /** The last of each site, newest last. */
  readonly heard: readonly Reach[]
  readonly isDown: boolean
  /** When it went down, or was up again; absent: it has never been down. */
  readonly since?: number
}

export const UNTRIED: OwnNetwork = { heard: [], isDown: false }

const MOST_SITES = 20
/** Fewer sites than this may well stand on one server, or behind one hoster. */
const LEAST_SITES = 10
/** A dead resolver still answers what it has kept. */
const SHARE = 0.9
/** Each site of a fleet as small as may be is heard of within it. */
const WINDOW_MS = 40 * MINUTE
/** Of the last five sites, three that are reached end an outage. */
const LAST = 5
const REACHED_OF_LAST = 3

const SLOT_MS = 5 * SECOND
/** Polls in a slot while the network is down: enough to see within a minute that it is back. */
const TRIED = 3
/** Sources claimed in the first slot after an outage; each slot adds as many, until `SPREAD_MS` are over. */
const STEP = 25
const SPREAD_MS = 5 * MINUTE

/**
 * Tells faults of this machine's network and resolver from those of sites: nearly all of the sites that were asked last
 * were not reached, though each had been well. One site with many feeds is one, and a fleet of fewer than ten sites cannot
 * tell. Only what left no request counts as not reached, and only of sources that had succeeded the time before.
 */
export function hearOfSite(known: OwnNetwork, reach: Reach): OwnNetwork {
  const heard = known.heard.filter(({ site, at }) => site !== reach.site && reach.at - at < WINDOW_MS)
  heard.push(reach)
  if (heard.length > MOST_SITES) heard.shift()
  if (known.isDown) {
    const lately = heard.slice(-LAST).filter(({ isReached }) => isReached).length
    if (lately < REACHED_OF_LAST) return { ...known, heard }
    // Those that are still not reached have to show it anew, against these: ten on one server that is down begin no other.
    return { heard: heard.filter(({ isReached }) => isReached), isDown: false, since: reach.at }
  }
  const missed = heard.filter(({ isReached }) => !isReached).length
  return missed < LEAST_SITES || missed < SHARE * heard.length
    ? { ...known, heard }
    : { heard, isDown: true, since: reach.at }
}

/** A time span, and how much may be begun in it. */
export interface Ration {
  /** When the span began. */
  readonly from: number
  readonly most: number
}

/** How many polls may be begun: while the network is down a trickle, and more with each moment after it. */
export function rationOf({ isDown, since }: OwnNetwork, now: number): Ration | undefined {
  if (since === undefined || (!isDown && now - since >= SPREAD_MS)) return undefined
  const slot = Math.floor(Math.max(0, now - since) / SLOT_MS)
  return { from: since + slot * SLOT_MS, most: isDown ? TRIED : STEP * (slot + 1) }
}

/** When a source is asked again that could not be reached for no fault of its own: 2 to 5 minutes from now. */
export function nextTry(now: number, random: () => number): number {
  return Math.round(now + (2 + 3 * random()) * MINUTE)
}
