/** How a character takes part in a word. */
export type CharClass = 'digit' | 'han' | 'kana' | 'hangul' | 'unspaced' | 'letter' | 'mark' | 'gap'

/** Class of one code point; half- and full-width forms are expected to be folded already. */
export function charClass(point: number): CharClass {
  if (point < 0x80) {
    if (point >= 0x30 && point <= 0x39) return 'digit'
    const isLetter = (point >= 0x61 && point <= 0x7a) || (point >= 0x41 && point <= 0x5a)
    return isLetter ? 'letter' : 'gap'
  }
  if (isHan(point)) return 'han'
  if (
    (point >= 0x3041 && point <= 0x30ff && point !== 0x30fb && point !== 0x30a0) ||
    inRange(point, 0x31f0, 0x31ff)
  ) {
    return 'kana'
  }
  if (inRange(point, 0xac00, 0xd7a3) || inRange(point, 0x1100, 0x11ff) || inRange(point, 0x3130, 0x318f)) {
    return 'hangul'
  }
  const char = String.fromCodePoint(point)
  if (!/[\p{L}\p{M}]/u.test(char)) return 'gap'
  // Thai, Lao, Myanmar, Khmer
  if (inRange(point, 0x0e00, 0x0eff) || inRange(point, 0x1000, 0x109f) || inRange(point, 0x1780, 0x17ff)) {
    return 'unspaced'
  }
  return /\p{M}/u.test(char) ? 'mark' : 'letter'
}

export function isHiragana(point: number): boolean {
  return inRange(point, 0x3041, 0x309f)
}

function isHan(point: number): boolean {
  return (
    inRange(point, 0x4e00, 0x9fff) ||
    inRange(point, 0x3400, 0x4dbf) ||
    inRange(point, 0xf900, 0xfaff) ||
    inRange(point, 0x20000, 0x323af) ||
    point === 0x3005 ||
    point === 0x3007
  )
}

function inRange(point: number, from: number, to: number): boolean {
  return point >= from && point <= to
}
