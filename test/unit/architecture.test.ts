import { readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, normalize, sep } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

/**
 * Who may import whom: folder → folders. A file may always import its own folder. `top` are the single files
 * chain, config, log, metrics and shutdown with `src/config/`; `app` is `app.ts` with `src/app/`.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  feed: ['model'],
  rules: ['model'],
  net: ['model', 'chain'],
  redis: ['model'],
  store: ['model', 'redis', 'chain'],
  stages: ['model', 'feed', 'rules'],
  queue: ['model'],
  http: ['model', 'feed', 'rules'],
  config: ['model', 'rules'],
  // What Redis answers while it is away needs no stack.
  log: ['config', 'model', 'redis'],
  metrics: ['model'],
  shutdown: [],
  chain: [],
  app: [
    ...['model', 'feed', 'rules', 'net', 'redis', 'store', 'stages', 'queue', 'http'],
    ...['config', 'log', 'metrics', 'shutdown', 'infra'],
  ],
  cli: ['app', 'config', 'log', 'shutdown'],
  workers: ['app', 'config', 'log', 'shutdown'],
}

/** Packages and Node modules that only these folders may import. */
const ONLY_IN: readonly {
  readonly what: RegExp
  readonly folders: readonly string[]
  readonly why: string
}[] = [
  { what: /^bullmq(\/|$)/u, folders: ['queue'], why: 'queue is the only importer of BullMQ' },
  { what: /^ioredis(\/|$)/u, folders: ['redis'], why: 'redis is the only importer of ioredis' },
  { what: /^undici(\/|$)/u, folders: ['net'], why: 'net is the only place that opens sockets outward' },
  {
    what: /^node:(net|tls|dgram|http2|https|dns(\/promises)?)$/u,
    folders: ['net'],
    why: 'only net opens sockets',
  },
  { what: /^node:http$/u, folders: ['net', 'http'], why: 'only net and http speak HTTP' },
  { what: /^(@?fastify)(\/|$)/u, folders: ['http'], why: 'http is the only importer of Fastify' },
  {
    what: /^(rss-parser|htmlparser2|sanitize-html|iconv-lite|chardet)(\/|$)/u,
    folders: ['feed'],
    why: 'feed alone reads documents',
  },
  {
    what: /^piscina(\/|$)/u,
    folders: ['feed', 'app'],
    why: 'threads read feeds or are begun with the process',
  },
  { what: /^prom-client$/u, folders: ['metrics'], why: 'metrics is the only importer of prom-client' },
  { what: /^pino(-pretty)?$/u, folders: ['log', 'app'], why: 'log makes the logs' },
]

/** What pure code may not touch: everything of Node that reaches out of the process. */
const IMPURE =
  /^node:(fs|fs\/promises|net|tls|dgram|http|https|http2|dns|child_process|cluster|os|process|timers.*)$/u

interface Import {
  readonly from: string
  readonly to: string
  /** Types only: gone when the program runs. */
  readonly isType: boolean
}

interface SourceFile {
  /** Relative to the root: `src/rules/rank/score.ts`. */
  readonly path: string
  readonly folder: string
  readonly text: string
  readonly code: string
  readonly imports: readonly Import[]
}

const files = [...read('src'), ...read('workers')]

