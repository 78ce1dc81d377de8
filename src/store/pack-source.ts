import type { PackedState, PollOutcome, Source, SourceState } from '../model/index.ts'
import { ByteReader, ByteWriter } from './bytes.ts'
import { normalized } from './normalized.ts'
import { block, digest, etag, guidMemory, httpDate, phrased, places } from './pack-fields.ts'
import {
  address,
  baseMoment,
  choice,
  double,
  dueMoment,
  duration,
  flag,
  listOf,
  moment,
  objectOf,
  type PackContext,
  type Packer,
  text,
  uint,
  url,
} from './pack-values.ts'

/** What a declaration says, but for its id, which names it, and its status, which stands beside it. */
export type Declaration = Omit<Source, 'id' | 'status'>

/** The id of the publisher of a name, where that is known: then it is not kept. */
export type PublisherIdOf = (name: string) => string

type Fields = Readonly<Record<string, Packer<unknown>>>

/** Fields in their order, which is the format; found by name as well. */
interface Format {
  readonly fields: Fields
  readonly ordered: readonly (readonly [string, Packer<unknown>])[]
}

// The order of the fields is the format: new ones go to the end, and what has left keeps its place. A field that is not
// here, and a value that its packer does not take, is kept as JSON behind the others. Older programs refuse a record with a
// field they do not know: who adds one raises `written` in `data-format.ts`, so that they are told to stop.

const OUTCOMES: readonly PollOutcome[] = [
  'changed',
  'unchanged',
  'not_modified',
  'throttled',
  'gone',
  'not_found',
  'not_a_feed',
  'too_large',
  'timeout',
  'dns',
  'tls',
  'blocked',
  'failed',
]

/** Of which the reasons of plans are made, see `rules/polling/schedule.ts`. */
const PHRASES = [
  ' s → jitter +',
  ' → jitter +',
  ' → ',
  'max-age ',
  'ttl ',
  'update period ',
  'no hint, default ',
  'rhythm ',
  'pushed, backup ',
  'floor ',
  'cap ',
  'Retry-After ',
  'failure ',
  ': back-off ',
  'host budget, its turn in ',
  'skipHours ',
  'skipDays ',
  ' s',
]

const DECLARATION = formatOf({
  url,
  publisherName: text,
  publisherId: text,
  channels: listOf(text),
  language: text,
  weight: double,
  timeZone: text,
  encoding: text,
  declaredBy: choice(['config', 'runtime']),
  aggregates: flag,
} satisfies { [Name in keyof Declaration]-?: Packer<NonNullable<Declaration[Name]>> })

const STATE = formatOf({
  lastPolledAt: baseMoment,
  pollCount: uint,
  notModifiedCount: uint,
  failureCount: uint,
  lastOutcome: choice(OUTCOMES),
  nextPollAt: dueMoment,
  nextPollReason: phrased(PHRASES),
  validators: objectOf<NonNullable<SourceState['validators']>>({
    url: address,
    etag,
    lastModified: httpDate,
  }),
  bodyHash: digest,
  hints: objectOf<NonNullable<SourceState['hints']>>({
    maxAgeMs: duration,
    ttlMs: duration,
    updatePeriodMs: duration,
    skipHours: listOf(uint),
    skipDays: listOf(uint),
    isExpiry: flag,
  }),
  rhythm: objectOf<NonNullable<SourceState['rhythm']>>({ newestAt: moment, gapMs: duration }),
  lastSucceededAt: moment,
  lastBodyAt: moment,
  ledger: places,
  guids: guidMemory,
  feedTitle: text,
  siteUrl: address,
  titleMarks: objectOf<NonNullable<SourceState['titleMarks']>>({ before: listOf(text), after: listOf(text) }),
  movedTo: address,
  pendingMove: objectOf<NonNullable<SourceState['pendingMove']>>({
    url: address,
    since: moment,
    count: uint,
  }),
  mergedInto: text,
  lastError: text,
  turnAt: moment,
  isToldFailing: flag,
  searchedAt: moment,
  seen: block,
} satisfies { [Name in keyof SourceState]?: Packer<NonNullable<SourceState[Name]>> })

/** Packed alike whenever and wherever they are, but for the address: where they have not changed, their bytes are copied. */
const LASTING: ReadonlySet<string> = new Set<keyof SourceState>([
  ...(['validators', 'bodyHash', 'hints', 'guids', 'feedTitle', 'siteUrl', 'titleMarks'] as const),
  ...(['movedTo', 'mergedInto', 'seen'] as const),
])

/** Counts that are 0 are not kept. */
const NEW_STATE: SourceState = { failureCount: 0, pollCount: 0, notModifiedCount: 0 }
const USUAL_WEIGHT = 1

