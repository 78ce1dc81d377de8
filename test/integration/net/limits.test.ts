import { once } from 'node:events'
import type net from 'node:net'
import zlib from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { outlet, serve, speak } from './support/loopback.ts'

const READ = { method: 'GET', redirects: 'follow', answer: 'read' } as const
const MB = 1_000_000

describe('bombs', () => {
  let bomb: Buffer
  beforeAll(async () => {
    bomb = await gzipOfZeros(300 * MB)
  })

  test('300 MB in 300 KB of gzip stop at the limit, without being held in memory', async () => {
    await using server = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    )
    await using out = outlet({ to: [server] })
    const before = process.memoryUsage().rss

    await expect(out.client.request({ ...READ, url: server.url })).rejects.toMatchObject({
      code: 'fetch_too_large',
      message: `GET ${server.url}/ answered with more than 10000000 bytes after decompression`,
    })

    expect(process.memoryUsage().rss - before).toBeLessThan(100 * MB)
  })

  test('300 MB in a kilobyte of stacked gzip are not unpacked at all', async () => {
    const stacked = zlib.gzipSync(bomb, { level: 9 })
    expect(stacked.length).toBeLessThan(1024)
    await using server = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(stacked),
    )
    await using out = outlet({ to: [server] })

    await expect(out.client.request({ ...READ, url: server.url })).rejects.toMatchObject({
      code: 'fetch_encoding',
    })
  })

  test('stacked gzip that claims to be single is unpacked once', async () => {
    const stacked = zlib.gzipSync(bomb, { level: 9 })
    await using server = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(stacked),
    )
    await using out = outlet({ to: [server] })

    const response = await out.client.request({ ...READ, url: server.url })

    expect(response.body.length).toBe(bomb.length)
    expect(response.wireBytes).toBe(stacked.length)
  })

  test('an endless chunked body is cut at the wire limit, and the connection closed', async () => {
    const closed = Promise.withResolvers<number>()
    await using server = await speak(async (socket) => {
      socket.on('close', () => closed.resolve(socket.bytesWritten))
      await once(socket, 'data')
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n')
      const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`
      while (!socket.destroyed) if (!socket.write(chunk)) await drained(socket)
    })
    await using out = outlet({ to: [server], limits: { maxWireBytes: 500_000 } })

    await expect(out.client.request({ ...READ, url: server.url })).rejects.toMatchObject({
      code: 'fetch_too_large',
      message: `GET ${server.url}/ answered with more than 500000 bytes`,
    })
    expect(await closed.promise).toBeLessThan(20 * MB)
  })

  test('a declared length past the limit is believed', async () => {
    await using server = await speak((socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 3000000000\r\n\r\n'))
    })
    await using out = outlet({ to: [server] })

    await expect(out.client.request({ ...READ, url: server.url })).rejects.toMatchObject({
      code: 'fetch_too_large',
    })
  })

  test('headers without end are cut', async () => {
    const closed = Promise.withResolvers<void>()
    await using server = await speak(async (socket) => {
      socket.on('close', () => closed.resolve())
      await once(socket, 'data')
      socket.write('HTTP/1.1 200 OK\r\n')
      for (let n = 0; !socket.destroyed; n++) {
        if (!socket.write(`x-header-${n}: ${'y'.repeat(1000)}\r\n`)) await drained(socket)
      }
    })
    await using out = outlet({ to: [server] })

    await expect(out.client.request({ ...READ, url: server.url })).rejects.toMatchObject({
      code: 'fetch_too_large',
      message: `GET ${server.url}/ answered with too many header bytes`,
    })
    await closed.promise
  })

  test('a hundred thousand redirects to ever new places end after five', async () => {
    await using server = await serve((_, response, count) =>
      response.writeHead(301, { location: `/${count}` }).end('x'.repeat(10_000)),
    )
    await using out = outlet({ to: [server] })

    await expect(out.client.request({ ...READ, url: server.url })).rejects.toMatchObject({
      code: 'fetch_redirect',
    })
    expect(server.requests).toHaveLength(6)
  })
})

describe('slowness', () => {
  test('a body that drips is cut at the total deadline', async () => {
    await using server = await speak((socket) => {
      drip(socket, 'HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n', 'x')
    })
    await using out = outlet({ to: [server], limits: { totalMs: 200, idleMs: 5000 } })

    await expect(out.client.request({ ...READ, url: server.url })).rejects.toMatchObject({
      code: 'fetch_timeout',
      message: `GET ${server.url}/ took longer than 200 ms`,
    })
  })

  test('so are headers that drip', async () => {
    await using server = await speak((socket) => {
      drip(socket, 'HTTP/1.1 200 OK\r\n', 'a')
    })
    await using out = outlet({ to: [server], limits: { totalMs: 200, headersMs: 5000 } })

    await expect(out.client.request({ ...READ, url: server.url })).rejects.toMatchObject({
      code: 'fetch_timeout',
    })
  })

  test('and redirects that each take their time', async () => {
    await using server = await serve((_, response, count) => {
      setTimeout(() => response.writeHead(302, { location: `/${count}` }).end(), 80)
    })
    await using out = outlet({ to: [server], limits: { totalMs: 200 } })

    await expect(out.client.request({ ...READ, url: server.url })).rejects.toMatchObject({
      code: 'fetch_timeout',
    })
    expect(server.requests.length).toBeLessThan(5)
  })

  test('a server that never answers is left after the header limit', async () => {
    await using server = await speak(() => {})
    await using out = outlet({ to: [server], limits: { headersMs: 100 } })

    await expect(out.client.request({ ...READ, url: server.url })).rejects.toMatchObject({
      code: 'fetch_timeout',
      message: `GET ${server.url}/ timed out waiting for headers`,
    })
  })

  test('a server that takes the connection and never ends the TLS handshake is left after the limit of connecting', async () => {
    const closed = Promise.withResolvers<void>()
    await using server = await speak((socket) => socket.on('close', () => closed.resolve()).resume())
    await using out = outlet({ to: [server], connectTimeoutMs: 100 })

    await expect(
      out.client.request({ ...READ, url: server.url.replace('http:', 'https:') }),
    ).rejects.toMatchObject({ code: 'fetch_timeout' })
    await closed.promise
  })

  test('a body that stops halfway is left after the idle limit', async () => {
    await using server = await speak((socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'))
    })
    await using out = outlet({ to: [server], limits: { idleMs: 100 } })

    await expect(out.client.request({ ...READ, url: server.url })).rejects.toMatchObject({
      code: 'fetch_timeout',
      message: `GET ${server.url}/ timed out waiting for the next byte of the body`,
    })
  })

  test('a slow server does not delay the others', async () => {
    await using slow = await speak(() => {})
    await using fast = await serve((_, response) => response.end('<rss/>'))
    await using out = outlet({ to: [slow, fast], limits: { totalMs: 5000 } })
    const controller = new AbortController()

    const waiting = Array.from({ length: 20 }, () =>
      out.client.request({ ...READ, url: slow.url }, controller.signal).catch((error: unknown) => error),
    )
    await out.client.request({ ...READ, url: fast.url })
    controller.abort('enough')

    expect(await Promise.all(waiting)).toEqual(Array(20).fill('enough'))
  })
})

async function gzipOfZeros(size: number): Promise<Buffer> {
  const gzip = zlib.createGzip({ level: 9 })
  const chunks: Buffer[] = []
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk))
  const zeros = Buffer.alloc(MB)
  for (let written = 0; written < size; written += MB) if (!gzip.write(zeros)) await once(gzip, 'drain')
  gzip.end()
  await once(gzip, 'end')
  return Buffer.concat(chunks)
}

/** Sends a byte every 10 ms until the other side has enough. */
/** Answers with `start`, and from then on a byte at a time. */
function drip(socket: net.Socket, start: string, byte: string): void {
  socket.once('data', () => {
    socket.write(start)
    const timer = setInterval(() => socket.write(byte), 10)
    socket.on('close', () => clearInterval(timer))
  })
}

async function drained(socket: net.Socket): Promise<void> {
  await new Promise<void>((resolve) => {
    socket.once('drain', resolve)
    socket.once('close', resolve)
  })
}