describe('the import table of ARCHITECTURE.md', () => {
  test('is checked over every folder there is', () => {
    const folders = new Set(files.map(({ folder }) => folder))

    expect([...folders].filter((folder) => !(folder in MAY_IMPORT))).toEqual([])
    expect(files.length).toBeGreaterThan(50)
  })

  test.each(Object.entries(MAY_IMPORT))('%s imports only its own folder and [%s]', (folder, allowed) => {
    const wrong = filesOf(folder).flatMap((file) => {
      return local(file).filter(({ to }) => folderOf(to) !== folder && !allowed.includes(folderOf(to)))
    })

    expect(wrong.map(arrow)).toEqual([])
  })

  test.each(ONLY_IN)('$why', ({ what, folders }) => {
    const wrong = files.flatMap((file) =>
      folders.includes(file.folder)
        ? []
        : file.imports.filter(({ to, isType }) => what.test(to) && !isAllowedType(file, to, isType)),
    )

    expect(wrong.map(arrow)).toEqual([])
  })

  test('workers and commands start the program by its faces, not by deeper paths', () => {
    const wrong = [...filesOf('workers'), ...filesOf('cli')].flatMap((file) =>
      local(file).filter(({ to }) => /^src\/(config|log|shutdown)\//u.test(to)),
    )

    expect(wrong.map(arrow)).toEqual([])
  })
})

describe('pure code stays pure', () => {
  test.each(['model', 'feed', 'rules', 'stages'])('%s asks neither clock nor chance', (folder) => {
    const wrong = filesOf(folder).filter(({ code }) =>
      /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\brandom(Bytes|UUID|Int)\b/u.test(code),
    )

    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  test.each(['model', 'feed', 'rules', 'stages'])('%s reaches neither files nor network', (folder) => {
    // The parser's pool starts its own worker file and nothing else.
    const wrong = filesOf(folder).flatMap(({ imports }) => imports.filter(({ to }) => IMPURE.test(to)))

    expect(wrong.map(arrow)).toEqual([])
  })

  test('stages know no process', () => {
    const wrong = filesOf('stages').filter(({ code }) => /\bprocess\.|\bfetch\(/u.test(code))

    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  test('only net fetches', () => {
    const wrong = files.filter(
      ({ folder, code }) =>
        folder !== 'net' && /(?<![.\w])fetch\(|\bnew (WebSocket|EventSource)\(/u.test(code),
    )

    expect(wrong.map(({ path }) => path)).toEqual([])
  })
})

describe('a document of strangers is read in a thread, never where others are served', () => {
  // Who may run it: files of the reader, and what a pool starts a thread with.
  test.each([
    ['src/feed/parse.ts', ['src/feed/parse-worker.ts', 'src/stages/read-feed.ts']],
    ['src/stages/read-feed.ts', ['src/stages/read-worker.ts']],
    ['src/feed/parse-worker.ts', []],
    ['src/stages/read-worker.ts', []],
  ])('%s is run by %j alone', (path, readers) => {
    const importers = files.filter(({ imports }) => imports.some(({ to, isType }) => to === path && !isType))

    expect(importers.map((file) => file.path).sort()).toEqual(readers)
  })
})

describe('Redis keys', () => {
  test('are built in redis/keys.ts only', () => {
    // A key begins with its hash tag: a template or string with `{…}:` outside keys.ts builds one by hand.
    const wrong = files.filter(
      ({ path, code }) => path !== 'src/redis/keys.ts' && /[`'"]\{(\$\{|tw\b)[^`'"]*\}:/u.test(code),
    )

    expect(wrong.map(({ path }) => path)).toEqual([])
  })
})

describe('house style', () => {
  test('no file is longer than 300 lines', () => {
    const long = files.map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))

    expect(long.filter(({ lines }) => lines > 300)).toEqual([])
  })

  test('file names are kebab-case and local imports name their ending', () => {
    const names = files.map(({ path }) => path.split('/').at(-1)!)
    const endless = files.flatMap(({ imports }) =>
      imports.filter(({ to }) => to.startsWith('src/') && !/\.(ts|json)$/u.test(to)),
    )

    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.ts$/u.test(name))).toEqual([])
    expect(endless.map(arrow)).toEqual([])
  })

  test('there are no default exports, and no console outside the command line', () => {
    const wrong = files.filter(
      ({ folder, code, path }) =>
        // A piscina worker file is called by its default export.
        (/^export default\b/mu.test(code) && path !== 'src/feed/parse-worker.ts') ||
        (folder !== 'cli' && /\bconsole\.\w+\(/u.test(code)),
    )

    expect(wrong.map(({ path }) => path)).toEqual([])
  })
})

describe('the reader of imports itself', () => {
  test('finds every form', () => {
    const text = [
      "import { a } from './a.ts'",
      "import type { B } from './b.ts'",
      "import { type C, type D } from './c.ts'",
      "import './d.ts'",
      "export * from './e.ts'",
      "export { f } from './f.ts'",
      "const g = await import('./g.ts')",
      "let h: import('./h.ts').H",
      "// import './comment.ts'",
    ].join('\n')

    const found = importsOf('src/rules/x.ts', stripComments(text))

    expect(found.map(({ to, isType }) => [to, isType])).toEqual([
      ['src/rules/a.ts', false],
      ['src/rules/b.ts', true],
      ['src/rules/c.ts', true],
      ['src/rules/d.ts', false],
      ['src/rules/e.ts', false],
      ['src/rules/f.ts', false],
      ['src/rules/g.ts', false],
      ['src/rules/h.ts', false],
    ])
  })

  test('knows the modules of Node by their prefix: all are imported with node:', () => {
    const bare = files.flatMap(({ imports }) =>
      imports.filter(({ to }) => !to.startsWith('node:') && isBuiltin(to)),
    )

    expect(bare.map(arrow)).toEqual([])
  })
})

/** The store hands a client through and may name its type; so may the root that makes it. */
function isAllowedType(file: SourceFile, to: string, isType: boolean): boolean {
  if (!isType) return false
  return to === 'ioredis'
    ? ['store', 'app', 'queue'].includes(file.folder)
    : to === 'node:http' || to === 'node:net'
}

function read(top: string): SourceFile[] {
  return readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const path = join(top, name).split(sep).join('/')
      const text = readFileSync(join(root, path), 'utf8')
      const code = stripComments(text)
      return { path, folder: folderOf(path), text, code, imports: importsOf(path, code) }
    })
}

function filesOf(folder: string): SourceFile[] {
  return files.filter((file) => file.folder === folder)
}

function local({ imports }: SourceFile): Import[] {
  return imports.filter(({ to }) => /^(src|workers|infra|test)\//u.test(to))
}

/** `src/rules/rank/score.ts` → rules, `src/app/x.ts` and `src/app.ts` → app, `workers/poll.ts` → workers. */
function folderOf(path: string): string {
  const [top = '', second = ''] = path.split('/')
  return top === 'src' ? second.replace(/\.ts$/u, '') : top
}

function importsOf(path: string, code: string): Import[] {
  const statement =
    /\b(?:import|export)\b(\s+type\b)?([^'"`;()]*?)\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/gu
  return [...code.matchAll(statement)].map(([, type, names = '', from, bare]) => {
    const specifier = (from ?? bare)!
    const to = specifier.startsWith('.')
      ? normalize(join(dirname(path), specifier))
          .split(sep)
          .join('/')
      : specifier
    return { from: path, to, isType: type !== undefined || namesAreTypes(names) }
  })
}

function namesAreTypes(names: string): boolean {
  const listed =
    /\{([^}]*)\}/u
      .exec(names)?.[1]
      ?.split(',')
      .map((name) => name.trim())
      .filter(Boolean) ?? []
  return listed.length > 0 && listed.every((name) => name.startsWith('type '))
}

/** Comments out, strings kept: enough for this code, whose strings hold no comment marks at line starts. */
function stripComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//gu, '').replace(/(^|\s)\/\/.*$/gmu, '$1')
}

function arrow({ from, to }: Import): string {
  return `${from} → ${to}`
}
