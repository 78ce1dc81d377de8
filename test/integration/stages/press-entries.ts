import { readReplayLines } from '../../../src/app/replay-lines.ts'
import type { Entry } from '../../../src/model/index.ts'
import { PRESS_STREAMS, writePress } from '../../support/headlines/press.ts'
import { DAY, NOW } from './desk.ts'

/** Three days of headlines in eight languages as papers write them, doubtful ones among them, by time. */
export function pressEntries(): Entry[] {
  const ndjson = PRESS_STREAMS.a.flatMap((stream) => writePress(stream, 'a', NOW - 3 * DAY))
  const { lines } = readReplayLines(ndjson.join('\n'), 'press')
  return lines.map(({ entry }) => entry).sort((a, b) => a.reportedAt - b.reportedAt)
}

/** As many as polls hand over together. */
export const JOB = 25
