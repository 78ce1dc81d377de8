/**
 * The newest `max` of the items, in their order, and how many were left out. An undated item counts as old as the one
 * before it; without any dates the first are kept, as feeds put their newest first.
 */
export function keepNewest<T>(
  items: readonly T[],
  dateOf: (item: T) => number | undefined,
  max: number,
): { kept: readonly T[]; droppedCount: number } {
  if (items.length <= max) return { kept: items, droppedCount: 0 }
  let previous = Number.POSITIVE_INFINITY
  const dated = items.map((item, index) => {
    previous = dateOf(item) ?? previous
    return { index, date: previous }
  })
  dated.sort((a, b) => (a.date === b.date ? a.index - b.index : b.date > a.date ? 1 : -1))
  const indexes = new Set(dated.slice(0, max).map(({ index }) => index))
  return { kept: items.filter((_, index) => indexes.has(index)), droppedCount: items.length - max }
}
