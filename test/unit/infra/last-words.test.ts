import { expect, test } from 'vitest'
import { lastWords } from '../../../infra/local/last-words.ts'

const line = (level: string, facts: object) => JSON.stringify({ level, name: 'all', ...facts })

test('the errors of a log are told with their causes, and nothing that went well', () => {
  const cause = { message: 'connect ECONNREFUSED 127.0.0.1:1' }
  const error = { message: 'Redis at redis://127.0.0.1:1 cannot be reached', cause }

  const said = lastWords(
    [
      line('info', { msg: 'started' }),
      line('warn', { msg: 'site.contact is not set' }),
      line('error', { err: { message: 'OOM command not allowed' }, msg: 'Redis is full' }),
      line('error', { error, msg: 'ended by an error' }),
      '',
    ].join('\n'),
  )

  expect(said).toEqual([
    'Redis is full: OOM command not allowed',
    'ended by an error: Redis at redis://127.0.0.1:1 cannot be reached: connect ECONNREFUSED 127.0.0.1:1',
  ])
})

test('what is no line of the log stands as it was written: mistakes of a configuration, stacks', () => {
  const said = lastWords(`${line('info', { msg: 'started' })}\nSyntaxError: x\n    at file.ts:3\n\n42\n`)

  expect(said).toEqual(['SyntaxError: x', '    at file.ts:3', '42'])
})

test('where nothing went wrong its last three lines are told, and of many errors twenty', () => {
  const lines = (level: string) => Array.from({ length: 50 }, (_, n) => line(level, { msg: `poll ${n}` }))

  expect(lastWords(lines('info').join('\n'))).toEqual(lines('info').slice(47))
  expect(lastWords(lines('error').join('\n'))).toEqual(Array.from({ length: 20 }, (_, n) => `poll ${n + 30}`))
  expect(lastWords('')).toEqual([])
})
