import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createModelClient } from '../../../src/net/ask-model.ts'
import { createGuard } from '../../../src/net/guard.ts'
import { createHttpClient } from '../../../src/net/request.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A server that answers so; `undefined`: never. */
async function aModel(
  answer: (asked: { input: string[]; model?: string }) => unknown,
  status = 200,
  totalMs = 30_000,
) {
  const asked: unknown[] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const body = JSON.parse(Buffer.concat(parts).toString())
    asked.push(body)
    const reply = answer(body)
    if (reply === undefined) return
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(typeof reply === 'string' ? reply : JSON.stringify(reply))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const client = createHttpClient({
    guard: createGuard({ purpose: 'callbacks', allow: [`127.0.0.1:${port}`], ports: [] }),
    userAgent: 'test',
    limits: { totalMs },
  })
  closing.push(
    client.close,
    () => server.closeAllConnections(),
    () => server.close(),
  )
  const url = `http://127.0.0.1:${port}/v1/embeddings`
  const embed = (texts: readonly string[], name?: string) =>
    createModelClient({ client, url, name }).embed(texts, new AbortController().signal)
  return { asked, embed }
}

const vectorOf = (text: string) => [text.length, 0.5]

describe('a model behind HTTP', () => {
  test('is asked for all texts at once, and its vectors go by their index', async () => {
    const { asked, embed } = await aModel(({ input }) => ({
      data: input.map((text, index) => ({ index, embedding: vectorOf(text) })).reverse(),
    }))

    const vectors = await embed(['地震', 'quake'], 'small')

    expect(vectors).toEqual([Float32Array.of(2, 0.5), Float32Array.of(5, 0.5)])
    expect(asked).toEqual([{ input: ['地震', 'quake'], model: 'small' }])
  })

  test('is asked for many texts a batch after another, as servers bound one, and each gets its own vector', async () => {
    const { asked, embed } = await aModel(({ input }) => ({
      data: input.map((text, index) => ({ index, embedding: vectorOf(text) })),
    }))
    const texts = Array.from({ length: 70 }, (_, n) => 'x'.repeat(n + 1))

    const vectors = await embed(texts)

    expect(vectors).toEqual(texts.map((text) => Float32Array.from(vectorOf(text))))
    expect(asked.map((body) => (body as { input: string[] }).input.length)).toEqual([32, 32, 6])
  })

  test('whose batches have vectors of two lengths fails', async () => {
    const { embed } = await aModel(({ input }) => ({
      data: input.map(() => ({ embedding: Array.from({ length: input.length }, () => 1) })),
    }))

    await expect(embed(Array.from({ length: 33 }, String))).rejects.toMatchObject({ name: 'FetchError' })
  })

  test.each([
    ['a page', '<html>'],
    ['no list', { data: {} }],
    ['one vector for two texts', { data: [{ index: 0, embedding: [1, 2] }] }],
    ['vectors of two lengths', { data: [{ embedding: [1, 2] }, { embedding: [1] }] }],
    ['what is no number', { data: [{ embedding: [1, null] }, { embedding: [1, 2] }] }],
    ['empty vectors', { data: [{ embedding: [] }, { embedding: [] }] }],
    [
      'a place that nobody asked for',
      {
        data: [
          { index: 7, embedding: [1] },
          { index: -1, embedding: [1] },
        ],
      },
    ],
    ['null', 'null'],
  ])('that answers %s fails', async (_, answer) => {
    const { embed } = await aModel(() => answer)

    await expect(embed(['a', 'b'])).rejects.toMatchObject({ name: 'FetchError' })
  })

  test('that answers an error, or nothing in time, fails', async () => {
    const broken = await aModel(() => ({ data: [] }), 500)
    const slow = await aModel(() => undefined, 200, 300)

    await expect(broken.embed(['a'])).rejects.toThrow('answered 500')
    await expect(slow.embed(['a'])).rejects.toMatchObject({ code: 'fetch_timeout' })
  })
})
