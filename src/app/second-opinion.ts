import type { EmbeddingModel, Story } from '../model/index.ts'
import { createModelClient } from '../net/ask-model.ts'
import { createGuard } from '../net/guard.ts'
import { createHttpClient } from '../net/request.ts'
import { cosine, type OpinionLimits } from '../rules/story/second-opinion.ts'
import type { OpinionPair, SecondOpinion } from '../stages/link-translations.ts'
import type { Context } from './context.ts'

/** A model that failed is left alone so long: its deadline is not waited for with every job. */
const QUIET_MS = 60_000
/** Vectors kept, of about 4 KB each: stories of the hour are compared over and over. */
const MOST_VECTORS = 1_000
const SUMMARY_CHARS = 300
/** More than twice a request's vectors of 4,096 numbers, as JSON. */
const MOST_BYTES = 8_000_000

export interface SecondOpinionDeps {
  readonly model: EmbeddingModel
  readonly limits: OpinionLimits
  loadStories(ids: readonly string[]): Promise<readonly (Story | undefined)[]>
  failed(error: unknown): void
  now(): number
}

/** The text that stands for a report or a story before the model: without half a character, which many servers refuse. */
function textFor({ title, summary }: Pick<Story, 'title' | 'summary'>): string {
  return summary === undefined ? title : `${title}\n${summary.slice(0, SUMMARY_CHARS).toWellFormed()}`
}

/** What the model finds of pairs of texts; it fails as if it were not there. */
export function createSecondOpinion(deps: SecondOpinionDeps): SecondOpinion {
  const known = new Map<string, Float32Array>()
  let quietUntil = 0

  async function vectorsOf(texts: ReadonlySet<string>, signal: AbortSignal) {
    const missing = [...texts].filter((text) => !known.has(text))
    const found = missing.length === 0 ? [] : await deps.model.embed(missing, signal)
    const vectors = new Map([...texts].flatMap((text) => (known.has(text) ? [[text, known.get(text)]] : [])))
    for (const [at, text] of missing.entries()) vectors.set(text, found[at])
    for (const [text, vector] of vectors) {
      known.delete(text as string)
      if (vector) known.set(text as string, vector as Float32Array)
    }
    for (const text of known.keys()) {
      if (known.size <= MOST_VECTORS) break
      known.delete(text)
    }
    return vectors as ReadonlyMap<string, Float32Array | undefined>
  }

  return {
    limits: deps.limits,
    async likeness(pairs: readonly OpinionPair[], signal: AbortSignal) {
      if (deps.now() < quietUntil) return []
      const stories = await deps.loadStories(pairs.map(({ storyId }) => storyId))
      const texts = pairs.map(({ entry }, at) => {
        const story = stories[at]
        return story && ([textFor(entry), textFor(story)] as const)
      })
      try {
        const vectors = await vectorsOf(new Set(texts.flatMap((both) => both ?? [])), signal)
        return texts.map((both) => {
          const [a, b] = (both ?? []).map((text) => vectors.get(text))
          return a && b && a.length === b.length ? cosine(a, b) : undefined
        })
      } catch (error) {
        signal.throwIfAborted()
        quietUntil = deps.now() + QUIET_MS
        deps.failed(error)
        return []
      }
    },
  }
}

/** Undefined where the configuration names no model. */
export function secondOpinionOf({ config, storage, log, now }: Context): SecondOpinion | undefined {
  const { model } = config.stories
  if (!model) return undefined
  const { url, name, timeoutMs, ...limits } = model
  const { hostname, host, port, protocol } = new URL(url)
  const client = createHttpClient({
    // Opens this one address, which the configuration allows on this machine alone.
    guard: createGuard({
      purpose: 'callbacks',
      allow: [port === '' ? `${hostname}:${protocol === 'https:' ? 443 : 80}` : host],
      ports: [],
    }),
    userAgent: config.polling.userAgent,
    limits: { totalMs: timeoutMs, maxWireBytes: MOST_BYTES, maxBodyBytes: MOST_BYTES },
  })
  return createSecondOpinion({
    model: createModelClient({ client, url, name }),
    limits,
    loadStories: storage.stories.getMany,
    failed: (error) => log.warn({ err: error }, 'the embedding model could not be asked'),
    now,
  })
}
