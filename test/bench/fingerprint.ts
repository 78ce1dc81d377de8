import { anchorsOf } from '../../src/rules/text/anchors.ts'
import { fingerprint } from '../../src/rules/text/fingerprint.ts'
import { detectLanguage } from '../../src/rules/text/language.ts'
import { textKeys } from '../../src/rules/text/text-keys.ts'
import { check, createSheet, type Scenario } from './meter.ts'
import { LANGUAGES, type MixedEntry, writeMixedEntries } from './mixed-entries.ts'

/** Of each language, half of them with a summary. */
const ENTRIES_OF_LANGUAGE = 500
const WARM_UP = 10

/** What is worked out of each entry's text before anything is looked up, on one core and without Redis. */
export async function measureFingerprints(runs: number): Promise<Scenario> {
  const count = ENTRIES_OF_LANGUAGE * LANGUAGES.length
  const written = JSON.stringify(writeMixedEntries(count))
  // Read anew each time, so that no text is one that the engine has seen before.
  const read = (): MixedEntry[] => JSON.parse(written)
  const printed = JSON.stringify(printAll(read()))
  const sheet = createSheet()
  for (let run = -WARM_UP; run < runs; run++) {
    const titles = read().map(({ summary: _, ...entry }) => entry)
    const figures = {
      fingerprint: microsOf(read(), fingerprint),
      title: microsOf(titles, fingerprint),
      keys: microsOf(JSON.parse(printed) as ReturnType<typeof printAll>, textKeys),
      language: microsOf(read(), ({ title, summary }) => detectLanguage(title, undefined, summary)),
      anchors: microsOf(read(), anchorsOf),
    }
    if (run < 0) continue
    sheet.note('fingerprints per second and core', '1/s', 1e6 / figures.fingerprint)
    sheet.note('CPU per fingerprint', 'µs', figures.fingerprint)
    sheet.note('… of a title alone', 'µs', figures.title)
    sheet.note('CPU per names of what was printed', 'µs', figures.keys)
    sheet.note('CPU per language found, none declared', 'µs', figures.language)
    sheet.note('CPU per anchors across languages', 'µs', figures.anchors)
  }
  return {
    title: 'Text of entries',
    setting: `${count} different entries in ${LANGUAGES.length} languages (${LANGUAGES.join(', ')}), all with an address, half with a summary of 300 characters; one process, warm, by CPU time with that of collecting garbage`,
    figures: sheet.figures(),
    checks: [`${count} fingerprints of ${count} addresses`],
  }
}

/** What the names of texts are made of. */
function printAll(entries: readonly MixedEntry[]) {
  const prints = entries.map(fingerprint)
  check(
    prints.every(({ urlKey, titleTerms }) => urlKey !== undefined && titleTerms !== ''),
    'every entry has terms and a key of its address',
  )
  check(
    new Set(prints.map(({ urlKey }) => urlKey)).size === entries.length,
    'no two entries share an address',
  )
  return prints.map(({ titleTerms: _, summaryTerms: __, ...print }, at) => ({
    fingerprint: print,
    summary: entries[at]?.summary,
  }))
}

function microsOf<Item>(items: readonly Item[], work: (item: Item) => unknown): number {
  const before = process.cpuUsage()
  for (const item of items) work(item)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / items.length
}
