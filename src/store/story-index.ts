import type { Candidate, CandidateSet, Fingerprint, TermStatistics } from '../model/index.ts'
import { exactFields, indexFields } from '../model/index-fields.ts'
import { indexBucket } from '../redis/keys.ts'
import type { StoreDeps } from './deps.ts'
import { createIndexReading, type Question, type Reading } from './index-reading.ts'
import { CHUNKS, lookUp, type Postings, type Watched, watch } from './postings.ts'
import { type LookedAround, lookAround } from './postings-around.ts'
import { chunksOf } from './replies.ts'

/** Documents of a term that only the entry itself has, which is indexed when it is asked again. */
const OWN = 1
/** Of each field at first: where entries come in the order of their reports, what is near is among the last. */
const LAST_CHUNKS = 2
/** Queries that are answered together where each may find 64 documents. */
const AROUND_CHUNK = 100

/** What is looked for: what an entry is compared by, and when it was reported, epoch ms. */
export interface IndexQuery {
  readonly fingerprint: Fingerprint
  readonly at: number
}

/** With what is counted and followed of its terms. */
type Answer = Reading & { readonly looked: Watched }

type TimedQuestion = Question & Pick<IndexQuery, 'at'>

/** Entries around a time, whenever they came. */
interface Neighbourhood {
  /** Best first. */
  readonly candidates: readonly Candidate[]
  /** By that time, of terms that are rare; of others by now. */
  readonly statistics: TermStatistics
}

/** The index by which an entry finds its story. */
export function createStoryIndex(deps: StoreDeps) {
  const { readPostings, readDocuments, keepDocument } = createIndexReading(deps)

  /** Entries within three buckets around each time that may report the same event; in the order asked. */
  async function findManyCandidates(queries: readonly IndexQuery[]): Promise<CandidateSet[]> {
    const answers = (await readPostings(queries.map(questionOf))).map((reading) => {
      const { asked, keyPlaces, termPlaces } = reading
      return { ...reading, looked: lookUp(asked.postings, keyPlaces, termPlaces) }
    })
    const candidates = await readDocuments(answers.map(({ asked, looked: { best } }) => ({ asked, best })))
    return answers.map((answer, at) => setOf(answer, candidates[at] ?? []))
  }

  async function lookAt(questions: readonly TimedQuestion[], chunks: number) {
    const readings = await readPostings(questions, chunks)
    return readings.map(({ asked, keyPlaces, termPlaces }, n) => {
      const { at } = questions[n] as TimedQuestion
      return { asked, ...lookAround(asked.postings, at, asked.times ?? [], keyPlaces, termPlaces) }
    })
  }

  async function findSomeAround(queries: readonly IndexQuery[]): Promise<Neighbourhood[]> {
    const counted = (await readPostings(queries.map(questionOf))).map((reading) => {
      const { asked, keyPlaces, termPlaces } = reading
      return { ...reading, looked: watch(asked.postings, keyPlaces, termPlaces, OWN) }
    })
    // Which terms are followed is known by now: of no other is more than its count of use.
    const questions = counted.map((answer, n) => ({
      ...followedOf(answer),
      at: (queries[n] as IndexQuery).at,
    }))
    const looked = await lookAt(questions, LAST_CHUNKS)
    const open = [...looked.keys()].filter((n) => !looked[n]?.isWhole)
    const further = await lookAt(
      open.map((n) => questions[n] as TimedQuestion),
      CHUNKS,
    )
    for (const [at, n] of open.entries()) looked[n] = further[at] as (typeof further)[number]
    const documents = await readDocuments(looked)
    return counted.map((answer, n) => ({
      candidates: inOrder(documents[n] ?? [], (looked[n] as LookedAround).best),
      statistics: countedBy(answer, (looked[n] as LookedAround).frequencies),
    }))
  }

  return {
    findManyCandidates,
    keepDocument,

    async findCandidates(fingerprint: Fingerprint, at: number): Promise<CandidateSet> {
      const [found] = await findManyCandidates([{ fingerprint, at }])
      return found as CandidateSet
    },

    /**
     * Entries that may report the same event, nearest to each time, before it and after: for one that is asked again. What
     * is found hangs on when they were reported, and not on when they came.
     */
    async findAround(queries: readonly IndexQuery[]): Promise<Neighbourhood[]> {
      const around: Neighbourhood[] = []
      for (const chunk of chunksOf(queries, AROUND_CHUNK)) around.push(...(await findSomeAround(chunk)))
      return around
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
function followedOf({ question, looked }: Answer): Question {
  const { fields, exact } = question
  const terms = looked.followed.map((term) => fields[exact + term] as string)
  return { ...question, fields: [...fields.slice(0, exact), ...terms] }
}

/** `frequencies`: of the terms that are followed. */
function countedBy(answer: Answer, frequencies: readonly number[]): TermStatistics {
  const { documentCount, documentFrequency } = statisticsOf(answer)
  const counted = [...documentFrequency]
  for (const [at, term] of answer.looked.followed.entries()) counted[term] = frequencies[at]
  return { documentCount, documentFrequency: counted }
}

/** Of equals the one that was reported later, of these the greater id: not the one that came later. */
function inOrder(candidates: readonly (Candidate | undefined)[], best: LookedAround['best']): Candidate[] {
  const scored = candidates.flatMap((candidate, at) =>
    candidate ? [{ candidate, score: best[at]?.score ?? 0 }] : [],
  )
  scored.sort((a, b) => b.score - a.score || newerFirst(a.candidate, b.candidate))
  return scored.map(({ candidate }) => candidate)
}

function newerFirst(a: Candidate, b: Candidate): number {
  return b.reportedAt - a.reportedAt || (a.entryId < b.entryId ? 1 : -1)
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
