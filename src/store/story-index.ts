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
/** Of the many terms around an entry first the counts alone. */
const COUNTED: Reach = { ...ALL_AROUND, numbers: POSTING_CAP }
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

interface Question {
  readonly group: string
  readonly bucket: number
  readonly fields: readonly string[]
  /** How many of the fields are keys; they come first. */
  readonly exact: number
}

interface Answer {
  readonly question: Question
  readonly asked: Asked
  readonly looked: Looked
  /** Of all fields that were asked for together, by their places. */
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

  /** In the order asked. */
  async function look(questions: readonly Question[], reach: Reach): Promise<Answer[]> {
    const places = new Map<string, Asked>()
    const all: Asked[] = []
    const asking = questions.map((question) => {
      const { group, bucket, exact } = question
      const id = placeOf(question)
      let asked = places.get(id)
      if (!asked || asked.fields.size * reach.numbers > MOST_NUMBERS) {
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
    await readAll(all, reach)
    const names = new Map(all.map((asked) => [asked, [...asked.fields.keys()]]))
    return asking.map(({ question, asked, keyPlaces, termPlaces }) => ({
      question,
      asked,
      looked: lookUp(asked.postings as Postings, keyPlaces, termPlaces, reach),
      names: names.get(asked) ?? [],
    }))
  }

  /** Entries within three buckets around each time that may report the same event; in the order asked. */
  async function findManyCandidates(queries: readonly IndexQuery[]): Promise<CandidateSet[]> {
    const answers = await look(queries.map(questionOf), NEWEST)
    const candidates = await readDocuments(answers)
    return answers.map((answer, at) => setOf(answer, candidates[at] ?? []))
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
        const answers = await look(chunk.map(questionOf), COUNTED)
        // Which terms are followed is known by now: of no other is more than its count of use.
        const candidates = await readDocuments(await look(answers.map(followedOf), ALL_AROUND))
        around.push(
          ...answers.map((answer, at) => ({
            candidates: heldOf(candidates[at] ?? []),
            statistics: statisticsOf(answer),
          })),
        )
      }
      return around
    },

    /** What was committed under this number of its bucket need not be read. */
    keepDocument(place: { group: string; bucket: number }, number: number, candidate: Candidate): void {
      kept.keep(keys.documents(place.group, place.bucket), number, candidate)
    },
  }
}

function questionOf({ fingerprint, at }: IndexQuery): Question {
  return {
    group: fingerprint.group,
    bucket: indexBucket(at),
    fields: indexFields(fingerprint),
    exact: exactFields(fingerprint),
  }
}

/** The keys, and the terms that are followed. */
function followedOf({ question, looked, names }: Answer): Question {
  const followed = looked.watched.filter((_, at) => {
    const term = looked.places[at] as number
    return term < 0 || looked.frequencies[term] !== 0
  })
  return { ...question, fields: followed.map((place) => names[place] as string) }
}

function heldOf(candidates: readonly (Candidate | undefined)[]): Candidate[] {
  return candidates.filter((candidate) => candidate !== undefined)
}

function statisticsOf({ asked, looked }: Answer): TermStatistics {
  const { held } = asked.postings as Postings
  return {
    documentCount: held.reduce((sum, each) => sum + each, 0),
    documentFrequency: looked.frequencies,
  }
}

function setOf(answer: Answer, candidates: readonly (Candidate | undefined)[]): CandidateSet {
  const { question, asked, looked, names } = answer
  const { group, bucket } = asked
  const { held, count, rewritten } = asked.postings as Postings
  return {
    candidates: heldOf(candidates),
    statistics: statisticsOf(answer),
    tails: {
      group,
      bucket,
      fields: looked.watched.map((place) => names[place] as string),
      counts: looked.watched.flatMap((place) => [count(0, place), count(1, place), count(2, place)]),
      indexed: question.fields,
      state: [...held, ...rewritten.map((each) => each.count)],
    },
    places: looked.places,
  }
}
