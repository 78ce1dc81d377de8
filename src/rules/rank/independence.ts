import type { Origin } from '../../model/story.ts'
import { createMemory } from '../memory.ts'
import { createNumberSet } from './number-set.ts'

/** Owners that a text connects, and how many of them can have written one of their own. */
export interface TextGroup {
  /** First report and largest weight of each owner. */
  readonly reports: readonly OwnerReport[]
  /** At least 1, at most the number of reports. */
  readonly independent: number
}

export interface OwnerReport extends Pick<Origin, 'reportedAt' | 'weight'> {
  /** The earliest first. */
  readonly publisherIds: readonly string[]
}

interface Owner extends OwnerReport {
  readonly texts: ReadonlySet<string>
}

/**
 * Origins by what they printed: forty publishers of one wire text are a group in which one is independent, of two wire
 * texts two, and one that also wrote its own adds one. Publishers of one owner count once. Neither order nor repetition
 * of the origins changes the result.
 */
export function textGroups(origins: readonly Origin[]): TextGroup[] {
  const [first, ...others] = origins
  if (first && others.length === 0) return [aloneOf(first).group]
  return groupsApart(origins) ?? groupsTogether(origins)
}

/** Each origin by itself, where none shares an owner or a text with another; undefined else. */
function groupsApart(origins: readonly Origin[]): TextGroup[] | undefined {
  if (!differByMarks(origins) && !areApart(origins)) return undefined
  return origins.map((origin) => aloneOf(origin).group)
}

const MARKS = createNumberSet()

/** Where marks differ so do texts and owners: most stories need no look at these themselves. */
function differByMarks(origins: readonly Origin[]): boolean {
  MARKS.clear()
  for (const origin of origins) {
    const { marks } = aloneOf(origin)
    for (let at = 0; at < marks.length; at++) if (!MARKS.add(marks[at] as number)) return false
  }
  return true
}

function areApart(origins: readonly Origin[]): boolean {
  const owners = new Set<string>()
  const keys = new Set<string>()
  let count = 0
  for (const origin of origins) {
    owners.add(origin.ownerId ?? origin.publisherId)
    for (const key of aloneOf(origin).keys) {
      keys.add(key)
      count++
    }
  }
  return owners.size === origins.length && keys.size === count
}

/** An origin is looked at with each that joins its story: memory of a pure function. */
const ALONE = createMemory<Origin, Alone>('alone')

interface Alone {
  /** Of all its texts, each once. */
  readonly keys: readonly string[]
  /** A hash of its owner and of each of these. */
  readonly marks: readonly number[]
  readonly group: TextGroup
}

function aloneOf(origin: Origin): Alone {
  let alone = ALONE.get(origin)
  if (!alone) {
    const { reportedAt, weight, publisherId } = origin
    const keys = [...new Set(textsOf(origin).flatMap((text) => text.split('+')))]
    alone = {
      keys,
      marks: [hashText(`@${origin.ownerId ?? publisherId}`), ...keys.map(hashText)],
      group: { reports: [{ reportedAt, weight, publisherIds: [publisherId] }], independent: 1 },
    }
    ALONE.set(origin, alone)
  }
  return alone
}

/** FNV-1a. */
function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash
}

function groupsTogether(origins: readonly Origin[]): TextGroup[] {
  const textOf = createTextFinder(origins)
  const owners = new Map<string, Owner>()
  for (const origin of [...origins].sort((a, b) => a.reportedAt - b.reportedAt)) {
    const id = origin.ownerId ?? origin.publisherId
    const known = owners.get(id)
    owners.set(id, {
      reportedAt: Math.min(origin.reportedAt, known?.reportedAt ?? Infinity),
      weight: Math.max(origin.weight, known?.weight ?? -Infinity),
      publisherIds: [...(known?.publisherIds ?? []), origin.publisherId],
      texts: new Set([...(known?.texts ?? []), ...textsOf(origin).map(textOf)]),
    })
  }
  return componentsOf([...owners.values()]).map((members) => ({
    reports: members.map(({ reportedAt, weight, publisherIds }) => ({ reportedAt, weight, publisherIds })),
    independent: matchingSize(members),
  }))
}

/** A text that nothing identifies is its publisher's own. */
function textsOf({ texts = [], publisherId }: Origin): readonly string[] {
  return texts.length === 0 ? [`=${publisherId}`] : texts
}

/** Texts that share a key are one: maps each to a name that all of them have. */
function createTextFinder(origins: readonly Origin[]): (text: string) => string {
  const parent = new Map<string, string>()
  const rootOf = (key: string): string => {
    let root = key
    for (let above = parent.get(root); above !== undefined; above = parent.get(root)) root = above
    // Shortens the way for the next one: a chain of near copies would be walked from its end each time.
    for (let at = key; at !== root; ) {
      const above = parent.get(at) ?? root
      parent.set(at, root)
      at = above
    }
    return root
  }
  for (const text of new Set(origins.flatMap(textsOf))) {
    const [first = text, ...others] = text.split('+')
    for (const key of others) {
      const [a, b] = [rootOf(first), rootOf(key)]
      if (a !== b) parent.set(a, b)
    }
  }
  return (text) => rootOf(text.split('+')[0] ?? text)
}

function componentsOf(owners: readonly Owner[]): Owner[][] {
  const byText = new Map<string, Owner[]>()
  for (const owner of owners) {
    for (const text of owner.texts) {
      const writers = byText.get(text)
      if (writers) writers.push(owner)
      else byText.set(text, [owner])
    }
  }
  const seen = new Set<Owner>()
  return owners.flatMap((start) => {
    if (seen.has(start)) return []
    seen.add(start)
    const component = [start]
    for (const owner of component) {
      for (const text of owner.texts) {
        for (const neighbour of byText.get(text) ?? []) {
          if (seen.has(neighbour)) continue
          seen.add(neighbour)
          component.push(neighbour)
        }
        // Whoever shares it is in now: each text is followed once.
        byText.delete(text)
      }
    }
    return [component]
  })
}

/** Most owners that can each be given a text no other is given: Kuhn's algorithm. */
function matchingSize(owners: readonly Owner[]): number {
  if (owners.length === 1) return 1
  const writerOf = new Map<string, Owner>()
  const assign = (owner: Owner, tried: Set<string>): boolean => {
    for (const text of owner.texts) {
      if (tried.has(text)) continue
      tried.add(text)
      const writer = writerOf.get(text)
      if (writer === undefined || assign(writer, tried)) {
        writerOf.set(text, owner)
        return true
      }
    }
    return false
  }
  return owners.filter((owner) => assign(owner, new Set())).length
}
