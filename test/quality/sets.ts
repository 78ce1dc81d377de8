import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { BACKGROUND, type BackgroundLine, writeBackground } from '../support/headlines/background.ts'
import { EVENTS, writeEvents, writeSeries } from '../support/headlines/events.ts'
import { GROUP_LANGUAGES, type Half, writeGroups } from '../support/headlines/groups.ts'
import { writeHeldOut } from '../support/headlines/held-out.ts'
import { PRESS_STREAMS, type PressSet, writePress } from '../support/headlines/press.ts'
import { writeReplay } from '../support/newsroom/replay.ts'

/** Labelled sets that lie beside the project, not in it. */
const FOLDER = resolve(import.meta.dirname, '../../../shared/data/stories')
const HOUR = 3_600_000
const START = Date.UTC(2025, 9, 9)

export const hasLabelledData = existsSync(FOLDER)

export function readLabelled(file: string): string[] {
  return readFileSync(join(FOLDER, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
}

/** The Chinese events in the middle of three days of other headlines. */
export function eventsInBackground(count: number): string[] {
  const events = readLabelled('zh-events.ndjson').map((line) => JSON.parse(line) as BackgroundLine)
  const startAt = Date.parse(events[0]?.publishedAt ?? '') - 30 * HOUR
  const background = writeBackground({ ...BACKGROUND, count, startAt })
  return [...events, ...background]
    .sort((a, b) => Date.parse(a.publishedAt) - Date.parse(b.publishedAt))
    .map((line) => JSON.stringify(line))
}

/** As `make demo` prints them; an event counts once for each language, since languages are linked, not merged. */
export function newsroom(entries: number, seed = 42): string[] {
  return writeReplay({ seed, entries }).map((text) => {
    const line = JSON.parse(text) as { event: string; language: string }
    return JSON.stringify({ ...line, event: `${line.event}-${line.language}` })
  })
}

/** Our own small sets by name, and all of them in one stream. */
export function ownSets(): Map<string, string[]> {
  const sets = new Map(Object.keys(EVENTS).map((language) => [language, writeEvents(language, START)]))
  sets.set('one publisher’s series', writeSeries(START))
  sets.set('all of these in one stream', [...sets.values()].flat())
  for (const entries of [300, 1_200])
    sets.set(`the simulated newsroom, ${entries} entries`, newsroom(entries))
  return sets
}

/** Sets nobody looked into while the rules were made. */
export function heldOutSets(): Map<string, string[]> {
  return new Map([
    ['English', writeHeldOut('en', START)],
    ['Chinese', writeHeldOut('zh', START)],
  ])
}

/** Groups of siblings in ten languages, of either half, each language a stream of its own. */
export function groupSets(half: Half): Map<string, string[]> {
  return new Map(GROUP_LANGUAGES.map((language) => [language, writeGroups(language, START, half)]))
}

/** What papers wrote of three days, of one draw. */
export function pressSets(set: PressSet): Map<string, string[]> {
  return new Map(PRESS_STREAMS[set].map((stream) => [stream, writePress(stream, set, START)]))
}
