import type { Access, Answer, Document } from './access-log.ts'

/**
 * The judge: reads the server's own log by the rules of docs/politeness.md. Shares no code with the program it judges.
 */

export interface Verdict {
  readonly polls: number
  readonly offences: Readonly<Record<string, number>>
  readonly examples: readonly string[]
  readonly score: number
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE

const POINTS: readonly (readonly [number, readonly string[]])[] = [
  [25, ['unconditional']],
  [20, ['mangled', 'latched', 'leaked']],
  [20, ['early']],
  [15, ['retry_after', 'after_gone']],
  [7, ['double', 'crowded', 'hurried']],
  [6, ['skip_time']],
  [7, ['noise']],
]

interface Given {
  readonly etag?: string | undefined
  readonly lastModified?: string | undefined
}

/**
 * The moments at which a host was asked about more of its feeds than may be, `host at`: the clock stands while one
 * claim's sources are asked, so what is asked at the same time has the same time.
 */
export function findCrowds(log: Iterable<readonly Access[]>, perHost: number): ReadonlySet<string> {
  const feeds = new Map<string, Set<string>>()
  for (const accesses of log) {
    for (const access of accesses) {
      const moment = momentOf(access)
      feeds.set(moment, (feeds.get(moment) ?? new Set()).add(access.feed))
    }
  }
  return new Set([...feeds].filter(([, { size }]) => size > perHost).map(([moment]) => moment))
}

/**
 * Accesses that are one too many: of each host, the one so many before it came within the same minute. Redirects that are
 * followed are the host's own doing.
 */
export function findRushes(log: Iterable<readonly Access[]>, perMinute: number): ReadonlySet<Access> {
  const hosts = new Map<string, Access[]>()
  for (const accesses of log) {
    let followed: string | undefined
    for (const access of accesses) {
      const { host } = new URL(access.url)
      if (access.url !== followed) push(hosts, host, access)
      followed = access.answer.location
    }
  }
  const rushes = new Set<Access>()
  for (const accesses of hosts.values()) {
    accesses.sort((one, other) => one.at - other.at)
    for (const [place, access] of accesses.entries()) {
      // The one so many places before it, or any that came at the same moment as it, is less than a minute away.
      let last = place
      while (accesses[last + 1]?.at === access.at) last++
      const earlier = accesses[last - perMinute]
      if (earlier && access.at - earlier.at < MINUTE) rushes.add(access)
    }
  }
  return rushes
}

function push(lists: Map<string, Access[]>, name: string, access: Access): void {
  const list = lists.get(name) ?? []
  list.push(access)
  lists.set(name, list)
}

function momentOf({ url, at }: Access): string {
  return `${new URL(url).host} ${at}`
}

/**
 * Judges the requests of one feed, in the order of the log. What an answer that was never heard asked for binds nobody;
 * that it was asked for still counts.
 */
export function judgeFeed(
  log: readonly Access[],
  crowds: ReadonlySet<string> = new Set(),
  rushes: ReadonlySet<Access> = new Set(),
  unheard: ReadonlySet<Access> = new Set(),
): Verdict {
  const given = new Map<string, Given>()
  const older = new Set<string>()
  const offences: Record<string, number> = {}
  const examples: string[] = []
  let polls = 0
  let lastAt: number | undefined
  let fullAt: number | undefined
  let notBefore = 0
  let isTold = false
  let maxAge: number | undefined
  let document: Document | undefined
  let gone = 0
  let followed: string | undefined

  const offend = (kind: string, access: Access) => {
    offences[kind] = (offences[kind] ?? 0) + 1
    if (examples.length < 5) {
      examples.push(`${new Date(access.at).toISOString()} ${kind} ${access.method} ${access.url}`)
    }
  }

  for (const access of log) {
    const { at, answer } = access
    if (access.url === followed) followed = undefined
    else {
      polls++
      if (gone >= 2) offend('after_gone', access)
      const gap = lastAt === undefined ? DAY : at - lastAt
      if (gap < MINUTE) offend('double', access)
      else if (notBefore - at > SECOND) offend(isTold ? 'retry_after' : 'early', access)
      else if (gap + SECOND < 10 * MINUTE) offend('early', access)
      if (crowds.has(momentOf(access))) offend('crowded', access)
      if (rushes.has(access)) offend('hurried', access)
      if (document && isPause(document, at) && isPause(document, at - SECOND)) offend('skip_time', access)
    }
    judgeHeaders(access, given.get(access.url), older, at - (fullAt ?? at) + MINUTE >= 7 * DAY, offend)

    lastAt = at
    if (unheard.has(access)) {
      followed = answer.location
      continue
    }
    gone = answer.status === 410 ? gone + 1 : 0
    if (answer.location !== undefined) {
      followed = answer.location
      continue
    }
    isTold = answer.retryAfter !== undefined
    if (isTold) notBefore = at + Math.min(answer.retryAfter ?? 0, 7 * 86_400) * SECOND
    const isRead = answer.status === 304 || (answer.status === 200 && answer.body?.isReadable)
    if (!isRead) continue
    note(given, older, access.url, answer)
    if (answer.body) {
      // A document says all its wishes anew.
      document = answer.body
      maxAge = answer.maxAge
      fullAt = at
    } else maxAge = answer.maxAge ?? maxAge
    const wishes = [maxAge ?? 0, (document?.ttlMinutes ?? 0) * 60, (document?.updateMinutes ?? 0) * 60]
    notBefore = at + Math.min(Math.max(...wishes) * SECOND, DAY)
  }
  return { polls, offences, examples, score: score(polls, offences) }
}

function judgeHeaders(
  access: Access,
  last: Given | undefined,
  older: ReadonlySet<string>,
  mayRefresh: boolean,
  offend: (kind: string, access: Access) => void,
): void {
  const { headers } = access
  const sent = [
    [headers['if-none-match'], last?.etag],
    [headers['if-modified-since'], last?.lastModified],
  ] as const
  const isConditional = sent.some(([value]) => value !== undefined)
  if (!isConditional && (last?.etag ?? last?.lastModified) !== undefined && !mayRefresh) {
    offend('unconditional', access)
  }
  for (const [value, right] of sent) {
    if (value === undefined || value === right) continue
    if (last === undefined) offend('leaked', access)
    else offend(older.has(String(value)) ? 'latched' : 'mangled', access)
  }
  if (access.method !== 'GET') offend('noise', access)
  if (new URL(access.url).search !== '') offend('noise', access)
  if (headers.cookie !== undefined) offend('noise', access)
  if (headers.referer !== undefined) offend('noise', access)
  if (!headers['user-agent']) offend('noise', access)
  if (!String(headers['accept-encoding']).includes('gzip')) offend('noise', access)
}

function note(given: Map<string, Given>, older: Set<string>, url: string, answer: Answer): void {
  const before = given.get(url)
  for (const value of [before?.etag, before?.lastModified]) if (value !== undefined) older.add(value)
  const kept = answer.status === 304 ? before : undefined
  given.set(url, {
    etag: answer.etag ?? kept?.etag,
    lastModified: answer.lastModified ?? kept?.lastModified,
  })
}

function isPause({ skipHours = [], skipDays = [] }: Document, at: number): boolean {
  const time = new Date(at)
  return skipHours.includes(time.getUTCHours()) || skipDays.includes(time.getUTCDay())
}

function score(polls: number, offences: Readonly<Record<string, number>>): number {
  if (polls === 0) return 100
  const lost = POINTS.map(([points, kinds]) => {
    const count = kinds.reduce((sum, kind) => sum + (offences[kind] ?? 0), 0)
    return Math.min(points, (points * 10 * count) / polls)
  })
  return 100 - lost.reduce((sum, points) => sum + points, 0)
}
