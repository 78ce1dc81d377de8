import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { type Context, type EventType, openContext } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import type { Newsroom } from './newsroom/index.ts'

const NEWSROOM_CHANNELS = {
  world: 'World',
  china: '中文要闻',
  business: 'Business',
  technology: 'Technology',
  science: 'Science',
  sports: 'Sports',
}

export interface TestReceiver {
  readonly url: string
  readonly secret: string
  readonly events: readonly EventType[]
  readonly lists: readonly string[]
}

export interface TestSettings {
  readonly redis: { readonly url: string; readonly prefix: string; readonly cluster?: boolean }
  readonly newsroom?: Pick<Newsroom, 'port' | 'sources'>
  /** Sources beside the newsroom's, all on loopback. */
  readonly sources?: readonly { readonly url: string; readonly publisher: string }[]
  readonly receivers?: readonly TestReceiver[]
  /** Sections that replace the brisk ones below, merged one level deep. */
  readonly sections?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** A configuration for a newsroom on loopback in which everything happens within seconds. */
export function settingsOf(settings: TestSettings): Record<string, unknown> {
  const { receivers = [] } = settings
  const sources = [...(settings.newsroom?.sources ?? []), ...(settings.sources ?? [])]
  const sections: Record<string, Record<string, unknown>> = {
    site: { title: 'Test Wire', url: 'http://127.0.0.1:8080', contact: 'test@localhost' },
    redis: { ...settings.redis },
    http: { host: '127.0.0.1', port: 0 },
    polling: {
      minInterval: '1s',
      defaultInterval: '1s',
      unconditionalInterval: '1s',
      maxInterval: '3s',
      claimEvery: '200ms',
      timeout: '5s',
      perHost: 20,
      // Tests count what publishers are asked for.
      icons: false,
    },
    ranking: { debounce: '300ms', sweep: '2s' },
    network: {
      feeds: {
        allow: ['127.0.0.0/8'],
        ports: [...new Set(sources.map(({ url }) => Number(new URL(url).port)))],
      },
      callbacks: { allow: receivers.map(({ url }) => new URL(url).host) },
    },
  }
  for (const [name, section] of Object.entries(settings.sections ?? {}))
    sections[name] = { ...sections[name], ...section }
  return {
    ...sections,
    channels: NEWSROOM_CHANNELS,
    sources,
    subscriptions: receivers,
  }
}

/** Writes a configuration into a directory of its own; `remove` takes it away again. */
export function writeSettings(settings: Record<string, unknown>): { file: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'tidewire-config-'))
  const file = join(dir, 'tidewire.yaml')
  writeFileSync(file, stringify(settings))
  return { file, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

export function newTestSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

/** The parts of the program over the same configuration, to look at what the workers did. The caller closes it. */
export function contextOf(file: string): Context {
  return openContext(loadConfig({ file, env: {}, cwd: process.cwd() }))
}
