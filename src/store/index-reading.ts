import type { Candidate } from '../model/index.ts'
import { lostConnections } from '../redis/lost-connections.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { documentField, placeOf } from './document-place.ts'
import type { DocumentPlace } from './document-scores.ts'
import { createKeptDocuments } from './kept-documents.ts'
import { createKeptTimes, type ReportTimes } from './kept-times.ts'
import { unpackDocument } from './pack-document.ts'
import { CHUNK_DOZENS, POSTING_CAP, type Postings, readPostings } from './postings.ts'
import { repliesOf } from './replies.ts'

/** Numbers of postings in one reading. Lua hands on some 8,000 arguments; an entry adds at most some 150 fields to these. */
const MOST_NUMBERS = 48_000

export interface Question {
  readonly group: string
  readonly bucket: number
  readonly fields: readonly string[]
  /** How many of the fields are keys; they come first. */
  readonly exact: number
}

/** Entries of one group and bucket: their fields are asked for together, most of them once for all. */
export interface Asked {
  readonly group: string
  readonly bucket: number
  /** Keys of the documents of its three buckets. */
  readonly documents: readonly string[]
  readonly fields: Map<string, number>
  postings?: Postings
  /** Of its three buckets; read with long postings. */
  times?: readonly ReportTimes[]
}

/** A question and what holds its answer. */
export interface Reading {
  readonly question: Question
  readonly asked: Asked & { readonly postings: Postings }
  /** Of its fields among those that were asked for together: keys, then terms. */
  readonly keyPlaces: readonly number[]
  readonly termPlaces: readonly number[]
  /** Of all fields that were asked for together, by their places. */
  readonly names: readonly string[]
}

/** Documents that were found for one of several readings. */
export interface Found {
  readonly asked: Asked
  readonly best: readonly DocumentPlace[]
}

/** Postings and documents of the index, as few as can be: what is known does not come again. */
export function createIndexReading({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['read-postings', 'read-long-postings'])
  const kept = createKeptDocuments()
  const keptTimes = createKeptTimes(async (ranges) => {
    if (ranges.length === 0) return []
    const pipeline = redis.pipeline()
    for (const { key, from, to } of ranges) pipeline.getrangeBuffer(key, from, to)
    return repliesOf(await pipeline.exec()) as Buffer[]
  })
  const lost = lostConnections(redis)
  let lostBefore = 0

  async function readAll(asked: readonly Asked[], chunks: number): Promise<void> {
    if (lost() !== lostBefore) {
      kept.clear()
      keptTimes.clear()
    }
    lostBefore = lost()
    const areLong = chunks > 0
    const caps = areLong ? [POSTING_CAP, CHUNK_DOZENS, chunks] : []
    const replies = await scripts[areLong ? 'read-long-postings' : 'read-postings'].manyBytes(
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
      each.postings = readPostings(replies[index] as unknown[], each.fields.size, key, areLong)
      for (let place = 0; place < 3; place++) {
        const { held, rewritten } = each.postings
        const news = rewritten[place] as Postings['rewritten'][number]
        kept.learn(each.documents[place] as string, held[place] as number, news)
      }
    }
    if (areLong) await readTimes(asked)
  }

  async function readTimes(asked: readonly Asked[]): Promise<void> {
    const buckets = asked.flatMap(({ group, bucket, postings }) =>
      [bucket - 1, bucket, bucket + 1].map((each, place) => ({
        key: keys.reportTimes(group, each),
        bucket: each,
        held: postings?.held[place] ?? 0,
      })),
    )
    const times = await keptTimes.timesOf(buckets)
    for (const [index, each] of asked.entries()) each.times = times.slice(3 * index, 3 * index + 3)
  }

  return {
    /**
     * Of each question what the postings of its fields say; in the order asked. `chunks`: with older numbers, so many chunks
     * of each at most.
     */
    async readPostings(questions: readonly Question[], chunks = 0): Promise<Reading[]> {
      const places = new Map<string, Asked>()
      const all: Asked[] = []
      const most = MOST_NUMBERS / (POSTING_CAP * (1 + chunks * CHUNK_DOZENS))
      const asking = questions.map((question) => {
        const { group, bucket, exact } = question
        const id = placeOf(question)
        let asked = places.get(id)
        if (!asked || asked.fields.size > most) {
          const buckets = [bucket - 1, bucket, bucket + 1]
          const documents = buckets.map((each) => keys.documents(group, each))
          asked = { group, bucket, documents, fields: new Map<string, number>() }
          places.set(id, asked)
          all.push(asked)
        }
        const { fields } = asked
        const numberOf = (field: string): number => {
          const number = fields.get(field) ?? fields.size
          fields.set(field, number)
          return number
        }
        const numbers = question.fields.map(numberOf)
        return { question, asked, keyPlaces: numbers.slice(0, exact), termPlaces: numbers.slice(exact) }
      })
      await readAll(all, chunks)
      const names = new Map(all.map((asked) => [asked, [...asked.fields.keys()]]))
      return asking.map((each) => ({ ...each, names: names.get(each.asked) ?? [] }) as Reading)
    },

    /** In the order given; undefined where a document has gone. */
    async readDocuments(all: readonly Found[]): Promise<(Candidate | undefined)[][]> {
      const missing = new Map<string, Map<number, { answer: number; at: number }[]>>()
      const groups = new Map<string, string>()
      const keptOf = new Map(all.map(({ asked }) => [asked, asked.documents.map(kept.of)]))
      const candidates = all.map(({ asked, best }, answer) => {
        const keptHere = keptOf.get(asked) ?? []
        return best.map(({ bucket, number }, at) => {
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
    },

    /** What was committed under this number of its bucket need not be read. */
    keepDocument(place: { group: string; bucket: number }, number: number, candidate: Candidate): void {
      kept.keep(keys.documents(place.group, place.bucket), number, candidate)
    },
  }
}
