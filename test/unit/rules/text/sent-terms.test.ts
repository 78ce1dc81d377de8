import { expect, test } from 'vitest'
import type { Fingerprint } from '../../../../src/model/index.ts'
import { createTermReceiver, createTermSender } from '../../../../src/rules/text/sent-terms.ts'
import { termListOf } from '../../../../src/rules/text/term-list.ts'

const print = (titleTerms: string, summaryTerms = ''): Fingerprint => ({
  group: 'latin',
  titleTerms,
  summaryTerms,
  facts: [],
})
const STORM = () => print('storm*1.693 coast', 'ferry')
const FERRY = () => print('ferry isle', 'storm')

/** What is known of terms whose text was not read: were it, the text of `told` would show. */
function asReceived(prints: readonly Fingerprint[], messages: readonly unknown[]) {
  const receive = createTermReceiver()
  const lists = messages.map((message, at) => {
    const one = prints[at] as Fingerprint
    receive(structuredClone(message) as Parameters<typeof receive>[0], [one])
    return one
  })
  return lists.map((one) => {
    const { table, numbers, frequencies, titleLength } = termListOf(one)
    return { texts: numbers.map(table.textOf), frequencies, titleLength }
  })
}

const told = (one: Fingerprint) => {
  const { table, numbers, frequencies, titleLength } = termListOf(one)
  return { texts: numbers.map(table.textOf), frequencies, titleLength }
}

test('terms are sent as text once, and received as the fingerprint has them', () => {
  const send = createTermSender(1)
  const messages = [send([STORM()]), send([FERRY()]), send([print('')])]

  expect(messages.map(({ texts }) => texts)).toEqual([['storm', 'coast', 'ferry'], ['isle'], []])
  // Taken from what was sent, not from these texts.
  const blank = [{ ...STORM() }, print('x y', 'z'), print('')]
  const [storm, ferry, none] = asReceived(blank, messages)
  expect(storm).toEqual(told(STORM()))
  expect(ferry).toMatchObject({ texts: ['ferry', 'isle', 'storm'], titleLength: 2 })
  expect(none).toMatchObject({ texts: [], titleLength: 0 })
})

test('where something that was sent has not come, the texts are read', () => {
  const send = createTermSender(1)
  send([STORM()])

  expect(asReceived([FERRY()], [send([FERRY()])])).toEqual([told(FERRY())])
})

test('a sender that has numbered too much begins anew, and is understood', () => {
  const send = createTermSender(1, 3)
  const messages = [send([STORM()]), send([FERRY()]), send([STORM()])]

  expect(messages.map(({ known }) => known)).toEqual([0, 3, 0])
  expect(asReceived([STORM(), FERRY(), STORM()], messages)).toEqual([STORM(), FERRY(), STORM()].map(told))
})

test('of many senders each is understood by its own numbers', () => {
  const [one, other] = [createTermSender(1), createTermSender(2)]
  const messages = [one([STORM()]), other([FERRY()]), one([FERRY()]), other([STORM()])]

  expect(asReceived([STORM(), FERRY(), FERRY(), STORM()], messages)).toEqual(
    [STORM(), FERRY(), FERRY(), STORM()].map(told),
  )
})
