import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** Halves of the groups: rules are changed by what `open` shows; `closed` is only ever summed up. */
export type Half = 'open' | 'closed'

interface Report {
  readonly title: string
  readonly summary?: string
  readonly publisher: string
  readonly hours: number
}

const FOLDER = resolve(import.meta.dirname, '../../fixtures/headlines')
const HOUR = 3_600_000
const PUBLISHERS = 11

/** Languages of the groups. */
export const GROUP_LANGUAGES = ['en', 'zh', 'ar', 'hi', 'fr', 'ru', 'es', 'ja', 'ko', 'de'] as const

/**
 * Lines of a replay file, in order of time, of the groups in `test/fixtures/headlines/<language>.txt`: siblings that
 * tempt stay in one half. Reports of an event come forty minutes apart, each from another paper.
 */
export function writeGroups(language: string, startAt: number, half?: Half): string[] {
  const groups = readFileSync(`${FOLDER}/${language}.txt`, 'utf8').split(/^==$/m)
  const lines = groups.flatMap((group, g) =>
    half && halfOf(group) !== half
      ? []
      : events(group).flatMap((event, e) =>
          readReports(event, g + e).map(({ hours, ...report }, round) => ({
            id: `${language}-${g}-${e}-${round}`,
            url: `https://${language}.example/${g}-${e}-${round}`,
            ...report,
            publishedAt: new Date(startAt + hours * HOUR).toISOString(),
            language,
            event: `${language}-${g}-${e}`,
          })),
        ),
  )
  lines.sort((a, b) => (a.publishedAt < b.publishedAt ? -1 : a.publishedAt > b.publishedAt ? 1 : 0))
  return lines.map((line) => JSON.stringify(line))
}

/** By the first title, so that editing a group's comments or order moves none. */
function halfOf(group: string): Half {
  const first = events(group)[0]?.[1] ?? ''
  return (createHash('sha256').update(first).digest()[0] ?? 0) % 2 === 0 ? 'open' : 'closed'
}

function events(group: string): string[][] {
  return group
    .split(/\n\s*\n/)
    .map((event) => event.split('\n').filter((line) => line !== '' && !line.startsWith('#')))
    .filter((event) => event.length > 0)
}

function readReports([at = '@0', ...texts]: readonly string[], shift: number): Report[] {
  return texts.map((text, round) => {
    const [title = '', summary] = text.replace(/^\+/, '').split(' // ')
    const publisher =
      / [-|] ([\p{Lu}][\p{L} ]+)$/u.exec(title)?.[1] ?? `Gazette ${(shift * 3 + round) % PUBLISHERS}`
    return {
      title,
      ...(summary && { summary }),
      publisher,
      hours: Number(at.slice(1)) + (round * 2) / 3 + (text.startsWith('+') ? 24 : 0),
    }
  })
}
