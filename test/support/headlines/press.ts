import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createRandom } from '../newsroom/random.ts'

/** Three draws; `docs/quality.md` says what each was looked at for. */
export type PressSet = 'a' | 'b' | 'c' | 'd'

/** Streams, each of one language; in those named so every report has a summary, in the others half of them. */
const STREAMS = ['en', 'en-summaries', 'zh', 'zh-summaries', 'ja', 'ko', 'es', 'de', 'ru', 'ar'] as const
/** The streams of each draw. */
export const PRESS_STREAMS: Readonly<Record<PressSet, readonly string[]>> = {
  a: STREAMS,
  b: STREAMS,
  c: [...STREAMS, 'fr', 'pt'],
  d: ['en', 'zh'],
}
/** Languages whose events stand among other headlines. */
const WITH_OTHERS = ['en', 'zh']
/** Draws that share these, every other line; the later ones have all of them. */
const HALVED: readonly PressSet[] = ['a', 'b']

const FOLDER = resolve(import.meta.dirname, '../../fixtures/press')
const HOUR = 3_600_000
const DAYS = 3
const PAPERS = 23

/**
 * Lines of a replay file, in order of time: what several papers wrote of the events of one stream, from
 * `test/fixtures/press`, and what else was in the papers.
 */
export function writePress(stream: string, set: PressSet, startAt: number): string[] {
  const language = stream.slice(0, 2)
  const random = createRandom('press', stream, set)
  const report = (id: string, hours: number, paper: number, text: string) => {
    const [title = '', summary] = text.split(' // ')
    return {
      id,
      publisher: `Paper ${paper}`,
      url: `https://paper-${paper}.example/${id}`,
      title,
      ...(summary && { summary }),
      publishedAt: new Date(startAt + Math.round(hours * HOUR)).toISOString(),
      language,
    }
  }
  const events = readEvents(`${stream}-${set}`).flatMap(([at = '@0', ...texts], number) => {
    const papers = random.shuffle(Array.from({ length: PAPERS }, (_, paper) => paper))
    let hours = Number(at.slice(1))
    return texts.map((text, round) => {
      if (round > 0) hours += random.exponential(1.5)
      const isLater = text.startsWith('+')
      const id = `${stream}-${set}-${number}-${round}`
      const line = report(id, hours + (isLater ? 24 : 0), papers[round] ?? 0, text.replace(/^\+/u, ''))
      return { ...line, event: `${stream}-${set}-${number}` }
    })
  })
  const others = WITH_OTHERS.includes(language)
    ? readLines(`${language}-other`)
        .filter((_, at) => !HALVED.includes(set) || at % 2 === HALVED.indexOf(set))
        .map((text, at) =>
          report(`${stream}-${set}-other-${at}`, random.next() * DAYS * 24, random.int(0, PAPERS - 1), text),
        )
    : []
  return [...events, ...others]
    .sort((a, b) => (a.publishedAt < b.publishedAt ? -1 : a.publishedAt > b.publishedAt ? 1 : 0))
    .map((line) => JSON.stringify(line))
}

function readEvents(name: string): string[][] {
  const events: string[][] = []
  for (const line of readLines(name)) {
    if (line.startsWith('@')) events.push([line])
    else events.at(-1)?.push(line)
  }
  return events
}

function readLines(name: string): string[] {
  return readFileSync(`${FOLDER}/${name}.txt`, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
}
