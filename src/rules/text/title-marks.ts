import type { TitleMarks } from '../../model/source.ts'
import { factsOf } from './facts.ts'
import { cleanText, compact } from './normalise-title.ts'

/** What is known of who writes the titles; a mark that repeats it is a name whatever it says. */
export interface Medium {
  readonly publisherName: string
  readonly feedTitle?: string | undefined
  readonly siteUrl?: string | undefined
}

/** Different titles that say something about a source; fewer may share an edge by chance. */
const MIN_TITLES = 8
/** The newest say enough. */
const MAX_TITLES = 24
const LEARN_SHARE = 0.5
/** A mark that is known is kept on days on which few titles have it. */
const KEEP_SHARE = 0.25
/** Of the titles with a mark, so many must be headlines without it: what remains of a serial's titles is often a word. */
const HEADLINE_SHARE = 0.8
const MAX_MARKS = 4
const MAX_CHARS = 40
/** No headline is longer; patterns need not look at what is. */
const MAX_TITLE = 300
/** A headline has three words, or six characters of a script that needs no spaces. */
const HEADLINE_WORDS = 3
const HEADLINE_LETTERS = 6
const WORDS = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’.-]*/gu
const DENSE = /[\p{sc=Han}\p{sc=Kana}\p{sc=Hira}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/gu
/** Without one of these nothing can be parted. */
const SEPARATOR = /[-–—|·•»~:_()[\]（）【】［］｜：＿]/u
/** A mark may stand around another: `Title - World - BBC News`. */
const ROUNDS = 2

const LAST =
  /^(?<rest>.*\S)(?:\s+[-–—|·•»~:]+\s+|\s*[|｜_＿]+\s*|\s*——\s*|-(?=[^-]*[\p{sc=Han}\p{sc=Hang}\p{sc=Kana}]))(?<mark>[^|｜_＿]{1,60})$/su
const LAST_BRACKET = /^(?<rest>.*\S)\s*[([（【［](?<mark>[^()[\]（）【】［］]{1,60})[)\]）】］]\s*$/su
const FIRST = /^\s*(?<mark>[^|｜:：]{1,60}?)(?:\s+[-–—|·•»]+\s+|\s*[|｜:：]\s*|\s*——\s*)(?<rest>\S.*)$/su
const FIRST_BRACKET = /^\s*[([（【［](?<mark>[^()[\]（）【】［］]{1,60})[)\]）】］]\s*(?<rest>\S.*)$/su
const EDGES = { before: [FIRST_BRACKET, FIRST], after: [LAST_BRACKET, LAST] } as const

type Side = keyof typeof EDGES

interface Edge {
  readonly mark: string
  readonly rest: string
}

const NONE: TitleMarks = { before: [], after: [] }

/**
 * A source's marks after one more of its documents: what at least half of its titles end with, and what as many begin
 * with if it is the medium's name. What stands first is often the topic, and a topic is news. A mark that states a date, a
 * number or a place is none, unless the medium is called so. Undefined while there are none.
 */
export function observeTitleMarks(
  known: TitleMarks | undefined,
  titles: readonly string[],
  medium: Medium,
): TitleMarks | undefined {
  let left = [...new Set(titles)].slice(0, MAX_TITLES)
  if (left.length < MIN_TITLES) return known
  let marks = NONE
  for (let round = 0; round < ROUNDS; round++) {
    const found = {
      before: common('before', left, known, medium),
      after: common('after', left, known, medium),
    }
    if (found.before.length + found.after.length === 0) break
    marks = {
      before: [...new Set([...marks.before, ...found.before])].slice(0, MAX_MARKS),
      after: [...new Set([...marks.after, ...found.after])].slice(0, MAX_MARKS),
    }
    left = left.map((title) => withoutTitleMarks(title, found))
  }
  return marks.before.length + marks.after.length > 0 ? marks : undefined
}

/** A title as it is compared with those of other sources. What is left is a headline, else the title stays whole. */
export function withoutTitleMarks(title: string, marks: TitleMarks | undefined): string {
  let rest = title
  for (let n = 0; marks && n < MAX_MARKS; n++) {
    const edge = (['after', 'before'] as const)
      .flatMap((side) => edgesOf(side, rest).filter(({ mark }) => marks[side].includes(mark)))
      .find((found) => isHeadline(found.rest))
    if (!edge) break
    rest = edge.rest
  }
  return rest
}

/** Marks of a title whose medium is not its source: in a feed of many media each writes its own name, if any. */
export function withMediumNames(
  marks: TitleMarks | undefined,
  names: readonly string[],
): TitleMarks | undefined {
  if (names.length === 0) return marks
  const own = names.map(plainMark)
  return { before: [...own, ...(marks?.before ?? [])], after: [...own, ...(marks?.after ?? [])] }
}

function common(
  side: Side,
  titles: readonly string[],
  known: TitleMarks | undefined,
  medium: Medium,
): string[] {
  const edges = new Map<string, string[]>()
  for (const title of titles) {
    for (const { mark, rest } of edgesOf(side, title)) {
      const rests = edges.get(mark)
      if (rests) rests.push(rest)
      else edges.set(mark, [rest])
    }
  }
  return [...edges].flatMap(([mark, rests]) => {
    // First what costs nothing: most ends of titles are ends of one title.
    if (rests.length < KEEP_SHARE * titles.length) return []
    const least = (known?.[side].includes(mark) ? KEEP_SHARE : LEARN_SHARE) * titles.length
    const isCommon = rests.length >= least && compact(mark) !== '' && isMark(side, mark, medium)
    return isCommon && rests.filter(isHeadline).length >= HEADLINE_SHARE * rests.length ? [mark] : []
  })
}

function isMark(side: Side, mark: string, medium: Medium): boolean {
  if (names(mark, medium)) return true
  return side === 'after' && factsOf(mark).every((fact) => fact.startsWith('polarity:'))
}

/** Whether a text is a medium's name, or stands in it. */
function names(mark: string, { publisherName, feedTitle, siteUrl }: Medium): boolean {
  const text = compact(mark)
  const host = URL.parse(siteUrl ?? '')?.hostname ?? ''
  return [publisherName, feedTitle ?? '', ...host.split('.').slice(0, -1)]
    .map((name) => compact(cleanText(name)))
    .some((name) => name.length > 2 && text.length > 2 && (name.includes(text) || text.includes(name)))
}

function edgesOf(side: Side, text: string): Edge[] {
  const title = text.trim()
  if (title.length > MAX_TITLE || !SEPARATOR.test(title)) return []
  return EDGES[side].flatMap((pattern) => {
    const { mark, rest } = pattern.exec(title)?.groups ?? {}
    if (mark === undefined || rest === undefined) return []
    const plain = plainMark(mark)
    return plain.length > 0 && plain.length <= MAX_CHARS ? [{ mark: plain, rest: rest.trim() }] : []
  })
}

function plainMark(mark: string): string {
  return mark.trim().toLowerCase().normalize('NFKC')
}

/** Judged by the raw text: asked of every title of every document. */
function isHeadline(text: string): boolean {
  const words = text.match(WORDS)?.length ?? 0
  return words >= HEADLINE_WORDS || (text.match(DENSE)?.length ?? 0) >= HEADLINE_LETTERS
}
