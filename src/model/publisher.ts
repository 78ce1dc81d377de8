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
  /** Its id is made of it. */
  readonly name: string
  /** What its feed calls itself, where nobody has named the publisher; else the name. */
  readonly title: string
  readonly hasIcon: boolean
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

/** Where an icon may be; `isOwn`: at the host of a feed that the operator declared. */
export interface IconPlace {
  readonly url: string
  readonly isOwn: boolean
}

/** A publisher's icon, as it was got from its site. */
export interface PublisherIcon {
  readonly bytes: Uint8Array
  /** By its own bytes, whatever the server said. */
  readonly type: ImageType
  readonly fetchedAt: number
}

export type ImageType = 'image/png' | 'image/x-icon' | 'image/gif' | 'image/jpeg' | 'image/webp'
