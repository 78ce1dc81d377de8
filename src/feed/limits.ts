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
  /** Of a text as it is written: escaped HTML is up to four times as long as what it says. */
  constructLength: 2 * 1024 * 1024,
  /** Tags read of one content: HTML readers walk all open elements at each, 170,000 unclosed ones take seconds. */
  contentTags: 20_000,
  categories: 50,
  authors: 50,
  enclosures: 20,
  urlLength: 8_192,
  guidLength: 2_048,
  nameLength: 200,
  /** Characters of an attribute, and of a field that is no text to read. */
  attributeLength: 64 * 1024,
  hubs: 10,
  /** Levels of JSON; a JSON Feed has five, extensions a few more. */
  jsonDepth: 100,
  /** Lists, objects and members of JSON. Building ten megabytes of them takes more memory than a thread may have. */
  jsonValues: 500_000,
} as const
