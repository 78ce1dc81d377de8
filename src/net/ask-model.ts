import type { EmbeddingModel } from '../model/index.ts'
import { FetchError } from './errors.ts'
import type { HttpClient } from './request.ts'
import { printUrl } from './urls.ts'

export interface ModelClientDeps {
  readonly client: Pick<HttpClient, 'request'>
  readonly url: string
  /** Sent along where a server holds several. */
  readonly name?: string | undefined
}

/** Texts of one request: Text Embeddings Inference refuses more unless it is told otherwise. */
const BATCH = 32

/**
 * A model behind `POST /v1/embeddings`, as OpenAI's API has it: llama.cpp, Ollama, vLLM and Text Embeddings Inference
 * answer it on a machine of one's own.
 */
export function createModelClient({ client, url, name }: ModelClientDeps): EmbeddingModel {
  const what = `POST ${printUrl(new URL(url))}`

  async function ask(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    const body = JSON.stringify({ input: texts, ...(name !== undefined && { model: name }) })
    const answer = await client.request(
      {
        method: 'POST',
        url,
        redirects: 'refuse',
        answer: 'read',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: new TextEncoder().encode(body),
      },
      signal,
    )
    if (answer.statusCode !== 200) throw useless(`${what} answered ${answer.statusCode}`)
    return readVectors(what, new TextDecoder().decode(answer.body), texts.length)
  }

  return {
    async embed(texts, signal) {
      const vectors: Float32Array[] = []
      for (let from = 0; from < texts.length; from += BATCH)
        vectors.push(...(await ask(texts.slice(from, from + BATCH), signal)))
      if (vectors.some(({ length }) => length !== vectors[0]?.length))
        throw useless(`${what} answered vectors of several lengths`)
      return vectors
    },
  }
}

function readVectors(what: string, json: string, count: number): Float32Array[] {
  const vectors = new Array<Float32Array | undefined>(count).fill(undefined)
  let length: number | undefined
  for (const [at, item] of itemsOf(what, json).entries()) {
    const { index = at, embedding } = (item ?? {}) as { index?: unknown; embedding?: unknown }
    if (typeof index !== 'number' || !Array.isArray(embedding))
      throw useless(`${what}: item ${at} is no embedding`)
    length ??= embedding.length
    if (length === 0 || embedding.length !== length || !embedding.every((part) => Number.isFinite(part)))
      throw useless(`${what}: item ${at} is no vector of ${length} numbers`)
    if (index in vectors) vectors[index] = Float32Array.from(embedding as number[])
  }
  return vectors.map((vector, at) => {
    if (!vector) throw useless(`${what} answered no vector for text ${at + 1} of ${count}`)
    return vector
  })
}

function itemsOf(what: string, json: string): readonly unknown[] {
  try {
    const { data } = JSON.parse(json) as { data?: unknown }
    if (Array.isArray(data)) return data
  } catch (cause) {
    throw useless(`${what} answered what is no JSON`, cause)
  }
  throw useless(`${what} answered no list called "data"`)
}

function useless(message: string, cause?: unknown): FetchError {
  return new FetchError('fetch_protocol', message, cause)
}
