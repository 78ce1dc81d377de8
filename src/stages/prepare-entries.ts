import { threadId } from 'node:worker_threads'
import type { Entry, Fingerprint } from '../model/index.ts'
import { createTermReceiver, createTermSender, type SentTerms } from '../rules/text/sent-terms.ts'
import { textKeys } from '../rules/text/text-keys.ts'
import { fingerprintOf } from './what-follows.ts'

/** What of an entry hangs on nothing else, worked out before its turn. */
export interface Prepared {
  readonly print: Fingerprint
  /** Names of what it printed (`rules/text/text-keys.ts`), where it repeats no other entry. */
  readonly texts: string | undefined
}

export function prepareEntry(entry: Parameters<typeof fingerprintOf>[0]): Prepared {
  const print = fingerprintOf(entry)
  return { print, texts: textKeys({ fingerprint: print, summary: entry.summary }) }
}

/** Entries on their way to a thread, and what it sends back: a list of texts costs a third of objects with names. */
export type PackedInput = readonly (string | undefined)[]
export interface PackedOutput {
  readonly texts: readonly (string | readonly string[] | undefined)[]
  readonly terms: SentTerms
}

const INPUT = 6
const OUTPUT = 7

export function packEntries(entries: readonly Entry[]): PackedInput {
  return entries.flatMap(({ title, heading, summary, url, language, publisherName }) => [
    ...[title, heading, summary, url, language, publisherName],
  ])
}

/** Memory of a thread, and of whoever hears from several. */
const sendTerms = createTermSender(threadId)
const receiveTerms = createTermReceiver()

/** Entry of a preparing thread; the pool calls it. */
export function prepareEntries(input: PackedInput): PackedOutput {
  const output: (string | readonly string[] | undefined)[] = []
  const prints: Fingerprint[] = []
  for (let at = 0; at < input.length; at += INPUT) {
    const [title = '', heading, summary, url, language = '', publisherName = ''] = input.slice(at, at + INPUT)
    const { print, texts } = prepareEntry({
      title,
      language,
      publisherName,
      ...(heading !== undefined && { heading }),
      ...(summary !== undefined && { summary }),
      ...(url !== undefined && { url }),
    })
    const { group, urlKey, titleKey, titleTerms, summaryTerms, facts } = print
    output.push(group, urlKey, titleKey, titleTerms, summaryTerms, facts, texts)
    prints.push(print)
  }
  return { texts: output, terms: sendTerms(prints) }
}

/** In the order in which a thread has sent them. */
export function unpackPrepared({ texts: output, terms }: PackedOutput): Prepared[] {
  const prepared: Prepared[] = []
  for (let at = 0; at < output.length; at += OUTPUT) {
    const urlKey = output[at + 1] as string | undefined
    const titleKey = output[at + 2] as string | undefined
    prepared.push({
      print: {
        group: output[at] as string,
        ...(urlKey !== undefined && { urlKey }),
        ...(titleKey !== undefined && { titleKey }),
        titleTerms: output[at + 3] as string,
        summaryTerms: output[at + 4] as string,
        facts: output[at + 5] as readonly string[],
      },
      texts: output[at + 6] as string | undefined,
    })
  }
  receiveTerms(
    terms,
    prepared.map(({ print }) => print),
  )
  return prepared
}
