import { PUBLISHERS } from './publishers.ts'
import { createWorld } from './world.ts'

export interface ReplayOptions {
  readonly seed: number
  /** Lines to write. */
  readonly entries: number
  /** Epoch ms of the first event; 2026-01-05T06:00:00Z. */
  readonly startAt?: number
  readonly eventsPerHour?: number
}

/** One line of a replay file. `event` is the answer sheet; `tidewire replay` ignores it. */
export interface ReplayLine {
  readonly id: string
  readonly publisher: string
  readonly url: string
  readonly title: string
  readonly summary: string
  readonly publishedAt: string
  readonly channel: string
  readonly language: string
  readonly event: string
}

/** NDJSON lines for `tidewire replay`, in order of time, from the world the newsroom prints. */
export function writeReplay(options: ReplayOptions): string[] {
  const startAt = options.startAt ?? Date.UTC(2026, 0, 5, 6)
  const world = createWorld({
    seed: options.seed,
    publishers: PUBLISHERS,
    eventsPerHour: options.eventsPerHour ?? 30,
  })
  const lines: string[] = []
  while (lines.length < options.entries) {
    const release = world.next()
    // A replay names each entry once; a corrected title is a second report of the same entry.
    if (release.kind === 'correction') continue
    const line: ReplayLine = {
      id: `${release.publisher.slug}-${release.item}`,
      publisher: release.publisher.name,
      url: `https://${release.publisher.slug}.example/${release.channel}/${release.item}`,
      title: release.title,
      summary: release.summary,
      publishedAt: new Date(startAt + Math.round(release.at)).toISOString(),
      channel: release.channel,
      language: release.language,
      event: release.eventId,
    }
    lines.push(JSON.stringify(line))
  }
  return lines
}
