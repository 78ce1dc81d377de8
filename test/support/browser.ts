import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { type Browser, chromium, type Page } from 'playwright-core'
import { createHttpServer } from '../../src/http/server.ts'
import type { FrontPage } from './front-page.ts'

const executablePath = process.env.TIDEWIRE_CHROMIUM ?? '/usr/bin/chromium'
export const hasChromium = existsSync(executablePath)
if (!hasChromium) console.warn(`skipped: no Chromium at ${executablePath}; set TIDEWIRE_CHROMIUM to one`)

export interface Reader {
  /** Serves the newsroom on loopback; returns the site's address. */
  serve(front: FrontPage): Promise<string>
  /** A page that remembers every dialog, policy violation and fault. */
  watch(options?: Parameters<Browser['newPage']>[0]): Promise<{ page: Page; faults: string[] }>
  close(): Promise<void>
}

/** A browser that reaches this machine alone, and the sites it reads. */
export async function openReader(): Promise<Reader> {
  const servers: FastifyInstance[] = []
  const browser = await chromium.launch({
    executablePath,
    args: [
      ...['--no-sandbox', '--headless=new', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      // Nothing a hostile page asks for may leave this machine.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  })
  return {
    async serve(front) {
      const server = createHttpServer(front.deps)
      servers.push(server)
      await server.listen({ host: '127.0.0.1', port: 0 })
      return `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`
    },

    async watch(options) {
      const page = await browser.newPage(options)
      const faults: string[] = []
      page.on('dialog', (dialog) => {
        faults.push(`dialog ${dialog.message()}`)
        return dialog.dismiss()
      })
      page.on('pageerror', (error) => faults.push(`fault ${error.message}`))
      page.on('console', (message) => {
        if (/content security policy|refused/i.test(message.text())) faults.push(`policy ${message.text()}`)
      })
      page.on('request', (request) => {
        if (!request.url().startsWith('http://127.0.0.1:')) faults.push(`asked for ${request.url()}`)
      })
      return { page, faults }
    },

    async close() {
      await browser.close()
      await Promise.all(servers.map((server) => server.close()))
    },
  }
}
