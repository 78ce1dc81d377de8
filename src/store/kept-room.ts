import { getHeapStatistics } from 'node:v8'

/** The heap that `most` is meant for: what Node takes on a machine of 16 GB and more. */
const WHOLE_HEAP_BYTES = 4 * 2 ** 30

/**
 * How many of something may be kept: `most`, and of a smaller heap as much less. So a worker in a small container reads
 * more from Redis instead of running out of memory.
 */
export function roomFor(most: number, heapBytes = getHeapStatistics().heap_size_limit): number {
  return Math.max(1, Math.floor(most * Math.min(1, heapBytes / WHOLE_HEAP_BYTES)))
}
