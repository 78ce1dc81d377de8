import type { Readable } from 'node:stream'
import type { Config } from '../config.ts'
import { createParsePool } from '../feed/parse-pool.ts'
import { printParsed, printParseError } from '../feed/print-parsed.ts'
import { TidewireError } from '../model/errors.ts'
import { createFeedFetcher } from '../net/fetch-feed.ts'
import { createFeedClient } from './feed-client.ts'
import { readInput } from './read-input.ts'

export interface ParseOptions {
  readonly base?: string
  readonly contentType?: string
  readonly timeZone?: string
}

export interface ParsedDocument {
  readonly ok: boolean
  /** What `tidewire parse` prints. */
  readonly output: object
}

/** Parses files, URLs (through the guard) and `-` for standard input, one after the other, in the order given. */
export async function* parseDocuments(
  sources: readonly string[],
  options: ParseOptions,
  config: Config,
  stdin: Readable,
): AsyncGenerator<ParsedDocument> {
  const pool = createParsePool(config.parsing)
  const client = createFeedClient(config)
  try {
    for (const source of sources) {
      try {
        const document = await read(source, config, createFeedFetcher(client), stdin)
        const base = options.base ?? document.url
        const contentType = options.contentType ?? document.contentType
        const feed = await pool.parse(document.bytes, {
          ...(base !== undefined && { baseUrl: base }),
          ...(contentType !== undefined && { contentType }),
          ...(document.contentLanguage !== undefined && { contentLanguage: document.contentLanguage }),
          ...(options.timeZone !== undefined && { timeZone: options.timeZone }),
        })
        yield { ok: true, output: printParsed(source, feed, base) }
      } catch (error) {
        yield { ok: false, output: printParseError(source, described(error)) }
      }
    }
  } finally {
    await pool.close()
    await client.close()
  }
}

interface Document {
  readonly bytes: Uint8Array
  readonly url?: string
  readonly contentType?: string
  readonly contentLanguage?: string
}

async function read(
  source: string,
  config: Config,
  fetchFeed: ReturnType<typeof createFeedFetcher>,
  stdin: Readable,
): Promise<Document> {
  if (!/^https?:\/\//i.test(source)) {
    // The limit that the network has, too.
    const maxBytes = config.polling.maxBodyBytes
    return { bytes: await readInput(source, { expected: 'a feed document, its URL', maxBytes, stdin }) }
  }
  const answer = await fetchFeed({ url: source })
  if (answer.kind === 'changed') {
    return {
      bytes: answer.body,
      url: answer.url,
      ...(answer.contentType !== undefined && { contentType: answer.contentType }),
      ...(answer.contentLanguage !== undefined && { contentLanguage: answer.contentLanguage }),
    }
  }
  const message = answer.kind === 'failed' ? answer.message : `GET ${source} answered ${answer.statusCode}`
  throw new TidewireError(`fetch_${answer.kind === 'failed' ? answer.outcome : 'failed'}`, message, {
    retry: 'later',
  })
}

function described(error: unknown): { code: string; message: string } {
  if (error instanceof TidewireError) return { code: error.code, message: error.message }
  const failure = error as NodeJS.ErrnoException
  return { code: `read_${(failure.code ?? 'failed').toLowerCase()}`, message: failure.message }
}
