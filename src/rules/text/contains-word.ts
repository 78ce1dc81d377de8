/**
 * Whether one of the words stands in the text, ignoring case and width: whole words where the script has word gaps
 * ("art" is not in "party"), anywhere where it has none. Plain search, no patterns: an operator's word can never cost
 * unbounded time. `folded` comes from `foldText`.
 */
export function containsAny(folded: string, words: readonly string[]): boolean {
  return words.some((word) => containsWord(folded, foldText(word)))
}

export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim()
}

function containsWord(text: string, word: string): boolean {
  if (word === '') return false
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!joins(text, at) && !joins(text, at + word.length)) return true
  }
  return false
}

/** Whether the characters before and after `at` belong to one spaced word. */
function joins(text: string, at: number): boolean {
  return isSpacedLetter(text[at - 1]) && isSpacedLetter(text[at])
}

function isSpacedLetter(char: string | undefined): boolean {
  return (
    char !== undefined &&
    /[\p{L}\p{M}\p{N}]/u.test(char) &&
    !/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u.test(char)
  )
}
