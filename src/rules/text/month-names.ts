import { createWordFilter, hashOfWord, type Words } from './reading.ts'

/** Beginnings of month names in the languages of the press, January first; a name matches as a whole word. */
const NAMES: readonly string[] = [
  'january jan januar jänner janvier enero gennaio janeiro januari stycznia января',
  'february feb februar février febrero febbraio fevereiro februari lutego февраля',
  'march mar märz mars marzo março maart marca марта',
  'april apr avril abril aprile kwietnia апреля',
  'may mai mayo maggio maio mei maja мая',
  'june jun juni juin junio giugno junho czerwca июня',
  'july jul juli juillet julio luglio julho lipca июля',
  'august aug août agosto augustus sierpnia августа',
  'september sep sept septembre septiembre settembre setembro września сентября',
  'october oct oktober octobre octubre ottobre outubro października октября',
  'november nov novembre noviembre novembro listopada ноября',
  'december dec dezember décembre diciembre dicembre dezembro grudnia декабря',
]

export const MONTH_BY_NAME: ReadonlyMap<string, number> = new Map(
  NAMES.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
)

/** Also words or names by themselves: a month only beside a day or after "in". */
export const AMBIGUOUS_MONTHS: ReadonlySet<string> = new Set([
  'may',
  'mar',
  'march',
  'mars',
  'mai',
  'mei',
  'maja',
  'jan',
  'jun',
  'dec',
  'sept',
  'april',
  'august',
  'june',
  'marca',
])

export const MONTH_PATTERN: string = [...MONTH_BY_NAME.keys()].sort((a, b) => b.length - a.length).join('|')

const HASHES = createWordFilter([...MONTH_BY_NAME.keys()].map((name) => hashOfWord(name)))

/** Whether one of the words is a month's name: what the patterns of dates ask for, found without them. */
export function nameMonth({ list, hashes }: Words): boolean {
  for (let at = 0; at < list.length; at++) {
    if (HASHES.mayHold(hashes[at] as number) && MONTH_BY_NAME.has(list[at] as string)) return true
  }
  return false
}
