import type { StoryId, Translation } from '../model/index.ts'
import { indexBucket } from '../redis/keys.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { parseStored } from './replies.ts'

/** Newest stories kept of an anchor, and how many share one before it says nothing. */
const POSTING_CAP = 24
const COMMON = 400
const CANDIDATE_CAP = 16
const STORY_ANCHORS = 48
/** More languages than the press of one event needs. */
const MAX_TRANSLATIONS = 24

/** A report by what reads alike in every language. */
export interface AnchoredReport {
  readonly storyId: StoryId
  readonly reportedAt: number
  readonly language: string
  readonly group: string
  readonly anchors: readonly string[]
}

/** A story by all its reports. */
export interface AnchoredStory {
  readonly storyId: StoryId
  readonly language: string
  readonly group: string
  readonly anchors: readonly string[]
  /** First and last report, epoch ms. */
  readonly from: number
  readonly to: number
}

export interface AnchorFindings {
  /** Stories that share at least so many anchors, most telling first. */
  readonly candidates: readonly AnchoredStory[]
  readonly statistics: {
    readonly storyCount: number
    readonly storyFrequency: ReadonlyMap<string, number>
  }
}

/** Stories of one event in several languages, and the index by which they find each other. */
export function createTranslationStore({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['place-anchors', 'link-stories', 'move-translations'])

  async function idsOf(id: StoryId): Promise<StoryId[]> {
    return (await redis.hkeys(keys.translations(id))).sort()
  }

  async function move(from: StoryId, to: StoryId | undefined, ttlMs: number): Promise<number> {
    const ids = await idsOf(from)
    if (ids.length === 0) return 0
    const moved = await scripts['move-translations']({
      keys: [keys.translations(from), keys.translations(to ?? from), ...ids.map(keys.translations)],
      args: [from, to ?? '', ttlMs, ...ids],
    })
    return Number(moved)
  }

  return {
    /** Adds reports to the index, in order, and finds what shares anchors with each, those added before it as well. */
    async place(
      reports: readonly AnchoredReport[],
      { ttlMs, leastShared }: { readonly ttlMs: number; readonly leastShared: number },
    ): Promise<AnchorFindings[]> {
      const replies = await scripts['place-anchors'].many(
        reports.map((report) => {
          const bucket = indexBucket(report.reportedAt)
          const buckets = [bucket - 1, bucket, bucket + 1]
          return {
            keys: [...buckets.map(keys.anchors), ...buckets.map(keys.anchoredStories)],
            args: [
              ...[report.storyId, report.reportedAt, report.language, report.group],
              ...[POSTING_CAP, CANDIDATE_CAP, STORY_ANCHORS, COMMON, ttlMs, leastShared],
              ...report.anchors,
            ],
          }
        }),
      )
      return reports.map(({ anchors, reportedAt }, index) => {
        const [storyCount, frequencies, documents] = replies[index] as [number, number[], string[]]
        const key = keys.anchoredStories(indexBucket(reportedAt))
        return {
          candidates: documents.map((json) => parseStored<AnchoredStory>(json, key)),
          statistics: {
            storyCount,
            storyFrequency: new Map(anchors.map((anchor, at) => [anchor, frequencies[at] ?? 0])),
          },
        }
      })
    },

    /** `gone`: one of them has expired, or is part of another story now. */
    async link(
      ids: readonly [StoryId, StoryId],
      evidence: Omit<Translation, 'storyId'>,
      ttlMs: number,
    ): Promise<'linked' | 'already' | 'gone' | 'full'> {
      const [a, b] = ids
      const outcome = await scripts['link-stories']({
        keys: [keys.story(a), keys.story(b), keys.translations(a), keys.translations(b)],
        args: [
          ...[a, b],
          ...[b, a].map((storyId) => JSON.stringify({ storyId, ...evidence } satisfies Translation)),
          ...[MAX_TRANSLATIONS, ttlMs],
        ],
      })
      return outcome as 'linked' | 'already' | 'gone' | 'full'
    },

    /** Strongest evidence first. A story named here may be part of another since. */
    async of(id: StoryId): Promise<Translation[]> {
      const key = keys.translations(id)
      const stored = Object.values(await redis.hgetall(key)).map((json) =>
        parseStored<Translation>(json, key),
      )
      return stored.sort((a, b) => b.score - a.score || (a.storyId < b.storyId ? -1 : 1))
    },

    /** Gives the translations of a story to the one it is part of now. */
    async adopt(from: StoryId, to: StoryId, ttlMs: number): Promise<number> {
      return move(from, to, ttlMs)
    },

    /** Unlinks a story and takes it out of the index, around the times of its reports: it is to be placed anew. */
    async forget(id: StoryId, reportTimes: readonly number[]): Promise<void> {
      await move(id, undefined, 0)
      const buckets = new Set(reportTimes.map(indexBucket).flatMap((each) => [each - 1, each, each + 1]))
      for (const bucket of buckets) {
        const key = keys.anchoredStories(bucket)
        const number = await redis.hget(key, `s:${id}`)
        if (number !== null) await redis.hdel(key, `s:${id}`, number)
      }
    },
  }
}
