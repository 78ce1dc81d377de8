/**
 * The words of this program. Each means one thing, in code, Redis keys, metrics, API, pages and docs.
 *
 * Source        a feed the operator declared
 * Publisher     who stands behind one or more sources
 * Channel       a topic board: `sports`, `finance` …
 * Entry         one normalised item of one source
 * Fingerprint   what comparing two entries needs
 * Story         the entries that report the same event
 * Origin        one independent publisher that reported a story
 * List          a rule for which stories compete, and how
 * Heat          a story's score in a list, in log2, free of time (`rules/rank/score.ts`)
 * Edition       a numbered, frozen top of a list; never changes once numbered
 * Event         something a subscriber can be told
 * Outbox        events committed and not yet fanned out
 * Subscription  who wants which events of which lists, and how
 * Delivery      one event owed to one subscription; the ledger holds one row each
 * Attempt       one try at a delivery
 * Enrolment     a source's place at its publisher's hub, which then pushes it to us (WebSub)
 * Push          a document a hub sent; with a hint, only the word that there is one
 * Topic         a list's feed that our own hub sends out
 * Follower      whom our hub sends a topic whenever it changes (WebSub)
 * Intent        what somebody asked our hub for in a callback's name, until the callback confirms it
 * Lane          how many attempts may run against one subscription at once
 * Exchange      one request as it was sent, and what came back
 * Ledger        what a source was asked and what it cost: running totals, and a journal of single polls
 * Violation     one rudeness to a publisher, by the rules of docs/politeness.md
 * Lease         the right to work on a source until a time; returns by itself
 */
export * from './embedding.ts'
export * from './enrolment.ts'
export * from './entry.ts'
export * from './errors.ts'
export * from './event.ts'
export * from './explanation.ts'
export * from './feed.ts'
export * from './follower.ts'
export * from './list.ts'
export * from './politeness.ts'
export * from './publisher.ts'
export * from './source.ts'
export * from './story.ts'
export * from './story-index.ts'
export * from './subscription.ts'
