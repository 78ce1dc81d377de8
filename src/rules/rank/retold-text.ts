/**
 * Texts of an origin with that of one of its entries as it reads now; the same list where that changes nothing. `plain`: the
 * keys of what the entry printed; the text also names what it nearly repeats, which another look at it may see otherwise.
 */
export function withText(texts: readonly string[], plain: string, text: string): readonly string[] {
  const own = plain.split('+')
  const isOfEntry = (each: string): boolean => {
    const keys = new Set(each.split('+'))
    return own.every((key) => keys.has(key)) && keys.size <= own.length + 1
  }
  if (texts.includes(text) || !texts.some(isOfEntry)) return texts
  return [...new Set([...texts.filter((each) => !isOfEntry(each)), text])].sort()
}
