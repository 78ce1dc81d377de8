/** Bounds of one document. Real feeds: 2.2 MB and 300 entries at the 99th percentile. */
export const LIMITS = {
  /** Characters after decoding. */
  documentLength: 20 * 1024 * 1024,
  /** Entries looked at when choosing the newest; further ones are only counted. */
  scannedEntries: 20_000,
  entries: 1_000,
  titleLength: 1_000,
  summaryLength: 2_000,
  contentLength: 512 * 1024,
  /** Tags read of one content: HTML readers walk all open elements at each, 170,000 unclosed ones take seconds. */
  contentTags: 20_000,
  categories: 50,
  authors: 50,
  enclosures: 20,
  urlLength: 8_192,
  guidLength: 2_048,
  nameLength: 200,
  attributeLength: 64 * 1024,
  hubs: 10,
  /** Levels of JSON; a JSON Feed has five, extensions a few more. */
  jsonDepth: 100,
} as const
