import { describe, expect, test } from 'vitest'
import type { Source } from '../../../../src/model/index.ts'
import { sourceId } from '../../../../src/rules/ids.ts'
import { declaredAs, outdated } from '../../../../src/rules/polling/declared-as.ts'

const OLD = 'http://paper.example/rss'
const NEW = 'https://paper.example/rss'
const OTHER = 'https://other.example/rss'

function aSource(url: string, more: Partial<Source> = {}): Source {
  return {
    id: sourceId(url),
    url,
    publisherId: 'p',
    publisherName: 'Paper',
    channels: [],
    weight: 1,
    status: 'active',
    declaredBy: 'config',
    ...more,
  }
}

const MOVED = { source: aSource(OLD), state: { movedTo: NEW } }

describe('a source that has moved', () => {
  test('is the same when the file names its new address', () => {
    const declared = aSource(NEW, { channels: ['world'] })

    expect(declaredAs([declared], [MOVED])).toEqual([aSource(OLD, { channels: ['world'] })])
  })

  test('is one source, in the channels of both, when the file names both addresses', () => {
    const both = [aSource(OLD, { channels: ['world'] }), aSource(NEW, { channels: ['sports'], weight: 2 })]

    expect(declaredAs(both, [MOVED])).toEqual([aSource(OLD, { channels: ['world', 'sports'], weight: 2 })])
  })

  test('leaves alone what is a source of its own at that address, and all others', () => {
    const target = { source: aSource(NEW), state: {} }
    const declared = [aSource(NEW), aSource(OTHER)]

    expect(declaredAs(declared, [MOVED, target])).toEqual(declared)
    expect(declaredAs(declared, [])).toEqual(declared)
  })

  test('does not answer for its address once it has retired', () => {
    const retired = { source: aSource(OLD), state: { movedTo: NEW, mergedInto: sourceId(OTHER) } }

    expect(declaredAs([aSource(NEW)], [retired])).toEqual([aSource(NEW)])
  })

  test('is named as outdated while the file has its old address, and not after', () => {
    expect(outdated([aSource(OLD), aSource(OTHER)], [MOVED])).toEqual([{ url: OLD, movedTo: NEW }])
    expect(outdated([aSource(NEW)], [MOVED])).toEqual([])
  })
})
