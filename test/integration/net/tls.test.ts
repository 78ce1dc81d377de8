import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import https from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { listen, outlet, resolves, serve } from './support/loopback.ts'

const READ = { method: 'GET', redirects: 'follow', answer: 'read' } as const
const NAMES = resolves({ 'feeds.example': ['127.0.0.1'], 'other.example': ['127.0.0.1'] })

/** The certificate is made here, so that no private key lies in the repository. */
describe.skipIf(!hasOpenssl())('https', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tidewire-tls-'))
  let key: string
  let cert: string
  beforeAll(() => {
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
        '-subj',
        '/CN=feeds.example',
        '-addext',
        'subjectAltName=DNS:feeds.example',
        '-keyout',
        join(folder, 'key.pem'),
        '-out',
        join(folder, 'cert.pem'),
      ],
      { stdio: 'ignore' },
    )
    key = readFileSync(join(folder, 'key.pem'), 'utf8')
    cert = readFileSync(join(folder, 'cert.pem'), 'utf8')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('is verified against the name in the URL, though the connection goes to a checked address', async () => {
    await using server = await serveTls((request, response) => response.end(`hello ${request.headers.host}`))
    await using out = outlet({ to: [server], resolver: NAMES, ca: cert })

    const response = await out.client.request({ ...READ, url: `https://feeds.example:${server.port}/` })

    expect(Buffer.from(response.body).toString()).toBe(`hello feeds.example:${server.port}`)
  })

  test('with a certificate for another name is refused', async () => {
    await using server = await serveTls((_, response) => response.end())
    await using out = outlet({ to: [server], resolver: NAMES, ca: cert })

    for (const host of ['other.example', '127.0.0.1']) {
      await expect(
        out.client.request({ ...READ, url: `https://${host}:${server.port}/` }),
      ).rejects.toMatchObject({
        code: 'fetch_tls',
        message: expect.stringMatching(/failed: no trusted TLS connection \(ERR_TLS_CERT_ALTNAME_INVALID\)$/),
      })
    }
  })

  test('with a certificate nobody vouches for is refused, whatever the environment says', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    onTestFinished(() => {
      vi.unstubAllEnvs()
    })
    await using server = await serveTls((_, response) => response.end())
    await using out = outlet({ to: [server], resolver: NAMES })

    await expect(
      out.client.request({ ...READ, url: `https://feeds.example:${server.port}/` }),
    ).rejects.toMatchObject({ code: 'fetch_tls' })
  })

  test('below TLS 1.2 is refused', async () => {
    await using server = await serveTls((_, response) => response.end(), {
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    await using out = outlet({ to: [server], resolver: NAMES, ca: cert })

    await expect(
      out.client.request({ ...READ, url: `https://feeds.example:${server.port}/` }),
    ).rejects.toMatchObject({ code: 'fetch_tls' })
  })

  test('is never left for http by a redirect', async () => {
    await using plain = await serve((_, response) => response.end('<rss/>'))
    await using server = await serveTls((_, response) =>
      response.writeHead(301, { location: plain.url }).end(),
    )
    await using out = outlet({ to: [server, plain], resolver: NAMES, ca: cert })

    await expect(
      out.client.request({ ...READ, url: `https://feeds.example:${server.port}/` }),
    ).rejects.toMatchObject({
      code: 'fetch_redirect',
      message: expect.stringContaining('from https to http'),
    })
    expect(plain.connections()).toBe(0)
  })

  test('is taken up when http redirects to it for good', async () => {
    await using server = await serveTls((_, response) => response.end('<rss/>'))
    const url = `https://feeds.example:${server.port}/`
    await using plain = await serve((_, response) => response.writeHead(301, { location: url }).end())
    await using out = outlet({ to: [server, plain], resolver: NAMES, ca: cert })

    expect(await out.client.request({ ...READ, url: plain.url })).toMatchObject({ url, permanentUrl: url })
  })

  async function serveTls(
    answer: Parameters<typeof https.createServer>[1] & {},
    options: https.ServerOptions = {},
  ) {
    return listen(https.createServer({ key, cert, ...options }, answer), '127.0.0.1', 0)
  }
})

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
