const DIGITS = '〇一二三四五六七八九'
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }
/** Other characters for the same digits: old forms, and those that cheques are written with. */
const VARIANTS: Readonly<Record<string, string>> = {
  零: '〇',
  两: '二',
  兩: '二',
  廿: '二十',
  卅: '三十',
  壹: '一',
  贰: '二',
  叁: '三',
  肆: '四',
  伍: '五',
  陆: '六',
  柒: '七',
  捌: '八',
  玖: '九',
  拾: '十',
}
const ANY = `〇零一二三四五六七八九十百千两兩廿卅`
const COUNTER = '号號次期级級届屆季轮輪集章回版月日年人个名万萬亿億%倍元岁歳歲国國省市所家'
/**
 * After 第 always; before a counter only with two characters or more, since 一次 means "once"; with a decimal point only
 * before what is measured, since 三点 is an hour; 三成 is three tenths, 三成一 thirty-one in a hundred. A row of numerals is looked at from its beginning
 * alone: begun anew at each, a title of nothing else takes the square of its length.
 */
const NUMERAL = new RegExp(
  [
    `(?<=第 ?)[${ANY}壹贰叁肆伍陆柒捌玖拾]+`,
    `(?<per>百分之|千分之)(?<whole>[${ANY}]+)(?:[点點](?<part>[〇零一二三四五六七八九]+))?`,
    `(?<![${ANY}])(?<int>[${ANY}]+)[点點](?<frac>[〇零一二三四五六七八九]+)(?=[级級%倍万萬亿億]|个百分点|個百分點)`,
    `(?<![${ANY}])(?<tenths>[一二三四五六七八九])成(?:(?<half>半)|(?<hundredths>[一二三四五六七八九]))?(?![立为為员員功都本交人年])`,
    `(?<![${ANY}])[${ANY}]{2,}(?=[${COUNTER}])`,
    `[一二三四五六七八九十](?=月[\\d一二三四五六七八九十])`,
    `(?<=月)[${ANY}]+(?=[日号號])`,
  ].join('|'),
  'gu',
)

/** Chinese numerals that number or measure something, as digits: 十七号 → 17号, 第五次 → 第5次, 百分之三点五 → 3.5%. */
export function chineseNumerals(text: string): string {
  return text.replace(NUMERAL, (numeral, ...rest) => {
    const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>
    if (groups.whole !== undefined) {
      return `${decimal(groups.whole, groups.part)}${groups.per === '百分之' ? '%' : '‰'}`
    }
    if (groups.int !== undefined) return decimal(groups.int, groups.frac)
    if (groups.tenths !== undefined) {
      const hundredths = groups.half ? 5 : groups.hundredths ? numberOf(groups.hundredths) : 0
      return `${numberOf(groups.tenths) * 10 + hundredths}%`
    }
    return String(numberOf(numeral))
  })
}

/** What stands behind the digits of an amount, each in ten thousands of the one before. */
export const MYRIADS: Readonly<Record<string, number>> = {
  万: 1e4,
  萬: 1e4,
  만: 1e4,
  亿: 1e8,
  億: 1e8,
  억: 1e8,
  兆: 1e12,
  조: 1e12,
}
const MYRIAD = `[${Object.keys(MYRIADS).join('')}]`
const TWO_MYRIADS = new RegExp(`${MYRIAD} ?\\d`, 'u')
/** A rest without a scale has three digits or more, since "10万2小时" are two amounts. */
const AMOUNT_OF_PARTS = new RegExp(
  `(?<![\\d.])(\\d+)(${MYRIAD})((?: ?\\d{1,4}${MYRIAD})*)(\\d{3,4}(?![\\d.%‰年月]))?`,
  'gu',
)
const PART = new RegExp(`(\\d+)(${MYRIAD})`, 'gu')

/** Amounts told in several scales as one number: 1兆2000億円 → 1200000000000円, 1万2000人 → 12000人. */
export function joinAmounts(text: string): string {
  if (!TWO_MYRIADS.test(text)) return text
  return text.replace(AMOUNT_OF_PARTS, (amount, digits, scale, parts: string, rest: string | undefined) => {
    if (parts === '' && rest === undefined) return amount
    let least = MYRIADS[scale] ?? 1
    let total = Number(digits) * least
    for (const [, of, smaller = ''] of parts.matchAll(PART)) {
      const unit = MYRIADS[smaller] ?? 1
      // What does not grow smaller is another amount.
      if (unit >= least) return amount
      total += Number(of) * unit
      least = unit
    }
    return total + Number(rest ?? 0) < Number.MAX_SAFE_INTEGER ? String(total + Number(rest ?? 0)) : amount
  })
}

function decimal(whole: string, part: string | undefined): string {
  const digits = [...(part ?? '')].map((char) => DIGITS.indexOf(VARIANTS[char] ?? char)).join('')
  return `${numberOf(whole)}${digits === '' ? '' : `.${digits}`}`
}

function numberOf(numeral: string): number {
  const chars = [...numeral].flatMap((char) => [...(VARIANTS[char] ?? char)])
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
