import type { Candidate, CandidateSet, Fingerprint, TermStatistics } from '../model/index.ts'
import { exactFields, indexFields } from '../model/index-fields.ts'
import { indexBucket } from '../redis/keys.ts'
import { lostConnections } from '../redis/lost-connections.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { documentField, placeOf } from './document-place.ts'
import { createKeptDocuments } from './kept-documents.ts'
import { unpackDocument } from './pack-document.ts'
import {
  ALL_AROUND,
  type Looked,
  lookUp,
  NEWEST,
  POSTING_CAP,
  type Postings,
  type Reach,
  readPostings,
} from './postings.ts'
import { chunksOf, repliesOf } from './replies.ts'

/** Numbers of postings in one reading. Lua hands on some 8,000 arguments; an entry adds at most some 150 fields to these. */
const MOST_NUMBERS = 48_000
/** Queries that are answered together where each may find 64 documents. */
const AROUND_CHUNK = 100

/** What is looked for: what an entry is compared by, and when it was reported, epoch ms. */
export interface IndexQuery {
  readonly fingerprint: Fingerprint
  readonly at: number
}

/** Entries of one group and bucket: their fields are asked for together, most of them once for all. */
interface Asked {
  readonly group: string
  readonly bucket: number
  /** Keys of the documents of its three buckets. */
  readonly documents: readonly string[]
  readonly fields: Map<string, number>
  postings?: Postings
}

interface Answer {
  readonly asked: Asked
  readonly indexed: readonly string[]
  readonly looked: Looked
}

interface Found extends Answer {
  readonly candidates: readonly Candidate[]
  /** Of the fields, by their places. */
  readonly names: readonly string[]
}

/** Entries around a time, whenever they came. */
interface Neighbourhood {
  /** Best first. */
  readonly candidates: readonly Candidate[]
  readonly statistics: TermStatistics
}

