import type { Event, EventId, EventType, OutboxItem } from '../model/index.ts'
import { MAX_BLOCK_MS, type RedisClient } from '../redis/client.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { eventArguments } from './events.ts'
import { chunksOf, parseStored } from './replies.ts'

export interface OutboxDeps extends StoreDeps {
  /** Connection of its own for `read`: a blocked one answers nobody else. Without it `read` never waits. */
  readonly blocking?: RedisClient
}

const GROUP = 'fan-out'
const APPEND_CHUNK = 200

type StreamItem = readonly [position: string, fields: readonly string[] | null]

/** Events committed and not yet fanned out, read by one consumer group; and their payloads. */
export function createOutbox(deps: OutboxDeps) {
  const { redis, keys } = deps
  const scripts = loadScripts(redis, ['acknowledge-outbox', 'append-events'])

  async function ensureGroup(): Promise<void> {
    try {
      await redis.xgroup('CREATE', keys.outbox(), GROUP, '0', 'MKSTREAM')
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('BUSYGROUP'))) throw error
    }
  }

  /** The group goes with the stream when Redis starts empty: made anew rather than failing for ever. */
  async function withGroup<Reply>(call: () => Promise<Reply>): Promise<Reply> {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOGROUP'))) throw error
      await ensureGroup()
      return call()
    }
  }

  async function acknowledge(positions: readonly string[]): Promise<number> {
    let removed = 0
    for (const chunk of chunksOf(positions, APPEND_CHUNK)) {
      removed += (await scripts['acknowledge-outbox']({
        keys: [keys.outbox()],
        args: [GROUP, ...chunk],
      })) as number
    }
    return removed
  }

  return {
    ensureGroup,
    acknowledge,

    /** Items that nobody read before; waits up to `blockMs` (at most 10 s) for the first. */
    async read(
      consumer: string,
      options: { readonly count: number; readonly blockMs: number },
    ): Promise<OutboxItem[]> {
      const { blocking } = deps
      const blockMs = Math.min(options.blockMs, MAX_BLOCK_MS)
      const count = options.count
      const reply = await withGroup(() =>
        blocking && blockMs > 0
          ? blocking.xreadgroup(
              'GROUP',
              GROUP,
              consumer,
              'COUNT',
              count,
              'BLOCK',
              blockMs,
              'STREAMS',
              keys.outbox(),
              '>',
            )
          : redis.xreadgroup('GROUP', GROUP, consumer, 'COUNT', count, 'STREAMS', keys.outbox(), '>'),
      )
      const [stream] = (reply ?? []) as unknown as [string, StreamItem[]][]
      return (stream?.[1] ?? []).flatMap(readItem)
    },

    /** Items that a consumer read at least `minIdleMs` ago and never acknowledged: it died. */
    async reclaim(
      consumer: string,
      options: { readonly minIdleMs: number; readonly count: number },
    ): Promise<OutboxItem[]> {
      const reply = await withGroup(() =>
        redis.xautoclaim(keys.outbox(), GROUP, consumer, options.minIdleMs, '0-0', 'COUNT', options.count),
      )
      return ((reply as unknown[])[1] as StreamItem[]).flatMap(readItem)
    },

    /** Forgets consumers without pending items that have not read for `idleMs`: each process adds one. */
    async retireConsumers(idleMs: number): Promise<number> {
      const consumers = (await withGroup(() => redis.xinfo('CONSUMERS', keys.outbox(), GROUP))) as unknown[][]
      let retired = 0
      for (const flat of consumers) {
        const facts = Object.fromEntries(
          Array.from({ length: flat.length / 2 }, (_, at) => [String(flat[2 * at]), flat[2 * at + 1]]),
        )
        if (Number(facts.pending) > 0 || Number(facts.idle) < idleMs) continue
        await redis.xgroup('DELCONSUMER', keys.outbox(), GROUP, String(facts.name))
        retired++
      }
      return retired
    },

    async length(): Promise<number> {
      return redis.xlen(keys.outbox())
    },

    /** Items read and not acknowledged. */
    async pending(): Promise<number> {
      const [count] = await withGroup(() => redis.xpending(keys.outbox(), GROUP))
      return Number(count)
    },

    /** Each event once, however often it is named. Returns how many were new. */
    async append(
      events: readonly Event[],
      options: { readonly now: number; readonly ttlMs: number },
    ): Promise<number> {
      let appended = 0
      for (const chunk of chunksOf(events, APPEND_CHUNK)) {
        appended += (await scripts['append-events']({
          keys: [keys.outbox(), ...chunk.map((event) => keys.event(event.id))],
          args: [options.now, options.ttlMs, ...chunk.flatMap(eventArguments)],
        })) as number
      }
      return appended
    },

    async payload(eventId: EventId): Promise<Event | undefined> {
      const key = keys.event(eventId)
      const json = await redis.get(key)
      return json ? parseStored<Event>(json, key) : undefined
    },
  }

  function readItem([position, fields]: StreamItem): OutboxItem[] {
    const facts = new Map<string, string>()
    for (let at = 0; fields && at + 1 < fields.length; at += 2)
      facts.set(fields[at] as string, fields[at + 1] as string)
    const eventId = facts.get('id')
    if (eventId === undefined) return []
    return [
      {
        position,
        eventId,
        type: facts.get('type') as EventType,
        listIds: parseStored<string[]>(facts.get('lists') ?? '', keys.outbox()),
      },
    ]
  }
}

export type Outbox = ReturnType<typeof createOutbox>
