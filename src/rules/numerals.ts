const DIGITS = '〇一二三四五六七八九'
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }
/** After 第 always; before a counter only with two characters or more, since 一次 means "once". */
const NUMERAL =
  /(?<=第 ?)[〇零一二三四五六七八九十百千两]+|[〇零一二三四五六七八九十百千两]{2,}(?=[号届次期级季轮集章回版月日年人个名万亿%])|[一二三四五六七八九十](?=月[\d一二三四五六七八九十])/gu

/** Chinese numerals that number something, as digits: 十七号 → 17号, 第五次 → 第5次. */
export function chineseNumerals(text: string): string {
  return text.replace(NUMERAL, (numeral) => String(numberOf(numeral)))
}

function numberOf(numeral: string): number {
  const chars = [...numeral.replaceAll('零', '〇').replaceAll('两', '二')]
  if (!chars.some((char) => UNITS[char] !== undefined)) {
    return Number(chars.map((char) => DIGITS.indexOf(char)).join(''))
  }
  let total = 0
  let digit = 0
  for (const char of chars) {
    const unit = UNITS[char]
    if (unit === undefined) {
      digit = DIGITS.indexOf(char)
    } else {
      total += (digit || 1) * unit
      digit = 0
    }
  }
  return total + digit
}
