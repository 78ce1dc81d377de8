import { writeSync } from 'node:fs'
import { type DestinationStream, destination as fileDestination } from 'pino'

/** Kept for when the lines can be written again; beyond it they are lost. */
const KEPT_BYTES = 1024 * 1024

/**
 * Writes each line before the call returns, so that none is lost on exit. A log that cannot be written (a full disk, a
 * terminal that is gone) stops no work: it is told of once, on the other of stdout and stderr, and the lines follow when
 * there is room again. `lost` hears how many did not.
 */
export function openDestination(fd: 1 | 2, lost: (lines: number) => void): DestinationStream {
  const out = fileDestination({ dest: fd, sync: true, maxLength: KEPT_BYTES })
  let isFailing = false
  let dropped = 0
  out.on('error', (error: NodeJS.ErrnoException) => {
    if (isFailing) return
    isFailing = true
    tellOn(
      fd === 1 ? 2 : 1,
      `tidewire: the log cannot be written (${error.code ?? error.message}); work goes on\n`,
    )
  })
  out.on('drop', () => dropped++)
  out.on('write', () => {
    isFailing = false
    if (dropped === 0) return
    const lines = dropped
    dropped = 0
    // Not from within the write that has just succeeded.
    setImmediate(lost, lines)
  })
  return out
}

function tellOn(fd: number, words: string): void {
  try {
    writeSync(fd, words)
  } catch {
    // It is gone, too.
  }
}
