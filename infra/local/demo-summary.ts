import type { NewsroomStats } from '../../test/support/newsroom/index.ts'
import type { ReceivedWebhook } from '../../test/support/webhook-receiver.ts'

/** Sums of Prometheus series: `name` → total, `name{label="value"}` → its own. */
export type Figures = ReadonlyMap<string, number>

export async function readFigures(url: string): Promise<Figures> {
  const text = await fetch(url, { signal: AbortSignal.timeout(5_000) }).then((response) => response.text())
  const figures = new Map<string, number>()
  for (const line of text.split('\n')) {
    const match = /^([a-z_]+)(\{[^}]*\})? (\S+)$/.exec(line)
    if (!match?.[1]) continue
    const value = Number(match[3])
    if (match[2]) figures.set(match[1] + match[2], value)
    figures.set(match[1], (figures.get(match[1]) ?? 0) + value)
  }
  return figures
}

const RULE = '─'.repeat(50)

export function summarise(
  figures: Figures,
  newsroom: NewsroomStats,
  received: readonly ReceivedWebhook[],
  afterMs: number,
): string {
  const get = (name: string) => figures.get(name) ?? 0
  const polls = get('tidewire_polls_total')
  const notModified = get('tidewire_polls_total{outcome="not_modified"}')
  const verified = received.filter((event) => event.verified)
  const share = polls === 0 ? 0 : Math.round((100 * notModified) / polls)
  return [
    '',
    `── the first ${Math.round(afterMs / 1000)} seconds `.padEnd(RULE.length, '─'),
    `polls        ${polls}, ${share} % answered 304 (the publishers counted ${newsroom.requests} requests)`,
    `pushes       ${get('tidewire_pushes_total{outcome="read"}')} read, ${get('tidewire_push_entries_total{outcome="pushed"}')} new entries came by them`,
    `entries      ${get('tidewire_entries_total{outcome="new"}')} new, ${get('tidewire_entries_total{outcome="changed"}')} changed`,
    `stories      ${get('tidewire_stories_total{event="founded"}')} founded, ${get('tidewire_stories_total{event="joined"}')} reports joined one`,
    `editions     ${get('tidewire_editions_total')}`,
    `deliveries   ${get('tidewire_deliveries_total{outcome="delivered"}')} delivered, ${get('tidewire_deliveries_total{outcome="failed"}')} attempts failed`,
    `verified     ${verified.length} of ${received.length} webhooks, ${new Set(verified.map((event) => event.id)).size} events`,
    RULE,
    '',
  ].join('\n')
}
