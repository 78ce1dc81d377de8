/** One request as the judge's server saw it, and what it answered. Times are of the simulation. */
export interface Access {
  readonly at: number
  /** Which feed the request was about, redirect targets included. */
  readonly feed: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly answer: Answer
}

export interface Answer {
  readonly status: number
  readonly etag?: string
  readonly lastModified?: string
  readonly maxAge?: number
  /** Seconds. */
  readonly retryAfter?: number
  readonly location?: string
  readonly body?: Document
}

/** What a full body said of when to come; `undefined` body in an answer: none was sent. */
export interface Document {
  readonly text: string
  readonly isReadable: boolean
  readonly ttlMinutes?: number
  readonly updateMinutes?: number
  readonly skipHours?: readonly number[]
  readonly skipDays?: readonly number[]
}
