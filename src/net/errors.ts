import { TidewireError } from '../model/index.ts'

export type FetchErrorCode =
  | 'fetch_timeout'
  | 'fetch_dns'
  | 'fetch_tls'
  | 'fetch_connection'
  | 'fetch_protocol'
  | 'fetch_redirect'
  | 'fetch_encoding'
  | 'fetch_too_large'

/** A request that got no usable answer. The message names neither addresses nor bodies. */
export class FetchError extends TidewireError {
  declare readonly code: FetchErrorCode

  constructor(code: FetchErrorCode, message: string, cause?: unknown) {
    super(code, message, { retry: 'later', ...(cause === undefined ? {} : { cause }) })
  }
}

export type BlockedErrorCode =
  | 'blocked_url'
  | 'blocked_scheme'
  | 'blocked_userinfo'
  | 'blocked_port'
  | 'blocked_address'

/**
 * A destination the guard refuses; nothing was sent to it. Carries no cause and no resolved address: the
 * message may reach whoever chose the URL, and must not map the network for them.
 */
export class BlockedError extends TidewireError {
  declare readonly code: BlockedErrorCode
  /** The message without what only an operator can do about it: for strangers. */
  readonly fact: string

  constructor(code: BlockedErrorCode, fact: string, remedy?: string) {
    super(code, remedy === undefined ? fact : `${fact}; ${remedy}`, { retry: 'never' })
    this.fact = fact
  }
}

/** One word for a failure, for the attempt log and metrics. */
export function failureClass(error: FetchError | BlockedError): FailureClass {
  if (error instanceof BlockedError) return 'blocked'
  return error.code.slice('fetch_'.length) as FailureClass
}

export type FailureClass =
  | 'blocked'
  | 'timeout'
  | 'dns'
  | 'tls'
  | 'connection'
  | 'protocol'
  | 'redirect'
  | 'encoding'
  | 'too_large'

/** This process or machine has no more of something: nobody asked has failed. */
const SHORTAGES: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM'])

/** What undici, TLS and the socket throw, as one of our codes; `what` is what was tried. */
export function toFetchError(what: string, error: unknown): FetchError | BlockedError | TidewireError {
  if (error instanceof FetchError || error instanceof BlockedError) return error
  const code = errorCode(error)
  if (SHORTAGES.has(code)) {
    const remedy = 'raise its limit of open files (ulimit -n, LimitNOFILE=), or lower polling.concurrency'
    const message = `${what} could not be sent, this process may open no more sockets (${code}): ${remedy}`
    return new TidewireError('own_shortage', message, { retry: 'later', cause: error })
  }
  if (code.includes('TIMEOUT') || code === 'ETIMEDOUT') {
    const waitedFor = TIMEOUTS[code] ?? 'a connection'
    return new FetchError('fetch_timeout', `${what} timed out waiting for ${waitedFor}`, error)
  }
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW') {
    return new FetchError('fetch_too_large', `${what} answered with too many header bytes`, error)
  }
  if (isTlsCode(code)) {
    return new FetchError('fetch_tls', `${what} failed: no trusted TLS connection (${code})`, error)
  }
  if ((error as Error | undefined)?.name === 'HTTPParserError' || code.startsWith('UND_ERR_RES_')) {
    // Without its cause, which quotes what came over the wire.
    return new FetchError('fetch_protocol', `${what} answered with broken HTTP (${code})`)
  }
  return new FetchError('fetch_connection', `${what} failed: connection lost or refused (${code})`, error)
}

const TIMEOUTS: Readonly<Record<string, string>> = {
  UND_ERR_HEADERS_TIMEOUT: 'headers',
  UND_ERR_BODY_TIMEOUT: 'the next byte of the body',
}

function errorCode(error: unknown): string {
  const code = (error as { code?: unknown } | null | undefined)?.code
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : 'unknown'
}

/** OpenSSL's verify results have no common prefix (`openssl verify`, X509_V_ERR_*). */
function isTlsCode(code: string): boolean {
  return /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|CRL_|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH|EPROTO|PATH_LENGTH_)/.test(
    code,
  )
}
