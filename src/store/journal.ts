import type { AskCause, JournalRow, SourceId, Violation, ViolationKind } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { chunksOf, pairsOf, parseStored } from './replies.ts'

export interface JournalLimits {
  readonly now: number
  /** About so many rows are kept; 0 keeps none. */
  readonly rows: number
  readonly ttlMs: number
}

/** Entries of a stream, each of the rows of one call. */
const PAGE = 100
const TOGETHER = 500

/** Single polls, the newest of all sources together. Bounded by number and age, so it may begin late. */
export function createJournal({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['append-journal'])
  return {
    async append(rows: readonly JournalRow[], limits: JournalLimits): Promise<void> {
      if (rows.length === 0 || limits.rows === 0) return
      for (const chunk of chunksOf(rows, TOGETHER)) {
        await scripts['append-journal']({
          keys: [keys.journal()],
          args: [limits.now, limits.rows, limits.ttlMs, ...chunk.map(pack)],
        })
      }
    },

    /** Rows, oldest first; with `writtenFrom`, epoch ms, those written since. */
    async *read(writtenFrom?: number): AsyncGenerator<JournalRow> {
      let from = writtenFrom === undefined ? '-' : String(Math.floor(writtenFrom))
      for (;;) {
        const page = await redis.xrange(keys.journal(), from, '+', 'COUNT', PAGE)
        for (const [, fields] of page) {
          for (const [name, text = ''] of pairsOf(fields))
            if (name === 'row') yield unpack(text, keys.journal())
        }
        const last = page.at(-1)
        if (page.length < PAGE || !last) return
        from = `(${last[0]}`
      }
    },
  }
}

type Packed = [
  SourceId,
  number,
  AskCause,
  string,
  string,
  JournalRow['outcome'],
  number,
  number,
  number,
  number,
  number,
  // What few rows have stands in front of the violations.
  ...(string | Pick<JournalRow, 'host' | 'gapMs' | 'gapOf'>)[],
]

/** An array without names: a row is written for every poll. */
function pack(row: JournalRow): string {
  const { sourceId, at, cause, why, asked, outcome, statusCode, requests, wireBytes, savedBytes } = row
  const { host, gapMs, gapOf } = row
  const more = {
    ...(host !== undefined && { host }),
    ...(gapMs !== undefined && { gapMs }),
    ...(gapOf !== undefined && { gapOf }),
  }
  const packed: Packed = [
    ...([sourceId, at, cause, why, asked, outcome, statusCode ?? 0] as const),
    ...([requests, wireBytes, savedBytes, row.durationMs] as const),
    ...(Object.keys(more).length > 0 ? [more] : []),
    ...row.violations.flatMap(({ kind, sentence }) => [kind, sentence]),
  ]
  return JSON.stringify(packed)
}

function unpack(text: string, key: string): JournalRow {
  const [
    sourceId,
    at,
    cause,
    why,
    asked,
    outcome,
    status,
    requests,
    wireBytes,
    savedBytes,
    durationMs,
    ...rest
  ] = parseStored<Packed>(text, key)
  const violations: Violation[] = []
  const [more] = rest
  const words = rest.filter((each) => typeof each === 'string')
  for (let i = 0; i + 1 < words.length; i += 2) {
    violations.push({ kind: words[i] as ViolationKind, sentence: words[i + 1] ?? '' })
  }
  return {
    sourceId,
    at,
    cause,
    why,
    asked,
    outcome,
    requests,
    wireBytes,
    savedBytes,
    durationMs,
    violations,
    ...(status !== 0 && { statusCode: status }),
    ...(typeof more === 'object' && more),
  }
}