export function packDeclaration(declaration: Declaration, publisherIdOf?: PublisherIdOf): Buffer {
  const { publisherId, weight, ...rest } = declaration
  return pack(DECLARATION, {
    ...rest,
    ...(publisherIdOf?.(declaration.publisherName) !== publisherId && { publisherId }),
    ...(weight !== USUAL_WEIGHT && { weight }),
  })
}

/** Throws a RangeError for what `packDeclaration` has not written. */
export function unpackDeclaration(bytes: Buffer, publisherIdOf?: PublisherIdOf): Declaration {
  const declaration = unpack(DECLARATION, bytes) as Partial<Declaration>
  const { publisherId = publisherIdOf?.(declaration.publisherName ?? ''), weight = USUAL_WEIGHT } =
    declaration
  if (publisherId === undefined) throw new RangeError('nobody knows the id of the publisher')
  return { ...declaration, publisherId, weight } as Declaration
}

/**
 * `url`: the declared one. Only what every writing of it has in common is relied on: it can be declared anew. `dueAt`: as
 * it stands in the record; where it is the next poll, that moves with it. `before`: as the source was looked up.
 */
export function packState(state: SourceState, url: string, dueAt = Number.NaN, before?: PackedState): Buffer {
  const address = before?.url === url ? before.address : normalized(url)
  const known = before?.address === address ? before : undefined
  return pack(STATE, state as unknown as Readonly<Record<string, unknown>>, { address, due: dueAt }, known)
}

/** Throws a RangeError for what `packState` has not written. */
export function unpackState(bytes: Buffer, url: string, dueAt = Number.NaN): PackedState {
  const address = normalized(url)
  if (bytes.length === 0) return { state: NEW_STATE, bytes, url, address, places: [] }
  const places: number[] = []
  const state = unpack(STATE, bytes, { address, due: dueAt }, { ...NEW_STATE }, places)
  return { state: state as unknown as SourceState, bytes, url, address, places }
}

/** What a declaration, which stands by itself, is relative to. */
const NOTHING = { address: '', due: Number.NaN }

/** Of a field in `PackedState.places`. */
const PLACE_NUMBERS = 3

function pack(
  { fields, ordered }: Format,
  value: Readonly<Record<string, unknown>>,
  near: Pick<PackContext, 'address' | 'due'> = NOTHING,
  before?: PackedState,
): Buffer {
  const context: PackContext = { address: near.address, due: near.due, base: 0 }
  const to = new ByteWriter()
  let left: Record<string, unknown> | undefined
  for (const name of Object.keys(value)) {
    if (value[name] !== undefined && !Object.hasOwn(fields, name)) left = { ...left, [name]: value[name] }
  }
  const known = before?.state as Readonly<Record<string, unknown>> | undefined
  const places = before?.places ?? []
  let place = 0
  let bits = 0
  let bit = 1
  for (let index = 0; index < ordered.length; index++) {
    const [name, packer] = ordered[index] as Format['ordered'][number]
    const field = value[name]
    while ((places[place] ?? index) < index) place += PLACE_NUMBERS
    if (field !== undefined && !(field === 0 && Object.hasOwn(NEW_STATE, name))) {
      const from = to.length
      if (before && places[place] === index && field === known?.[name]) {
        to.copy(before.bytes, places[place + 1] ?? 0, places[place + 2] ?? 0)
        bits += bit
      } else if (packer.write(to, field, context)) {
        bits += bit
      } else {
        to.truncate(from)
        left = { ...left, [name]: field }
      }
    }
    bit *= 2
  }
  if (left) to.raw(Buffer.from(JSON.stringify(left)))
  return to.doneWithHead(bits)
}

function unpack(
  { ordered }: Format,
  bytes: Buffer,
  near: Pick<PackContext, 'address' | 'due'> = NOTHING,
  value: Record<string, unknown> = {},
  /** Takes down where lasting fields lie. */
  places?: number[],
): Record<string, unknown> {
  const context: PackContext = { address: near.address, due: near.due, base: 0 }
  const from = new ByteReader(bytes)
  let bits = from.uint()
  if (bits >= 2 ** ordered.length) throw new NewerFields('fields of a newer program')
  for (let index = 0; bits > 0; index++) {
    const [name, packer] = ordered[index] as Format['ordered'][number]
    if (bits % 2 === 1) {
      const begin = from.at
      value[name] = packer.read(from, context)
      if (places && LASTING.has(name)) places.push(index, begin, from.at)
    }
    bits = Math.floor(bits / 2)
  }
  if (from.rest === 0) return value
  return { ...value, ...(JSON.parse(from.raw(from.rest).toString()) as object) }
}

/** A record has fields behind the last one that is known. */
export class NewerFields extends RangeError {}

function formatOf(fields: Fields): Format {
  return { fields, ordered: Object.entries(fields) }
}
