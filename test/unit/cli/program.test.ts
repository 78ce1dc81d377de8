import { CommanderError } from 'commander'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createProgram } from '../../../src/cli/program.ts'

afterEach(() => vi.restoreAllMocks())

/** What the command says before it would end; no action runs. */
async function refusalOf(args: readonly string[]): Promise<{ error: unknown; said: string }> {
  const said: string[] = []
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  const error = await createProgram()
    .parseAsync(['node', 'tidewire', ...args])
    .then(
      () => undefined,
      (reason: unknown) => reason,
    )
  return { error, said: said.join('') }
}

describe('wrong usage is refused before anything is done, in words', () => {
  test.each([
    [['nonsense'], "unknown command 'nonsense'"],
    [['tpo'], 'Did you mean top?'],
    [['worker'], "missing required argument 'stage'"],
    [['worker', 'nonsense'], 'Allowed choices are poll, cluster, rank, publish, deliver, web'],
    [['top', '--nope'], "unknown option '--nope'"],
    [['top', 'a', 'b'], 'too many arguments'],
    [['explain', 'top'], "missing required argument 'story'"],
    [['replay'], "missing required argument 'file'"],
    [['sources'], 'Usage: tidewire sources'],
    [['sources', 'pause'], "missing required argument 'id'"],
    [['webhooks', 'add', 'https://a.example/', '--event', 'story.nope'], 'Allowed choices are story.created'],
    [['--config'], 'argument missing'],
  ])('%j', async (args, words) => {
    const { error, said } = await refusalOf(args)

    expect(error).toBeInstanceOf(CommanderError)
    expect((error as CommanderError).exitCode).not.toBe(0)
    expect(said).toContain(words)
  })
})

test('every command and every option says in its help what it is for', () => {
  const silent: string[] = []
  const visit = (command: ReturnType<typeof createProgram>, path: string) => {
    if (command.description() === '') silent.push(path)
    for (const option of command.options) if (!option.description) silent.push(`${path} ${option.flags}`)
    for (const child of command.commands) visit(child, `${path} ${child.name()}`)
  }

  visit(createProgram(), 'tidewire')

  expect(silent).toEqual([])
})
