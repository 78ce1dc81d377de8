/** What is added to a publisher's record when a report of its, or of another, is placed. */
export interface Tally {
  readonly publisherId: string
  readonly publisherName: string
  /** Fields of the record and what each grows by. */
  readonly counts: Readonly<Record<string, number>>
}

/** A publisher as its reports of the last year or so show it. */
export interface PublisherProfile {
  readonly id: string
  readonly name: string
  readonly entryCount: number
  readonly storyCount: number
  /** Stories it reported before anybody else, and that somebody else then reported. */
  readonly firstCount: number
  /** Entries that nearly repeat what another publisher had printed. */
  readonly copyCount: number
  /** Entries whose own date could be believed: not missing, not of the future, not older than the last poll. */
  readonly datedCount: number
  /** Most entries first. */
  readonly channels: readonly { readonly channel: string; readonly count: number }[]
  /** Entries by hour of the day in the site's zone, 24 of them. */
  readonly hours: readonly number[]
}
