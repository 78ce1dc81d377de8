import { expect, test } from 'vitest'
import type { SourceState } from '../../../src/model/index.ts'
import { taskOf } from '../../../src/stages/read-document.ts'
import { aSource, aState, HOUR, NOW } from './given.ts'

const baseUrl = 'https://s1.example/feed.xml'

test('a document is read by what the operator declared, what its server says and what its source has learned', () => {
  const learned: Partial<SourceState> = {
    guids: { sample: [], changedCount: 0, trust: 'trusted' },
    rhythm: { newestAt: NOW, gapMs: HOUR },
    titleMarks: { before: [], after: [' - Coast Daily'] },
    lastSucceededAt: NOW - HOUR,
  }
  const source = aSource('s1', { timeZone: 'Asia/Shanghai', encoding: 'gb18030' })
  const document = { baseUrl, contentType: 'text/xml', contentLanguage: 'zh' }

  expect(taskOf(source, aState({ ...learned, pollCount: 7 }), document)).toEqual({
    context: {
      baseUrl,
      content: 'left_out',
      contentType: 'text/xml',
      contentLanguage: 'zh',
      timeZone: 'Asia/Shanghai',
      encoding: 'gb18030',
    },
    source,
    state: learned,
  })
})

test('what nobody said is left to the document', () => {
  const source = aSource('s1')

  expect(taskOf(source, aState(), { baseUrl })).toEqual({
    context: { baseUrl, content: 'left_out' },
    source,
    state: {},
  })
})