/** The index by which an entry finds its story. */
export function createStoryIndex({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['read-postings', 'read-long-postings'])
  const kept = createKeptDocuments()
  const lost = lostConnections(redis)
  let lostBefore = 0

  async function readAll(asked: readonly Asked[], reach: Reach): Promise<void> {
    if (lost() !== lostBefore) kept.clear()
    lostBefore = lost()
    const isLong = reach.numbers > POSTING_CAP
    const caps = isLong ? [POSTING_CAP, reach.numbers] : []
    const replies = await scripts[isLong ? 'read-long-postings' : 'read-postings'].manyBytes(
      asked.map(({ group, bucket, documents, fields }) => {
        const buckets = [bucket - 1, bucket, bucket + 1]
        return {
          keys: [...buckets.map((each) => keys.postings(group, each)), ...documents],
          args: [...caps, ...fields.keys()],
        }
      }),
    )
    for (const [index, each] of asked.entries()) {
      const key = keys.postings(each.group, each.bucket)
      each.postings = readPostings(replies[index] as unknown[], each.fields.size, key, reach.numbers)
      for (let place = 0; place < 3; place++) {
        const { held, rewritten } = each.postings
        const news = rewritten[place] as Postings['rewritten'][number]
        kept.learn(each.documents[place] as string, held[place] as number, news)
      }
    }
  }

  /** Of each answer its candidates, best first; what is not known of them is read. */
  async function readDocuments(answers: readonly Answer[]): Promise<(Candidate | undefined)[][]> {
    const missing = new Map<string, Map<number, { answer: number; at: number }[]>>()
    const groups = new Map<string, string>()
    const keptOf = new Map(answers.map(({ asked }) => [asked, asked.documents.map(kept.of)]))
    const candidates = answers.map(({ asked, looked }, answer) => {
      const keptHere = keptOf.get(asked) ?? []
      return looked.best.map(({ bucket, number }, at) => {
        const known = keptHere[bucket]?.(number)
        if (known) return known
        const key = asked.documents[bucket] as string
        groups.set(key, asked.group)
        const numbers = missing.get(key) ?? new Map<number, { answer: number; at: number }[]>()
        missing.set(key, numbers)
        numbers.set(number, [...(numbers.get(number) ?? []), { answer, at }])
        return undefined
      })
    })
    if (missing.size === 0) return candidates
    const states = new Map([...missing.keys()].map((key) => [key, kept.stateOf(key)]))
    const pipeline = redis.pipeline()
    for (const [key, numbers] of missing) pipeline.hmget(key, ...[...numbers.keys()].map(documentField))
    const replies = repliesOf(await pipeline.exec()) as (string | null)[][]
    for (const [index, [key, numbers]] of [...missing].entries()) {
      for (const [at, [number, uses]] of [...numbers].entries()) {
        const text = replies[index]?.[at]
        if (!text) continue
        const candidate = unpackDocument(text, groups.get(key) ?? '', key)
        kept.keep(key, number, candidate, states.get(key))
        for (const use of uses) (candidates[use.answer] as (Candidate | undefined)[])[use.at] = candidate
      }
    }
    return candidates
  }

  /** Looks all of them up, in the order asked. */
  async function look(queries: readonly IndexQuery[], reach: Reach): Promise<Found[]> {
    const places = new Map<string, Asked>()
    const all: Asked[] = []
    const questions = queries.map(({ fingerprint, at }) => {
      const place = { group: fingerprint.group, bucket: indexBucket(at) }
      const id = placeOf(place)
      let asked = places.get(id)
      if (!asked || asked.fields.size * reach.numbers > MOST_NUMBERS) {
        const buckets = [place.bucket - 1, place.bucket, place.bucket + 1]
        const documents = buckets.map((each) => keys.documents(place.group, each))
        asked = { ...place, documents, fields: new Map<string, number>() }
        places.set(id, asked)
        all.push(asked)
      }
      const { fields } = asked
      const indexed = indexFields(fingerprint)
      const numberOf = (field: string): number => {
        const number = fields.get(field) ?? fields.size
        fields.set(field, number)
        return number
      }
      const numbers = indexed.map(numberOf)
      const exact = exactFields(fingerprint)
      return { asked, indexed, keyPlaces: numbers.slice(0, exact), termPlaces: numbers.slice(exact) }
    })
    await readAll(all, reach)
    const answers = questions.map(({ keyPlaces, termPlaces, ...question }) => ({
      ...question,
      looked: lookUp(question.asked.postings as Postings, keyPlaces, termPlaces, reach),
    }))
    const candidates = await readDocuments(answers)
    const names = new Map(all.map((asked) => [asked, [...asked.fields.keys()]]))
    return answers.map((answer, index) => ({
      ...answer,
      candidates: (candidates[index] ?? []).filter((candidate) => candidate !== undefined),
      names: names.get(answer.asked) ?? [],
    }))
  }

  /** Entries within three buckets around each time that may report the same event; in the order asked. */
  async function findManyCandidates(queries: readonly IndexQuery[]): Promise<CandidateSet[]> {
    const found = await look(queries, NEWEST)
    return found.map(setOf)
  }

  return {
    findManyCandidates,

    async findCandidates(fingerprint: Fingerprint, at: number): Promise<CandidateSet> {
      const [found] = await findManyCandidates([{ fingerprint, at }])
      return found as CandidateSet
    },

    /** The same among more entries: for one that is asked again when others are indexed that were reported later. */
    async findAround(queries: readonly IndexQuery[]): Promise<Neighbourhood[]> {
      const around: Neighbourhood[] = []
      for (const chunk of chunksOf(queries, AROUND_CHUNK)) {
        const found = await look(chunk, ALL_AROUND)
        around.push(...found.map((each) => ({ candidates: each.candidates, statistics: statisticsOf(each) })))
      }
      return around
    },

    /** What was committed under this number of its bucket need not be read. */
    keepDocument(place: { group: string; bucket: number }, number: number, candidate: Candidate): void {
      kept.keep(keys.documents(place.group, place.bucket), number, candidate)
    },
  }
}

function statisticsOf({ asked, looked }: Answer): TermStatistics {
  const { held } = asked.postings as Postings
  return {
    documentCount: held.reduce((sum, each) => sum + each, 0),
    documentFrequency: looked.frequencies,
  }
}

function setOf(found: Found): CandidateSet {
  const { asked, indexed, looked, candidates, names } = found
  const { group, bucket } = asked
  const { held, count, rewritten } = asked.postings as Postings
  return {
    candidates,
    statistics: statisticsOf(found),
    tails: {
      group,
      bucket,
      fields: looked.watched.map((place) => names[place] as string),
      counts: looked.watched.flatMap((place) => [count(0, place), count(1, place), count(2, place)]),
      indexed,
      state: [...held, ...rewritten.map((each) => each.count)],
    },
    places: looked.places,
  }
}
