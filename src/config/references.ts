import { publisherId, sourceId } from '../rules/ids.ts'
import { didYouMean } from './did-you-mean.ts'
import type { Path } from './document.ts'

/** A mistake that only shows when options are held against each other. */
export interface Problem {
  readonly path: Path
  readonly message: string
  /** The message says everything: the option's name before it would only repeat. */
  readonly alone?: boolean
}

/**
 * Names that are used but not declared, and things declared twice. Works on values as they were read, so that
 * these mistakes are told together with those inside single options.
 */
export function checkReferences(raw: unknown): Problem[] {
  const channels = Object.keys(group(raw, 'channels'))
  const lists = group(raw, 'lists')
  const listIds = ['top', ...channels, ...Object.keys(lists)]
  const problems: Problem[] = []
  for (const [i, source] of items(raw, 'sources').entries()) {
    problems.push(...unknownNames('channel', source, ['sources', i, 'channels'], channels))
  }
  for (const [id, list] of Object.entries(lists)) {
    problems.push(...unknownNames('channel', list, ['lists', id, 'channels'], channels))
  }
  for (const [i, subscription] of items(raw, 'subscriptions').entries()) {
    problems.push(...unknownNames('list', subscription, ['subscriptions', i, 'lists'], listIds))
  }
  if (channels.includes('top')) {
    problems.push({
      path: ['channels', 'top'],
      message: 'must not be called "top": that is the list over all channels',
    })
  }
  problems.push(...ownedTwice(raw))
  problems.push(
    ...twice(raw, 'sources', 'source', (item) => idOf(item.url)),
    ...twice(raw, 'subscriptions', 'subscription', (item) => idOf(item.url)),
  )
  return problems
}

function unknownNames(noun: string, owner: unknown, path: Path, known: readonly string[]): Problem[] {
  const found = asGroup(owner)[String(path.at(-1))]
  const names = typeof found === 'string' ? found.split(',').map((name) => name.trim()) : found
  if (!Array.isArray(names)) return []
  return names.flatMap((name, i) => {
    if (typeof name !== 'string' || known.includes(name)) return []
    const message = `${noun} ${JSON.stringify(name)} is not declared${didYouMean(name, known)}`
    return [{ path: typeof found === 'string' ? path : [...path, i], message, alone: true }]
  })
}

function twice(
  raw: unknown,
  section: string,
  noun: string,
  idOf: (item: Record<string, unknown>) => string | undefined,
): Problem[] {
  const first = new Map<string, number>()
  return items(raw, section).flatMap((item, i) => {
    const id = idOf(asGroup(item))
    if (id === undefined) return []
    const earlier = first.get(id)
    if (earlier === undefined) {
      first.set(id, i)
      return []
    }
    const url = String(asGroup(item).url)
    const message = `${noun} ${url} is declared twice: also as ${section}[${earlier}]`
    return [{ path: [section, i, 'url'], message, alone: true }]
  })
}

/** A publisher has one owner: which of two would hold is nothing to guess. */
function ownedTwice(raw: unknown): Problem[] {
  const first = new Map<string, string>()
  return Object.entries(group(raw, 'owners')).flatMap(([owner, members]) => {
    const names = typeof members === 'string' ? [members] : members
    if (!Array.isArray(names)) return []
    return names.flatMap((name, i) => {
      if (typeof name !== 'string') return []
      const earlier = first.get(publisherId(name))
      if (earlier === undefined) {
        first.set(publisherId(name), owner)
        return []
      }
      const message = `${JSON.stringify(name)} has an owner already: it is also in owners.${earlier}`
      return [{ path: ['owners', owner, i], message, alone: true }]
    })
  })
}

function idOf(url: unknown): string | undefined {
  return typeof url === 'string' ? sourceId(url) : undefined
}

function group(raw: unknown, section: string): Record<string, unknown> {
  return asGroup(asGroup(raw)[section])
}

function items(raw: unknown, section: string): unknown[] {
  const found = asGroup(raw)[section]
  return Array.isArray(found) ? found : []
}

function asGroup(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}
